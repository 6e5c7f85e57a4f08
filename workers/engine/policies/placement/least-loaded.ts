/** The site with the largest share free, or with the shortest backlog when none has room. */
import { freeShare, queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';
import { FREE_SHARE } from './terms.ts';

export const leastLoaded: PlacementPolicy = {
  name: 'least-loaded',
  score(run, job, pool, out) {
    if (startsNow(run, job, pool)) out[pool] = freeShare(run, pool);
    else out[pool] = queueScore(run, pool);
  },
  terms: [FREE_SHARE],
};
