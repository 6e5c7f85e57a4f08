/**
 * What placement policies that ask of a pool no more than whether a job starts there at once say of each pool. Derived,
 * not state: worked out when first asked for after the pool changed.
 */
import { queueScore, type PlacementPolicy } from '../policies/placement/placement-policy.ts';
import type { Run } from '../run.ts';

export type PoolScores = {
  /** Whose scores they are. */
  policy: PlacementPolicy | null;
  /** By pool: whether the rest is of the pool as it is now. */
  known: Uint8Array;
  /** The largest least of a job that starts at once; -1 where others wait. */
  startsUpTo: Int32Array;
  /** Score for a job that starts at once, and for one that queues. */
  starting: Float64Array;
  queueing: Float64Array;
  /** The larger of both. */
  most: Float64Array;
};

export function createPoolScores(pools: number): PoolScores {
  return {
    policy: null,
    known: new Uint8Array(pools),
    startsUpTo: new Int32Array(pools),
    starting: new Float64Array(pools),
    queueing: new Float64Array(pools),
    most: new Float64Array(pools),
  };
}

/** To be called when a pool has other accelerators for jobs, free or held above a least, or another queue. */
export function forgetPool(scores: PoolScores, pool: number): void {
  scores.known[pool] = 0;
}

/** The scores under a policy that has `starting`; of pools that are not known they are yet to be learnt. */
export function poolScoresOf({ work }: Run, policy: PlacementPolicy): PoolScores {
  const scores = work.poolScores;
  if (scores.policy !== policy) {
    scores.policy = policy;
    scores.known.fill(0);
  }
  return scores;
}

export function learnPool(run: Run, scores: PoolScores, pool: number): void {
  const { state } = run;
  scores.known[pool] = 1;
  scores.startsUpTo[pool] = state.poolQueuedJobs[pool] === 0 ? state.free[pool] + state.poolExcess[pool] : -1;
  scores.starting[pool] = scores.policy!.starting!(run, pool);
  scores.queueing[pool] = queueScore(run, pool);
  scores.most[pool] = Math.max(scores.starting[pool], scores.queueing[pool]);
}
