/**
 * The router (I3): each epoch, and whenever the topology changes, splits every metro's demand
 * over the sites that serve. Pairs (metro, site) are offered demand in the policy's order;
 * a site takes what its room allows; what no site can take is shed and counted.
 *
 * A site's room is shared by its classes: using a share x of it for one class leaves 1 - x
 * for the others. Its slots are split among classes in proportion to use, and each class
 * waits as M/M/c with its own slots (I4).
 */
import { endFlow, setFlowCap, startFlow } from '../network/flows.ts';
import { routeDelayS } from '../network/routes.ts';
import { ROUTING_POLICIES } from '../policies/routing/index.ts';
import { markSite, type Run } from '../run.ts';
import { F, FLOW_CAUSE, N } from '../state.ts';
import { ROUTINGS } from '../../scenario/scenario.ts';
import { SERVING_FILL } from '../../world/world.ts';
import { fillDemand } from './demand.ts';
import { erlangC, meanWait, waitExceeds } from './queueing.ts';

/** Adds up requests until `timeS` at the rates in force. */
export function settleRequests(run: Run, timeS: number): void {
  const { f } = run.state;
  const dt = timeS - f[F.requestsSinceS];
  f[F.demandedRequests] += f[F.demandRps] * dt;
  f[F.shedRequests] += (f[F.demandRps] - f[F.servedRps]) * dt;
  f[F.inTimeRequests] += f[F.inTimeRps] * dt;
  f[F.requestsSinceS] = timeS;
}

/** Splits the demand of the epoch that is running. */
export function routeDemand(run: Run, timeS: number): void {
  const { world } = run;
  if (world.demand.count === 0) return;
  settleRequests(run, timeS);
  orderPairs(run);
  assign(run);
  waits(run);
  account(run, timeS);
  streams(run, timeS);
}

/** Sorts the pairs by the policy's cost; only after a change of topology. */
function orderPairs(run: Run): void {
  const { world, state, routes } = run;
  if (routes.pairVersion === routes.version) return;
  const { serving, metros, sites } = world;
  for (let metro = 0; metro < metros.count; metro++) {
    for (let server = 0; server < serving.count; server++) {
      const pair = metro * serving.count + server;
      routes.pairOrder[pair] = pair;
      routes.pairDelayS[pair] = routeDelayS(world, state, routes, sites.count + metro, serving.site[server]);
    }
  }
  const policy = ROUTING_POLICIES[ROUTINGS.indexOf(world.scenario.policy.routing)];
  const cost = Float64Array.from(routes.pairOrder, (pair) => policy.cost(world, routes, pair));
  routes.pairOrder.sort((a, b) => (cost[a] < cost[b] ? -1 : cost[a] > cost[b] ? 1 : a - b));
  routes.pairVersion = routes.version;
}

/** Islands serve their own region only (N5). */
function mayServe(run: Run, metro: number, server: number): boolean {
  const { world, state } = run;
  if (state.n[N.linked] === 1) return true;
  return world.metros.region[metro] === world.sites.region[world.serving.site[server]];
}

function assign(run: Run): void {
  const { world, state, routes, router } = run;
  const { serving, demand } = world;
  const { classes } = serving;
  const epochStartS = state.n[N.demandEpoch] * demand.epochS - demand.epochS;
  for (let server = 0; server < serving.count; server++)
    router.room[server] = state.power.siteLit[serving.site[server]];
  router.used.fill(0);
  router.assignedRps.fill(0);
  fillDemand(world, epochStartS, router.unservedRps);
  for (let i = 0; i < routes.pairOrder.length; i++) {
    const pair = routes.pairOrder[i];
    const server = pair % serving.count;
    const metro = (pair - server) / serving.count;
    if (router.room[server] <= 0) continue;
    if (routes.pairDelayS[pair] === Infinity) continue;
    if (!mayServe(run, metro, server)) continue;
    for (let row = demand.rowStart[metro]; row < demand.rowStart[metro + 1]; row++) {
      const asked = router.unservedRps[row];
      const use = server * classes + demand.class[row];
      const capacity = serving.capacityRps[use];
      if (asked <= 0 || capacity <= 0) continue;
      const room = router.room[server] * capacity;
      // Two branches instead of conditional values: those are boxed in some engines.
      if (asked < room) {
        router.unservedRps[row] = 0;
        router.room[server] -= asked / capacity;
        router.used[use] += asked / capacity;
        router.assignedRps[pair * classes + demand.class[row]] = asked;
      } else {
        router.unservedRps[row] = asked - room;
        router.used[use] += router.room[server];
        router.room[server] = 0;
        router.assignedRps[pair * classes + demand.class[row]] = room;
      }
    }
  }
}

/** Slots, offered load and mean wait of each class at each site. */
function waits(run: Run): void {
  const { serving } = run.world;
  const { router } = run;
  const { classes } = serving;
  for (let server = 0; server < serving.count; server++) {
    const lit = run.state.power.siteLit[serving.site[server]];
    const total = lit - router.room[server];
    for (let c = 0; c < classes; c++) {
      const use = server * classes + c;
      const used = router.used[use];
      if (used <= 0) continue;
      const slots = Math.ceil((serving.slots[use] * lit * used) / total);
      const load = used * serving.slots[use] * SERVING_FILL;
      router.slots[use] = slots;
      router.load[use] = load;
      const waiting = erlangC(slots, load);
      router.waitShare[use] = waiting;
      router.meanWaitS[use] = meanWait(waiting, slots, load) * serving.serviceS[use];
    }
  }
}

