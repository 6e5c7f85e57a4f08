/**
 * The stages of a job (J2, J3): queued -> staging -> running -> done, and from running
 * restarting (interruption.ts) or saving (preemption.ts).
 *
 * Accelerators are held from the start of staging to the end of running. A job's dataset
 * lies at its home site; elsewhere it is staged over the network first (N4), then the
 * checkpoint from which it goes on, if that lies elsewhere.
 */
import { schedule } from '../event-queue.ts';
import { logarithm } from '../math.ts';
import { endFlow, startFlow } from '../network/flows.ts';
import { markPool, markSite, type Run } from '../run.ts';
import { F, FLOW_CAUSE, N, STAGE, WAIT_BINS_PER_OCTAVE } from '../state.ts';
import { beginWork, releaseGang, stopComputing, takeGang } from './gang.ts';
import { jobEstimateS } from './length.ts';
import { firstPart, isSpread, jobOf, lastPart } from './parts.ts';
import { dequeue } from './queue.ts';
import { discharge } from './quota.ts';

const LN2 = 0.6931471805599453;

/** Gives a queued job its gang, all at once (J3). The caller has checked that its least fits. */
export function startJob(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { jobs } = world;
  const pool = state.jobPool[job];
  const estimateS = jobEstimateS(run, job, pool);
  dequeue(run, job, timeS);
  state.poolBacklogS[pool] =
    state.poolQueuedJobs[pool] === 0 ? 0 : state.poolBacklogS[pool] - jobs.least[job] * estimateS;
  state.jobHeld[job] = jobs.least[job];
  state.jobEndS[job] = timeS + estimateS;
  holdGang(run, job, timeS);
}

/** Takes the gang's accelerators, counts the wait, and sees to its data. */
export function holdGang(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  takeGang(run, job, timeS);
  state.jobFlops[job] = 0;
  const away = world.jobs.home[job] !== world.pools.site[state.jobPool[job]];
  if (state.jobStartS[job] < 0) {
    state.jobStartS[job] = timeS;
    countWait(run, timeS - world.jobs.submitS[job]);
    if (away || isSpread(world, state, job)) state.n[N.movedJobs]++;
  }
  if (world.classes.interruptible) {
    const saved = state.extra.jobSavedSite[job];
    if (saved >= 0 && saved !== world.pools.site[state.jobPool[job]]) state.n[N.migrations]++;
    state.extra.jobTarget[job] = -1;
  }
  if (isSpread(world, state, job)) stageSpread(run, job, timeS);
  else stageDataset(run, job, timeS);
}

/** Sends a job its dataset, if its site lacks it. */
function stageDataset(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { jobs } = world;
  const site = world.pools.site[state.jobPool[job]];
  const home = jobs.home[job];
  const copied = world.classes.interruptible && state.extra.jobDataSite[job] === site;
  if (home === site || copied || jobs.datasetBits[job] === 0) stageCheckpoint(run, job, timeS);
  else send(run, job, timeS, FLOW_CAUSE.staging, home, jobs.datasetBits[job]);
}

/** Then the checkpoint it goes on from; with both it begins to compute. */
function stageCheckpoint(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const site = world.pools.site[state.jobPool[job]];
  const saved = world.classes.interruptible ? state.extra.jobSavedSite[job] : -1;
  const bits = world.classes.checkpointBits[world.jobs.class[job]];
  if (saved < 0 || saved === site || bits === 0) begin(run, job, timeS);
  else send(run, job, timeS, FLOW_CAUSE.restore, saved, bits);
}

/** Each part away from home is sent its share of the dataset. */
function stageSpread(run: Run, job: number, timeS: number): void {
  const { jobs, pools } = run.world;
  const row = jobs.spreadRow[job];
  const first = firstPart(run.world, run.state, job);
  const end = lastPart(run.world, run.state, job);
  run.state.extra.spreadPending[row] = 0;
  for (let part = first; part <= end; part++) {
    if (pools.site[run.state.jobPool[part]] === jobs.home[job] || jobs.datasetBits[job] === 0) continue;
    const share = run.state.jobHeld[part] / jobs.accelerators[job];
    send(run, part, timeS, FLOW_CAUSE.staging, jobs.home[job], jobs.datasetBits[job] * share);
    run.state.extra.spreadPending[row]++;
  }
  if (run.state.extra.spreadPending[row] === 0) begin(run, job, timeS);
}

