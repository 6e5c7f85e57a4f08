/**
 * Run where the largest share of the accelerators is free. The built-in policy of that name gives the same history.
 *
 *     npm run -s causeway -- run us-and-china --policy examples/policies/least-loaded.ts
 */
import type { Score } from 'causeway/policy';

export const score: Score = (job, place) => {
  // Below any place where the job starts at once: where the least work waits before it.
  if (!place.startsNow) return -1e9 - place.backlogS;
  return place.free / Math.max(1, place.size);
};
