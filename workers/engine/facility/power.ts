/**
 * Facility power (P1): idle draw of what is powered, plus the dynamic draw of running jobs and of
 * serving, x host overhead x PUE. Over what a site may draw the clocks of its jobs throttle, in
 * proportion to what is left after idle and serving (J4).
 */
import type { Run } from '../run.ts';
import { settleSite } from './ledger.ts';
import { paceJob } from '../jobs/pace.ts';
import { jobOf } from '../jobs/parts.ts';
import { STAGE } from '../state.ts';
import { setFacilityDue } from './facilities.ts';
import { balancePlant } from './plant.ts';

/** Brings a site's clocks and power up to date with what runs there now. */
export function updateSite(run: Run, site: number, timeS: number): void {
  const { world, state, work } = run;
  const { sites, facility } = world;
  settleSite(run, site, timeS);
  if (work.servingChanged[site] === 1) {
    state.siteServingW[site] = work.servingW[site];
    state.siteServingBusy[site] = work.servingBusy[site];
    work.servingChanged[site] = 0;
  }
  const jobsW = state.siteJobsW[site];
  const fixedW = state.power.siteFixedW[site];
  const factor = state.power.siteDrawFactor[site];
  const dark = state.power.siteDark[site] === 1;
  const spareW =
    (state.power.siteLimitW[site] - fixedW) / factor - state.siteIdleW[site] - state.siteServingW[site];
  const throttle = dark ? 0 : jobsW <= spareW ? 1 : spareW > 0 ? spareW / jobsW : 0;
  if (throttle !== state.siteThrottle[site]) setThrottle(run, site, throttle, timeS);
  // What draws, before what varies in cooling; its PUE, where it is given, is in these watts already.
  const drawW = dark ? 0 : state.siteIdleW[site] + state.siteServingW[site] + jobsW * throttle;
  const powerW = dark ? 0 : factor * drawW + fixedW;
  const itW = drawW / sites.pue[site];
  state.sitePowerW[site] = powerW;
  state.power.siteItW[site] = itW;
  state.power.siteGridW[site] = powerW;
  state.power.sitePue[site] = itW > 0 ? powerW / itW : sites.pue[site] * factor;
  if (facility.plant[site] >= 0) {
    balancePlant(run, site, timeS);
    setFacilityDue(run);
  }
  const grid = sites.grid[site];
  state.power.siteWaterLps[site] = itW * state.power.siteWueLPerJ[site];
  if (grid >= 0) state.power.siteWaterLps[site] += state.power.siteGridW[site] * world.grids.waterLPerJ[grid];
  state.siteUsefulFlops[site] = state.siteGoodputFlops[site];
  let computing = 0;
  for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++)
    computing += state.poolComputing[pool];
  state.siteBusy[site] = dark ? 0 : computing + state.siteServingBusy[site];
}

/** New clocks: every job that computes there keeps its work left and gets a new end. */
function setThrottle(run: Run, site: number, throttle: number, timeS: number): void {
  const { world, state } = run;
  const { poolStart } = world.sites;
  state.siteThrottle[site] = throttle;
  for (let pool = poolStart[site]; pool < poolStart[site + 1]; pool++) {
    for (let entity = state.runHead[pool]; entity >= 0; entity = state.jobNext[entity]) {
      const job = jobOf(world, entity);
      if (state.jobStage[job] === STAGE.running) paceJob(run, job, timeS);
    }
  }
}
