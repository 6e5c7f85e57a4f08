/**
 * Elastic gangs (J3). A gang starts with its least. What a pass over a pool's queue leaves free
 * goes to the elastic gangs that compute there, soonest estimated end first, up to their most;
 * every pass takes it back before the queue has its turn. A change of size costs the class's
 * restart time; a gang that comes out of a pass as it went in has not been touched.
 */
import type { Run } from '../run.ts';
import { STAGE } from '../state.ts';
import { compute, resizeGang } from './gang.ts';
import { pause } from './interruption.ts';
import { forgetPool } from './pool-scores.ts';

/** Frees, on paper, what gangs hold above their least. */
export function takeBack(run: Run, pool: number): void {
  const { world, state, work } = run;
  if (state.poolElasticJobs[pool] === 0) return;
  forgetPool(work.poolScores, pool);
  const { least } = world.jobs;
  for (let job = state.runHead[pool]; job >= 0; job = state.jobNext[job]) {
    if (job >= world.jobs.count || least[job] === world.jobs.most[job]) continue;
    if (state.jobStage[job] !== STAGE.running) continue;
    work.heldBefore[job] = state.jobHeld[job];
    state.free[pool] += state.jobHeld[job] - least[job];
    state.jobHeld[job] = least[job];
  }
}

/** Hands out what is free, and carries out what has changed for each gang. */
export function handOut(run: Run, pool: number, timeS: number): void {
  const { world, state, work } = run;
  if (state.poolElasticJobs[pool] === 0) return;
  forgetPool(work.poolScores, pool);
  const { least, most } = world.jobs;
  for (let job = state.runHead[pool]; job >= 0;) {
    const next = state.jobNext[job];
    if (job < world.jobs.count && least[job] < most[job] && state.jobStage[job] === STAGE.running) {
      const more = Math.min(most[job] - least[job], state.free[pool]);
      state.free[pool] -= more;
      state.jobHeld[job] = least[job] + more;
      // One that began to compute in this pass has its least.
      if (work.heldBefore[job] === 0) work.heldBefore[job] = least[job];
      if (state.jobHeld[job] !== work.heldBefore[job]) {
        resizeGang(run, job, timeS);
        if (state.jobRunS[job] === timeS) compute(run, job, timeS);
        else pause(run, job, timeS);
      }
      work.heldBefore[job] = 0;
    }
    job = next;
  }
}
