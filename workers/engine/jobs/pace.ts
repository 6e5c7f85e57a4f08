/**
 * The speed of a job (J4, J5): what its gang holds of what it asked for, times the clocks of
 * its sites, times the share of its time that exchanges between sites leave it.
 */
import { settleSite } from '../facility/ledger.ts';
import type { Run } from '../run.ts';
import { askStreams, exchangeEfficiency } from './exchange.ts';
import { firstPart, isSpread, lastPart } from './parts.ts';
import { computingShare, scheduleProgress, settleProgress } from './progress.ts';

/** Gives a computing job the speed of its sites' clocks now, and a new end. */
export function paceJob(run: Run, job: number, timeS: number): void {
  if (isSpread(run.world, run.state, job)) {
    askStreams(run, job, clockSpeed(run, job));
    paceGang(run, job, timeS);
    return;
  }
  const { world, state } = run;
  settleProgress(run, job, timeS);
  const site = world.pools.site[state.jobPool[job]];
  const speed = (state.jobHeld[job] / world.jobs.accelerators[job]) * state.siteThrottle[site];
  state.jobSpeed[job] = speed;
  const useful = state.jobFlops[job] * speed * computingShare(run, job, speed);
  state.siteGoodputFlops[site] += useful - state.jobUsefulFlops[job];
  state.jobUsefulFlops[job] = useful;
  scheduleProgress(run, job, timeS);
}

/** The same for a gang over several sites, at the rates its streams get. */
export function paceGang(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  settleProgress(run, job, timeS);
  const clocks = clockSpeed(run, job);
  const efficiency = exchangeEfficiency(run, job, clocks);
  const speed = clocks * efficiency;
  state.jobSpeed[job] = speed;
  const share = efficiency * computingShare(run, job, speed);
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const site = world.pools.site[state.jobPool[part]];
    const useful = partFlops(run, job, part) * state.siteThrottle[site] * share;
    // In force at once: the site may have had its turn at this instant.
    settleSite(run, site, timeS);
    state.siteGoodputFlops[site] += useful - state.jobUsefulFlops[part];
    state.siteUsefulFlops[site] = state.siteGoodputFlops[site];
    state.jobUsefulFlops[part] = useful;
  }
  scheduleProgress(run, job, timeS);
}

/** Useful FLOP/s of a part at full clocks. */
export function partFlops(run: Run, job: number, part: number): number {
  const { jobs, pools } = run.world;
  const pool = run.state.jobPool[part];
  const mfu = jobs.mfu[jobs.class[job] * jobs.types + pools.type[pool]];
  return run.state.jobHeld[part] * pools.peakFlops[pool] * mfu;
}

/** Speed by clocks alone: the parts compute in proportion to what each adds. */
function clockSpeed(run: Run, job: number): number {
  const { world, state } = run;
  const timed = world.jobs.lengthS[job] >= 0;
  const end = lastPart(world, state, job);
  let speed = 0;
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const throttle = state.siteThrottle[world.pools.site[state.jobPool[part]]];
    if (timed) speed += (state.jobHeld[part] / world.jobs.accelerators[job]) * throttle;
    else speed += (partFlops(run, job, part) / state.jobFlops[job]) * throttle;
  }
  return speed;
}
