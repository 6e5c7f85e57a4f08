/**
 * Parts of a gang. A job on one pool is its own only part; a gang over several sites has one
 * part for each pool, an entity of its own in that pool's running list (world.ts, JobTable).
 *
 * `for (let part = firstPart(...), end = lastPart(...); part <= end; part++)` visits them.
 */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';

export function firstPart(world: World, state: EngineState, job: number): number {
  const row = world.jobs.spreadRow[job];
  return row < 0 || state.extra.spreadParts[row] === 0 ? job : world.jobs.count + row * world.jobs.partStride;
}

export function lastPart(world: World, state: EngineState, job: number): number {
  const row = world.jobs.spreadRow[job];
  if (row < 0 || state.extra.spreadParts[row] === 0) return job;
  return world.jobs.count + row * world.jobs.partStride + state.extra.spreadParts[row] - 1;
}

/** The job an entity is, or is a part of. */
export function jobOf(world: World, entity: number): number {
  const { count, partStride, spreadJob } = world.jobs;
  return entity < count ? entity : spreadJob[Math.floor((entity - count) / partStride)];
}

export function isSpread(world: World, state: EngineState, job: number): boolean {
  const row = world.jobs.spreadRow[job];
  return row >= 0 && state.extra.spreadParts[row] > 0;
}
