/**
 * Queues and running lists of pools: doubly linked through the jobs' columns, so that any
 * job leaves in O(1). A job is in one list at a time: its pool's queue, its pool's running
 * list, or the list of the unplaced. A queue is one line in order of arrival, one such line
 * for each tenant (`fair-share`), or a heap, as its policy says.
 */
import { heapAdd, heapRemove } from './heap-line.ts';
import type { Run } from '../run.ts';
import { F, N, STAGE, type EngineState } from '../state.ts';
import { forgetPool } from './pool-scores.ts';
import { insertRunning, removeRunning, runningJobs } from './running-order.ts';

/** Counts a job among those that wait (sign 1), or no longer (-1). */
export function countQueued(run: Run, job: number, timeS: number, sign: number): void {
  const { n, f } = run.state;
  f[F.queuedJobSeconds] += n[N.queuedJobs] * (timeS - f[F.queuedSinceS]);
  f[F.queuedSinceS] = timeS;
  n[N.queuedJobs] += sign;
  f[F.queuedAccelerators] += sign * run.world.jobs.accelerators[job];
}

/** The line a job stands in at a pool: (pool, tenant) where tenants have lines of their own. */
function lineOf(run: Run, job: number, pool: number): number {
  const tenants = run.state.extra.tenantHeld.length;
  return tenants === 0 ? pool : pool * tenants + run.world.jobs.tenant[job];
}

/** At the end of the line, or where the key puts it. */
function joinLine(run: Run, job: number, pool: number): void {
  const { state, queue } = run;
  const line = lineOf(run, job, pool);
  if (queue.writeKey === null) {
    append(state, state.queueHead, state.queueTail, line, job);
    return;
  }
  queue.writeKey(run, job, pool);
  heapAdd(state, state.queueHead, line, job);
}

function leaveLine(run: Run, job: number, pool: number): void {
  const { state, queue } = run;
  const line = lineOf(run, job, pool);
  if (queue.writeKey === null) remove(state, state.queueHead, state.queueTail, line, job);
  else heapRemove(state, state.queueHead, line, job);
}

/** Puts a job into a pool's queue, at the end of its line or where its key puts it. */
export function enqueue(run: Run, job: number, pool: number, timeS: number): void {
  const { world, state } = run;
  state.jobStage[job] = STAGE.queued;
  state.jobPool[job] = pool;
  joinLine(run, job, pool);
  state.poolQueuedJobs[pool]++;
  forgetPool(run.work.poolScores, pool);
  state.poolQueuedAccelerators[pool] += world.jobs.accelerators[job];
  countQueued(run, job, timeS, 1);
}

/** Takes a job out of its pool's queue. */
export function dequeue(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const pool = state.jobPool[job];
  leaveLine(run, job, pool);
  state.poolQueuedJobs[pool]--;
  forgetPool(run.work.poolScores, pool);
  state.poolQueuedAccelerators[pool] -= world.jobs.accelerators[job];
  countQueued(run, job, timeS, -1);
}

/** Sets a job aside: no site could take it in the world as it is. It counts as queued. */
export function setAside(run: Run, job: number, timeS: number): void {
  appendWaiting(run, N.unplacedHead, job);
  run.state.jobStage[job] = STAGE.unplaced;
  countQueued(run, job, timeS, 1);
}

/** Lines a job up for several sites at once. It counts as queued. */
export function joinSpreadLine(run: Run, job: number, timeS: number): void {
  appendWaiting(run, N.spreadHead, job);
  run.state.jobStage[job] = STAGE.spread;
  countQueued(run, job, timeS, 1);
}

export function leaveSpreadLine(run: Run, job: number, timeS: number): void {
  const { n, jobNext, jobPrevious } = run.state;
  const next = jobNext[job];
  const previous = jobPrevious[job];
  if (previous >= 0) jobNext[previous] = next;
  else n[N.spreadHead] = next;
  if (next >= 0) jobPrevious[next] = previous;
  else n[N.spreadTail] = previous;
  countQueued(run, job, timeS, -1);
}

/** At the end of the list whose head and tail are n[head] and n[head + 1]. */
function appendWaiting(run: Run, head: number, job: number): void {
  const { n, jobNext, jobPrevious, jobPool } = run.state;
  const tail = n[head + 1];
  jobPool[job] = -1;
  jobPrevious[job] = tail;
  jobNext[job] = -1;
  if (tail >= 0) jobNext[tail] = job;
  else n[head] = job;
  n[head + 1] = job;
}

/** Empties the lists of the unplaced and of those that wait for several sites; stages stay. */
export function emptyWaiting(run: Run, timeS: number): void {
  const { n, jobNext } = run.state;
  for (let job = n[N.unplacedHead]; job >= 0; job = jobNext[job]) countQueued(run, job, timeS, -1);
  for (let job = n[N.spreadHead]; job >= 0; job = jobNext[job]) countQueued(run, job, timeS, -1);
  n[N.unplacedHead] = -1;
  n[N.unplacedTail] = -1;
  n[N.spreadHead] = -1;
  n[N.spreadTail] = -1;
}

/**
 * Puts a job in its pool's running list, kept in order of estimated end (then of number):
 * backfilling reads its reservations from the front.
 */
export function enterRunning(run: Run, job: number, pool: number): void {
  const { jobNext, jobPrevious, runHead, runTail } = run.state;
  const { running } = run.work;
  runningJobs(running, run.state, pool);
  const place = insertRunning(running, run.state, pool, job);
  const after = place > 0 ? running.jobs[pool][place - 1] : -1;
  const next = after >= 0 ? jobNext[after] : runHead[pool];
  jobPrevious[job] = after;
  jobNext[job] = next;
  if (after >= 0) jobNext[after] = job;
  else runHead[pool] = job;
  if (next >= 0) jobPrevious[next] = job;
  else runTail[pool] = job;
}

export function leaveRunning(run: Run, job: number, pool: number): void {
  const { state } = run;
  runningJobs(run.work.running, state, pool);
  removeRunning(run.work.running, state, pool, job);
  remove(state, state.runHead, state.runTail, pool, job);
}

export function append(
  state: EngineState,
  head: Int32Array,
  tail: Int32Array,
  list: number,
  job: number,
): void {
  const last = tail[list];
  state.jobPrevious[job] = last;
  state.jobNext[job] = -1;
  if (last >= 0) state.jobNext[last] = job;
  else head[list] = job;
  tail[list] = job;
}

export function removeHead(state: EngineState, head: Int32Array, tail: Int32Array, list: number): void {
  remove(state, head, tail, list, head[list]);
}

function remove(state: EngineState, head: Int32Array, tail: Int32Array, list: number, job: number): void {
  const next = state.jobNext[job];
  const previous = state.jobPrevious[job];
  if (previous >= 0) state.jobNext[previous] = next;
  else head[list] = next;
  if (next >= 0) state.jobPrevious[next] = previous;
  else tail[list] = previous;
}
