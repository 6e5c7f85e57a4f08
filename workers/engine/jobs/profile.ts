/**
 * The availability of a pool over time to come, by counts: segments of constant free
 * accelerators, the first from now on, the last without end.
 *
 * Segments may be empty: jobs over their estimate are taken to end now, which leaves a first
 * segment of no length with what is truly free. A plan for segment 0 can start at once, one for
 * segment 1 cannot, though their times are equal. Scratch, filled anew for each plan.
 */
import type { Run } from '../run.ts';
import { runningJobs } from './running-order.ts';

export type Profile = {
  count: number;
  fromS: Float64Array;
  free: Int32Array;
};

const FIRST_SEGMENTS = 64;

export function createProfile(): Profile {
  return { count: 0, fromS: new Float64Array(FIRST_SEGMENTS), free: new Int32Array(FIRST_SEGMENTS) };
}

/** Fills the profile with the ends of a pool's running jobs, as estimated. */
export function planRunning(run: Run, pool: number, timeS: number): void {
  const { state, work } = run;
  const { profile } = work;
  const { jobEndS, jobHeld } = state;
  const running = runningJobs(work.running, state, pool);
  const jobs = work.running.count[pool];
  let free = state.free[pool];
  profile.fromS[0] = timeS;
  profile.free[0] = free;
  let last = 0;
  for (let i = 0; i < jobs; i++) {
    const job = running[i];
    const endS = jobEndS[job] > timeS ? jobEndS[job] : timeS;
    free += jobHeld[job];
    if (last === 0 || endS > profile.fromS[last]) {
      if (++last === profile.fromS.length) grow(profile);
      profile.fromS[last] = endS;
    }
    profile.free[last] = free;
  }
  profile.count = last + 1;
}

/** First segment from whose beginning `wanted` are free for `lengthS`; `count` where there never are as many. */
export function earliestSlot({ count, fromS, free }: Profile, wanted: number, lengthS: number): number {
  let slot = 0;
  for (let segment = 0; segment < count; segment++) {
    if (segment > slot && fromS[segment] >= fromS[slot] + lengthS) return slot;
    if (free[segment] < wanted) slot = segment + 1;
  }
  return slot;
}

/** Takes `wanted` out of the profile from the beginning of a segment on, for `lengthS`. */
export function reserve(profile: Profile, slot: number, wanted: number, lengthS: number): void {
  if (profile.count === profile.fromS.length) grow(profile);
  const { fromS, free } = profile;
  const endS = fromS[slot] + lengthS;
  let end = slot + 1;
  while (end < profile.count && fromS[end] < endS) end++;
  if (end === profile.count || fromS[end] > endS) {
    fromS.copyWithin(end + 1, end, profile.count);
    free.copyWithin(end + 1, end, profile.count);
    fromS[end] = endS;
    free[end] = free[end - 1];
    profile.count++;
  }
  for (let segment = slot; segment < end; segment++) free[segment] -= wanted;
}

function grow(profile: Profile): void {
  const { fromS, free } = profile;
  profile.fromS = new Float64Array(2 * fromS.length);
  profile.free = new Int32Array(2 * free.length);
  profile.fromS.set(fromS);
  profile.free.set(free);
}
