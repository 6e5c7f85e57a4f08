/** Facilities at t = 0, before any epoch, and as they grow. */
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
  for (let site = 0; site < sites.count; site++) fitOut(world, state, site);
  for (let plant = 0; plant < facility.plants.count; plant++)
    state.power.plantResting[plant] = facility.plants.chargeJ[plant] > 0 ? 0 : 1;
}

/** What the cooling of all that stands at a site draws at any load, and what a curtailment leaves a share of. */
export function fitOut(world: World, state: EngineState, site: number): void {
  const { sites, pools, facility } = world;
  const capW = sites.powerCapW[site];
  let ratedW = 0;
  for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++)
    ratedW += state.poolInstalled[pool] * pools.ratedW[pool];
  if (ratedW > capW) ratedW = capW;
  const fixedW = facility.fixedPart[site] * ratedW;
  state.power.siteFixedW[site] = fixedW;
  state.power.siteFullW[site] = capW < Infinity ? capW : ratedW * facility.mildFactor[site] + fixedW;
}
