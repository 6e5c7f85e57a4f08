/**
 * A run: a world, its state, and what can be derived from both (routes, scratch of the solver).
 * Only `state` is history; `routes` and `solver` are rebuilt or overwritten freely.
 */
import type { World } from '../world/world.ts';
import { createOpenPools, forgetOpenPools, type OpenPools } from './jobs/open-pools.ts';
import { createPoolScores, type PoolScores } from './jobs/pool-scores.ts';
import { createProfile, type Profile } from './jobs/profile.ts';
import { createRunningOrder, type RunningOrder } from './jobs/running-order.ts';
import type { SolveLp } from './inference/linear-program.ts';
import type { RouterScratch } from './inference/router-scratch.ts';
import type { SolverScratch } from './network/solver-scratch.ts';
import type { Routes } from './network/routes.ts';
import type { PlacementPolicy } from './policies/placement/placement-policy.ts';
import type { QueuePolicy } from './policies/queueing/queue-policy.ts';
import type { EngineState } from './state.ts';

export type Run = {
  world: World;
  state: EngineState;
  /** How queues are ordered: of the world, for the whole run. */
  queue: QueuePolicy;
  routes: Routes;
  solver: SolverScratch;
  router: RouterScratch;
  work: Work;
  tools: Tools;
  /** Somebody who wants to know how a job is placed; null nearly always. */
  watch: Watch | null;
};

/** Called at each placement of the job, before it takes effect; must change no state. */
export type Watch = { job: number; seen(best: number, timeS: number): void };

/** What the host hands in: arithmetic too large to be our own. */
export type Tools = {
  /** Null where no policy of the world asks for it. */
  solveLp: SolveLp | null;
  /** Takes the place of the world's placement, and of any that an event or a command chooses. */
  placement?: PlacementPolicy;
};

/** What an instant's events leave to be done at its end, once (T4). */
export type Work = {
  /** Pools whose queue or free count changed: a list, and a mark for each. */
  pools: Int32Array;
  poolMarked: Uint8Array;
  poolCount: number;
  /** Sites whose power changed. */
  sites: Int32Array;
  siteMarked: Uint8Array;
  siteCount: number;
  /** Serving draw and use that take effect when the site is next updated. */
  servingW: Float64Array;
  servingBusy: Float64Array;
  servingChanged: Uint8Array;
  /** Tenants whose quota has room again: a list that may name one twice in an instant, and marks. */
  tenants: Int32Array;
  tenantMarked: Uint8Array;
  tenantCount: number;
  /** Gangs over several sites whose streams' rates changed. */
  gangs: Int32Array;
  gangMarked: Uint8Array;
  gangCount: number;
  /** Pools for the gang at hand, and what it takes of each. */
  chosen: Int32Array;
  chosenSize: Int32Array;
  chosenCount: number;
  /** What elastic gangs held before the pass at hand; 0 outside of one. */
  heldBefore: Int32Array;
  openPools: OpenPools;
  poolScores: PoolScores;
  /** Pools that may take the job at hand: a list. */
  candidates: Int32Array;
  /** Its placement scores, by pool; of these pools only. */
  scores: Float64Array;
  /** Integrals of the site being read (TOTAL in measure.ts). */
  totals: Float64Array;
  /** The same over all sites. */
  sums: Float64Array;
  /** Running jobs in order of their estimated ends. */
  running: RunningOrder;
  /** Availability of the pool at hand, for plans. */
  profile: Profile;
  /** Work left of the job being settled, as it was: a column of one. */
  leftBeforeS: Float64Array;
  /** Failures a second of the gang at hand: another. */
  failureRate: Float64Array;
  /** Work being undone, FLOP: another. */
  lostFlop: Float64Array;
  /** Time of the next event: a column of one, so that no number is boxed. */
  nextS: Float64Array;
  /** A site went dark or has power again. */
  darkChanged: boolean;
  /** The router has to split demand anew. */
  route: boolean;
};

export function createWork(world: World): Work {
  return {
    pools: new Int32Array(world.pools.count),
    poolMarked: new Uint8Array(world.pools.count),
    poolCount: 0,
    sites: new Int32Array(world.sites.count),
    siteMarked: new Uint8Array(world.sites.count),
    siteCount: 0,
    servingW: new Float64Array(world.sites.count),
    servingBusy: new Float64Array(world.sites.count),
    servingChanged: new Uint8Array(world.sites.count),
    tenants: new Int32Array(world.tenants.count),
    tenantMarked: new Uint8Array(world.tenants.count),
    tenantCount: 0,
    gangs: new Int32Array(world.jobs.spreadRows),
    gangMarked: new Uint8Array(world.jobs.spreadRows),
    gangCount: 0,
    chosen: new Int32Array(world.jobs.partStride),
    chosenSize: new Int32Array(world.jobs.partStride),
    chosenCount: 0,
    heldBefore: new Int32Array(world.jobs.elastic ? world.jobs.count : 0),
    openPools: createOpenPools(world),
    poolScores: createPoolScores(world.pools.count),
    candidates: new Int32Array(world.pools.count),
    scores: new Float64Array(world.pools.count),
    totals: new Float64Array(13),
    sums: new Float64Array(13),
    running: createRunningOrder(world.pools.count),
    profile: createProfile(),
    leftBeforeS: new Float64Array(1),
    failureRate: new Float64Array(1),
    lostFlop: new Float64Array(1),
    nextS: new Float64Array(1),
    darkChanged: false,
    route: false,
  };
}

export function markPool(work: Work, pool: number): void {
  if (work.poolMarked[pool] === 1) return;
  work.poolMarked[pool] = 1;
  work.pools[work.poolCount++] = pool;
}

export function markTenant(work: Work, tenant: number): void {
  if (work.tenantMarked[tenant] === 1) return;
  work.tenantMarked[tenant] = 1;
  work.tenants[work.tenantCount++] = tenant;
}

export function markSite(work: Work, site: number): void {
  if (work.siteMarked[site] === 1) return;
  work.siteMarked[site] = 1;
  work.sites[work.siteCount++] = site;
}

/** A site has gone dark or down, or has power again: jobs are to be placed anew. */
export function markDark(work: Work): void {
  work.darkChanged = true;
  forgetOpenPools(work.openPools);
}

/** Notes that a stream of a gang's part changed. */
export function markGang(run: Run, part: number): void {
  const { work } = run;
  const { count, partStride, spreadJob } = run.world.jobs;
  const row = Math.floor((part - count) / partStride);
  if (work.gangMarked[row] === 1) return;
  work.gangMarked[row] = 1;
  work.gangs[work.gangCount++] = spreadJob[row];
}
