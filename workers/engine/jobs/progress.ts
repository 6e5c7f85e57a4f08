/**
 * How far a job has come (J4, J6), at a constant speed between two events.
 *
 * A job that checkpoints alternates between computing an interval of work and writing for
 * `checkpointTimeS`. Where it stands is two numbers: work since the last checkpoint, and seconds
 * of writing done, above 0 only when an interval is complete. Both, and the time of the end,
 * are closed forms: a checkpoint is no event, and a job of a year costs what one of an hour does.
 */
import { logarithm } from '../math.ts';
import { STREAM, writeUniform } from '../random.ts';
import { schedule, unschedule } from '../event-queue.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { firstPart, lastPart } from './parts.ts';

/** An interval's end closer to the end of the job than this share of it is not worth a checkpoint. */
const NOTHING_LEFT = 1e-9;

/** Brings work left, work unsaved and failures ahead up to `timeS`, at the speed in force. */
export function settleProgress(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  if (!world.classes.interruptible) {
    const left = state.jobLeftS[job] - state.jobSpeed[job] * (timeS - state.jobSinceS[job]);
    state.jobLeftS[job] = left > 0 ? left : 0;
    state.jobSinceS[job] = timeS;
    return;
  }
  run.work.leftBeforeS[0] = state.jobLeftS[job];
  settleCycles(run, job, timeS);
  if (state.jobLeftS[job] < 0) state.jobLeftS[job] = 0;
  correctUse(run, job, timeS);
  if (world.classes.fails[world.jobs.class[job]] === 1) {
    sumFailures(run, job);
    state.extra.jobHazard[job] -= run.work.failureRate[0] * (timeS - state.jobSinceS[job]);
  }
  state.jobSinceS[job] = timeS;
}

/** Accelerators a job holds, over all its parts. */
function acceleratorsOf(run: Run, job: number): number {
  const { world, state } = run;
  let held = 0;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) held += state.jobHeld[part];
  return held;
}

/** Writes failures a second of what a gang holds, each by its type, to `work.failureRate`. */
function sumFailures(run: Run, job: number): void {
  const { world, state, work } = run;
  const { jobs, pools, classes } = world;
  const first = jobs.class[job] * jobs.types;
  const end = lastPart(world, state, job);
  work.failureRate[0] = 0;
  for (let part = firstPart(world, state, job); part <= end; part++)
    work.failureRate[0] += classes.failureRate[first + pools.type[state.jobPool[part]]] * state.jobHeld[part];
}

/** Times come as they are and numbers go through columns: a number made for a call is boxed. */
function settleCycles(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const speed = state.jobSpeed[job];
  const interval = state.extra.jobIntervalS[job];
  const writeS = world.classes.checkpointTimeS[world.jobs.class[job]];
  let dt = timeS - state.jobSinceS[job];
  if (state.extra.jobWrittenS[job] > 0) {
    const rest = writeS - state.extra.jobWrittenS[job];
    if (dt < rest) {
      state.extra.jobWrittenS[job] += dt;
      return;
    }
    dt -= rest;
    state.extra.jobWrittenS[job] = 0;
    state.extra.jobUnsavedS[job] = 0;
  }
  if (speed === 0) return;
  const first = (interval - state.extra.jobUnsavedS[job]) / speed;
  if (dt < first || lastInterval(state.jobLeftS[job], interval - state.extra.jobUnsavedS[job], interval)) {
    state.extra.jobUnsavedS[job] += speed * dt;
    state.jobLeftS[job] -= speed * dt;
    return;
  }
  state.jobLeftS[job] -= interval - state.extra.jobUnsavedS[job];
  dt -= first;
  const cycles = Math.min(
    Math.floor(dt / (writeS + interval / speed)),
    checkpointsBefore(state.jobLeftS[job], interval),
  );
  state.jobLeftS[job] -= cycles * interval;
  dt -= cycles * (writeS + interval / speed);
  if (dt < writeS) {
    state.extra.jobUnsavedS[job] = interval;
    state.extra.jobWrittenS[job] = dt > 0 ? dt : 0;
    // Not begun to write is told from written by the work unsaved alone.
    return;
  }
  state.extra.jobWrittenS[job] = 0;
  state.extra.jobUnsavedS[job] = speed * (dt - writeS);
  state.jobLeftS[job] -= state.extra.jobUnsavedS[job];
}

/** The job ends before, or with, the interval it is in. */
function lastInterval(left: number, first: number, interval: number): boolean {
  return left <= first + interval * NOTHING_LEFT;
}

