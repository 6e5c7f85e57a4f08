/**
 * The nearest site of the metro's own region, up to `policy.spillOver` of its room; what is over that
 * goes to the next, then to other regions, and only then is the rest of each site's room used.
 */
import type { OrderingPolicy } from './routing-policy.ts';

/** More than any delay in seconds. */
const FARTHER_S = 1e3;

export const spillOver: OrderingPolicy = {
  name: 'spill-over',
  hourly: false,
  levels: ({ scenario }) => [scenario.policy.spillOver, 1],
  costs({ world, routes }, out) {
    const { metros, sites, serving, demand } = world;
    const { offers, offerPair, offerRow, offerServer } = demand;
    for (let offer = 0; offer < offers; offer++) {
      const region = sites.region[serving.site[offerServer[offer]]];
      const away = region === metros.region[demand.metro[offerRow[offer]]] ? 0 : FARTHER_S;
      out[offer] = routes.pairDelayS[offerPair[offer]] + away;
      out[offers + offer] = out[offer] + 2 * FARTHER_S;
    }
  },
};
