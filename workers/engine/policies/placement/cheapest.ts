/** The site where a unit of work costs the least energy money this hour and can start at once. */
import { gridValue, joulesPerExaflop } from './energy-score.ts';
import { queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';

export const cheapest: PlacementPolicy = {
  name: 'cheapest',
  score: (run, job, pool) =>
    startsNow(run, job, pool)
      ? -gridValue(run, pool, run.state.gridPriceUsdPerJ) * joulesPerExaflop(run, job, pool)
      : queueScore(run, pool),
};
