/**
 * Each pool's running list once more, as an array: to find a job's place by halving instead of
 * by walking, and to read the ends in order without chasing links.
 *
 * Derived, not state: the lists in the state's columns are what counts; a pool's array is read
 * from its list when it is first asked for, and kept in step from then on. Arrays grow by doubling.
 */
import type { EngineState } from '../state.ts';

export type RunningOrder = {
  /** By pool; -1: not read yet. */
  count: Int32Array;
  /** By pool: its staging and running jobs by estimated end, then by number. */
  jobs: Int32Array[];
};

const FIRST_JOBS = 16;

export function createRunningOrder(pools: number): RunningOrder {
  const none = new Int32Array(0);
  return { count: new Int32Array(pools).fill(-1), jobs: Array.from({ length: pools }, () => none) };
}

/** A pool's jobs in order; `count[pool]` of them. Valid until a job enters or leaves. */
export function runningJobs(order: RunningOrder, state: EngineState, pool: number): Int32Array {
  if (order.count[pool] < 0) {
    order.count[pool] = 0;
    let count = 0;
    for (let job = state.runHead[pool]; job >= 0; job = state.jobNext[job]) {
      if (count === order.jobs[pool].length) grow(order, pool);
      order.jobs[pool][count++] = job;
    }
    order.count[pool] = count;
  }
  return order.jobs[pool];
}

/** Puts a job in its place. Returns that place. The pool's array has been read. */
export function insertRunning(order: RunningOrder, state: EngineState, pool: number, job: number): number {
  const count = order.count[pool];
  if (count === order.jobs[pool].length) grow(order, pool);
  const jobs = order.jobs[pool];
  const place = placeOf(jobs, count, state.jobEndS, job);
  if (place < count) jobs.copyWithin(place + 1, place, count);
  jobs[place] = job;
  order.count[pool] = count + 1;
  return place;
}

/** Takes a job out; its estimated end is still that of its entry. */
export function removeRunning(order: RunningOrder, state: EngineState, pool: number, job: number): void {
  const jobs = order.jobs[pool];
  const place = placeOf(jobs, order.count[pool], state.jobEndS, job);
  const last = --order.count[pool];
  if (place < last) jobs.copyWithin(place, place + 1, last + 1);
}

/** Number of jobs that come before `job`. */
function placeOf(jobs: Int32Array, count: number, endS: Float64Array, job: number): number {
  const end = endS[job];
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = jobs[middle];
    if (endS[other] < end || (endS[other] === end && other < job)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function grow(order: RunningOrder, pool: number): void {
  const old = order.jobs[pool];
  order.jobs[pool] = new Int32Array(Math.max(FIRST_JOBS, 2 * old.length));
  order.jobs[pool].set(old);
}
