/** The site where a unit of work costs the least energy money this hour and can start at once. */
import { gridValue, joulesPerExaflop } from './energy-score.ts';
import { queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';
import { ENERGY_MONEY } from './terms.ts';

export const cheapest: PlacementPolicy = {
  name: 'cheapest',
  score(run, job, pool, out) {
    if (startsNow(run, job, pool))
      out[pool] = -gridValue(run, pool, run.state.gridPriceUsdPerJ) * joulesPerExaflop(run, job, pool);
    else out[pool] = queueScore(run, pool);
  },
  terms: [ENERGY_MONEY],
};
