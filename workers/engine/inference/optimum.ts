/**
 * The best split of an epoch's demand (I6): what `optimal` does, and what `regret` holds others against.
 *
 * A split is worth its energy money and, for every request missed, MISS times the dearest request of
 * the hour. A request is missed by as much as it is not answered in time: wholly where it is shed, or where
 * route and prefill alone take longer than the class's limit; under `objective: attainment` also by the
 * share that would wait too long at a full site. Where no site can meet a row's limit, whoever serves it will do.
 */
import type { Run } from '../run.ts';
import { splitProgram } from './linear-program.ts';
import { mayOffer } from './may-offer.ts';
import { requestValues } from '../policies/routing/request-energy.ts';
import { promptsWithin } from './prompts.ts';
import { erlangC, serverGroups } from './queueing.ts';
import { SERVING_FILL } from '../../world/world.ts';

/** What a missed request counts, in dearest requests, under each objective. */
const MISS = { cost: 1e3, attainment: 1e6 } as const;

/** A share of a row below this is a solver's dust. */
const DUST = 1e-9;

/** Splits demand as the optimum does. */
export function splitBest(run: Run): void {
  const { router, world } = run;
  const { demand, serving } = world;
  solveBest(run);
  router.assignedRps.set(router.best.assignedRps);
  for (let offer = 0; offer < demand.offers; offer++) {
    const rps = router.assignedRps[offer];
    if (rps === 0) continue;
    router.unservedRps[demand.offerRow[offer]] -= rps;
    router.room[demand.offerServer[offer]] -= rps / router.rates.capacityRps[demand.offerUse[offer]];
  }
  for (let row = 0; row < demand.count; row++) router.unservedRps[row] = Math.max(0, router.unservedRps[row]);
  for (let server = 0; server < serving.count; server++)
    router.room[server] = Math.max(0, router.room[server]);
}

/** Values the split in force, the best one, and missing every request. */
export function compareBest(run: Run, solved: boolean): void {
  const { router, world } = run;
  const { best } = router;
  if (!solved) solveBest(run);
  const missUsd = missCost(run) * dearest(run);
  let total = 0;
  for (let row = 0; row < world.demand.count; row++) total += router.demandRps[row];
  best.valueUsdPerS[0] = valueOf(run, router.assignedRps, missUsd);
  best.valueUsdPerS[1] = valueOf(run, best.assignedRps, missUsd);
  best.valueUsdPerS[2] = missUsd * total;
}

function missCost(run: Run): number {
  return MISS[run.world.scenario.policy.objective];
}

/** USD of the dearest request of the hour; 1 where all are free. */
function dearest(run: Run): number {
  const { costUsd } = run.router.best;
  let most = 0;
  for (let offer = 0; offer < costUsd.length; offer++) most = Math.max(most, Math.abs(costUsd[offer]));
  return most > 0 ? most : 1;
}

/** USD/s of a split. */
function valueOf(run: Run, assignedRps: Float64Array, missUsd: number): number {
  const { router, world } = run;
  const { demand } = world;
  const { costUsd, worth } = router.best;
  let value = 0;
  for (let row = 0; row < demand.count; row++) value += missUsd * router.demandRps[row];
  for (let offer = 0; offer < demand.offers; offer++)
    value += assignedRps[offer] * (costUsd[offer] - missUsd * worth[offer]);
  return value;
}

/** Writes the best split to `best.assignedRps`. */
function solveBest(run: Run): void {
  const { router, world, tools } = run;
  const { demand } = world;
  const { best } = router;
  weigh(run);
  best.assignedRps.fill(0);
  const usable: number[] = [];
  for (let offer = 0; offer < demand.offers; offer++)
    if (best.worth[offer] > 0 && router.demandRps[demand.offerRow[offer]] > 0) usable.push(offer);
  if (usable.length === 0) return;
  const unit = dearest(run);
  const miss = missCost(run);
  const x = tools.solveLp!(
    splitProgram({
      demandRps: router.demandRps,
      room: router.full,
      missCost: miss,
      offers: usable.map((offer) => ({
        row: demand.offerRow[offer],
        server: demand.offerServer[offer],
        capacityRps: router.rates.capacityRps[demand.offerUse[offer]],
        cost: best.costUsd[offer] / unit + miss * (1 - best.worth[offer]),
      })),
    }),
  );
  keepWithin(run, usable, x);
}

/** Takes over a solution, which may overstep bounds by the solver's tolerance, and keeps within them. */
function keepWithin(run: Run, usable: number[], x: Float64Array): void {
  const { router, world } = run;
  const { demand } = world;
  const left = router.demandRps.slice();
  const room = router.full.slice();
  usable.forEach((offer, i) => {
    const row = demand.offerRow[offer];
    const server = demand.offerServer[offer];
    const capacity = router.rates.capacityRps[demand.offerUse[offer]];
    const share = x[demand.count + i];
    if (share < DUST) return;
    // A last crumb of a row is served with the rest of it.
    const asked = left[row] - share * router.demandRps[row];
    const whole = asked < DUST * router.demandRps[row] ? left[row] : share * router.demandRps[row];
    const rps = Math.min(whole, room[server] * capacity);
    if (rps <= 0) return;
    router.best.assignedRps[offer] = rps;
    left[row] -= rps;
    room[server] = Math.max(0, room[server] - rps / capacity);
  });
}

/** What a request of each offer costs, and which share of it would be answered in time; 0: not to be used. */
function weigh(run: Run): void {
  const { router, world, routes, state } = run;
  const { demand, serving, metros } = world;
  const { costUsd, worth } = router.best;
  const attaining = world.scenario.policy.objective === 'attainment';
  requestValues(run, state.gridPriceUsdPerJ, costUsd);
  for (let offer = 0; offer < demand.offers; offer++) {
    worth[offer] = 0;
    if (!mayOffer(run, offer)) {
      costUsd[offer] = 0;
      continue;
    }
    const use = demand.offerUse[offer];
    const c = demand.class[demand.offerRow[offer]];
    if (router.rates.tokenS[use] > serving.tpotLimitS[c]) continue;
    const slots = Math.max(1, Math.floor(serving.slots[use] * router.full[demand.offerServer[offer]]));
    const load = SERVING_FILL * slots;
    const groups = serverGroups(slots, serving.peakedness[c]);
    const waits = attaining ? erlangC(groups, load * (groups / slots)) : 0;
    const tailS = (router.rates.serviceS[use] * serving.waitFactor[c]) / (slots - load);
    const wayS = 2 * routes.pairDelayS[demand.offerPair[offer]] + demand.lastMileS;
    worth[offer] = promptsWithin(run, use, serving.ttftLimitS[c] - wayS, waits, tailS);
  }
  for (let metro = 0; metro < metros.count; metro++) {
    for (let row = demand.rowStart[metro]; row < demand.rowStart[metro + 1]; row++) helpUnserved(run, row);
  }
}

/** A row whose limit nobody can meet is served all the same. */
function helpUnserved(run: Run, row: number): void {
  const { demand, serving } = run.world;
  const { worth } = run.router.best;
  const metro = demand.metro[row];
  const rows = demand.rowStart[metro + 1] - demand.rowStart[metro];
  const first = demand.rowStart[metro] * serving.count + row - demand.rowStart[metro];
  const end = first + rows * serving.count;
  for (let offer = first; offer < end; offer += rows) if (worth[offer] > 0) return;
  for (let offer = first; offer < end; offer += rows) if (mayOffer(run, offer)) worth[offer] = 1;
}