/** Rates served and in time per metro, class and site; power and use of the sites that serve. */
function account(run: Run, timeS: number): void {
  const { world, state, routes, router } = run;
  const { serving, demand, metros } = world;
  const { classes } = serving;
  const { f } = state;
  f[F.demandRps] = 0;
  f[F.servedRps] = 0;
  f[F.inTimeRps] = 0;
  f[F.latencyRpsS] = 0;
  f[F.servedTokens] += f[F.servedTokensPerS] * (timeS - f[F.tokensSinceS]);
  f[F.tokensSinceS] = timeS;
  f[F.servedTokensPerS] = 0;
  for (let server = 0; server < serving.count; server++) {
    state.siteServedRps[serving.site[server]] = 0;
    setServing(run, server);
  }
  for (let metro = 0; metro < metros.count; metro++) {
    let demanded = 0;
    let served = 0;
    let inTime = 0;
    let latencySum = 0;
    for (let row = demand.rowStart[metro]; row < demand.rowStart[metro + 1]; row++) {
      const c = demand.class[row];
      demanded += router.unservedRps[row];
      for (let server = 0; server < serving.count; server++) {
        const pair = metro * serving.count + server;
        const rps = router.assignedRps[pair * classes + c];
        if (rps === 0) continue;
        const use = server * classes + c;
        const fixedS = 2 * routes.pairDelayS[pair] + demand.lastMileS + serving.prefillS[use];
        const patience = (serving.ttftLimitS[c] - fixedS) / serving.serviceS[use];
        served += rps;
        f[F.servedTokensPerS] += rps * serving.tokensOut[c];
        inTime +=
          rps * (1 - waitExceeds(router.waitShare[use], router.slots[use], router.load[use], patience));
        latencySum += rps * (fixedS + router.meanWaitS[use]);
        state.siteServedRps[serving.site[server]] += rps;
      }
    }
    demanded += served;
    state.metroDemandRps[metro] = demanded;
    state.metroServedRps[metro] = served;
    state.metroInTimeRps[metro] = inTime;
    state.metroLatencyRpsS[metro] = latencySum;
    f[F.demandRps] += demanded;
    f[F.servedRps] += served;
    f[F.inTimeRps] += inTime;
    f[F.latencyRpsS] += latencySum;
  }
}

/** New serving power of a site; its integrals are brought up to date at the end of the instant. */
function setServing(run: Run, server: number): void {
  const { state, work } = run;
  const { serving } = run.world;
  const site = serving.site[server];
  const used = state.power.siteLit[site] - run.router.room[server];
  work.servingW[site] = used * serving.dynamicW[server];
  work.servingBusy[site] = used * SERVING_FILL * serving.accelerators[server];
  if (
    state.siteServingW[site] === work.servingW[site] &&
    state.siteServingBusy[site] === work.servingBusy[site]
  ) {
    return;
  }
  work.servingChanged[site] = 1;
  markSite(work, site);
}

/** Keeps a stream of requests and one of responses for every pair that is used. */
function streams(run: Run, timeS: number): void {
  const { world, router } = run;
  const { serving, metros } = world;
  const pairs = metros.count * serving.count;
  for (let pair = 0; pair < pairs; pair++) {
    let requestBps = 0;
    let responseBps = 0;
    for (let c = 0; c < serving.classes; c++) {
      const rps = router.assignedRps[pair * serving.classes + c];
      requestBps += rps * serving.requestBits[c];
      responseBps += rps * serving.responseBits[c];
    }
    router.streamBps[2 * pair] = requestBps;
    router.streamBps[2 * pair + 1] = responseBps;
  }
  for (let slot = 0; slot < 2 * pairs; slot++) {
    if (router.streamBps[slot] > 0 || run.state.pairFlow[slot] >= 0) stream(run, timeS, slot);
  }
}

/** Starts, re-caps or ends the stream of a slot: 2 * pair carries requests, 2 * pair + 1 responses. */
function stream(run: Run, timeS: number, slot: number): void {
  const { world, state, router } = run;
  const flow = state.pairFlow[slot];
  const rateBps = router.streamBps[slot];
  if (rateBps === 0) {
    endFlow(run, flow);
    state.pairFlow[slot] = -1;
    return;
  }
  if (flow >= 0) {
    setFlowCap(run, flow, rateBps);
    return;
  }
  const pair = slot >> 1;
  const server = pair % world.serving.count;
  const metro = world.sites.count + (pair - server) / world.serving.count;
  const site = world.serving.site[server];
  const started =
    (slot & 1) === 0
      ? startFlow(run, timeS, FLOW_CAUSE.request, pair, metro, site, Infinity, rateBps)
      : startFlow(run, timeS, FLOW_CAUSE.response, pair, site, metro, Infinity, rateBps);
  run.state.pairFlow[slot] = started;
}
