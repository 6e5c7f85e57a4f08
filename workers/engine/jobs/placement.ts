/**
 * Placement: at submission a job is bound to the pool with the best score of those that may
 * take it. The same scores answer "why here?".
 */
import { PLACEMENT_POLICIES } from '../policies/placement/index.ts';
import { markPool, type Run } from '../run.ts';
import { N, STAGE } from '../state.ts';
import { jobEstimateS } from './length.ts';
import { REFUSAL, refusal } from './refusal.ts';
import { dequeue, enqueue, setAside, takeUnplaced } from './queue.ts';

/** Writes every pool's score for a job under the policy in force; -Infinity where it may not go. */
export function scorePools(run: Run, job: number, out: Float64Array): void {
  const policy = PLACEMENT_POLICIES[run.state.n[N.placement]];
  for (let pool = 0; pool < out.length; pool++) {
    if (refusal(run, job, pool) === REFUSAL.none) policy.score(run, job, pool, out);
    else out[pool] = -Infinity;
  }
}

/** Binds a job to the best pool (ties: the lower number), or sets it aside. */
export function placeJob(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { scores } = run.work;
  scorePools(run, job, scores);
  let best = -1;
  let bestScore = -Infinity;
  for (let pool = 0; pool < scores.length; pool++) {
    if (scores[pool] > bestScore) {
      best = pool;
      bestScore = scores[pool];
    }
  }
  if (best < 0) {
    setAside(run, job, timeS);
    return;
  }
  enqueue(run, job, best, timeS);
  state.poolBacklogS[best] += world.jobs.accelerators[job] * jobEstimateS(world, job, best);
  markPool(run.work, best);
}

/**
 * Places every waiting job again, in order of submission: the world was linked or unlinked,
 * a route came or went, or the policy changed.
 */
export function placeAllAgain(run: Run, timeS: number): void {
  const { world, state } = run;
  takeUnplaced(run, timeS);
  const arrived = state.n[N.jobCursor];
  for (let job = 0; job < arrived; job++) {
    if (state.jobStage[job] !== STAGE.queued) continue;
    dequeue(run, job, timeS);
    state.jobStage[job] = STAGE.unplaced;
  }
  for (let pool = 0; pool < world.pools.count; pool++) state.poolBacklogS[pool] = 0;
  for (let job = 0; job < arrived; job++)
    if (state.jobStage[job] === STAGE.unplaced) placeJob(run, job, timeS);
}
