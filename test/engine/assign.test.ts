/** I3: the split that looks only at what may change it is the one that goes through every offer in order. */
import { expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { mayOffer } from '../../workers/engine/inference/may-offer.ts';
import { splitDemand } from '../../workers/engine/inference/split.ts';
import { ROUTING_POLICIES } from '../../workers/engine/policies/routing/index.ts';
import type { Run } from '../../workers/engine/run.ts';
import { N } from '../../workers/engine/state.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';

/** Requests a second of every offer, each asked in its turn. */
function everyOffer(run: Run): Float64Array {
  const { router } = run;
  const { demand } = run.world;
  const unserved = router.demandRps.slice();
  const room = router.full.slice();
  const assigned = new Float64Array(demand.offers);
  for (let i = 0; i < router.orderCount; i++) {
    const level = Math.floor(router.order[i]! / demand.offers);
    const offer = router.order[i]! % demand.offers;
    const row = demand.offerRow[offer]!;
    const server = demand.offerServer[offer]!;
    const kept = router.full[server]! * (1 - router.levels[level]!);
    if (unserved[row]! <= 0 || room[server]! <= kept || !mayOffer(run, offer)) continue;
    const capacity = router.rates.capacityRps[demand.offerUse[offer]!]!;
    const most = (room[server]! - kept) * capacity;
    const taken = Math.min(unserved[row]!, most);
    unserved[row]! -= taken;
    room[server] = taken === most ? kept : room[server]! - taken / capacity;
    assigned[offer]! += taken;
  }
  return assigned;
}

it(
  'I3: offers that can take nothing are passed over, and nothing else changes',
  { timeout: 3_600_000 },
  () => {
    let compared = 0;
    onWorlds((file) => {
      const run = runOf(file);
      for (const hours of [0, 9, 21]) {
        advanceTo(run, hours * 3600);
        if (run.world.demand.count === 0 || 'split' in ROUTING_POLICIES[run.state.n[N.routing]!]!) continue;
        splitDemand(run);
        expect(run.router.assignedRps).toEqual(everyOffer(run));
        compared++;
      }
    });
    expect(compared).toBeGreaterThan(0);
  },
);
