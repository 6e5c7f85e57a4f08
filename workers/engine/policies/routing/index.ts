/** The routing policies, in the order of ROUTINGS in scenario.ts. */
import { cheapest } from './cheapest.ts';
import { eastFirst } from './east-first.ts';
import { greenest } from './greenest.ts';
import { leastLatency } from './least-latency.ts';
import { nearest } from './nearest.ts';
import { optimal } from './optimal.ts';
import type { RoutingPolicy } from './routing-policy.ts';
import { spillOver } from './spill-over.ts';

export const ROUTING_POLICIES: readonly RoutingPolicy[] = [
  nearest,
  leastLatency,
  spillOver,
  cheapest,
  greenest,
  eastFirst,
  optimal,
];
