/**
 * Spread the work, by a formula of one's own: large jobs go where most accelerators stay free after them, small ones
 * fill what is nearly full, so that no large job waits for a hole. Each step away from home and each gram of carbon
 * counts against a place.
 *
 *     npm run -s causeway -- run us-and-china --policy examples/policies/spread.ts
 */
import type { Score } from 'causeway/policy';

/** Jobs from this share of a place on are large. */
const LARGE = 0.05;
const HOUR_S = 3600;

export const score: Score = (job, place) => {
  // The better place is then the one whose queue is worked off soonest.
  if (!place.startsNow) return -1000 - place.backlogS / HOUR_S;
  const size = Math.max(1, place.size);
  const freeAfter = (place.free - job.accelerators) / size;
  const isLarge = job.accelerators / size >= LARGE;
  const room = isLarge ? freeAfter : 1 - freeAfter;
  const away = place.site === job.home ? 0 : 0.1 + Math.min(place.routeDelayMs, 1000) / 1000;
  return 10 * room - away - place.carbonGPerKwh / 1000;
};
