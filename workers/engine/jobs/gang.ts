/** A gang's accelerators: taken, computing or not, and given back; all parts at once (J3). */
import { unschedule } from '../event-queue.ts';
import { markPool, markSite, type Run } from '../run.ts';
import { N, STAGE } from '../state.ts';
import { closeStreams, openStreams } from './exchange.ts';
import { fillLeft, fillWork } from './length.ts';
import { paceJob, partFlops } from './pace.ts';
import { firstPart, isSpread, lastPart } from './parts.ts';
import { forgetPool } from './pool-scores.ts';
import { drawFailure, setInterval, settleProgress } from './progress.ts';
import { enterRunning, leaveRunning } from './queue.ts';
import { holdForTenant } from './tenant-use.ts';

/** Takes `jobHeld` of each part out of what is free; `jobPool` and `jobEndS` are written. */
export function takeGang(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const pool = state.jobPool[part];
    state.free[pool] -= state.jobHeld[part];
    forgetPool(run.work.poolScores, pool);
    enterRunning(run, part, pool);
    if (state.extra.tenantHeld.length > 0)
      holdForTenant(state, world.jobs.tenant[job], state.jobHeld[part], timeS);
  }
  if (world.jobs.least[job] < world.jobs.most[job]) {
    state.poolElasticJobs[state.jobPool[job]]++;
  }
}

/** Gives all of it back. */
export function releaseGang(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  if (world.jobs.least[job] < world.jobs.most[job]) {
    state.poolElasticJobs[state.jobPool[job]]--;
    state.poolExcess[state.jobPool[job]] -= state.jobHeld[job] - world.jobs.least[job];
  }
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const pool = state.jobPool[part];
    leaveRunning(run, part, pool);
    if (state.extra.tenantHeld.length > 0)
      holdForTenant(state, world.jobs.tenant[job], -state.jobHeld[part], timeS);
    state.free[pool] += state.jobHeld[part];
    forgetPool(run.work.poolScores, pool);
    state.jobHeld[part] = 0;
    markPool(run.work, pool);
  }
  if (isSpread(world, state, job)) state.extra.spreadParts[world.jobs.spreadRow[job]] = 0;
}

/** The gang begins to compute, for the first time at this place. */
export function beginWork(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  if (isSpread(world, state, job)) {
    state.jobFlops[job] = 0;
    const end = lastPart(world, state, job);
    for (let part = firstPart(world, state, job); part <= end; part++)
      state.jobFlops[job] += partFlops(run, job, part);
    fillLeft(world, state, job);
  } else fillWork(world, state, job, state.jobPool[job]);
  if (world.classes.interruptible) {
    state.extra.jobUnsavedS[job] = 0;
    state.extra.jobWrittenS[job] = 0;
    setInterval(run, job);
    drawFailure(run, job);
  }
  compute(run, job, timeS);
}

/** The gang computes from here on. */
export function compute(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { pools, sites } = world;
  state.jobStage[job] = STAGE.running;
  state.n[N.runningJobs]++;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const pool = state.jobPool[part];
    const site = pools.site[pool];
    state.poolRunningJobs[pool]++;
    state.poolComputing[pool] += state.jobHeld[part];
    state.siteJobsW[site] +=
      state.jobHeld[part] * pools.dynamicW[pool] * sites.hostFactor[site] * sites.pue[site];
    markSite(run.work, site);
  }
  if (isSpread(world, state, job)) openStreams(run, job, timeS);
  run.state.jobSinceS[job] = timeS;
  run.state.jobSpeed[job] = 0;
  paceJob(run, job, timeS);
}

/** The gang stops computing; what it has done until now is settled. */
export function stopComputing(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { pools, sites } = world;
  const { n } = state;
  settleProgress(run, job, timeS);
  n[N.jobQueueSize] = unschedule(state.jobHeap, state.jobAt, state.jobDueS, n[N.jobQueueSize], job);
  n[N.runningJobs]--;
  if (isSpread(world, state, job)) closeStreams(run, job);
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const pool = state.jobPool[part];
    const site = pools.site[pool];
    state.poolRunningJobs[pool]--;
    state.poolComputing[pool] -= state.jobHeld[part];
    state.siteGoodputFlops[site] -= state.jobUsefulFlops[part];
    state.jobUsefulFlops[part] = 0;
    state.siteJobsW[site] -=
      state.jobHeld[part] * pools.dynamicW[pool] * sites.hostFactor[site] * sites.pue[site];
    if (!siteComputes(run, site)) {
      // Exact where it can be: rounding does not pile up over years.
      state.siteGoodputFlops[site] = 0;
      state.siteJobsW[site] = 0;
    }
    markSite(run.work, site);
  }
}

/**
 * A running gang that a pass has set to another size stops computing at the one it had
 * (work.heldBefore), and holds the new one from here on.
 */
export function resizeGang(run: Run, job: number, timeS: number): void {
  const { world, state, work } = run;
  const pool = state.jobPool[job];
  const held = state.jobHeld[job];
  const before = work.heldBefore[job];
  work.heldBefore[job] = 0;
  state.jobHeld[job] = before;
  stopComputing(run, job, timeS);
  state.jobHeld[job] = held;
  state.poolExcess[pool] += held - before;
  forgetPool(work.poolScores, pool);
  if (state.extra.tenantHeld.length > 0) holdForTenant(state, world.jobs.tenant[job], held - before, timeS);
  if (!world.classes.interruptible) return;
  setInterval(run, job);
  if (world.classes.saves[world.jobs.class[job]] === 0) return;
  state.extra.jobUnsavedS[job] = 0;
  state.extra.jobWrittenS[job] = 0;
}

function siteComputes(run: Run, site: number): boolean {
  const { poolStart } = run.world.sites;
  for (let pool = poolStart[site]; pool < poolStart[site + 1]; pool++) {
    if (run.state.poolRunningJobs[pool] > 0) return true;
  }
  return false;
}
