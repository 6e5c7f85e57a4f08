/**
 * What takes a job out of running before it ends: failures (J6), preemption and migration
 * (J8). A failed gang keeps its accelerators, loses the work since its last checkpoint and
 * computes again after the class's restart time. A preempted or migrating one writes a
 * checkpoint first if its class can, then gives its accelerators back and is placed anew.
 */
import { unschedule } from '../event-queue.ts';
import { endFlow } from '../network/flows.ts';
import type { Run } from '../run.ts';
import { F, N, STAGE } from '../state.ts';
import { compute, releaseGang, resizeGang, stopComputing } from './gang.ts';
import { firstPart, isSpread, lastPart } from './parts.ts';
import { placeJob, roomiestPool } from './placement.ts';
import { setAside } from './queue.ts';
import { discharge } from './quota.ts';
import { drawFailure } from './progress.ts';
import { finishJob, leaveStaging, scheduleJob } from './stages.ts';

/** A job is due: its end, a failure, or the end of a pause. */
export function endStage(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  switch (state.jobStage[job]) {
    case STAGE.restarting:
      resume(run, job, timeS);
      return;
    case STAGE.saving:
      giveBack(run, job, timeS);
      return;
    default:
      if (world.classes.fails[world.jobs.class[job]] === 1 && state.extra.jobFailS[job] <= timeS)
        failJob(run, job, timeS);
      else finishJob(run, job, timeS);
  }
}

function failJob(run: Run, job: number, timeS: number): void {
  const { state } = run;
  state.n[N.failures]++;
  stopComputing(run, job, timeS);
  loseUnsaved(run, job);
  state.extra.jobRestarts[job]++;
  drawFailure(run, job);
  pause(run, job, timeS);
}

/** Undoes the work since the last checkpoint; a checkpoint half written is none. */
function loseUnsaved(run: Run, job: number): void {
  const { state } = run;
  run.work.lostFlop[0] = state.extra.jobUnsavedS[job] * state.jobFlops[job];
  undo(run, job);
  state.jobLeftS[job] += state.extra.jobUnsavedS[job];
  state.extra.jobUnsavedS[job] = 0;
  state.extra.jobWrittenS[job] = 0;
}

/** Takes work.lostFlop off what the sites of a job have done for it. */
function undo(run: Run, job: number): void {
  const { world, state } = run;
  const lostFlop = run.work.lostFlop[0];
  state.f[F.lostFlop] += lostFlop;
  const end = lastPart(world, state, job);
  const first = firstPart(world, state, job);
  let held = 0;
  for (let part = first; part <= end; part++) held += state.jobHeld[part];
  for (let part = first; part <= end; part++)
    state.siteFlop[world.pools.site[state.jobPool[part]]] -= lostFlop * (state.jobHeld[part] / held);
}

/** Holds the gang without computing until its restart time is over. It has stopped computing. */
export function pause(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const restartS = world.classes.restartTimeS[world.jobs.class[job]];
  if (restartS === 0) {
    compute(run, job, timeS);
    return;
  }
  state.jobStage[job] = STAGE.restarting;
  stall(run, job, 1);
  scheduleJob(run, job, timeS + restartS);
}

function resume(run: Run, job: number, timeS: number): void {
  stall(run, job, -1);
  unqueue(run, job);
  compute(run, job, timeS);
}

/** Counts a gang among those that hold and do not compute (sign 1), or no longer (-1). */
function stall(run: Run, job: number, sign: number): void {
  const { world, state } = run;
  state.n[N.stalledJobs] += sign;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++)
    state.poolStalled[state.jobPool[part]] += sign * state.jobHeld[part];
}

/** Makes a job on one site give its accelerators back; its checkpoint first, if its class writes any. */
export function evict(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const jobClass = world.jobs.class[job];
  const computed = state.jobStage[job] === STAGE.running;
  stop(run, job, timeS);
  let writeS = 0;
  if (world.classes.saves[jobClass] === 0) {
    if (hasComputedHere(run, job)) loseUnsaved(run, job);
  } else if (computed) writeS = world.classes.checkpointTimeS[jobClass];
  state.jobStage[job] = STAGE.saving;
  stall(run, job, 1);
  state.poolReleasing[state.jobPool[job]] += state.jobHeld[job];
  scheduleJob(run, job, timeS + writeS);
}

