/**
 * Preemption (J8): where the head of a queue does not fit, running jobs of lower priority give
 * way to it: the lowest priority first, of those the one submitted last. Nobody is
 * stopped unless enough come free; accelerators already on their way back count as such.
 */
import type { Run } from '../run.ts';
import { N, STAGE } from '../state.ts';
import { evict } from './interruption.ts';

/** Stops what stands in the way of a queued job, if that lets it start. */
export function preemptFor(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const pool = state.jobPool[job];
  const wanted = world.jobs.least[job] - state.free[pool] - state.poolReleasing[pool];
  if (wanted <= 0) return;
  let yielding = 0;
  for (let other = state.runHead[pool]; other >= 0; other = state.jobNext[other])
    if (yields(run, other, job)) yielding += state.jobHeld[other];
  if (yielding < wanted) return;
  for (let freed = 0; freed < wanted;) {
    const victim = lastInRank(run, pool, job);
    freed += run.state.jobHeld[victim];
    run.state.n[N.preemptions]++;
    evict(run, victim, timeS);
  }
}

function yields(run: Run, entity: number, job: number): boolean {
  const { world, state } = run;
  const { jobs } = world;
  if (entity >= jobs.count) return false;
  if (state.jobStage[entity] === STAGE.saving) return false;
  return jobs.priority[entity] < jobs.priority[job] && world.classes.preemptible[jobs.class[entity]] === 1;
}

/** Of those that yield: lowest priority, then highest number. */
function lastInRank(run: Run, pool: number, job: number): number {
  const { state } = run;
  const { priority } = run.world.jobs;
  let last = -1;
  for (let other = state.runHead[pool]; other >= 0; other = state.jobNext[other]) {
    if (!yields(run, other, job)) continue;
    if (last < 0 || priority[other] < priority[last] || (priority[other] === priority[last] && other > last))
      last = other;
  }
  return last;
}
