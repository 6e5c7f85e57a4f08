/** How long a job takes on a pool, and how fast it computes there (J4). */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';

/** Useful FLOP/s of a job on a pool at full clocks: n x peak x MFU. */
export function jobFlops(world: World, job: number, pool: number): number {
  const { jobs, pools } = world;
  const mfu = jobs.mfu[jobs.class[job] * jobs.types + pools.type[pool]];
  return jobs.accelerators[job] * pools.peakFlops[pool] * mfu;
}

/** Seconds of computing at full clocks. */
export function jobLengthS(world: World, job: number, pool: number): number {
  const length = world.jobs.lengthS[job];
  return length >= 0 ? length : world.jobs.flop[job] / jobFlops(world, job, pool);
}

/** Seconds the job is said to take: what backfilling and placement know of it. */
export function jobEstimateS(world: World, job: number, pool: number): number {
  const estimate = world.jobs.estimateS[job];
  return estimate >= 0 ? estimate : jobLengthS(world, job, pool);
}

/** Writes a starting job's speed and its work left, in seconds at full clocks, to its columns. */
export function fillSpeed(world: World, state: EngineState, job: number, pool: number): void {
  const { jobs, pools } = world;
  const mfu = jobs.mfu[jobs.class[job] * jobs.types + pools.type[pool]];
  state.jobFlops[job] = jobs.accelerators[job] * pools.peakFlops[pool] * mfu;
  if (jobs.lengthS[job] >= 0) state.jobLeftS[job] = jobs.lengthS[job];
  else state.jobLeftS[job] = jobs.flop[job] / state.jobFlops[job];
}
