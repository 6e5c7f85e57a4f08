/** The routing policies, in the order of ROUTINGS in scenario.ts. */
import { nearest } from './nearest.ts';
import type { RoutingPolicy } from './routing-policy.ts';

export const ROUTING_POLICIES: readonly RoutingPolicy[] = [nearest];
