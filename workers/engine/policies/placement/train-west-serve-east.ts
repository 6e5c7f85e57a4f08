/**
 * East Data, West Computing: jobs go to the training hubs first, the rest takes what they
 * cannot start, so that the sites near the cities keep their room for inference.
 */
import { freeShare, queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';
import { FREE_SHARE, TRAINS } from './terms.ts';

export const trainWestServeEast: PlacementPolicy = {
  name: 'train-west-serve-east',
  score(run, job, pool, out) {
    const trains = run.world.sites.trains[run.world.pools.site[pool]];
    if (startsNow(run, job, pool)) out[pool] = trains + freeShare(run, pool);
    else out[pool] = queueScore(run, pool);
  },
  terms: [TRAINS, FREE_SHARE],
};
