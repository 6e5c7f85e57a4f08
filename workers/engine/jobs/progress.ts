/**
 * How far a job has come (J4, J6), at a constant speed between two events.
 *
 * A job that checkpoints alternates between computing an interval of work and writing for
 * `checkpointTimeS`. Where it stands is two numbers: work since the last checkpoint, and seconds
 * of writing done, above 0 only when an interval is complete. Both, and the time of the end,
 * are closed forms: a checkpoint is no event, and a job of a year costs what one of an hour does.
 */
import { logarithm } from '../math.ts';
import { STREAM, uniform } from '../random.ts';
import { schedule, unschedule } from '../event-queue.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { firstPart, lastPart } from './parts.ts';

/** An interval's end closer to the end of the job than this share of it is not worth a checkpoint. */
const NOTHING_LEFT = 1e-9;

/** Brings work left, work unsaved and failures ahead up to `timeS`, at the speed in force. */
export function settleProgress(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const dt = timeS - state.jobSinceS[job];
  state.jobSinceS[job] = timeS;
  if (!world.classes.interruptible) {
    const left = state.jobLeftS[job] - state.jobSpeed[job] * dt;
    state.jobLeftS[job] = left > 0 ? left : 0;
    return;
  }
  const before = state.jobLeftS[job];
  settleCycles(run, job, dt);
  if (state.jobLeftS[job] < 0) state.jobLeftS[job] = 0;
  correctUse(run, job, (before - state.jobLeftS[job]) * state.jobFlops[job], dt);
  const rate = world.classes.failureRate[world.jobs.class[job]];
  if (rate > 0) state.jobHazard[job] -= rate * acceleratorsOf(run, job) * dt;
}

/** Accelerators a job holds, over all its parts. */
export function acceleratorsOf(run: Run, job: number): number {
  const { world, state } = run;
  let held = 0;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) held += state.jobHeld[part];
  return held;
}

function settleCycles(run: Run, job: number, seconds: number): void {
  const { world, state } = run;
  const speed = state.jobSpeed[job];
  const interval = state.jobIntervalS[job];
  const writeS = world.classes.checkpointTimeS[world.jobs.class[job]];
  let dt = seconds;
  if (state.jobWrittenS[job] > 0) {
    const rest = writeS - state.jobWrittenS[job];
    if (dt < rest) {
      state.jobWrittenS[job] += dt;
      return;
    }
    dt -= rest;
    state.jobWrittenS[job] = 0;
    state.jobUnsavedS[job] = 0;
  }
  if (speed === 0) return;
  const first = (interval - state.jobUnsavedS[job]) / speed;
  if (dt < first || lastInterval(state.jobLeftS[job], interval - state.jobUnsavedS[job], interval)) {
    state.jobUnsavedS[job] += speed * dt;
    state.jobLeftS[job] -= speed * dt;
    return;
  }
  state.jobLeftS[job] -= interval - state.jobUnsavedS[job];
  dt -= first;
  const cycles = Math.min(
    Math.floor(dt / (writeS + interval / speed)),
    checkpointsBefore(state.jobLeftS[job], interval),
  );
  state.jobLeftS[job] -= cycles * interval;
  dt -= cycles * (writeS + interval / speed);
  if (dt < writeS) {
    state.jobUnsavedS[job] = interval;
    state.jobWrittenS[job] = dt > 0 ? dt : 0;
    // Not begun to write is told from written by the work unsaved alone.
    return;
  }
  state.jobWrittenS[job] = 0;
  state.jobUnsavedS[job] = speed * (dt - writeS);
  state.jobLeftS[job] -= state.jobUnsavedS[job];
}

/** The job ends before, or with, the interval it is in. */
function lastInterval(left: number, first: number, interval: number): boolean {
  return left <= first + interval * NOTHING_LEFT;
}

/** Whole intervals that end before `left` seconds of work do. */
function checkpointsBefore(left: number, interval: number): number {
  const count = Math.ceil(left / interval - NOTHING_LEFT) - 1;
  return count > 0 ? count : 0;
}

/** What the sites counted at the mean of a cycle becomes what was truly done. */
function correctUse(run: Run, job: number, doneFlop: number, dt: number): void {
  const { world, state } = run;
  if (state.jobIntervalS[job] === Infinity) return;
  const first = firstPart(world, state, job);
  const end = lastPart(world, state, job);
  let useful = 0;
  for (let part = first; part <= end; part++) useful += state.jobUsefulFlops[part];
  if (useful === 0) return;
  const surplus = doneFlop - useful * dt;
  for (let part = first; part <= end; part++)
    state.siteFlop[world.pools.site[state.jobPool[part]]] += (surplus * state.jobUsefulFlops[part]) / useful;
}

/** Share of its time a job computes, the rest going to checkpoints, at a speed. */
export function computingShare(run: Run, job: number, speed: number): number {
  const { world, state } = run;
  if (!world.classes.interruptible) return 1;
  const interval = state.jobIntervalS[job];
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
    const interval = state.jobIntervalS[job];
    const written = state.jobWrittenS[job];
    if (speed > 0 && interval < Infinity && writeS > 0) {
      const first = interval - state.jobUnsavedS[job];
      if (written > 0) dueS += writeS - written + writeS * checkpointsBefore(left, interval);
      else if (!lastInterval(left, first, interval))
        dueS += writeS * (1 + checkpointsBefore(left - first, interval));
    }
    const rate = world.classes.failureRate[jobClass];
    if (rate > 0) {
      const failS = timeS + state.jobHazard[job] / (rate * acceleratorsOf(run, job));
      state.jobFailS[job] = failS < dueS ? failS : Infinity;
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
  const { saves, checkpointEveryS, checkpointTimeS, failureRate } = world.classes;
  const jobClass = world.jobs.class[job];
  const held = acceleratorsOf(run, job);
  let everyS = Infinity;
  if (saves[jobClass] === 1) {
    if (checkpointEveryS[jobClass] > 0) everyS = checkpointEveryS[jobClass];
    else if (failureRate[jobClass] > 0)
      everyS = Math.sqrt((2 * checkpointTimeS[jobClass]) / (failureRate[jobClass] * held));
  }
  // Computing at full clocks with what it holds does held / asked seconds of work a second.
  state.jobIntervalS[job] = everyS * (held / world.jobs.accelerators[job]);
}

/** Draws when the gang fails next: exponential, in failures expected (T5). */
export function drawFailure(run: Run, job: number): void {
  const { world, state } = run;
  if (!world.classes.failing || world.classes.failureRate[world.jobs.class[job]] === 0) return;
  const draw = uniform(world.scenario.seed, STREAM.failure, world.jobs.key[job], state.jobRestarts[job]);
  state.jobHazard[job] = -logarithm(draw);
}
