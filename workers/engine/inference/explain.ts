/**
 * Why a city's requests are answered where they are: what the router made of each site that serves, in
 * the routing policy's own costs. Reads a run and changes nothing but its scratch.
 */
import { ROUTING_POLICIES } from '../policies/routing/index.ts';
import { routeDelayS } from '../network/routes.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { mayOffer } from './may-offer.ts';
import { splitDemand } from './split.ts';

export const OFFER_REASONS = [
  /** It takes some of the demand. */
  'taken',
  /** It could, and others before it took all. */
  'not-needed',
  'full',
  'outage',
  'power',
  'memory',
  'residency',
  'linking',
  'route',
  /** Under the optimum: not within the class's limit. */
  'too-late',
] as const;

export type ServerCandidate = {
  server: number;
  reason: (typeof OFFER_REASONS)[number];
  /** The policy's: the less the earlier; NaN where no offer is made. */
  cost: number;
  /** Route there, one way; Infinity without one. */
  delayS: number;
  /** Route there and back, last mile, prefill, and the mean wait where it takes some. */
  firstTokenS: number;
  /** Share of the site's room for serving that nobody has taken. */
  left: number;
  /** With all its room. */
  capacityRps: number;
  assignedRps: number;
};

export type Routing = {
  /** Index in ROUTINGS. */
  policy: number;
  linked: boolean;
  demandRps: number;
  unservedRps: number;
  /** In the policy's order; those to which no offer is made last. */
  candidates: ServerCandidate[];
};

/**
 * @param requestClass index among the request classes
 * @returns null where the metro asks for none of the class, or nothing has been split yet
 */
export function explainRouting(run: Run, metro: number, requestClass: number): Routing | null {
  const { world, state, router } = run;
  const { demand, serving } = world;
  if (demand.count === 0 || state.n[N.demandEpoch] === 0) return null;
  const rows = demand.rowStart[metro + 1] - demand.rowStart[metro];
  let row = demand.rowStart[metro];
  while (row < demand.rowStart[metro + 1] && demand.class[row] !== requestClass) row++;
  if (row === demand.rowStart[metro + 1]) return null;
  if (!router.current) splitDemand(run);
  const costs = policyCosts(run);
  const first = demand.rowStart[metro] * serving.count + row - demand.rowStart[metro];
  const candidates = Array.from({ length: serving.count }, (_, server) =>
    candidate(run, first + server * rows, costs),
  );
  const place = (cost: number): number => (Number.isNaN(cost) ? Infinity : cost);
  candidates.sort(
    (a, b) =>
      (place(a.cost) === place(b.cost) ? 0 : place(a.cost) - place(b.cost)) ||
      (a.delayS === b.delayS ? a.server - b.server : a.delayS - b.delayS),
  );
  return {
    policy: state.n[N.routing],
    linked: state.n[N.linked] === 1,
    demandRps: router.demandRps[row],
    unservedRps: router.unservedRps[row],
    candidates,
  };
}

/** What the policy says of each offer, at the first level it fills sites to. */
function policyCosts(run: Run): Float64Array {
  const policy = ROUTING_POLICIES[run.state.n[N.routing]];
  if ('split' in policy) return run.router.best.costUsd;
  const costs = new Float64Array(run.world.demand.offers * policy.levels(run.world).length);
  policy.costs(run, costs);
  return costs;
}

function candidate(run: Run, offer: number, costs: Float64Array): ServerCandidate {
  const { world, state, routes, router } = run;
  const { demand, serving, sites } = world;
  const server = demand.offerServer[offer];
  const use = demand.offerUse[offer];
  const metro = demand.metro[demand.offerRow[offer]];
  const delayS = routeDelayS(world, state, routes, sites.count + metro, serving.site[server]);
  const assignedRps = router.assignedRps[offer];
  const reason = assignedRps > 0 ? 'taken' : whyNot(run, offer);
  const offered = mayOffer(run, offer);
  return {
    server,
    reason,
    cost: offered ? costs[offer] : NaN,
    delayS,
    firstTokenS:
      2 * delayS +
      demand.lastMileS +
      router.rates.prefillS[use] +
      (assignedRps > 0 ? router.meanWaitS[use] : 0),
    left: router.room[server],
    capacityRps: router.rates.capacityRps[use],
    assignedRps,
  };
}

function whyNot(run: Run, offer: number): ServerCandidate['reason'] {
  const { world, state, routes, router } = run;
  const { demand, serving } = world;
  const server = demand.offerServer[offer];
  if (router.rates.capacityRps[demand.offerUse[offer]] === 0) return 'memory';
  if (demand.offerAllowed[offer] === 0) return 'residency';
  if (routes.pairDelayS[demand.offerPair[offer]] === Infinity) return 'route';
  if (!mayOffer(run, offer)) return 'linking';
  if (router.full[server] === 0) return state.siteUp[serving.site[server]] === 0 ? 'outage' : 'power';
  const splits = 'split' in ROUTING_POLICIES[state.n[N.routing]];
  if (splits && router.best.worth[offer] === 0) return 'too-late';
  return router.room[server] <= 0 ? 'full' : 'not-needed';
}
