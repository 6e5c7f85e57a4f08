/**
 * Placement: at submission a job is bound to the pool with the best score of those that may
 * take it. The same scores answer "why here?".
 */
import { PLACEMENT_POLICIES } from '../policies/placement/index.ts';
import { markPool, type Run } from '../run.ts';
import { N, STAGE } from '../state.ts';
import { routeDelayS } from '../network/routes.ts';
import { jobEstimateS } from './length.ts';
import { dequeue, enqueue, setAside, takeUnplaced } from './queue.ts';

/** Why a pool may not take a job; 0: it may. */
export const REFUSAL = {
  none: 0,
  tooLarge: 1,
  acceleratorType: 2,
  memory: 3,
  residency: 4,
  unlinked: 5,
  unreachable: 6,
  policy: 7,
} as const;

/** What holds under any policy: size, type, memory, residency, links (J1, N5). */
export function refusal(run: Run, job: number, pool: number): number {
  const { world, state } = run;
  const { jobs, pools, sites } = world;
  const site = pools.site[pool];
  const type = pools.type[pool];
  const home = jobs.home[job];
  if (jobs.accelerators[job] > pools.forJobs[pool]) return REFUSAL.tooLarge;
  if (jobs.allowedType[jobs.typeSet[job] * jobs.types + type] === 0) return REFUSAL.acceleratorType;
  if (jobs.mfu[jobs.class[job] * jobs.types + type] === 0) return REFUSAL.memory;
  if (jobs.allowedCountry[jobs.countrySet[job] * jobs.countries + sites.country[site]] === 0)
    return REFUSAL.residency;
  if (site === home) return REFUSAL.none;
  if (state.n[N.linked] === 0) return REFUSAL.unlinked;
  if (routeDelayS(world, state, run.routes, home, site) === Infinity) return REFUSAL.unreachable;
  return REFUSAL.none;
}

/** Score of a pool for a job under the policy in force; -Infinity where it may not go. */
export function placementScore(run: Run, job: number, pool: number): number {
  if (refusal(run, job, pool) !== REFUSAL.none) return -Infinity;
  return PLACEMENT_POLICIES[run.state.n[N.placement]].score(run, job, pool);
}

/** Binds a job to the best pool (ties: the lower number), or sets it aside. */
export function placeJob(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  let best = -1;
  let bestScore = -Infinity;
  for (let pool = 0; pool < world.pools.count; pool++) {
    const score = placementScore(run, job, pool);
    if (score > bestScore) {
      best = pool;
      bestScore = score;
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
