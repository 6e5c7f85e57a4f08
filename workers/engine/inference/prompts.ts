/**
 * Time to first token of the requests of one class at one site (I4): prefill by the length of the
 * prompt, in classes (world/prompts.ts), and a wait that is 0 or, for a share C, exponential with a
 * mean of `tailS`. After the first begin to come, after s, and those of class j from offset[j] on,
 *
 *   later(s) = 1 - upTo[j] + C carried[j] exp(-(s - offset[j]) / tailS),  j the last with offset[j] <= s:
 *
 * the waits of all shorter prompts are carried to where the next begin, so that one exponential does.
 */
import type { World } from '../../world/world.ts';
import { exponentials } from '../math.ts';
import type { Run } from '../run.ts';
import { waitExceeds } from './queueing.ts';

export type PromptTimes = {
  /** The offsets are those of the rates of this day; -2: not made yet. */
  day: number;
  /** [use * stride + class of prompts] */
  offsetS: Float64Array;
  carried: Float64Array;
  /** Of the offers in use, in their order: requests a second whose first token is in time (I5). */
  inTimeRps: Float64Array;
  /** Those that wait: which they are, and powers to be taken. */
  waiting: Int32Array;
  power: Float64Array;
};

export function createPromptTimes({ serving, demand }: World): PromptTimes {
  const n = serving.capacityRps.length * serving.prompts.stride;
  return {
    day: -2,
    offsetS: new Float64Array(n),
    carried: new Float64Array(n),
    inTimeRps: new Float64Array(demand.offers),
    waiting: new Int32Array(demand.offers),
    power: new Float64Array(Math.max(demand.offers, serving.prompts.stride)),
  };
}

/** When the prompts of each class begin to be answered, after rates have changed. */
export function refreshOffsets({ world, router }: Run): void {
  const { rates } = router;
  if (router.prompts.day === rates.day) return;
  router.prompts.day = rates.day;
  const { prompts, useClass } = world.serving;
  const { offsetS } = router.prompts;
  for (let use = 0; use < rates.prefillS.length; use++) {
    const from = useClass[use] * prompts.stride;
    const to = use * prompts.stride;
    for (let j = 0; j < prompts.count[useClass[use]]; j++)
      offsetS[to + j] = rates.prefillS[use] * (prompts.length[from + j] - prompts.length[from]);
  }
}

/** Carries the waits of a use, which are known, from each class of prompts to the next. */
export function carryWaits({ world, router }: Run, use: number): void {
  if (router.waitShare[use] === 0) return;
  const { prompts, useClass } = world.serving;
  const { offsetS, carried, power } = router.prompts;
  const c = useClass[use];
  const count = prompts.count[c];
  const from = c * prompts.stride;
  const to = use * prompts.stride;
  carried[to] = prompts.upTo[from];
  for (let j = 1; j < count; j++) power[j - 1] = -(offsetS[to + j] - offsetS[to + j - 1]) / router.tailS[use];
  exponentials(power, count - 1);
  for (let j = 1; j < count; j++) {
    const share = prompts.upTo[from + j] - prompts.upTo[from + j - 1];
    carried[to + j] = carried[to + j - 1] * power[j - 1] + share;
  }
}

/** Fills `inTimeRps`. */
export function findInTime({ world, router }: Run): void {
  const { serving, demand } = world;
  const { prompts } = serving;
  const { taken } = router;
  const { offsetS, carried, inTimeRps, waiting, power } = router.prompts;
  let count = 0;
  for (let i = 0; i < taken.count; i++) {
    const use = taken.use[i];
    const c = taken.class[i];
    const from = c * prompts.stride;
    const to = use * prompts.stride;
    const afterS =
      serving.ttftLimitS[c] -
      2 * taken.delayS[i] -
      demand.lastMileS -
      router.rates.prefillS[use] * prompts.length[from];
    inTimeRps[i] = 0;
    if (afterS < 0 || router.rates.tokenS[use] > serving.tpotLimitS[c]) continue;
    let j = 0;
    while (j + 1 < prompts.count[c] && offsetS[to + j + 1] <= afterS) j++;
    inTimeRps[i] = taken.rps[i] * prompts.upTo[from + j];
    if (router.waitShare[use] === 0) continue;
    waiting[count] = i * prompts.stride + j;
    power[count++] = -(afterS - offsetS[to + j]) / router.tailS[use];
  }
  exponentials(power, count);
  for (let k = 0; k < count; k++) {
    const i = (waiting[k] / prompts.stride) | 0;
    const use = taken.use[i];
    const at = use * prompts.stride + waiting[k] - i * prompts.stride;
    inTimeRps[i] -= taken.rps[i] * router.waitShare[use] * carried[at] * power[k];
  }
}

/** Share in time within `limitS` after route and last mile, at a site with other waits than those of the split in force. */
export function promptsWithin(
  { world, router }: Run,
  use: number,
  limitS: number,
  waits: number,
  tailS: number,
): number {
  const { prompts, useClass } = world.serving;
  const c = useClass[use];
  const from = c * prompts.stride;
  let within = 0;
  for (let j = 0; j < prompts.count[c]; j++) {
    const share = prompts.upTo[from + j] - (j === 0 ? 0 : prompts.upTo[from + j - 1]);
    const patienceS = limitS - router.rates.prefillS[use] * prompts.length[from + j];
    within += share * (1 - waitExceeds(waits, tailS, patienceS));
  }
  return within;
}
