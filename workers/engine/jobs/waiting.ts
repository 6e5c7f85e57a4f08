/** What a job that does not compute waits for (J7). */
import type { Run } from '../run.ts';
import { FLOW, STAGE } from '../state.ts';
import { firstPart, lastPart } from './parts.ts';
import { REFUSAL, refusal } from './refusal.ts';

/** Reasons, from the job's own queue outwards; `none`: it computes, has ended, or has not come yet. */
export const WAITS_FOR = [
  'none',
  /** Its turn: it would fit. */
  'order',
  'accelerators',
  /** Enough accelerators at several sites at once. */
  'sites',
  'quota',
  'larger-site',
  'power',
  'accelerator-type',
  'memory',
  'residency',
  /** Links that are switched off, or cut. */
  'linking',
  'route',
  /** The end of an outage. */
  'outage',
  /** Power at a site that has none now: sun, or the end of a curtailment. */
  'dark-site',
  /** Its dataset or checkpoint, which is on its way. */
  'data',
  /** Restarts, or writes its checkpoint. */
  'checkpoint',
] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** What a refusal says a job waits for. */
export const REFUSED: Record<number, WaitsFor> = {
  [REFUSAL.tooLarge]: 'larger-site',
  [REFUSAL.power]: 'power',
  [REFUSAL.quota]: 'quota',
  [REFUSAL.acceleratorType]: 'accelerator-type',
  [REFUSAL.memory]: 'memory',
  [REFUSAL.residency]: 'residency',
  [REFUSAL.unlinked]: 'linking',
  [REFUSAL.unreachable]: 'route',
  [REFUSAL.outage]: 'outage',
  [REFUSAL.dark]: 'dark-site',
};

/** The one thing a job waits for now; of an unplaced one, what the pool closest to taking it lacks. */
export function waitsFor(run: Run, job: number): WaitsFor {
  const { world, state } = run;
  switch (state.jobStage[job]) {
    case STAGE.queued: {
      const pool = state.jobPool[job];
      return state.free[pool] >= world.jobs.least[job] ? 'order' : 'accelerators';
    }
    case STAGE.held:
      return 'quota';
    case STAGE.spread:
      return 'sites';
    case STAGE.unplaced:
      return closestRefusal(run, job);
    case STAGE.staging:
      return hasRoutes(run, job) ? 'data' : 'route';
    case STAGE.restarting:
    case STAGE.saving:
      return 'checkpoint';
    case STAGE.running:
      if (state.jobSpeed[job] > 0) return 'none';
      return hasRoutes(run, job) ? 'power' : 'route';
    default:
      return 'none';
  }
}

function closestRefusal(run: Run, job: number): WaitsFor {
  let closest = 0;
  for (let pool = 0; pool < run.world.pools.count; pool++) {
    const code = refusal(run, job, pool);
    if (code > closest) closest = code;
  }
  return REFUSED[closest] ?? 'larger-site';
}

function hasRoutes(run: Run, job: number): boolean {
  const { world, state } = run;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const flow = state.jobFlow[part];
    if (flow >= 0 && state.flowPhase[flow] === FLOW.waiting) return false;
  }
  return true;
}
