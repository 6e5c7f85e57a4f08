/**
 * The stages of a job (J2, J3): queued -> staging -> running -> done.
 *
 * Accelerators are held from the start of staging to the end of running. A job's dataset
 * lies at its home site; elsewhere it is staged over the network first (N4).
 */
import { schedule, unschedule } from '../event-queue.ts';
import { logarithm } from '../math.ts';
import { endFlow, startFlow } from '../network/flows.ts';
import { markPool, markSite, type Run } from '../run.ts';
import { F, FLOW_CAUSE, N, STAGE, WAIT_BINS_PER_OCTAVE } from '../state.ts';
import { fillSpeed, jobEstimateS } from './length.ts';
import { dequeue, enterRunning, leaveRunning } from './queue.ts';
import { holdForTenant } from './tenant-use.ts';

const LN2 = 0.6931471805599453;

/** Gives a queued job its gang, all at once (J3). The caller has checked that it fits. */
export function startJob(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { jobs, pools } = world;
  const pool = state.jobPool[job];
  const site = pools.site[pool];
  const accelerators = jobs.accelerators[job];
  dequeue(run, job, timeS);
  state.poolBacklogS[pool] =
    state.poolQueuedJobs[pool] === 0
      ? 0
      : state.poolBacklogS[pool] - accelerators * jobEstimateS(world, job, pool);
  state.free[pool] -= accelerators;
  state.jobStartS[job] = timeS;
  state.jobEndS[job] = timeS + jobEstimateS(world, job, pool);
  enterRunning(run, job, pool);
  if (state.tenantHeld.length > 0) holdForTenant(state, jobs.tenant[job], accelerators, timeS);
  countWait(run, timeS - jobs.submitS[job]);
  const home = jobs.home[job];
  if (home !== site) state.n[N.movedJobs]++;
  if (home === site || jobs.datasetBits[job] === 0) {
    compute(run, job, timeS);
    return;
  }
  state.jobStage[job] = STAGE.staging;
  state.poolStaging[pool] += accelerators;
  state.n[N.stagingJobs]++;
  markSite(run.work, site);
  const flow = startFlow(run, timeS, FLOW_CAUSE.staging, job, home, site, jobs.datasetBits[job], Infinity);
  run.state.jobFlow[job] = flow;
}

/** The dataset has landed: the gang starts computing. */
export function finishStaging(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const pool = state.jobPool[job];
  endFlow(run, state.jobFlow[job]);
  state.jobFlow[job] = -1;
  state.poolStaging[pool] -= world.jobs.accelerators[job];
  state.n[N.stagingJobs]--;
  compute(run, job, timeS);
}

function compute(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { jobs, pools, sites } = world;
  const { n } = state;
  const pool = state.jobPool[job];
  const site = pools.site[pool];
  state.jobStage[job] = STAGE.running;
  state.jobRunS[job] = timeS;
  state.jobSinceS[job] = timeS;
  state.poolRunningJobs[pool]++;
  state.poolComputing[pool] += jobs.accelerators[job];
  fillSpeed(world, state, job, pool);
  state.siteGoodputFlops[site] += state.jobFlops[job];
  state.siteJobsW[site] +=
    jobs.accelerators[job] * pools.dynamicW[pool] * sites.hostFactor[site] * sites.pue[site];
  n[N.runningJobs]++;
  scheduleEnd(run, job, timeS);
  markSite(run.work, site);
}

/** Queues the end of a running job, given its work left and its site's clocks. */
export function scheduleEnd(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { n } = state;
  const speed = state.siteThrottle[world.pools.site[state.jobPool[job]]];
  const size = n[N.jobQueueSize];
  n[N.jobQueueSize] =
    speed > 0
      ? schedule(state.jobHeap, state.jobAt, state.jobDueS, size, job, timeS + state.jobLeftS[job] / speed)
      : unschedule(state.jobHeap, state.jobAt, state.jobDueS, size, job);
}

/** The work is done; the gang's accelerators are free again. */
export function finishJob(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { jobs, pools, sites } = world;
  const { n } = state;
  const pool = state.jobPool[job];
  const site = pools.site[pool];
  const accelerators = jobs.accelerators[job];
  n[N.jobQueueSize] = unschedule(state.jobHeap, state.jobAt, state.jobDueS, n[N.jobQueueSize], job);
  leaveRunning(run, job, pool);
  if (state.tenantHeld.length > 0) holdForTenant(state, jobs.tenant[job], -accelerators, timeS);
  state.jobStage[job] = STAGE.done;
  state.jobLeftS[job] = 0;
  state.jobEndS[job] = timeS;
  state.free[pool] += accelerators;
  state.poolComputing[pool] -= accelerators;
  state.poolRunningJobs[pool]--;
  state.siteGoodputFlops[site] -= state.jobFlops[job];
  state.siteJobsW[site] -= accelerators * pools.dynamicW[pool] * sites.hostFactor[site] * sites.pue[site];
  if (!siteComputes(run, site)) {
    // Exact where it can be: rounding does not pile up over years.
    state.siteGoodputFlops[site] = 0;
    state.siteJobsW[site] = 0;
  }
  n[N.runningJobs]--;
  n[N.doneJobs]++;
  markSite(run.work, site);
  markPool(run.work, pool);
}

function siteComputes(run: Run, site: number): boolean {
  const { poolStart } = run.world.sites;
  for (let pool = poolStart[site]; pool < poolStart[site + 1]; pool++) {
    if (run.state.poolRunningJobs[pool] > 0) return true;
  }
  return false;
}

/** Counts a wait in its bin: bin 0 is below 1 s, then 16 bins an octave. */
function countWait(run: Run, waitS: number): void {
  const { waitBins, f } = run.state;
  const bin = waitS < 1 ? 0 : 1 + Math.floor((logarithm(waitS) / LN2) * WAIT_BINS_PER_OCTAVE);
  waitBins[bin < waitBins.length ? bin : waitBins.length - 1]++;
  f[F.startedJobs]++;
}
