/**
 * What a site may draw (P1): the least of its cap, what a curtailment leaves of the grid's power
 * and, with what stands on site, sun and battery. Too little for the idle draw leaves it dark.
 * Brought up to date when an epoch, a shock or a battery changes it, before the router splits demand.
 */
import { drawFactor, waterLPerJ } from '../../world/cooling.ts';
import { markDark, markSite, type Run } from '../run.ts';
import { N } from '../state.ts';
import { sunHeight, usualAmbientC } from './weather.ts';

/** Room that rounding alone takes away. */
const SAME = 1e-12;

/** Weather of the epoch that is running, then the limit. */
export function updateWeather(run: Run, site: number): void {
  const { world, state } = run;
  const { facility } = world;
  if (state.n[N.gridEpoch] === 0) return;
  const epochS = (state.n[N.gridEpoch] - 1) * facility.epochS;
  const cooling = facility.cooling[site];
  if (cooling >= 0) {
    const ambientC = usualAmbientC(world, site, epochS) + state.power.siteHeatC[site];
    state.power.siteAmbientC[site] = ambientC;
    state.power.siteDrawFactor[site] = 1 + facility.coolingScale[site] * (drawFactor(cooling, ambientC) - 1);
    if (facility.wueGiven[site] === 0) state.power.siteWueLPerJ[site] = waterLPerJ(cooling, ambientC);
  }
  const plant = facility.plant[site];
  if (plant >= 0) {
    const middleS = epochS + facility.epochS / 2;
    state.power.plantSolarW[plant] = facility.plants.solarW[plant] * sunHeight(world, site, middleS);
  }
  updateSupply(run, site);
}

/** The most the site may draw now, and the share of its serving that fits. */
export function updateSupply(run: Run, site: number): void {
  const { world, state } = run;
  const { facility, sites, serving } = world;
  let feedW = Infinity;
  if (state.power.siteFeed[site] < 1) feedW = state.power.siteFeed[site] * state.power.siteFullW[site];
  const plant = facility.plant[site];
  if (plant >= 0) {
    if (facility.plants.connected[plant] === 0) feedW = 0;
    feedW += state.power.plantSolarW[plant];
    if (state.power.plantResting[plant] === 0) feedW += facility.plants.batteryW[plant];
  }
  const limitW = feedW < sites.powerCapW[site] ? feedW : sites.powerCapW[site];
  state.power.siteLimitW[site] = limitW;
  const fixedW = state.power.siteFixedW[site];
  const spareW = (limitW - fixedW) / state.power.siteDrawFactor[site] - state.siteIdleW[site];
  const dark = spareW < -SAME * limitW || state.siteUp[site] === 0 ? 1 : 0;
  if (dark !== state.power.siteDark[site]) {
    state.power.siteDark[site] = dark;
    markDark(run.work);
  }
  const server = sites.server[site];
  if (server >= 0) {
    const askedW = serving.dynamicW[server];
    let lit = 1;
    // Of what may ever serve there, what is powered now; of that, what the limit has draw for.
    let powered = 0;
    let ever = 0;
    for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++) {
      powered += state.poolForServing[pool];
      if (world.harvest) powered -= state.extra.poolLent[pool];
      ever += world.pools.servingEver[pool];
    }
    if (powered !== ever) lit = powered / ever;
    if (spareW <= 0 && askedW > 0) lit = 0;
    else if (lit * askedW > spareW * (1 + SAME)) lit = spareW / askedW;
    if (state.power.siteDark[site] === 1) lit = 0;
    if (lit !== state.power.siteLit[site]) {
      state.power.siteLit[site] = lit;
      run.work.route = true;
    }
  }
  markSite(run.work, site);
}
