/** The site where a unit of work emits the least carbon this hour and can start at once. */
import { gridValue, joulesPerExaflop } from './energy-score.ts';
import { queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';
import { ENERGY_CARBON } from './terms.ts';

export const greenest: PlacementPolicy = {
  name: 'greenest',
  score(run, job, pool, out) {
    if (startsNow(run, job, pool))
      out[pool] = -gridValue(run, pool, run.state.gridCarbonGPerJ) * joulesPerExaflop(run, job, pool);
    else out[pool] = queueScore(run, pool);
  },
  terms: [ENERGY_CARBON],
};
