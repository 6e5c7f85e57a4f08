/** Serve in the east: sites for inference and those of the metro's own region first, each by delay; then the rest. */
import { inOneGo, type OrderingPolicy } from './routing-policy.ts';

/** More than any delay in seconds. */
const LATER_S = 1e3;

export const eastFirst: OrderingPolicy = {
  name: 'east-first',
  hourly: false,
  levels: inOneGo,
  costs({ world, routes }, out) {
    const { metros, sites, serving, demand } = world;
    const { offers, offerPair, offerRow, offerServer } = demand;
    for (let offer = 0; offer < offers; offer++) {
      const site = serving.site[offerServer[offer]];
      const first =
        sites.serves[site] === 1 || sites.region[site] === metros.region[demand.metro[offerRow[offer]]];
      out[offer] = routes.pairDelayS[offerPair[offer]] + (first ? 0 : LATER_S);
    }
  },
};
