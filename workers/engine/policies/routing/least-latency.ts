/**
 * The site with the least time to first token: route, last mile, wait and prefill. A site's wait is
 * that of the share of its room it is filled to, so a near one gives way to a farther one when
 * queueing there would take longer than the way.
 */
import { erlangC, meanWait, serverGroups } from '../../inference/queueing.ts';
import { SERVING_FILL } from '../../../world/world.ts';
import type { OrderingPolicy } from './routing-policy.ts';

const LEVELS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1] as const;

export const leastLatency: OrderingPolicy = {
  name: 'least-latency',
  hourly: false,
  levels: () => LEVELS,
  costs({ world, routes, router }, out) {
    const { serving, demand } = world;
    const { serviceS, prefillS } = router.rates;
    const { offers, offerPair, offerUse } = demand;
    const waitS = new Float64Array(serving.count * serving.classes);
    for (let level = 0; level < LEVELS.length; level++) {
      for (let use = 0; use < waitS.length; use++) {
        const slots = Math.max(1, Math.floor(serving.slots[use]));
        const load = LEVELS[level] * SERVING_FILL * slots;
        const c = use % serving.classes;
        const groups = serverGroups(slots, serving.peakedness[c]);
        const waits = erlangC(groups, load * (groups / slots));
        waitS[use] = meanWait(waits, slots, load) * serviceS[use] * serving.waitFactor[c];
      }
      for (let offer = 0; offer < offers; offer++) {
        const use = offerUse[offer];
        out[level * offers + offer] =
          2 * routes.pairDelayS[offerPair[offer]] + demand.lastMileS + prefillS[use] + waitS[use];
      }
    }
  },
};
