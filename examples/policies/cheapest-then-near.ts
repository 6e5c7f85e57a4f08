/**
 * Run where the job's energy costs the least money this hour; among places that cost about the same, near its data.
 *
 *     npm run -s causeway -- run us-and-china --policy examples/policies/cheapest-then-near.ts
 */
import type { Score } from 'causeway/policy';

const JOULES_PER_MWH = 3.6e9;
/** Dollars per 1e18 FLOP that are not worth moving the data for. */
const STEP_USD = 0.002;

export const score: Score = (job, place) => {
  if (!place.startsNow) return -1e9 - place.backlogS;
  const usd = (place.joulesPerExaflop / JOULES_PER_MWH) * place.priceUsdPerMwh;
  // A place without a route cannot be told from one that is very far.
  const delayMs = Math.min(place.routeDelayMs, 9999);
  return -Math.round(usd / STEP_USD) - delayMs / 10_000;
};
