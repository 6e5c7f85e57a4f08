/**
 * A branch: one world run ahead to its end, and any tick of it on demand.
 *
 * Two runs share the world. `ahead` goes through the ticks once, leaving a row of metrics at
 * each and a snapshot every so often; `cursor` is what is being looked at, brought to a tick
 * by restore and replay. Snapshots are thinned by halves when they outgrow their budget, so a
 * seek replays at most `interval` ticks.
 */
import {
  advanceTo,
  createRun,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
  withEvents,
} from '../engine/engine.ts';
import { readMetrics } from '../engine/measure.ts';
import { METRICS } from '../engine/metrics.ts';
import type { Run, Tools } from '../engine/run.ts';
import { hashText } from '../frame/read.ts';
import { writeOccupancy } from '../frame/write-occupancy.ts';
import { createFrame, writeFrame } from '../frame/write.ts';
import type { LoggedCommand, Snapshot } from '../protocol.ts';
import { lastTick, tickTimeS } from '../world/describe.ts';
import type { World } from '../world/world.ts';

/** Bytes of snapshots a branch keeps at most; at least four are kept whatever their size. */
const SNAPSHOT_BUDGET = 96e6;
const FIRST_INTERVAL = 8;

export type Branch = {
  /** As compiled, without the log's commands. */
  base: World;
  log: LoggedCommand[];
  /** What its runs are handed; a command may ask for more. */
  tools: Tools | undefined;
  ticks: number;
  ahead: Run;
  /** Last tick `ahead` has passed; -1 before tick 0. */
  aheadTick: number;
  cursor: Run;
  cursorTick: number;
  snapshots: Snapshot[];
  /** Ticks between snapshots. */
  interval: number;
};

/** @param resume the state to go on from, last, and others before it on the way back */
export function createBranch(
  base: World,
  log: LoggedCommand[],
  resume: readonly Snapshot[] = [],
  tools?: Tools,
): Branch {
  const world = logged(base, log);
  const branch: Branch = {
    base,
    log,
    tools,
    ticks: lastTick(base.scenario),
    ahead: createRun(world, tools),
    aheadTick: -1,
    cursor: createRun(world, tools),
    cursorTick: -1,
    snapshots: [],
    interval: FIRST_INTERVAL,
  };
  const last = resume.at(-1);
  if (last !== undefined) {
    restoreSnapshot(branch.ahead, last.buffer);
    branch.aheadTick = last.tick;
    branch.snapshots.push(...resume);
  }
  return branch;
}

/** The world with the commands of a log among its events, each at the start of its tick (T6). */
function logged(base: World, log: LoggedCommand[]): World {
  return withEvents(
    base,
    log.map(({ tick, command }) => ({ ...command, atS: tickTimeS(base.scenario, tick) })),
  );
}

/**
 * Runs ahead by one tick.
 * @param row receives the tick's metrics at `offset`
 * @returns the snapshot it left, or null
 */
export function stepAhead(branch: Branch, rows: Float64Array, offset: number): Snapshot | null {
  const tick = branch.aheadTick + 1;
  const timeS = tickTimeS(branch.base.scenario, tick);
  advanceTo(branch.ahead, timeS);
  readMetrics(branch.ahead, timeS, rows, offset);
  branch.aheadTick = tick;
  if (tick % branch.interval !== 0 && tick !== branch.ticks) return null;
  const snapshot = { tick, buffer: takeSnapshot(branch.ahead) };
  branch.snapshots.push(snapshot);
  thin(branch);
  return snapshot;
}

export function reachedEnd(branch: Branch): boolean {
  return branch.aheadTick >= branch.ticks;
}

function thin(branch: Branch): void {
  let bytes = 0;
  for (const snapshot of branch.snapshots) bytes += snapshot.buffer.byteLength;
  if (bytes <= SNAPSHOT_BUDGET || branch.snapshots.length <= 4) return;
  branch.interval *= 2;
  branch.snapshots = branch.snapshots.filter(
    ({ tick }) => tick % branch.interval === 0 || tick === branch.ticks,
  );
}

/**
 * Writes the frame of a tick that `ahead` has passed.
 * @param buffer a spent frame of this branch to fill, or null for a new one
 */
export function frameAt(branch: Branch, tick: number, buffer: ArrayBuffer | null, metro = -1): ArrayBuffer {
  moveCursor(branch, tick);
  const fresh = createFrame(branch.cursor);
  const frame = buffer !== null && buffer.byteLength === fresh.byteLength ? new Float64Array(buffer) : fresh;
  writeFrame(branch.cursor, tick, tickTimeS(branch.base.scenario, tick), frame, metro);
  return frame.buffer as ArrayBuffer;
}

