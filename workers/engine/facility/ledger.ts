/** Integrals of a site: energy, carbon, cost, use (P2). */
import type { Run } from '../run.ts';

/** Adds up a site's energy, carbon, cost and use until `timeS`, at the rates in force. */
export function settleSite(run: Run, site: number, timeS: number): void {
  const { world, state } = run;
  const dt = timeS - state.siteSinceS[site];
  if (dt === 0) return;
  const energyJ = state.sitePowerW[site] * dt;
  const grid = world.sites.grid[site];
  state.siteEnergyJ[site] += energyJ;
  if (grid >= 0) {
    state.siteCarbonG[site] += energyJ * state.gridCarbonGPerJ[grid];
    state.siteCostUsd[site] += energyJ * state.gridPriceUsdPerJ[grid];
  }
  state.siteBusySeconds[site] += state.siteBusy[site] * dt;
  state.siteFlop[site] += state.siteUsefulFlops[site] * dt;
  state.siteSinceS[site] = timeS;
}
