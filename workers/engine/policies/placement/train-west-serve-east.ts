/**
 * East Data, West Computing: jobs go to the training hubs first, the rest takes what they
 * cannot start, so that the sites near the cities keep their room for inference.
 */
import { freeShare, scoredByPool } from './placement-policy.ts';
import { FREE_SHARE, TRAINS } from './terms.ts';

export const trainWestServeEast = scoredByPool(
  'train-west-serve-east',
  (run, pool) => run.world.sites.trains[run.world.pools.site[pool]] + freeShare(run, pool),
  [TRAINS, FREE_SHARE],
);