/** The run as of a tick that `ahead` has passed: to be read, not to be advanced. */
export function runAt(branch: Branch, tick: number): Run {
  moveCursor(branch, tick);
  return branch.cursor;
}

/** A run of its own that stands before a time, as near as a snapshot lies. */
export function runBefore(branch: Branch, timeS: number): Run {
  const run = createRun(branch.cursor.world, branch.tools);
  let nearest: Snapshot | null = null;
  for (const snapshot of branch.snapshots)
    if (tickTimeS(branch.base.scenario, snapshot.tick) < timeS) nearest = snapshot;
  if (nearest !== null) restoreSnapshot(run, nearest.buffer);
  return run;
}

/** Who holds a site's accelerators at a tick that `ahead` has passed; null for a site there is not. */
export function occupancyAt(branch: Branch, tick: number, site: number): ArrayBuffer | null {
  if (site >= branch.base.sites.count) return null;
  moveCursor(branch, tick);
  return writeOccupancy(branch.cursor, site);
}

function moveCursor(branch: Branch, tick: number): void {
  const nearest = lastSnapshot(branch, tick);
  const behind = branch.cursorTick > tick;
  if (nearest !== null && (behind || nearest.tick > branch.cursorTick)) {
    restoreSnapshot(branch.cursor, nearest.buffer);
    branch.cursorTick = nearest.tick;
  } else if (behind) {
    branch.cursor = createRun(branch.cursor.world, branch.tools);
    branch.cursorTick = -1;
  }
  advanceTo(branch.cursor, tickTimeS(branch.base.scenario, tick));
  branch.cursorTick = tick;
}

/**
 * What another branch needs to go on from `tick`: its state there, last, and before it at most `most`
 * snapshots evenly spread, so that its way back is short too.
 */
export function snapshotsTo(branch: Branch, tick: number, most: number): Snapshot[] {
  const earlier = branch.snapshots.filter((snapshot) => snapshot.tick < tick);
  const stride = Math.max(1, Math.ceil(earlier.length / most));
  const kept = earlier.filter((_, i) => (earlier.length - 1 - i) % stride === 0);
  moveCursor(branch, tick);
  return [
    ...kept.map((snapshot) => ({ tick: snapshot.tick, buffer: snapshot.buffer.slice(0) })),
    { tick, buffer: takeSnapshot(branch.cursor) },
  ];
}

/** Bytes that grow with the branch: its snapshots, and the state of both runs. */
export function heldBytes(branch: Branch): number {
  let bytes = 0;
  for (const { buffer } of branch.snapshots) bytes += buffer.byteLength;
  const state = branch.snapshots.at(-1)?.buffer.byteLength ?? 0;
  return bytes + 2 * state;
}

function lastSnapshot(branch: Branch, tick: number): Snapshot | null {
  let found: Snapshot | null = null;
  for (const snapshot of branch.snapshots) if (snapshot.tick <= tick) found = snapshot;
  return found;
}

/**
 * Puts another log in the place of the branch's: everything from the first tick on at which they differ
 * is forgotten and will be run again.
 */
export function setLog(branch: Branch, log: LoggedCommand[]): void {
  const before = branch.log.map((logged) => JSON.stringify(logged));
  const after = log.map((logged) => JSON.stringify(logged));
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const changed = [...branch.log.slice(same), ...log.slice(same)];
  if (changed.length === 0) return;
  replaceLog(branch, log, Math.min(...changed.map(({ tick }) => tick)));
}

/** A snapshot at the very tick of a change has that instant's events behind it already. */
function replaceLog(branch: Branch, log: LoggedCommand[], tick: number): void {
  const world = logged(branch.base, log);
  branch.log = log;
  branch.snapshots = branch.snapshots.filter((snapshot) => snapshot.tick < tick);
  branch.ahead = createRun(world, branch.tools);
  branch.cursor = createRun(world, branch.tools);
  branch.cursorTick = -1;
  branch.aheadTick = -1;
  const nearest = branch.snapshots[branch.snapshots.length - 1];
  if (nearest === undefined) return;
  restoreSnapshot(branch.ahead, nearest.buffer);
  branch.aheadTick = nearest.tick;
}

/** State hash of the run ahead, as text. */
export function aheadHash(branch: Branch): string {
  const { high, low } = stateHash(branch.ahead);
  return hashText(high, low);
}

/** An array for the metric rows of `ticks` ticks. */
export function createRows(ticks: number): Float64Array {
  return new Float64Array(ticks * METRICS.length);
}
