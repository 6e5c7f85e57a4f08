/**
 * Lengths of prompts (I4): log-normal with a mean and a coefficient of variation, taken as a few classes of
 * prompts, each with the mean of its own, so that the mean over all stays what it was. The classes are
 * narrow about the percentiles that are read.
 */
import { exponential, logarithm } from '../engine/math.ts';

/** Where a class ends: share of all prompts, and its place in standard deviations of a normal distribution. */
const ENDS: readonly (readonly [share: number, deviations: number])[] = [
  [0.2, -0.8416212335729143],
  [0.4, -0.2533471031357997],
  [0.6, 0.2533471031357997],
  [0.8, 0.8416212335729143],
  [0.93, 1.4757910281791711],
  [0.97, 1.8807936081512509],
  [0.985, 2.1700903775845606],
  [0.995, 2.5758293035489008],
  [1, Infinity],
];

type Prompts = {
  /** Share of all prompts up to the end of each class, ascending to 1. */
  upTo: number[];
  /** Mean of each class over that of all, ascending. */
  length: number[];
};

/** Of each class of requests, `count` of at most `stride`. */
export type PromptTable = {
  stride: number;
  count: Int32Array;
  /** [class * stride + class of prompts] */
  upTo: Float64Array;
  length: Float64Array;
};

export function compilePrompts(cvs: number[]): PromptTable {
  const list = cvs.map(promptClasses);
  const stride = list.reduce((most, { upTo }) => Math.max(most, upTo.length), 1);
  const column = (of: keyof Prompts): Float64Array => {
    const values = new Float64Array(list.length * stride);
    list.forEach((prompts, c) => values.set(prompts[of], c * stride));
    return values;
  };
  return {
    stride,
    count: Int32Array.from(list, ({ upTo }) => upTo.length),
    upTo: column('upTo'),
    length: column('length'),
  };
}

/** @param cv standard deviation over mean; 0: all prompts are alike */
export function promptClasses(cv: number): Prompts {
  if (cv === 0) return { upTo: [1], length: [1] };
  const sigma = Math.sqrt(logarithm(1 + cv * cv));
  let fromShare = 0;
  let fromTokens = 0;
  const length = ENDS.map(([share, deviations]) => {
    const tokens = normal(deviations - sigma);
    const mean = (tokens - fromTokens) / (share - fromShare);
    fromShare = share;
    fromTokens = tokens;
    return mean;
  });
  return { upTo: ENDS.map(([share]) => share), length };
}

/** Share of a normal distribution below x (Marsaglia's series). */
function normal(x: number): number {
  if (x > 8) return 1;
  if (x < -8) return 0;
  let term = x;
  let sum = x;
  for (let n = 3; term !== 0 && sum + term !== sum; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + sum * exponential(-0.5 * x * x - 0.9189385332046727);
}
