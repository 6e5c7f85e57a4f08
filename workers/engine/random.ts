/**
 * Counter-based random numbers (T5): a draw is a function of (seed, stream, entity, index)
 * and of nothing else, so no draw shifts another and branches share their arrivals.
 */

/** Streams in use; a new one gets a new number and disturbs none. */
export const STREAM = {
  submitTime: 1,
  homeSite: 2,
  accelerators: 3,
  hours: 4,
  dataset: 5,
  failure: 6,
  /** Of a sweep: the place of a draw in its stratum, and the order of the strata. */
  sample: 7,
  stratum: 8,
} as const;

/** Finaliser of MurmurHash3: each input bit flips each output bit with probability near 1/2. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A word that names a draw; chained mixing keeps (1, 2) and (2, 1) apart. */
function word(seed: number, stream: number, entity: number, index: number, lane: number): number {
  let h = mix(seed ^ 0x9e3779b9 ^ Math.imul(lane, 0x632be5ab));
  h = mix(h ^ Math.imul(stream + 1, 0x7feb352d));
  h = mix(h ^ Math.imul(entity + 1, 0x846ca68b));
  return mix(h ^ Math.imul(index + 1, 0x5bd1e995));
}

/** Uniform in (0, 1), 53 bits, never 0 or 1. */
export function uniform(seed: number, stream: number, entity: number, index: number): number {
  const high = word(seed, stream, entity, index, 0) >>> 5;
  const low = word(seed, stream, entity, index, 1) >>> 6;
  return (high * 67108864 + low + 0.5) / 9007199254740992;
}

/** The same, into out[at]: a number returned is an allocation where the call is not inlined. */
export function writeUniform(
  out: Float64Array,
  at: number,
  seed: number,
  stream: number,
  entity: number,
  index: number,
): void {
  const high = word(seed, stream, entity, index, 0) >>> 5;
  const low = word(seed, stream, entity, index, 1) >>> 6;
  out[at] = (high * 67108864 + low + 0.5) / 9007199254740992;
}

/** A 31-bit number naming a text, for streams keyed by an id of the scenario (FNV-1a). */
export function textKey(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 1;
}
