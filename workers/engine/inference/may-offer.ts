/** Who may serve whom. */
import type { Run } from '../run.ts';
import { N } from '../state.ts';

/** Whether an offer may be made at all: residency, memory, a route; islands serve their own region only (N5). */
export function mayOffer(run: Run, offer: number): boolean {
  const { world, state, routes } = run;
  const { demand, metros, sites, serving } = world;
  if (demand.offerAllowed[offer] === 0) return false;
  if (routes.pairDelayS[demand.offerPair[offer]] === Infinity) return false;
  if (state.n[N.linked] === 1) return true;
  const metro = demand.metro[demand.offerRow[offer]];
  return metros.region[metro] === sites.region[serving.site[demand.offerServer[offer]]];
}
