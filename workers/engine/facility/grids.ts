/** Carbon and price of the grids by epoch (T3), and the shocks that move them (F). */
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { settleSite } from './ledger.ts';
import { updateWeather } from './supply.ts';

/** A new epoch of grids and weather: settles every site at the values of the old one. */
export function advanceGrids(run: Run, timeS: number): void {
  const { world, state } = run;
  const { grids, sites, facility } = world;
  for (let site = 0; site < sites.count; site++) settleSite(run, site, timeS);
  state.n[N.gridEpoch]++;
  for (let grid = 0; grid < grids.count; grid++) setGrid(run, grid);
  for (let site = 0; site < sites.count; site++)
    if (facility.cooling[site] >= 0 || facility.plant[site] >= 0) updateWeather(run, site);
}

/** A grid's carbon and price in the epoch that is running: its series while it lasts, else mean and profile. */
function setGrid(run: Run, grid: number): void {
  const { world, state } = run;
  const { grids, facility } = world;
  const epochS = (state.n[N.gridEpoch] - 1) * facility.epochS;
  const runHour = Math.floor(epochS / 3600);
  const localHour = Math.floor(world.demand.startHour + runHour + grids.utcOffsetH[grid]);
  const at = 24 * grid + (((localHour % 24) + 24) % 24);
  const step = Math.floor(epochS / grids.seriesStepS[grid]);
  const carbon = grids.carbonStart[grid] + step;
  const price = grids.priceStart[grid] + step;
  let carbonGPerJ = grids.carbonGPerJ[at];
  let priceUsdPerJ = grids.priceUsdPerJ[at];
  if (carbon < grids.carbonStart[grid + 1]) carbonGPerJ = grids.carbonSeries[carbon];
  if (price < grids.priceStart[grid + 1]) priceUsdPerJ = grids.priceSeries[price];
  state.gridCarbonGPerJ[grid] = carbonGPerJ * state.power.gridCarbonFactor[grid];
  state.gridPriceUsdPerJ[grid] = priceUsdPerJ * state.power.gridPriceFactor[grid];
}

/** Sets a grid's factors anew after a shock. */
export function shockGrid(run: Run, grid: number, timeS: number): void {
  const { world, state } = run;
  if (state.n[N.gridEpoch] === 0) return;
  for (let site = 0; site < world.sites.count; site++)
    if (world.sites.grid[site] === grid) settleSite(run, site, timeS);
  setGrid(run, grid);
  // Routing by cost follows within the epoch.
  run.router.orderHour = -1;
}