/** Sends bits to where a job or part will compute. */
function send(run: Run, entity: number, timeS: number, cause: number, from: number, bits: number): void {
  const job = jobOf(run.world, entity);
  if (run.state.jobStage[job] !== STAGE.staging) enterStaging(run, job);
  const to = run.world.pools.site[run.state.jobPool[entity]];
  const flow = startFlow(run, timeS, cause, entity, from, to, bits, Infinity);
  run.state.jobFlow[entity] = flow;
}

function enterStaging(run: Run, job: number): void {
  const { world, state } = run;
  state.jobStage[job] = STAGE.staging;
  state.n[N.stagingJobs]++;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    state.poolStaging[state.jobPool[part]] += state.jobHeld[part];
    markSite(run.work, world.pools.site[state.jobPool[part]]);
  }
}

export function leaveStaging(run: Run, job: number): void {
  const { world, state } = run;
  state.n[N.stagingJobs]--;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++)
    state.poolStaging[state.jobPool[part]] -= state.jobHeld[part];
}

/** A dataset or checkpoint has landed: once nothing else is missing, the gang computes. */
export function finishStaging(run: Run, flow: number, timeS: number): void {
  const { world, state } = run;
  const entity = state.flowOwner[flow];
  const job = jobOf(world, entity);
  const restored = state.flowCause[flow] === FLOW_CAUSE.restore;
  state.f[F.bytesMoved] += stagedBits(run, entity, restored) / 8;
  endFlow(run, flow);
  state.jobFlow[entity] = -1;
  const site = world.pools.site[state.jobPool[entity]];
  if (isSpread(world, state, job)) {
    if (--state.extra.spreadPending[world.jobs.spreadRow[job]] > 0) return;
    leaveStaging(run, job);
    begin(run, job, timeS);
    return;
  }
  leaveStaging(run, job);
  state.jobStage[job] = STAGE.queued;
  if (world.classes.interruptible) {
    if (restored) state.extra.jobSavedSite[job] = site;
    else state.extra.jobDataSite[job] = site;
  }
  if (restored) begin(run, job, timeS);
  else stageCheckpoint(run, job, timeS);
}

function stagedBits(run: Run, entity: number, restored: boolean): number {
  const { world, state } = run;
  const { jobs } = world;
  const job = jobOf(world, entity);
  if (restored) return world.classes.checkpointBits[jobs.class[job]];
  if (entity === job) return jobs.datasetBits[job];
  return jobs.datasetBits[job] * (state.jobHeld[entity] / jobs.accelerators[job]);
}

function begin(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  if (state.jobRunS[job] < 0) state.jobRunS[job] = timeS;
  beginWork(run, job, timeS);
  // It may grow from here on.
  if (world.jobs.least[job] < world.jobs.most[job]) markPool(run.work, state.jobPool[job]);
}

/** Queues the end of a pause. */
export function scheduleJob(run: Run, job: number, dueS: number): void {
  const { state } = run;
  const { n } = state;
  n[N.jobQueueSize] = schedule(state.jobHeap, state.jobAt, state.jobDueS, n[N.jobQueueSize], job, dueS);
}

/** The work is done; the gang's accelerators are free again. */
export function finishJob(run: Run, job: number, timeS: number): void {
  const { state } = run;
  stopComputing(run, job, timeS);
  releaseGang(run, job, timeS);
  state.jobStage[job] = STAGE.done;
  state.jobLeftS[job] = 0;
  state.jobEndS[job] = timeS;
  state.n[N.doneJobs]++;
  discharge(run, job);
}

/** Counts a wait in its bin: bin 0 is below 1 s, then 16 bins an octave. */
function countWait(run: Run, waitS: number): void {
  const { waitBins, f } = run.state;
  const bin = waitS < 1 ? 0 : 1 + Math.floor((logarithm(waitS) / LN2) * WAIT_BINS_PER_OCTAVE);
  waitBins[bin < waitBins.length ? bin : waitBins.length - 1]++;
  f[F.startedJobs]++;
}
