/** Facilities at t = 0, before any epoch. */
import type { World } from '../../world/world.ts';
import { F, type EngineState } from '../state.ts';
import { MILD_C } from '../../world/cooling.ts';

export function startFacilities(world: World, state: EngineState): void {
  const { sites, facility } = world;
  state.f[F.facilityDueS] = facility.epochs ? 0 : Infinity;
  state.power.siteLimitW.set(sites.powerCapW);
  state.power.siteFeed.fill(1);
  state.power.siteLit.fill(1);
  state.power.siteAmbientC.fill(MILD_C);
  state.power.siteDrawFactor.fill(1);
  state.power.sitePue.set(sites.pue);
  state.power.siteWueLPerJ.set(facility.wueLPerJ);
  state.power.gridCarbonFactor.fill(1);
  state.power.gridPriceFactor.fill(1);
  state.power.plantStoreJ.set(facility.plants.chargeJ);
  state.power.plantAt.fill(-1);
  for (let plant = 0; plant < facility.plants.count; plant++)
    state.power.plantResting[plant] = facility.plants.chargeJ[plant] > 0 ? 0 : 1;
}
