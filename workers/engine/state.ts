/**
 * The whole state of a run: one ArrayBuffer of named columns (T7). A snapshot is a copy of it.
 *
 * The buffer begins with two words, the flow capacity and the hop stride, from which and
 * from the world every offset follows. Flow columns grow by laying the buffer out anew;
 * only `growFlows` and `restoreState` replace columns, never inside one instant's work.
 */
import type { World } from '../world/world.ts';
import { emptyState, type EngineState, type ExtraState, type PowerState } from './columns.ts';

export type { EngineState } from './columns.ts';

/** Entries of `state.n`: counts, cursors and switches. */
export const N = {
  flowCapacity: 0,
  hopStride: 1,
  linked: 2,
  placement: 3,
  eventCursor: 4,
  jobCursor: 5,
  transferCursor: 6,
  flowQueueSize: 7,
  jobQueueSize: 8,
  freeFlow: 9,
  flowCount: 10,
  /** Unplaced jobs: wait for a world in which some site could take them. */
  unplacedHead: 11,
  unplacedTail: 12,
  demandEpoch: 13,
  gridEpoch: 14,
  arrivedJobs: 15,
  queuedJobs: 16,
  stagingJobs: 17,
  runningJobs: 18,
  doneJobs: 19,
  movedJobs: 20,
  sendingFlows: 21,
  /** 0 until the first instant, at t = 0, has been handled. */
  started: 22,
  /** Jobs that hold accelerators and neither stage nor compute: they save or restart. */
  stalledJobs: 23,
  /** Jobs no single site could hold, waiting for several. */
  spreadHead: 24,
  spreadTail: 25,
  failures: 26,
  preemptions: 27,
  migrations: 28,
  routing: 36,
  /** Batteries that will be empty or full. */
  plantQueueSize: 34,
  size: 40,
} as const;

/** Entries of `state.f`: times, sums and integrals since the start. */
export const F = {
  timeS: 0,
  queuedJobSeconds: 1,
  queuedSinceS: 2,
  queuedAccelerators: 3,
  bytesMoved: 4,
  demandedRequests: 5,
  shedRequests: 6,
  inTimeRequests: 7,
  demandRps: 8,
  servedRps: 9,
  inTimeRps: 10,
  latencyRpsS: 11,
  requestsSinceS: 12,
  startedJobs: 13,
  /** Work undone by failures, FLOP. */
  lostFlop: 14,
  /** Accelerator-seconds installed until installedSinceS, and accelerators installed since. */
  installedSeconds: 15,
  installedSinceS: 16,
  installed: 17,
  /** Accelerators an embargo kept away. */
  embargoed: 18,
  tokenRpsS: 24,
  /** Of the split in force, of the best one, and if every request were missed (I6): now, and since the start. */
  routedUsdPerS: 25,
  bestUsdPerS: 26,
  missedUsdPerS: 27,
  routedUsd: 28,
  bestUsd: 29,
  missedUsd: 30,
  /** Tokens of the answers. */
  servedTokens: 20,
  servedTokensPerS: 21,
  tokensSinceS: 22,
  /** The next epoch of grids and weather, or turn of a battery. */
  facilityDueS: 23,
  size: 32,
} as const;

export const STAGE = {
  pending: 0,
  queued: 1,
  staging: 2,
  running: 3,
  done: 4,
  /** No site may take it in the world as it is. */
  unplaced: 5,
  /** Its tenant's quota is used up. */
  held: 6,
  /** Waits for several sites at once. */
  spread: 7,
  /** Holds its accelerators, not computing, after a failure or a change of size. */
  restarting: 8,
  /** Writes a checkpoint before it gives them back. */
  saving: 9,
} as const;

/**
 * A stream is never due; a waiting flow has no route; a landing one has sent its last byte, an opening one is
 * about to send its first.
 */
export const FLOW = { free: 0, waiting: 1, sending: 2, landing: 3, opening: 4 } as const;
export const FLOW_CAUSE = {
  transfer: 0,
  staging: 1,
  request: 2,
  response: 3,
  /** A job's checkpoint on its way to where the job goes on. */
  restore: 4,
  gradient: 5,
} as const;

/** Log-spaced waits: 1/16 octave from 1 s to 2^28 s, a bin for none before them. */
export const WAIT_BINS_PER_OCTAVE = 16;
const WAIT_BINS = 1 + 28 * WAIT_BINS_PER_OCTAVE;

type Column = Float64Array | Int32Array | Uint8Array;
type Columns = Record<string, Column>;
type Kind = 'f64' | 'i32' | 'u8';
type ColumnSpec = [
  name: Exclude<keyof EngineState, 'buffer' | 'power' | 'extra'> | keyof PowerState | keyof ExtraState,
  kind: Kind,
  length: number,
];

const BYTES: Record<Kind, number> = { f64: 8, i32: 4, u8: 1 };

