/**
 * The split of an epoch's demand over the sites that serve (I3), on scratch alone: it follows from
 * the world and the state, and can be made again after a snapshot was restored.
 */
import { ROUTING_POLICIES } from '../policies/routing/index.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { SERVING_FILL } from '../../world/world.ts';
import { assignInOrder } from './assign.ts';
import { fillDemand } from './demand.ts';
import { orderOffers, refreshDelays } from './offer-order.ts';
import { compareBest } from './optimum.ts';
import { carryWaits, refreshOffsets } from './prompts.ts';
import { erlangC, meanWait, serverGroups } from './queueing.ts';
import { refreshRates } from './serving-rates.ts';

/** Above this, of the square of the slots to spare over slots and load, less than 1 in 10^18 wait (queueing.ts). */
const NOBODY = 42;

/** Makes the split of the epoch that is running. */
export function splitDemand(run: Run): void {
  const { world, state, router } = run;
  const policy = ROUTING_POLICIES[state.n[N.routing]];
  for (let server = 0; server < world.serving.count; server++)
    router.full[server] = state.power.siteLit[world.serving.site[server]];
  router.room.set(router.full);
  router.used.fill(0);
  const { taken } = router;
  for (let i = 0; i < taken.count; i++) router.assignedRps[taken.offer[i]] = 0;
  fillDemand(world, state.metroSurge, state.n[N.demandEpoch] - 1, router.demandRps);
  router.unservedRps.set(router.demandRps);
  refreshDelays(run);
  refreshRates(run);
  refreshOffsets(run);
  if ('split' in policy) {
    policy.split(run);
    router.takenBits.fill(-1);
  } else {
    orderOffers(run, policy);
    assignInOrder(run);
  }
  listTaken(run);
  for (let i = 0; i < taken.count; i++)
    router.used[taken.use[i]] += taken.rps[i] / router.rates.capacityRps[taken.use[i]];
  waits(run);
  if (world.scenario.policy.regret || 'split' in policy) compareBest(run, 'split' in policy);

  router.terms.current = false;
  router.current = true;
}

/** Lists the offers in use, in order of number, whatever the order they were taken in. */
function listTaken({ world, routes, router }: Run): void {
  const { offerUse, offerPair } = world.demand;
  const { useClass } = world.serving;
  const { taken, takenBits, assignedRps } = router;
  let count = 0;
  for (let word = 0; word < takenBits.length; word++) {
    for (let bits = takenBits[word]; bits !== 0; bits &= bits - 1) {
      const offer = (word << 5) + 31 - Math.clz32(bits & -bits);
      // Also past the last offer, where bits of the last word have none.
      if (!(assignedRps[offer] > 0)) continue;
      taken.offer[count] = offer;
      taken.use[count] = offerUse[offer];
      taken.class[count] = useClass[offerUse[offer]];
      taken.pair[count] = offerPair[offer];
      taken.delayS[count] = routes.pairDelayS[offerPair[offer]];
      taken.rps[count] = assignedRps[offer];
      count++;
    }
    takenBits[word] = 0;
  }
  taken.count = count;
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
      const groups = serverGroups(slots, serving.peakedness[c]);
      const offered = load * (groups / slots);
      const spare = groups - offered;
      const waiting = spare > 0 && spare * spare > NOBODY * (groups + offered) ? 0 : erlangC(groups, offered);
      router.slots[use] = slots;
      router.load[use] = load;
      router.waitShare[use] = waiting;
      router.tailS[use] = (router.rates.serviceS[use] * serving.waitFactor[c]) / (slots - load);
      router.meanWaitS[use] =
        meanWait(waiting, slots, load) * router.rates.serviceS[use] * serving.waitFactor[c];
      carryWaits(run, use);
    }
  }
}
