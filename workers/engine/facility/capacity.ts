/**
 * Capacity that comes and goes (P4, F): deliveries, embargoes, outages.
 *
 * A delivery adds accelerators to a pool, split between jobs and inference as the site splits the
 * others; those whose idle draw would take over half of the site's power cap stay dark (P1). Under an
 * embargo of its type in the site's country it is of the type's stand-in, or does not come. An
 * outage takes all accelerators of a site, not its storage or links: what ran there goes back
 * to its last checkpoint and is placed anew.
 */
import { dropJob } from '../jobs/interruption.ts';
import { jobOf } from '../jobs/parts.ts';
import { forgetPool } from '../jobs/pool-scores.ts';
import { markPool, type Run } from '../run.ts';
import { F } from '../state.ts';
import { IDLE_SHARE_OF_CAP } from '../../world/world.ts';
import { fitOut } from './start.ts';
import { updateSupply } from './supply.ts';

/** Adds accelerators to a pool; -1: they do not come. */
export function deliver(run: Run, pool: number, count: number, timeS: number): void {
  if (pool < 0) {
    run.state.f[F.embargoed] += count;
    return;
  }
  const { world, state } = run;
  const site = world.pools.site[pool];
  settleInstalled(run, timeS);
  state.f[F.installed] += count;
  state.poolInstalled[pool] += count;
  state.siteInstalled[site] += count;
  fitOut(world, state, site);
  if (state.siteUp[site] === 1) power(run, pool, count);
}

/** Powers as many of `count` accelerators of a pool as the site's cap has idle draw for. */
function power(run: Run, pool: number, count: number): void {
  const { world, state } = run;
  const { supply, sites } = world;
  const site = world.pools.site[pool];
  const idleW = supply.idleW[pool];
  const roomW =
    (IDLE_SHARE_OF_CAP * (sites.powerCapW[site] - state.power.siteFixedW[site])) / supply.hotFactor[site] -
    state.siteIdleW[site];
  const powered = idleW === 0 || roomW >= idleW * count ? count : Math.max(0, Math.floor(roomW / idleW));
  const serving = Math.round(powered * supply.servingShare[pool]);
  state.siteIdleW[site] += powered * idleW;
  state.poolForServing[pool] += serving;
  state.poolForJobs[pool] += powered - serving;
  state.free[pool] += powered - serving;
  forgetPool(run.work.poolScores, pool);
  markPool(run.work, pool);
  updateSupply(run, site);
}

/** Adds up accelerator-seconds installed until now; call before their number changes. */
function settleInstalled(run: Run, timeS: number): void {
  const { f } = run.state;
  f[F.installedSeconds] += f[F.installed] * (timeS - f[F.installedSinceS]);
  f[F.installedSinceS] = timeS;
}

/** Takes a site's accelerators away; its jobs are set aside, to be placed with the others (commands.ts). */
export function darken(run: Run, site: number, timeS: number): void {
  const { world, state } = run;
  if (state.siteUp[site] === 0) return;
  state.siteUp[site] = 0;
  for (let pool = world.sites.poolStart[site]; pool < world.sites.poolStart[site + 1]; pool++) {
    for (let entity = state.runHead[pool]; entity >= 0; entity = state.runHead[pool])
      dropJob(run, jobOf(world, entity), timeS);
    state.free[pool] = 0;
    forgetPool(run.work.poolScores, pool);
    state.poolForJobs[pool] = 0;
    state.poolForServing[pool] = 0;
    if (world.harvest) {
      state.extra.poolLent[pool] = 0;
      state.extra.poolDebt[pool] = 0;
    }
    markPool(run.work, pool);
  }
  state.siteIdleW[site] = 0;
  updateSupply(run, site);
}

/** Powers a site's accelerators again, those of the first pool first. */
export function relight(run: Run, site: number): void {
  const { world, state } = run;
  if (state.siteUp[site] === 1) return;
  state.siteUp[site] = 1;
  for (let pool = world.sites.poolStart[site]; pool < world.sites.poolStart[site + 1]; pool++)
    power(run, pool, state.poolInstalled[pool]);
}
