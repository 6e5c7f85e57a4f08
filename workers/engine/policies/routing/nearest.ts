/** Every metro is served by the nearest site with room, by route delay. */
import type { RoutingPolicy } from './routing-policy.ts';

export const nearest: RoutingPolicy = {
  name: 'nearest',
  cost: (_world, routes, pair) => routes.pairDelayS[pair],
};
