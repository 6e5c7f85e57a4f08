/** The closest site, by route delay from home, that can start the job at once. */
import { routeDelayS } from '../../network/routes.ts';
import { queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';
import { ROUTE_DELAY } from './terms.ts';

export const nearest: PlacementPolicy = {
  name: 'nearest',
  score(run, job, pool, out) {
    const { world, state, routes } = run;
    const home = world.jobs.home[job];
    const site = world.pools.site[pool];
    if (!startsNow(run, job, pool)) out[pool] = queueScore(run, pool);
    else if (site === home) out[pool] = 0;
    else out[pool] = -routeDelayS(world, state, routes, home, site);
  },
  terms: [ROUTE_DELAY],
};
