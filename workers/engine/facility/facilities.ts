/** When something changes at the facilities by itself, and what then does (T3, T4). */
import type { Run } from '../run.ts';
import { F, N } from '../state.ts';
import { advanceGrids } from './grids.ts';
import { turnPlants } from './plant.ts';

/** Batteries that turn at `timeS`, then a new epoch of grids and weather. */
export function advanceFacilities(run: Run, timeS: number): void {
  const { world, state } = run;
  turnPlants(run, timeS);
  if (state.n[N.gridEpoch] * world.facility.epochS <= timeS) advanceGrids(run, timeS);
  setFacilityDue(run);
}

/** One number, so that the loop over all events asks for no more. */
export function setFacilityDue(run: Run): void {
  const { world, state } = run;
  const { f, n } = state;
  const { plantDueS, plantHeap } = state.power;
  f[F.facilityDueS] = world.facility.epochs ? n[N.gridEpoch] * world.facility.epochS : Infinity;
  if (n[N.plantQueueSize] > 0 && plantDueS[plantHeap[0]] < f[F.facilityDueS])
    f[F.facilityDueS] = plantDueS[plantHeap[0]];
}