/** Every column in its order in the buffer. */
function columns(world: World, flows: number, stride: number): ColumnSpec[] {
  const { sites, pools, metros, links, jobs, transfers, grids, serving } = world;
  const plants = world.facility.plants.count;
  const sharing = world.queue === 'fair-share' ? world.tenants.count : 0;
  const limited = world.tenants.limited ? world.tenants.count : 0;
  const stopping = world.classes.interruptible ? jobs.count : 0;
  const failing = world.classes.failing ? jobs.count : 0;
  const lending = world.harvest ? pools.count : 0;
  const keyed = world.queue === 'priority' || world.queue === 'shortest-first' ? jobs.count : 0;
  const of = (kind: Kind, length: number, ...names: ColumnSpec[0][]): ColumnSpec[] =>
    names.map((name) => [name, kind, length]);
  return [
    ['n', 'i32', N.size],
    ['f', 'f64', F.size],
    ['waitBins', 'i32', WAIT_BINS],
    ...of('i32', pools.count, 'poolForJobs', 'poolForServing', 'poolInstalled'),
    ...of('i32', pools.count, 'free', 'poolComputing', 'poolStaging', 'poolStalled', 'poolReleasing'),
    ...of('i32', pools.count, 'poolElasticJobs', 'poolExcess', 'poolQueuedJobs', 'poolRunningJobs'),
    ...of('f64', pools.count, 'poolQueuedAccelerators', 'poolBacklogS'),
    ...of('i32', pools.count * Math.max(1, sharing), 'queueHead', 'queueTail'),
    ...of('i32', pools.count, 'runHead', 'runTail'),
    ...of(
      'f64',
      sites.count,
      'siteGoodputFlops',
      'siteJobsW',
      'siteServingW',
      'siteServingBusy',
      'siteThrottle',
    ),
    ...of('f64', sites.count, 'sitePowerW', 'siteEnergyJ', 'siteCarbonG', 'siteCostUsd', 'siteBusySeconds'),
    ...of('f64', sites.count, 'siteFlop', 'siteSinceS', 'siteServedRps', 'siteBusy', 'siteUsefulFlops'),
    ['siteUp', 'u8', sites.count],
    ...of('f64', sites.count, 'siteInstalled', 'siteIdleW'),
    ...of('f64', grids.count, 'gridCarbonGPerJ', 'gridPriceUsdPerJ'),
    ...of('f64', sites.count, 'siteLimitW', 'siteFeed', 'siteLit', 'siteHeatC', 'siteAmbientC'),
    ...of('f64', sites.count, 'siteFixedW', 'siteFullW'),
    ...of('f64', sites.count, 'siteDrawFactor', 'sitePue', 'siteItW', 'siteGridW', 'siteWueLPerJ'),
    ...of('f64', sites.count, 'siteWaterLps', 'siteItJ', 'siteGridJ', 'siteWaterL'),
    ['siteDark', 'u8', sites.count],
    ...of('f64', grids.count, 'gridCarbonFactor', 'gridPriceFactor'),
    ...of('f64', plants, 'plantSolarW', 'plantStoreJ', 'plantChargeW', 'plantDischargeW'),
    ...of('f64', plants, 'plantCurtailedW', 'plantSolarJ', 'plantChargedJ', 'plantDischargedJ'),
    ...of('f64', plants, 'plantCurtailedJ', 'plantDueS'),
    ...of('i32', plants, 'plantHeap', 'plantAt'),
    ['plantResting', 'u8', plants],
    ...of('u8', jobs.count, 'jobStage'),
    ...of('i32', jobs.entities, 'jobPool', 'jobHeld', 'jobFlow', 'jobNext', 'jobPrevious'),
    ...of('f64', jobs.entities, 'jobEndS', 'jobUsefulFlops'),
    ...of('i32', jobs.count, 'jobHeap', 'jobAt'),
    ...of(
      'f64',
      jobs.count,
      'jobStartS',
      'jobRunS',
      'jobLeftS',
      'jobSinceS',
      'jobDueS',
      'jobSpeed',
      'jobFlops',
    ),
    ...of('f64', stopping, 'jobUnsavedS', 'jobWrittenS', 'jobIntervalS', 'jobLeftShare'),
    ...of('i32', stopping, 'jobSavedSite', 'jobDataSite', 'jobTarget', 'jobRestarts'),
    ...of('f64', failing, 'jobHazard', 'jobFailS'),
    ...of('i32', jobs.spreadRows, 'spreadParts', 'spreadPending'),
    ...of('i32', lending, 'poolLent', 'poolDebt'),
    ...of('i32', limited, 'tenantAdmitted', 'tenantHead', 'tenantTail'),
    ['jobKey', 'f64', keyed],
    ['jobChild', 'i32', keyed],
    ['tenantHeld', 'i32', sharing],
    ...of('f64', sharing, 'tenantUsedS', 'tenantSinceS'),
    ['transferFinishS', 'f64', transfers.count],
    ...of(
      'f64',
      metros.count,
      'metroSurge',
      'metroDemandRps',
      'metroServedRps',
      'metroInTimeRps',
      'metroLatencyRpsS',
    ),
    ['pairFlow', 'i32', 2 * metros.count * serving.count],
    ['linkUp', 'u8', links.count],
    ...of('f64', 2 * links.count, 'arcCapacityBps', 'arcLoadBps', 'arcShareBps'),
    ...of('i32', 2 * links.count, 'arcFlows', 'arcBottlenecked', 'arcHead'),
    ...of('u8', flows, 'flowPhase', 'flowCause'),
    ...of(
      'i32',
      flows,
      'flowOwner',
      'flowFrom',
      'flowTo',
      'flowHops',
      'flowBottleneck',
      'flowHeap',
      'flowAt',
    ),
    ...of('f64', flows, 'flowWeight', 'flowCapBps', 'flowRateBps', 'flowBitsLeft', 'flowSinceS'),
    ...of('f64', flows, 'flowDelayS', 'flowDueS'),
    ...of('i32', flows * stride, 'hopArc', 'hopNext', 'hopPrevious'),
  ];
}

