/** The placement policies, in the order of PLACEMENTS in scenario.ts. */
import { cheapest } from './cheapest.ts';
import { greenest } from './greenest.ts';
import { home } from './home.ts';
import { leastLoaded } from './least-loaded.ts';
import { nearest } from './nearest.ts';
import type { PlacementPolicy } from './placement-policy.ts';
import { trainWestServeEast } from './train-west-serve-east.ts';

export const PLACEMENT_POLICIES: readonly PlacementPolicy[] = [
  home,
  nearest,
  leastLoaded,
  cheapest,
  greenest,
  trainWestServeEast,
];
