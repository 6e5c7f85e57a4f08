/**
 * Sharing a sweep out: shard I of N takes every run whose number leaves the rest I. Neighbours cost alike, so shards
 * do, and the merged rows are those of one process whatever N is.
 */
export type Shard = { index: number; of: number };

export const WHOLE: Shard = { index: 0, of: 1 };

/** "3/200" -> shard 3 of 200, counted from 0; null where it is none. */
export function parseShard(text: string): Shard | null {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  if (!match) return null;
  const [index, of] = [Number(match[1]), Number(match[2])];
  return index < of ? { index, of } : null;
}

/** Runs of a shard. */
export function shardCount(count: number, { index, of }: Shard): number {
  return index >= count ? 0 : Math.ceil((count - index) / of);
}

/** The number of a shard's i-th run. */
export function runOfShard({ index, of }: Shard, i: number): number {
  return index + i * of;
}
