/** A branch shows any tick as a run straight to it would, commands and all (T6, T7). */
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash, withEvents } from '../../workers/engine/engine.ts';
import { hashText, readFrame } from '../../workers/frame/read.ts';
import {
  createBranch,
  createRows,
  frameAt,
  heldBytes,
  reachedEnd,
  setLog,
  snapshotsTo,
  stepAhead,
  type Branch,
} from '../../workers/host/branch.ts';
import type { LoggedCommand } from '../../workers/protocol.ts';
import { tickTimeS } from '../../workers/world/describe.ts';
import { openShipped } from '../fixtures/shipped.ts';

const world = await openShipped('china-linked', true);
/** Tick 64 is one of those that leave a snapshot. */
const CUT: LoggedCommand = { tick: 64, command: { do: 'link-cut', link: world.ids.links[0]! } };
const UNLINK: LoggedCommand = { tick: 100, command: { do: 'unlink-all' } };

function toTick(branch: Branch, tick: number): void {
  const rows = createRows(1);
  while (branch.aheadTick < tick && !reachedEnd(branch)) stepAhead(branch, rows, 0);
}

function straightHash(tick: number, log: LoggedCommand[] = []): string {
  const events = log.map(({ tick: at, command }) => ({ ...command, atS: tickTimeS(world.scenario, at) }));
  const run = createRun(withEvents(world, events));
  advanceTo(run, tickTimeS(world.scenario, tick));
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

function shownHash(branch: Branch, tick: number): string {
  return readFrame(frameAt(branch, tick, null)).hash;
}

describe('a branch', () => {
  it('goes to any tick, forwards and back', () => {
    const branch = createBranch(world, []);
    toTick(branch, 130);
    for (const tick of [130, 3, 90, 89, 64, 0, 129]) expect(shownHash(branch, tick)).toBe(straightHash(tick));
  });

  it('runs anew from a command, also on the tick of a snapshot, and takes it back', () => {
    const branch = createBranch(world, []);
    toTick(branch, 130);
    setLog(branch, [CUT]);
    setLog(branch, [CUT, UNLINK]);
    toTick(branch, 130);
    for (const tick of [130, 63, 64, 100])
      expect(shownHash(branch, tick)).toBe(straightHash(tick, [CUT, UNLINK]));
    setLog(branch, [UNLINK]);
    toTick(branch, 130);
    for (const tick of [130, 64, 100]) expect(shownHash(branch, tick)).toBe(straightHash(tick, [UNLINK]));
    setLog(branch, []);
    toTick(branch, 130);
    expect(shownHash(branch, 130)).toBe(straightHash(130));
  });
});

describe('a fork', () => {
  const AT = 100;

  function fork(log: LoggedCommand[] = []): { parent: Branch; child: Branch } {
    const parent = createBranch(world, log);
    toTick(parent, 130);
    const child = createBranch(world, log, structuredClone(snapshotsTo(parent, AT, 4)));
    return { parent, child };
  }

  it('stands where the other is and has computed nothing anew', () => {
    const { parent, child } = fork();
    expect(child.aheadTick).toBe(AT);
    expect(shownHash(child, AT)).toBe(shownHash(parent, AT));
  });

  it('comes to the same states as the other, before its tick and after', () => {
    const { child } = fork([CUT]);
    toTick(child, 130);
    for (const tick of [130, AT, AT - 1, 64, 63, 3, 0])
      expect(shownHash(child, tick)).toBe(straightHash(tick, [CUT]));
  });

  it('goes its own way by a command at its very tick, and the other does not', () => {
    const { parent, child } = fork();
    setLog(child, [UNLINK]);
    toTick(child, 130);
    expect(shownHash(child, 130)).toBe(straightHash(130, [UNLINK]));
    expect(shownHash(child, 130)).not.toBe(shownHash(parent, 130));
    expect(shownHash(parent, 130)).toBe(straightHash(130));
  });

  it('is handed few snapshots, spread over the way back, and says what it holds', () => {
    const { parent } = fork();
    const ticks = snapshotsTo(parent, AT, 4).map(({ tick }) => tick);
    expect(ticks.at(-1)).toBe(AT);
    expect(ticks.length).toBeLessThanOrEqual(5);
    expect(ticks[0]).toBeLessThan(AT / 2);
    expect(heldBytes(parent)).toBeGreaterThan(
      parent.snapshots.length * parent.snapshots[0]!.buffer.byteLength,
    );
  });
});
