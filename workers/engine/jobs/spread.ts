/**
 * Gangs over several sites (J5). A job with `maxSites` above 1 is spread where that starts it at
 * once while no single site can; one that no single site could ever hold waits in a line of its
 * own, tried in order of arrival before the queues at each pass, and may take what their
 * heads still wait for, unless such a head could take it back (J8). Links must be up between its home and every part.
 *
 * It takes the pools with the most free, so it has as few parts as can be.
 */
import { isReachable } from '../network/reach.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { jobFlops } from './length.ts';
import { refusalOfKind, REFUSAL } from './refusal.ts';
import { leaveSpreadLine } from './queue.ts';
import { holdGang } from './stages.ts';

/** Starts what can start of the line of those that wait for several sites. */
export function startSpread(run: Run, timeS: number): void {
  for (let job = run.state.n[N.spreadHead]; job >= 0;) {
    const next = run.state.jobNext[job];
    if (choosePools(run, job, true)) {
      leaveSpreadLine(run, job, timeS);
      holdSpread(run, job, timeS);
    }
    job = next;
  }
}

/** Starts an arriving job over several sites, if enough are free where nobody queues. */
export function spreadAtOnce(run: Run, job: number, timeS: number): boolean {
  if (!choosePools(run, job, false)) return false;
  holdSpread(run, job, timeS);
  return true;
}

/** Whether its sites could hold the job if they were empty. */
export function couldSpread(run: Run, job: number): boolean {
  const { world, state } = run;
  const { maxSites, accelerators } = world.jobs;
  if (maxSites[job] < 2 || state.n[N.linked] === 0) return false;
  if (accelerators[job] > world.tenants.quota[world.jobs.tenant[job]]) return false;
  const { chosen } = run.work;
  let left = accelerators[job];
  for (let parts = 0; parts < maxSites[job] && left > 0; parts++) {
    let best = -1;
    for (let pool = 0; pool < world.pools.count; pool++) {
      if (isChosen(chosen, parts, pool) || refusalOfKind(run, job, pool) !== REFUSAL.none) continue;
      if (best < 0 || state.poolForJobs[pool] > state.poolForJobs[best]) best = pool;
    }
    if (best < 0) return false;
    chosen[parts] = best;
    left -= state.poolForJobs[best];
  }
  return left <= 0;
}

/** Fills work.chosen and chosenSize; their number in work.chosenCount. */
function choosePools(run: Run, job: number, drain: boolean): boolean {
  const { world, state, work } = run;
  const { chosen, chosenSize } = work;
  const { maxSites, accelerators } = world.jobs;
  if (maxSites[job] < 2 || state.n[N.linked] === 0) return false;
  let left = accelerators[job];
  let parts = 0;
  for (; parts < maxSites[job] && left > 0; parts++) {
    let best = -1;
    for (let pool = 0; pool < world.pools.count; pool++) {
      if (state.free[pool] === 0 || (state.poolQueuedJobs[pool] > 0 && !(drain && mayPass(run, job, pool))))
        continue;
      if (best >= 0 && state.free[pool] <= state.free[best]) continue;
      if (isChosen(chosen, parts, pool) || refusalOfKind(run, job, pool) !== REFUSAL.none) continue;
      if (parts > 0 && !isConnected(run, chosen[0], pool)) continue;
      best = pool;
    }
    if (best < 0) return false;
    chosen[parts] = best;
    chosenSize[parts] = state.free[best] < left ? state.free[best] : left;
    left -= chosenSize[parts];
  }
  work.chosenCount = parts;
  return left <= 0;
}

/** It may pass a pool's queue, but not a head that would only stop it again (J8), at this same instant and for ever. */
function mayPass({ world, state }: Run, job: number, pool: number): boolean {
  const { priority } = world.jobs;
  return !world.preempt || priority[state.queueHead[pool]] <= priority[job];
}

function isConnected(run: Run, a: number, b: number): boolean {
  const { site } = run.world.pools;
  return site[a] === site[b] || isReachable(run.world, run.state, run.routes, site[a], site[b]);
}

function isChosen(chosen: Int32Array, count: number, pool: number): boolean {
  for (let i = 0; i < count; i++) if (chosen[i] === pool) return true;
  return false;
}

function holdSpread(run: Run, job: number, timeS: number): void {
  const { world, state } = run;
  const { jobs } = world;
  const { chosen, chosenSize, chosenCount } = run.work;
  const row = jobs.spreadRow[job];
  const first = jobs.count + row * jobs.partStride;
  let flops = 0;
  for (let i = 0; i < chosenCount; i++)
    flops += (jobFlops(world, job, chosen[i]) * chosenSize[i]) / jobs.accelerators[job];
  const lengthS = jobs.lengthS[job] >= 0 ? jobs.lengthS[job] : jobs.flop[job] / flops;
  const endS = timeS + (jobs.estimateS[job] >= 0 ? jobs.estimateS[job] : lengthS);
  state.extra.spreadParts[row] = chosenCount === 1 ? 0 : chosenCount;
  for (let i = 0; i < chosenCount; i++) {
    const part = chosenCount === 1 ? job : first + i;
    state.jobPool[part] = chosen[i];
    state.jobHeld[part] = chosenSize[i];
    state.jobEndS[part] = endS;
    state.jobFlow[part] = -1;
  }
  state.jobPool[job] = chosen[0];
  holdGang(run, job, timeS);
}