function view(buffer: ArrayBuffer, kind: Kind, offset: number, length: number): Column {
  if (kind === 'f64') return new Float64Array(buffer, offset, length);
  if (kind === 'i32') return new Int32Array(buffer, offset, length);
  return new Uint8Array(buffer, offset, length);
}

/** The group of columns a name belongs to. */
function homeOf(state: EngineState, name: string): Columns {
  if (name in state.power) return state.power as Columns;
  if (name in state.extra) return state.extra as Columns;
  return state as unknown as Columns;
}

/** Points the fields of `state` at the columns of `buffer`. */
function attach(state: EngineState, specs: ColumnSpec[], buffer: ArrayBuffer): void {
  state.buffer = buffer;
  let offset = 0;
  for (const [name, kind, length] of specs) {
    homeOf(state, name)[name] = view(buffer, kind, offset, length);
    offset += Math.ceil((BYTES[kind] * length) / 8) * 8;
  }
}

function byteLength(specs: ColumnSpec[]): number {
  return specs.reduce((sum, [, kind, length]) => sum + Math.ceil((BYTES[kind] * length) / 8) * 8, 0);
}

/** An empty state with room for `flows` flows of at most `stride` hops. */
export function allocateState(world: World, flows: number, stride: number): EngineState {
  const specs = columns(world, flows, stride);
  const state = emptyState();
  attach(state, specs, new ArrayBuffer(byteLength(specs)));
  state.n[N.flowCapacity] = flows;
  state.n[N.hopStride] = stride;
  state.n[N.freeFlow] = -1;
  freeSlots(state, 0, flows);
  return state;
}

/** Chains the slots from..to-1 into the free list, lowest first, and marks them unqueued. */
function freeSlots(state: EngineState, from: number, to: number): void {
  for (let flow = to - 1; flow >= from; flow--) {
    state.flowOwner[flow] = state.n[N.freeFlow];
    state.flowAt[flow] = -1;
    state.n[N.freeFlow] = flow;
  }
}

/** A flow's hops are numbered flow << shift and on; the stride is a power of two. */
export function hopShift(state: EngineState): number {
  return 31 - Math.clz32(state.n[N.hopStride]);
}

/** Lays the buffer out anew with room for more flows or longer routes. */
export function growFlows(world: World, state: EngineState, flows: number, stride: number): void {
  const oldFlows = state.n[N.flowCapacity];
  const oldStride = state.n[N.hopStride];
  const old = { ...state, power: { ...state.power }, extra: { ...state.extra } };
  const specs = columns(world, flows, stride);
  attach(state, specs, new ArrayBuffer(byteLength(specs)));
  for (const [name] of specs) {
    if (name === 'hopArc' || name === 'hopNext' || name === 'hopPrevious') continue;
    homeOf(state, name)[name].set(homeOf(old, name)[name] as never);
  }
  // Hops are named flow * stride + hop: a new stride renames them.
  const rename = (hop: number) => (hop < 0 ? hop : Math.floor(hop / oldStride) * stride + (hop % oldStride));
  for (let flow = 0; flow < oldFlows; flow++) {
    for (let hop = 0; hop < old.flowHops[flow]; hop++) {
      const was = flow * oldStride + hop;
      const is = flow * stride + hop;
      state.hopArc[is] = old.hopArc[was];
      state.hopNext[is] = rename(old.hopNext[was]);
      state.hopPrevious[is] = rename(old.hopPrevious[was]);
    }
  }
  for (let arc = 0; arc < state.arcHead.length; arc++) state.arcHead[arc] = rename(old.arcHead[arc]);
  state.n[N.flowCapacity] = flows;
  state.n[N.hopStride] = stride;
  freeSlots(state, oldFlows, flows);
}

/** Replaces the state by a copy of a snapshot. @throws RangeError for a snapshot of another world */
export function restoreState(world: World, state: EngineState, snapshot: ArrayBuffer): void {
  const [flows, stride] = new Int32Array(snapshot, 0, 2);
  const specs = columns(world, flows, stride);
  const expected = byteLength(specs);
  if (snapshot.byteLength !== expected) {
    throw new RangeError(`snapshot of ${snapshot.byteLength} bytes, this world's state has ${expected}`);
  }
  attach(state, specs, snapshot.slice(0));
}
