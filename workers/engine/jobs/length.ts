/** How long a job takes on a pool, and how fast it computes there (J4). */
import type { World } from '../../world/world.ts';
import type { Run } from '../run.ts';
import type { EngineState } from '../state.ts';

/** Useful FLOP/s of a job on a pool at full clocks, with all it asked for: n x peak x MFU. */
export function jobFlops(world: World, job: number, pool: number): number {
  const { jobs, pools } = world;
  const mfu = jobs.mfu[jobs.class[job] * jobs.types + pools.type[pool]];
  return jobs.accelerators[job] * pools.peakFlops[pool] * mfu;
}

/** Seconds of computing at full clocks, with all it asked for. */
export function jobLengthS(world: World, job: number, pool: number): number {
  const length = world.jobs.lengthS[job];
  return length >= 0 ? length : world.jobs.flop[job] / jobFlops(world, job, pool);
}

/**
 * Seconds the job, or what is left of it, is said to take on the least it starts with: what
 * backfilling and placement know of it.
 */
export function jobEstimateS(run: Run, job: number, pool: number): number {
  const { world, state } = run;
  const { jobs } = world;
  const given = jobs.estimateS[job];
  const whole = given >= 0 ? given : jobLengthS(world, job, pool);
  if (!jobs.elastic && !world.classes.interruptible) return whole;
  const slower = jobs.accelerators[job] / jobs.least[job];
  return whole * slower * (world.classes.interruptible ? state.extra.jobLeftShare[job] : 1);
}

/** Writes what is left of a job that begins to compute, and the FLOP of a second of its work. */
export function fillWork(world: World, state: EngineState, job: number, pool: number): void {
  const { jobs, pools } = world;
  const mfu = jobs.mfu[jobs.class[job] * jobs.types + pools.type[pool]];
  state.jobFlops[job] = jobs.accelerators[job] * pools.peakFlops[pool] * mfu;
  fillLeft(world, state, job);
}

/** The same, once `jobFlops` is known. */
export function fillLeft(world: World, state: EngineState, job: number): void {
  const { jobs } = world;
  if (jobs.lengthS[job] >= 0) state.jobLeftS[job] = jobs.lengthS[job];
  else state.jobLeftS[job] = jobs.flop[job] / state.jobFlops[job];
  if (world.classes.interruptible) state.jobLeftS[job] *= state.extra.jobLeftShare[job];
}
