/**
 * Facility power and its integrals (P1, P2): idle draw of what is powered, plus the dynamic
 * draw of running jobs and of serving, x host overhead x PUE. Over a site's cap the clocks of
 * its jobs throttle, in proportion to what is left after idle and serving (J4).
 */
import type { Run } from '../run.ts';
import { settleSite } from './ledger.ts';
import { paceJob } from '../jobs/pace.ts';
import { jobOf } from '../jobs/parts.ts';
import { N, STAGE } from '../state.ts';

/** Brings a site's clocks and power up to date with what runs there now. */
export function updateSite(run: Run, site: number, timeS: number): void {
  const { world, state, work } = run;
  const { sites } = world;
  settleSite(run, site, timeS);
  if (work.servingChanged[site] === 1) {
    state.siteServingW[site] = work.servingW[site];
    state.siteServingBusy[site] = work.servingBusy[site];
    work.servingChanged[site] = 0;
  }
  const jobsW = state.siteJobsW[site];
  const spareW = sites.powerCapW[site] - state.siteIdleW[site] - state.siteServingW[site];
  const throttle = jobsW <= spareW ? 1 : spareW > 0 ? spareW / jobsW : 0;
  if (throttle !== state.siteThrottle[site]) setThrottle(run, site, throttle, timeS);
  state.sitePowerW[site] = state.siteIdleW[site] + state.siteServingW[site] + jobsW * throttle;
  state.siteUsefulFlops[site] = state.siteGoodputFlops[site];
  let computing = 0;
  for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++)
    computing += state.poolComputing[pool];
  state.siteBusy[site] = computing + state.siteServingBusy[site];
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

/** A new hour of the grids' profiles (T3): settles every site at the old hour's values. */
export function advanceGrids(run: Run, timeS: number): void {
  const { world, state } = run;
  const { grids, sites } = world;
  for (let site = 0; site < sites.count; site++) settleSite(run, site, timeS);
  const startHour = world.demand.startHour;
  for (let grid = 0; grid < grids.count; grid++) {
    const localHour = Math.floor(startHour + state.n[N.gridEpoch] + grids.utcOffsetH[grid]);
    const hour = ((localHour % 24) + 24) % 24;
    state.gridCarbonGPerJ[grid] = grids.carbonGPerJ[24 * grid + hour];
    state.gridPriceUsdPerJ[grid] = grids.priceUsdPerJ[24 * grid + hour];
  }
  state.n[N.gridEpoch]++;
}