/** Ends whatever a job that holds accelerators is at; it holds them still. */
function stop(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  switch (state.jobStage[job]) {
    case STAGE.staging: {
      const end = lastPart(world, state, job);
      for (let part = firstPart(world, state, job); part <= end; part++) {
        if (state.jobFlow[part] >= 0) endFlow(run, state.jobFlow[part]);
        state.jobFlow[part] = -1;
      }
      leaveStaging(run, job);
      return;
    }
    case STAGE.running:
      if (world.jobs.elastic && run.work.heldBefore[job] > 0) resizeGang(run, job, timeS);
      else stopComputing(run, job, timeS);
      return;
    case STAGE.saving:
      state.poolReleasing[state.jobPool[job]] -= state.jobHeld[job];
      stall(run, job, -1);
      unqueue(run, job);
      return;
    default:
      stall(run, job, -1);
      unqueue(run, job);
  }
}

/** Whether the gang it holds has ever computed. */
function hasComputedHere(run: Run, job: number): boolean {
  return run.state.jobFlops[job] > 0;
}

/** What is left, as a share: it may go on where a second of work is another. It has computed here. */
function keepLeft(run: Run, job: number): void {
  const { world, state } = run;
  const { lengthS, flop } = world.jobs;
  const wholeS = lengthS[job] >= 0 ? lengthS[job] : flop[job] / state.jobFlops[job];
  state.extra.jobLeftShare[job] = wholeS > 0 ? state.jobLeftS[job] / wholeS : 0;
  if (world.classes.saves[world.jobs.class[job]] === 1 && state.extra.jobLeftShare[job] < 1)
    state.extra.jobSavedSite[job] = world.pools.site[state.jobPool[job]];
}

/** The checkpoint is written: the job is placed anew. */
function giveBack(run: Run, job: number, timeS: number): void {
  const { state } = run;
  stop(run, job, timeS);
  if (hasComputedHere(run, job)) {
    state.extra.jobUnsavedS[job] = 0;
    state.extra.jobWrittenS[job] = 0;
    keepLeft(run, job);
  }
  releaseGang(run, job, timeS);
  placeJob(run, job, timeS, true);
}

/** A job loses its accelerators without warning; it waits aside to be placed anew. */
export function dropJob(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  stop(run, job, timeS);
  if (hasComputedHere(run, job)) {
    if (world.classes.interruptible) {
      loseUnsaved(run, job);
      keepLeft(run, job);
    } else loseAll(run, job);
  }
  state.n[N.failures]++;
  releaseGang(run, job, timeS);
  discharge(run, job);
  setAside(run, job, timeS);
}

/** Undoes all of a job's work, in a world in which nothing is saved. */
function loseAll(run: Run, job: number): void {
  const { world, state } = run;
  const { lengthS, flop } = world.jobs;
  const wholeS = lengthS[job] >= 0 ? lengthS[job] : flop[job] / state.jobFlops[job];
  run.work.lostFlop[0] = (wholeS - state.jobLeftS[job]) * state.jobFlops[job];
  undo(run, job);
}

/** Tells a job to go to a site that may take it: at once if it computes, else with its next placement. */
export function migrateJob(run: Run, job: number, site: number, timeS: number): void {
  const { world, state } = run;
  if (!world.classes.interruptible || world.classes.saves[world.jobs.class[job]] === 0) return;
  if (isSpread(world, state, job)) return;
  const stage = state.jobStage[job];
  if (stage === STAGE.done || stage === STAGE.saving || roomiestPool(run, job, site) < 0) return;
  state.extra.jobTarget[job] = site;
  const holds = stage === STAGE.running || stage === STAGE.staging || stage === STAGE.restarting;
  if (holds && world.pools.site[state.jobPool[job]] !== site) evict(run, job, timeS);
}

/** Takes a pause's end out of the queue. */
function unqueue(run: Run, job: number): void {
  const { state } = run;
  const { n } = state;
  n[N.jobQueueSize] = unschedule(state.jobHeap, state.jobAt, state.jobDueS, n[N.jobQueueSize], job);
}
