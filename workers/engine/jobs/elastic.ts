/**
 * Elastic gangs (J3). A gang starts with its least. What a pass over a pool's queue leaves free
 * goes to the elastic gangs that compute there, soonest estimated end first, up to their most;
 * every pass takes it back before the queue has its turn. A change of size costs the class's
 * restart time; a gang that comes out of a pass as it went in has not been touched.
 */
import type { Run } from '../run.ts';
import { STAGE } from '../state.ts';
import { stopComputing } from './gang.ts';
import { pause } from './interruption.ts';
import { setInterval } from './progress.ts';
import { holdForTenant } from './tenant-use.ts';

/** Frees, on paper, what gangs hold above their least. */
export function takeBack(run: Run, pool: number): void {
  const { world, state, work } = run;
  if (state.poolElasticJobs[pool] === 0) return;
  const { least } = world.jobs;
  for (let job = state.runHead[pool]; job >= 0; job = state.jobNext[job]) {
    if (job >= world.jobs.count || least[job] === world.jobs.most[job]) continue;
    work.heldBefore[job] = state.jobHeld[job];
    if (state.jobStage[job] !== STAGE.running) continue;
    state.free[pool] += state.jobHeld[job] - least[job];
    state.jobHeld[job] = least[job];
  }
}

/** Hands out what is free, and carries out what has changed for each gang. */
export function handOut(run: Run, pool: number, timeS: number): void {
  const { world, state, work } = run;
  if (state.poolElasticJobs[pool] === 0) return;
  const { least, most } = world.jobs;
  for (let job = state.runHead[pool]; job >= 0;) {
    const next = state.jobNext[job];
    if (job < world.jobs.count && least[job] < most[job] && state.jobStage[job] === STAGE.running) {
      const more = Math.min(most[job] - least[job], state.free[pool]);
      state.free[pool] -= more;
      state.jobHeld[job] = least[job] + more;
      if (state.jobHeld[job] !== work.heldBefore[job]) resize(run, job, pool, timeS);
    }
    job = next;
  }
}

/** A running gang goes from heldBefore to jobHeld accelerators. */
function resize(run: Run, job: number, pool: number, timeS: number): void {
  const { world, state, work } = run;
  const held = state.jobHeld[job];
  const before = work.heldBefore[job];
  state.jobHeld[job] = before;
  stopComputing(run, job, timeS);
  state.jobHeld[job] = held;
  state.poolExcess[pool] += held - before;
  if (state.tenantHeld.length > 0) holdForTenant(state, world.jobs.tenant[job], held - before, timeS);
  if (world.classes.interruptible) {
    setInterval(run, job);
    if (world.classes.saves[world.jobs.class[job]] === 1) {
      state.jobUnsavedS[job] = 0;
      state.jobWrittenS[job] = 0;
    }
  }
  work.heldBefore[job] = held;
  pause(run, job, timeS);
}
