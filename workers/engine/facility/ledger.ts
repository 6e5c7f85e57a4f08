/** Integrals of a site: energy and where it came from, carbon, water, cost, use (P2). */
import type { Run } from '../run.ts';

/** Adds up a site's energy, carbon, water, cost and use until `timeS`, at the rates in force. */
export function settleSite(run: Run, site: number, timeS: number): void {
  const { world, state } = run;
  const dt = timeS - state.siteSinceS[site];
  if (dt === 0) return;
  const gridJ = state.power.siteGridW[site] * dt;
  const grid = world.sites.grid[site];
  state.siteEnergyJ[site] += state.sitePowerW[site] * dt;
  state.power.siteGridJ[site] += gridJ;
  state.power.siteItJ[site] += state.power.siteItW[site] * dt;
  state.power.siteWaterL[site] += state.power.siteWaterLps[site] * dt;
  if (grid >= 0) {
    state.siteCarbonG[site] += gridJ * state.gridCarbonGPerJ[grid];
    state.siteCostUsd[site] += gridJ * state.gridPriceUsdPerJ[grid];
  }
  const plant = world.facility.plant[site];
  if (plant >= 0) {
    const chargedJ = state.power.plantChargeW[plant] * dt;
    const dischargedJ = state.power.plantDischargeW[plant] * dt;
    state.power.plantSolarJ[plant] += state.power.plantSolarW[plant] * dt;
    state.power.plantCurtailedJ[plant] += state.power.plantCurtailedW[plant] * dt;
    state.power.plantChargedJ[plant] += chargedJ;
    state.power.plantDischargedJ[plant] += dischargedJ;
    state.power.plantStoreJ[plant] += chargedJ * world.facility.plants.efficiency[plant] - dischargedJ;
  }
  state.siteBusySeconds[site] += state.siteBusy[site] * dt;
  state.siteFlop[site] += state.siteUsefulFlops[site] * dt;
  state.siteSinceS[site] = timeS;
}
