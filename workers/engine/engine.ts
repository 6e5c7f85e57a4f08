/**
 * The engine, from outside: create, advance, snapshot, restore, hash. Hermetic: inputs are
 * arguments, outputs are buffers.
 */
import { PLACEMENTS, QUEUES, ROUTINGS } from '../scenario/scenario.ts';
import { compileEvents, phaseEvents } from '../world/compile-events.ts';
import { compilePurchases } from '../world/compile-purchases.ts';
import type { ScenarioEvent } from '../scenario/scenario.ts';
import { EVENT_KINDS, type World } from '../world/world.ts';
import { advanceRun } from './advance.ts';
import { hashBuffer, type Hash } from './hash.ts';
import { startFacilities } from './facility/start.ts';
import { createRouterScratch } from './inference/router-scratch.ts';
import { createRoutes, forgetRoutes } from './network/routes.ts';
import { createSolverScratch, growSolver } from './network/solver-scratch.ts';
import { QUEUE_POLICIES } from './policies/queueing/index.ts';
import { createWork, type Run, type Tools } from './run.ts';
import { allocateState, F, N, restoreState } from './state.ts';

/** Flows there is room for at first: a power of two, so that a world of many metros need not grow at once. */
function firstFlows(world: World): number {
  let flows = 64;
  while (flows < 8 * world.metros.count) flows *= 2;
  return flows;
}
const FIRST_HOPS = 8;

const NO_TOOLS: Tools = { solveLp: null };

/** Whether some policy of the world, or an event of it, needs a solver of linear programmes (I6). */
export function needsSolver({ scenario, events }: World): boolean {
  const optimal = ROUTINGS.indexOf('optimal');
  const policy = EVENT_KINDS.indexOf('policy');
  const switches = events.kind.some((kind, event) => kind === policy && events.scope[event] === optimal);
  return scenario.policy.regret || scenario.policy.routing === 'optimal' || switches;
}

/** A run at t = 0, before any event. @throws RangeError for a world that needs a solver, without one */
export function createRun(world: World, tools: Tools = NO_TOOLS): Run {
  if (tools.solveLp === null && needsSolver(world))
    throw new RangeError('routing is optimal or held against the optimum, and there is no solver');
  const state = allocateState(world, firstFlows(world), FIRST_HOPS);
  const { n } = state;
  n[N.linked] = world.scenario.linked ? 1 : 0;
  n[N.placement] = PLACEMENTS.indexOf(world.scenario.policy.placement);
  n[N.routing] = ROUTINGS.indexOf(world.scenario.policy.routing);
  n[N.unplacedHead] = -1;
  n[N.unplacedTail] = -1;
  n[N.spreadHead] = -1;
  n[N.spreadTail] = -1;
  state.free.set(world.pools.forJobs);
  state.poolForJobs.set(world.pools.forJobs);
  state.poolForServing.set(world.pools.forServing);
  for (let pool = 0; pool < world.pools.count; pool++)
    state.poolInstalled[pool] =
      world.pools.forJobs[pool] + world.pools.forServing[pool] + world.pools.dark[pool];
  for (let site = 0; site < world.sites.count; site++) state.f[F.installed] += world.sites.installed[site];
  state.siteInstalled.set(world.sites.installed);
  state.siteIdleW.set(world.sites.idleW);
  state.siteUp.fill(1);
  state.metroSurge.fill(1);
  state.queueHead.fill(-1);
  state.queueTail.fill(-1);
  state.runHead.fill(-1);
  state.runTail.fill(-1);
  state.siteThrottle.fill(1);
  startFacilities(world, state);
  state.jobPool.fill(-1);
  state.jobStartS.fill(-1);
  state.jobRunS.fill(-1);
  state.jobFlow.fill(-1);
  state.jobAt.fill(-1);
  state.extra.jobLeftShare.fill(1);
  state.extra.jobSavedSite.fill(-1);
  state.extra.jobDataSite.fill(-1);
  state.extra.jobTarget.fill(-1);
  state.extra.tenantHead.fill(-1);
  state.extra.tenantTail.fill(-1);
  state.pairFlow.fill(-1);
  state.linkUp.fill(1);
  state.arcHead.fill(-1);
  for (let arc = 0; arc < state.arcCapacityBps.length; arc++)
    state.arcCapacityBps[arc] = world.links.capacityBps[arc >> 1];
  return {
    world,
    state,
    queue: QUEUE_POLICIES[QUEUES.indexOf(world.queue)],
    routes: createRoutes(world),
    solver: createSolverScratch(2 * world.links.count, firstFlows(world)),
    router: createRouterScratch(world, needsSolver(world)),
    work: createWork(world),
    tools,
    watch: null,
  };
}

/**
 * Handles every event with time <= `timeS` (seconds since start). Time never goes back.
 * @throws RangeError for a time that is not finite: epochs have no end
 */
export function advanceTo(run: Run, timeS: number): void {
  if (!Number.isFinite(timeS)) throw new RangeError(`cannot advance to ${timeS} s`);
  advanceRun(run, timeS);
}

/** A copy of the whole state (T7). */
export function takeSnapshot(run: Run): ArrayBuffer {
  return run.state.buffer.slice(0);
}

/** Goes back, or on, to a snapshot of the same world. @throws RangeError for another world's */
export function restoreSnapshot(run: Run, snapshot: ArrayBuffer): void {
  restoreState(run.world, run.state, snapshot);
  const flows = run.state.n[N.flowCapacity];
  if (run.solver.set.length < flows) growSolver(run.solver, 2 * run.world.links.count, flows);
  forgetRoutes(run.routes);
  run.router.current = false;
  run.router.streamsKnown = false;
  run.work = createWork(run.world);
}

/** Another run that goes on from where this one is, sharing nothing but the world (T7). */
export function forkRun(run: Run): Run {
  const fork = createRun(run.world, run.tools);
  restoreSnapshot(fork, takeSnapshot(run));
  return fork;
}

/** The state's fingerprint: equal for equal histories, on every machine (T6). */
export function stateHash(run: Run): Hash {
  return hashBuffer(run.state.buffer);
}

/**
 * The same world with another list of events: the scenario's and those of a command log.
 * A run may go on in it from any snapshot taken before the first event that differs.
 */
export function withEvents(world: World, log: readonly ScenarioEvent[]): World {
  const { scenario, sites, pools, economics } = world;
  const events = compileEvents([...phaseEvents(scenario), ...scenario.events, ...log], world);
  return { ...world, events, purchases: compilePurchases(events, sites, pools, economics) };
}
