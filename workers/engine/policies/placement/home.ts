/** Jobs run where they are submitted. */
import type { PlacementPolicy } from './placement-policy.ts';

export const home: PlacementPolicy = {
  name: 'home',
  score(run, job, pool, out) {
    out[pool] = run.world.pools.site[pool] === run.world.jobs.home[job] ? run.state.free[pool] : -Infinity;
  },
};
