/**
 * The order in which offers are made (I3), kept until the topology, the policy or, where its costs
 * follow them, the grids' hour changes. Sorted in place: an hour's change allocates nothing.
 */
import { routeDelayS } from '../network/routes.ts';
import type { OrderingPolicy } from '../policies/routing/routing-policy.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';

/** Delays between metros and servers, after a change of topology. */
export function refreshDelays(run: Run): void {
  const { world, state, routes, router } = run;
  if (routes.pairVersion === routes.version) return;
  const { serving, metros, sites, demand } = world;
  for (let metro = 0; metro < metros.count; metro++) {
    for (let server = 0; server < serving.count; server++) {
      const pair = metro * serving.count + server;
      routes.pairDelayS[pair] = routeDelayS(world, state, routes, sites.count + metro, serving.site[server]);
    }
  }
  for (let offer = 0; offer < demand.offers; offer++) {
    router.byDelay[offer] = offer;
    router.cost[offer] = routes.pairDelayS[demand.offerPair[offer]];
  }
  sortBy(router.cost, router.byDelay, router.spare, demand.offers);
  routes.pairVersion = routes.version;
}

/** Brings `router.order` up to date; delays are. */
export function orderOffers(run: Run, policy: OrderingPolicy): void {
  const { world, state, routes, router } = run;
  const { n } = state;
  const hour = policy.hourly ? n[N.gridEpoch] : 0;
  if (
    router.orderVersion === routes.version &&
    router.orderRouting === n[N.routing] &&
    router.orderHour === hour &&
    router.orderDay === router.rates.day
  ) {
    return;
  }
  const { offers } = world.demand;
  if (router.orderRouting !== n[N.routing]) router.levels = policy.levels(world);
  const steps = offers * router.levels.length;
  if (router.order.length !== steps) {
    router.order = new Int32Array(steps);
    router.choices = new Int32Array(steps);
    router.choiceServer = new Int32Array(steps);
    router.choiceStep = new Int32Array(steps);
    router.spare = new Int32Array(Math.max(offers, steps));
    router.cost = new Float64Array(Math.max(offers, steps));
  }
  policy.costs(run, router.cost);
  for (let step = 0; step < steps; step++) {
    const at = step % offers;
    router.order[step] = step - at + router.byDelay[at];
  }
  sortBy(router.cost, router.order, router.spare, steps);
  // What nobody may take under this topology leaves the order after it is sorted, not before: a cost may be no number.
  let count = 0;
  for (let i = 0; i < steps; i++) {
    const offer = router.order[i] % offers;
    if (world.demand.offerAllowed[offer] === 0) continue;
    if (routes.pairDelayS[world.demand.offerPair[offer]] === Infinity) continue;
    router.order[count++] = router.order[i];
  }
  router.orderCount = count;
  listChoices(run);
  router.orderVersion = routes.version;
  router.orderRouting = n[N.routing];
  router.orderHour = hour;
  router.orderDay = router.rates.day;
}

/** Sorts the order by row: a pass then looks at what each row may take, and at no more. */
function listChoices({ world, router }: Run): void {
  const { offers, offerRow, offerServer } = world.demand;
  const { order, orderCount, choiceStart, choices, choiceServer, choiceStep, choosers, choiceAt } = router;
  choiceStart.fill(0);
  router.chooserCount = 0;
  for (let i = 0; i < orderCount; i++) {
    const row = offerRow[order[i] % offers];
    if (choiceStart[row + 1] === 0) choosers[router.chooserCount++] = row;
    choiceStart[row + 1]++;
  }
  for (let row = 0; row < world.demand.count; row++) {
    choiceStart[row + 1] += choiceStart[row];
    choiceAt[row] = choiceStart[row];
  }
  for (let i = 0; i < orderCount; i++) {
    const offer = order[i] % offers;
    const at = choiceAt[offerRow[offer]]++;
    choices[at] = i;
    choiceServer[at] = offerServer[offer];
    choiceStep[at] = order[i];
  }
}

/** Stable merge sort of list[0..count) by the key of each entry, ascending. */
function sortBy(key: Float64Array, list: Int32Array, spare: Int32Array, count: number): void {
  let from = list;
  let to = spare;
  for (let width = 1; width < count; width *= 2) {
    for (let left = 0; left < count; left += 2 * width) {
      const middle = Math.min(left + width, count);
      const end = Math.min(left + 2 * width, count);
      let a = left;
      let b = middle;
      for (let at = left; at < end; at++) {
        if (a < middle && (b >= end || key[from[a]] <= key[from[b]])) to[at] = from[a++];
        else to[at] = from[b++];
      }
    }
    const swap = from;
    from = to;
    to = swap;
  }
  if (from !== list) for (let at = 0; at < count; at++) list[at] = from[at];
}
