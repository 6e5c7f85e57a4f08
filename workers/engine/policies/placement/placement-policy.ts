/** A placement policy: a score for each pool a job may go to (idea 5 of the design). */
import type { Run } from '../../run.ts';
import type { Term } from './terms.ts';

export type PlacementPolicy = {
  name: string;
  /** Only pools of the job's home are asked. */
  homeOnly?: true;
  /**
   * Writes the score of a pool to out[pool]: higher is better, -Infinity refuses. Called only for
   * pools that may take the job. Scores of pools where the job starts at once are above those
   * where it would queue, unless the policy means otherwise.
   *
   * Written, not returned: a returned number is an allocation where the call is not inlined.
   */
  score(run: Run, job: number, pool: number, out: Float64Array): void;
  /**
   * The score of a pool for any job that starts there at once, where no more of a job matters to it: then all others
   * get `queueScore`, and scores are remembered until the pool changes.
   */
  starting?(run: Run, pool: number): number;
  /** What a score above QUEUED is the sum of. */
  terms: readonly Term[];
};

/** Scores of pools where a job would queue are this, less the backlog. */
export const QUEUED = -1e9;

/** The job would get its accelerators now. */
export function startsNow(run: Run, job: number, pool: number): boolean {
  const { state } = run;
  return (
    state.poolQueuedJobs[pool] === 0 && state.free[pool] + state.poolExcess[pool] >= run.world.jobs.least[job]
  );
}

/** Seconds of estimated work waiting before a new job, if the whole pool worked it off. */
export function backlogS(run: Run, pool: number): number {
  return run.state.poolBacklogS[pool] / Math.max(1, run.state.poolForJobs[pool]);
}

/** Share of a pool's job accelerators that are free. */
export function freeShare(run: Run, pool: number): number {
  return run.state.free[pool] / Math.max(1, run.state.poolForJobs[pool]);
}

/** A policy to which of a job only matters whether it starts at once. */
export function scoredByPool(
  name: string,
  starting: (run: Run, pool: number) => number,
  terms: readonly Term[],
): PlacementPolicy {
  return {
    name,
    score(run, job, pool, out) {
      if (startsNow(run, job, pool)) out[pool] = starting(run, pool);
      else out[pool] = queueScore(run, pool);
    },
    starting,
    terms,
  };
}

/** Scores below any start at once, less for a longer backlog. */
export function queueScore(run: Run, pool: number): number {
  return QUEUED - backlogS(run, pool);
}
