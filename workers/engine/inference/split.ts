/**
 * The split of an epoch's demand over the sites that serve (I3), on scratch alone: it follows from
 * the world and the state, and can be made again after a snapshot was restored.
 */
import { ROUTING_POLICIES } from '../policies/routing/index.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { SERVING_FILL } from '../../world/world.ts';
import { fillDemand } from './demand.ts';
import { mayOffer } from './may-offer.ts';
import { orderOffers, refreshDelays } from './offer-order.ts';
import { compareBest } from './optimum.ts';
import { erlangC, meanWait } from './queueing.ts';

/** Makes the split of the epoch that is running. */
export function splitDemand(run: Run): void {
  const { world, state, router } = run;
  const { demand } = world;
  const policy = ROUTING_POLICIES[state.n[N.routing]];
  for (let server = 0; server < world.serving.count; server++)
    router.full[server] = state.power.siteLit[world.serving.site[server]];
  router.room.set(router.full);
  router.used.fill(0);
  router.assignedRps.fill(0);
  fillDemand(world, state.metroSurge, state.n[N.demandEpoch] - 1, router.demandRps);
  router.unservedRps.set(router.demandRps);
  refreshDelays(run);
  if ('split' in policy) policy.split(run);
  else {
    orderOffers(run, policy);
    assign(run);
  }
  for (let offer = 0; offer < demand.offers; offer++) {
    const rps = router.assignedRps[offer];
    const use = demand.offerUse[offer];
    if (rps > 0) router.used[use] += rps / world.serving.capacityRps[use];
  }
  waits(run);
  if (world.scenario.policy.regret || 'split' in policy) compareBest(run, 'split' in policy);

  router.current = true;
}

function assign(run: Run): void {
  const { router } = run;
  const { serving, demand } = run.world;
  const { offers } = demand;
  for (let i = 0; i < router.order.length; i++) {
    const level = (router.order[i] / offers) | 0;
    const offer = router.order[i] - level * offers;
    const server = demand.offerServer[offer];
    const row = demand.offerRow[offer];
    const asked = router.unservedRps[row];
    const kept = router.full[server] * (1 - router.levels[level]);
    if (asked <= 0 || router.room[server] <= kept || !mayOffer(run, offer)) continue;
    const capacity = serving.capacityRps[demand.offerUse[offer]];
    const room = (router.room[server] - kept) * capacity;
    // Two branches instead of conditional values: those are boxed in some engines.
    if (asked < room) {
      router.unservedRps[row] = 0;
      router.room[server] -= asked / capacity;
      router.assignedRps[offer] += asked;
    } else {
      router.unservedRps[row] = asked - room;
      router.room[server] = kept;
      router.assignedRps[offer] += room;
    }
  }
}

/**
 * Slots, offered load and waits of each class at each site: its slots are split among its classes
 * in proportion to use, and each class waits as M/M/c with its own (I4).
 */
function waits(run: Run): void {
  const { serving } = run.world;
  const { router } = run;
  const { classes } = serving;
  for (let server = 0; server < serving.count; server++) {
    const full = router.full[server];
    const total = full - router.room[server];
    for (let c = 0; c < classes; c++) {
      const use = server * classes + c;
      const used = router.used[use];
      if (used <= 0) continue;
      const share = Math.min(1, used / total);
      const slots = Math.max(1, Math.ceil(serving.slots[use] * full * share));
      const load = used * serving.slots[use] * SERVING_FILL;
      const waiting = erlangC(slots, load);
      router.slots[use] = slots;
      router.load[use] = load;
      router.waitShare[use] = waiting;
      router.tailS[use] = (serving.serviceS[use] * serving.waitFactor[c]) / (slots - load);
      router.meanWaitS[use] = meanWait(waiting, slots, load) * serving.serviceS[use] * serving.waitFactor[c];
    }
  }
}
