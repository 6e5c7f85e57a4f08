/**
 * What each server does of each class now (I2): as compiled or, where algorithms get better, with the
 * work of a request that is left on the day of the run in which the epoch begins (P5). Scratch: it
 * follows from the world and the epoch.
 */
import { workShare } from '../../world/efficiency.ts';
import type { World } from '../../world/world.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';

const DAY_S = 86400;

/** Columns as in ServingTable. */
export type ServingRates = {
  /** They are those of this day; -1: of none, or the same on all. */
  day: number;
  capacityRps: Float64Array;
  serviceS: Float64Array;
  prefillS: Float64Array;
  tokenS: Float64Array;
};

/** The compiled columns themselves where they hold for good. */
export function createServingRates({ serving }: World): ServingRates {
  const own = (column: Float64Array) => (serving.improving ? column.slice() : column);
  return {
    day: -1,
    capacityRps: own(serving.capacityRps),
    serviceS: own(serving.serviceS),
    prefillS: own(serving.prefillS),
    tokenS: own(serving.tokenS),
  };
}

/** Brings the rates to the day of the epoch that is running. */
export function refreshRates({ world, state, router }: Run): void {
  const { serving, demand } = world;
  if (!serving.improving) return;
  const { rates } = router;
  const day = Math.floor(((state.n[N.demandEpoch] - 1) * demand.epochS) / DAY_S);
  if (day === rates.day) return;
  rates.day = day;
  for (let c = 0; c < serving.classes; c++) {
    const work = workShare(serving.efficiencyPerYear[c], serving.efficiencyFromS[c], day * DAY_S);
    for (let use = c; use < serving.capacityRps.length; use += serving.classes) {
      rates.capacityRps[use] = serving.capacityRps[use] / work;
      rates.serviceS[use] = serving.serviceS[use] * work;
      rates.prefillS[use] = serving.prefillS[use] * work;
      rates.tokenS[use] = serving.tokenS[use] * work;
    }
  }
}
