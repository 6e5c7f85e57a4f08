/** The closest site, by route delay from home, that can start the job at once. */
import { routeDelayS } from '../../network/routes.ts';
import { queueScore, startsNow, type PlacementPolicy } from './placement-policy.ts';

export const nearest: PlacementPolicy = {
  name: 'nearest',
  score: (run, job, pool) => {
    if (!startsNow(run, job, pool)) return queueScore(run, pool);
    const { world, state, routes } = run;
    const home = world.jobs.home[job];
    const site = world.pools.site[pool];
    return site === home ? 0 : -routeDelayS(world, state, routes, home, site);
  },
};
