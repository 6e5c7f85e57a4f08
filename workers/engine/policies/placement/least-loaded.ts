/** The site with the largest share free, or with the shortest backlog when none has room. */
import { freeShare, queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';

export const leastLoaded: PlacementPolicy = {
  name: 'least-loaded',
  score: (run, job, pool) => (startsNow(run, job, pool) ? freeShare(run, pool) : queueScore(run, pool)),
};
