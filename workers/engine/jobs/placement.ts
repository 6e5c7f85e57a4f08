/**
 * Placement: at submission, and again when a job gave its accelerators back, it is bound to the
 * pool with the best score of those that may take it. The same scores answer "why here?".
 */
import { PLACEMENT_POLICIES } from '../policies/placement/index.ts';
import { startsNow, type PlacementPolicy } from '../policies/placement/placement-policy.ts';
import { markPool, type Run } from '../run.ts';
import { N, STAGE } from '../state.ts';
import { jobEstimateS } from './length.ts';
import { admitted, discharge, fits } from './quota.ts';
import { listOpenPools } from './open-pools.ts';
import { forgetPool, learnPool, poolScoresOf } from './pool-scores.ts';
import { listCandidates, mayTake, REFUSAL, refusal, withinQuota } from './refusal.ts';
import {
  countQueued,
  dequeue,
  emptyWaiting,
  enqueue,
  joinSpreadLine,
  removeHead,
  setAside,
} from './queue.ts';
import { couldSpread, spreadAtOnce } from './spread.ts';

/** Writes every pool's score for a job under the policy in force; -Infinity where it may not go. */
export function scorePools(run: Run, job: number, out: Float64Array): void {
  out.fill(-Infinity);
  bestOf(run, job, out);
}

function policyNow({ tools, state }: Run): PlacementPolicy {
  return tools.placement ?? PLACEMENT_POLICIES[state.n[N.placement]];
}

/** Whether only pools of its home may take a job. */
function staysHome({ world, state }: Run, policy: PlacementPolicy): boolean {
  return policy.homeOnly === true || (state.n[N.linked] === 0 && !world.classes.interruptible);
}

/**
 * Writes the scores of the pools that may take a job under the policy in force; others' stay as they are.
 * @returns the pool with the best, the lower number of those with the same; -1 for none
 */
function bestOf(run: Run, job: number, out: Float64Array): number {
  const { world } = run;
  const policy = policyNow(run);
  const home = world.jobs.home[job];
  const atHome = staysHome(run, policy);
  const from = atHome ? world.sites.poolStart[home] : 0;
  const to = atHome ? world.sites.poolStart[home + 1] : world.pools.count;
  const count = listCandidates(run, job, from, to);
  const { candidates } = run.work;
  let best = -1;
  let bestScore = -Infinity;
  for (let i = 0; i < count; i++) {
    const pool = candidates[i];
    policy.score(run, job, pool, out);
    if (out[pool] > bestScore) {
      best = pool;
      bestScore = out[pool];
    }
  }
  return best;
}

/**
 * Binds a job to the best pool (ties: the lower number), spreads it over several sites, lines
 * it up for them, or sets it aside.
 * @param counted whether it counts against its tenant's quota already
 */
export function placeJob(run: Run, job: number, timeS: number, counted: boolean): void {
  const best = bestPool(run, job);
  if (run.watch !== null && run.watch.job === job) run.watch.seen(best, timeS);
  const spreads = run.world.jobs.maxSites[job] > 1;
  if (best < 0 && !(spreads && couldSpread(run, job))) {
    setAside(run, job, timeS);
    if (counted) discharge(run, job);
    return;
  }
  if (!counted && !admitted(run, job, timeS)) return;
  if (spreads && (best < 0 || !startsNow(run, job, best)) && spreadAtOnce(run, job, timeS)) return;
  if (best < 0) {
    joinSpreadLine(run, job, timeS);
    return;
  }
  enqueue(run, job, best, timeS);
  run.state.poolBacklogS[best] += run.world.jobs.least[job] * jobEstimateS(run, job, best);
  markPool(run.work, best);
}

/** The pool with the best score, or at the site the job was told to go to; -1 for none. */
function bestPool(run: Run, job: number): number {
  const target = run.world.classes.interruptible ? run.state.extra.jobTarget[job] : -1;
  const told = target < 0 ? -1 : roomiestPool(run, job, target);
  if (told >= 0) return told;
  const policy = policyNow(run);
  if (policy.starting && !staysHome(run, policy)) return bestRemembered(run, job, policy);
  return bestOf(run, job, run.work.scores);
}

/** `bestOf` by what is remembered of pools: whether one may take the job is asked only where it would be the best. */
function bestRemembered(run: Run, job: number, policy: PlacementPolicy): number {
  const { world, state } = run;
  const { openPools } = run.work;
  if (!withinQuota(run, job)) return -1;
  const scores = poolScoresOf(run, policy);
  const { known, startsUpTo, starting, queueing, most } = scores;
  const least = world.jobs.least[job];
  const kind = world.jobs.kind[job];
  const first = world.jobs.kindStart[kind];
  const end = first + listOpenPools(openPools, world, state, kind);
  let best = -1;
  let bestScore = -Infinity;
  for (let i = first; i < end; i++) {
    const pool = openPools.pool[i];
    if (known[pool] === 0) learnPool(run, scores, pool);
    if (!(most[pool] > bestScore)) continue;
    const score = least <= startsUpTo[pool] ? starting[pool] : queueing[pool];
    if (score > bestScore && mayTake(run, job, pool, openPools.site[i])) {
      best = pool;
      bestScore = score;
    }
  }
  return best;
}

/** Of a site's pools that may take a job, the one with the most free; -1 for none. */
export function roomiestPool(run: Run, job: number, site: number): number {
  const { poolStart } = run.world.sites;
  let best = -1;
  for (let pool = poolStart[site]; pool < poolStart[site + 1]; pool++) {
    if (refusal(run, job, pool) !== REFUSAL.none) continue;
    if (best < 0 || run.state.free[pool] > run.state.free[best]) best = pool;
  }
  return best;
}

/** Lets tenants whose jobs have ended queue their next ones. */
export function admitHeld(run: Run, timeS: number): void {
  const { state, work } = run;
  const { tenantHead, tenantTail, tenantAdmitted } = state.extra;
  for (let i = 0; i < work.tenantCount; i++) {
    const tenant = work.tenants[i];
    for (let job = tenantHead[tenant]; job >= 0 && fits(run, tenant, job); job = tenantHead[tenant]) {
      removeHead(state, tenantHead, tenantTail, tenant);
      countQueued(run, job, timeS, -1);
      tenantAdmitted[tenant] += run.world.jobs.least[job];
      placeJob(run, job, timeS, true);
    }
    work.tenantMarked[tenant] = 0;
  }
  work.tenantCount = 0;
}

/**
 * Places every waiting job again, in order of submission: the world was linked or unlinked,
 * a route came or went, a site lost its power or has it again, or the policy changed.
 */
export function placeAllAgain(run: Run, timeS: number): void {
  const { world, state } = run;
  run.work.darkChanged = false;
  emptyWaiting(run, timeS);
  const arrived = state.n[N.jobCursor];
  for (let job = 0; job < arrived; job++) if (state.jobStage[job] === STAGE.queued) dequeue(run, job, timeS);
  for (let pool = 0; pool < world.pools.count; pool++) {
    state.poolBacklogS[pool] = 0;
    forgetPool(run.work.poolScores, pool);
  }
  for (let job = 0; job < arrived; job++) {
    const stage = run.state.jobStage[job];
    if (stage === STAGE.queued || stage === STAGE.spread) placeJob(run, job, timeS, true);
    else if (stage === STAGE.unplaced) placeJob(run, job, timeS, false);
  }
}
