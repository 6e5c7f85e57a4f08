/** The site with the largest share free, or with the shortest backlog when none has room. */
import { freeShare, scoredByPool } from './placement-policy.ts';
import { FREE_SHARE } from './terms.ts';

export const leastLoaded = scoredByPool('least-loaded', freeShare, [FREE_SHARE]);