/** Whole intervals that end before `left` seconds of work do. */
function checkpointsBefore(left: number, interval: number): number {
  // | 0 keeps it a whole number for the compiler: others are boxed.
  const count = (Math.ceil(left / interval - NOTHING_LEFT) | 0) - 1;
  return count > 0 ? count : 0;
}

/** What the sites counted at the mean of a cycle becomes what was truly done. */
function correctUse(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  if (state.extra.jobIntervalS[job] === Infinity) return;
  const first = firstPart(world, state, job);
  const end = lastPart(world, state, job);
  let useful = 0;
  for (let part = first; part <= end; part++) useful += state.jobUsefulFlops[part];
  if (useful === 0) return;
  const doneFlop = (run.work.leftBeforeS[0] - state.jobLeftS[job]) * state.jobFlops[job];
  const surplus = doneFlop - useful * (timeS - state.jobSinceS[job]);
  for (let part = first; part <= end; part++)
    state.siteFlop[world.pools.site[state.jobPool[part]]] += (surplus * state.jobUsefulFlops[part]) / useful;
}

/** Share of its time a job computes, the rest going to checkpoints, at a speed. */
export function computingShare(run: Run, job: number, speed: number): number {
  const { world, state } = run;
  if (!world.classes.interruptible) return 1;
  const interval = state.extra.jobIntervalS[job];
  if (interval === Infinity) return 1;
  const writeS = world.classes.checkpointTimeS[world.jobs.class[job]];
  return interval / (interval + writeS * speed);
}

/** Queues the end of a computing job or, where that comes first, its next failure. */
export function scheduleProgress(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { n } = state;
  const size = n[N.jobQueueSize];
  const speed = state.jobSpeed[job];
  const left = state.jobLeftS[job];
  let dueS = speed > 0 ? timeS + left / speed : Infinity;
  if (world.classes.interruptible) {
    const jobClass = world.jobs.class[job];
    const writeS = world.classes.checkpointTimeS[jobClass];
    const interval = state.extra.jobIntervalS[job];
    const written = state.extra.jobWrittenS[job];
    if (speed > 0 && interval < Infinity && writeS > 0) {
      const first = interval - state.extra.jobUnsavedS[job];
      if (written > 0) dueS += writeS - written + writeS * checkpointsBefore(left, interval);
      else if (!lastInterval(left, first, interval))
        dueS += writeS * (1 + checkpointsBefore(left - first, interval));
    }
    if (world.classes.fails[jobClass] === 1) {
      sumFailures(run, job);
      const failS = timeS + state.extra.jobHazard[job] / run.work.failureRate[0];
      state.extra.jobFailS[job] = failS < dueS ? failS : Infinity;
      if (failS < dueS) dueS = failS;
    }
  }
  n[N.jobQueueSize] =
    dueS < Infinity
      ? schedule(state.jobHeap, state.jobAt, state.jobDueS, size, job, dueS)
      : unschedule(state.jobHeap, state.jobAt, state.jobDueS, size, job);
}

/** Work between checkpoints: as given, or Young and Daly's sqrt(2 x write time x MTBF of the gang) (J6). */
export function setInterval(run: Run, job: number): void {
  const { world, state } = run;
  if (!world.classes.interruptible) return;
  const { saves, fails, checkpointEveryS, checkpointTimeS } = world.classes;
  const jobClass = world.jobs.class[job];
  const held = acceleratorsOf(run, job);
  let everyS = Infinity;
  if (saves[jobClass] === 1) {
    if (checkpointEveryS[jobClass] > 0) everyS = checkpointEveryS[jobClass];
    else if (fails[jobClass] === 1) {
      sumFailures(run, job);
      everyS = Math.sqrt((2 * checkpointTimeS[jobClass]) / run.work.failureRate[0]);
    }
  }
  // Computing at full clocks with what it holds does held / asked seconds of work a second.
  state.extra.jobIntervalS[job] = everyS * (held / world.jobs.accelerators[job]);
}

/** Draws when the gang fails next: exponential, in failures expected (T5). */
export function drawFailure(run: Run, job: number): void {
  const { world, state } = run;
  if (world.classes.fails[world.jobs.class[job]] === 0) return;
  const { jobHazard, jobRestarts } = state.extra;
  writeUniform(jobHazard, job, world.scenario.seed, STREAM.failure, world.jobs.key[job], jobRestarts[job]);
  jobHazard[job] = -logarithm(jobHazard[job]);
}
