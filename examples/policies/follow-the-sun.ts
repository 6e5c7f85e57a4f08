/**
 * Run where it is day: solar power is then at its best, and offices may lend their accelerators at night.
 *
 *     npm run -s causeway -- run us-and-china --policy examples/policies/follow-the-sun.ts
 */
import type { Score } from 'causeway/policy';

/** Rough offset of a country's middle, hours. */
const UTC_OFFSET_H: Record<string, number> = { CN: 8, US: -6 };
const HOUR_MS = 3.6e6;

export const score: Score = (job, place, now) => {
  // A job that would wait goes where the least work waits before it.
  if (!place.startsNow) return -1e6 - place.backlogS;
  const utcHour = (now.utcMs / HOUR_MS) % 24;
  const localHour = (utcHour + (UTC_OFFSET_H[place.country] ?? 0) + 24) % 24;
  const fromNoon = Math.abs(localHour - 12);
  // Among places in the same light, the less carbon the better.
  return -fromNoon - place.carbonGPerKwh / 1000;
};
