/** Every metro is served by the nearest site with room, by route delay. */
import { inOneGo, type OrderingPolicy } from './routing-policy.ts';

export const nearest: OrderingPolicy = {
  name: 'nearest',
  hourly: false,
  levels: inOneGo,
  costs({ world, routes }, out) {
    const { offers, offerPair } = world.demand;
    for (let offer = 0; offer < offers; offer++) out[offer] = routes.pairDelayS[offerPair[offer]];
  },
};
