/** Jobs run where they are submitted. */
import type { PlacementPolicy } from './placement-policy.ts';
import { FREE } from './terms.ts';

export const home: PlacementPolicy = {
  name: 'home',
  homeOnly: true,
  score(run, _job, pool, out) {
    out[pool] = run.state.free[pool];
  },
  terms: [FREE],
};
