/** What a unit of useful work takes from the grid on a pool; read by `cheapest` and `greenest`. */
import { jobFlops } from '../../jobs/length.ts';
import type { Run } from '../../run.ts';

/** Joules at the meter per EFLOP of useful work of this job, above idle. */
export function joulesPerExaflop(run: Run, job: number, pool: number): number {
  const { state } = run;
  const { jobs, pools, sites } = run.world;
  const site = pools.site[pool];
  const powerW =
    jobs.accelerators[job] *
    pools.dynamicW[pool] *
    sites.hostFactor[site] *
    sites.pue[site] *
    state.power.siteDrawFactor[site];
  return (powerW / jobFlops(run.world, job, pool)) * 1e18;
}

/** Value of a grid's column for the pool's site now; 0 off the grid. */
export function gridValue(run: Run, pool: number, column: Float64Array): number {
  const grid = run.world.sites.grid[run.world.pools.site[pool]];
  return grid < 0 ? 0 : column[grid];
}
