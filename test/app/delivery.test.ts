/** Frames of several branches to where they are looked at, the branches computed here instead of in workers. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createDelivery, type Delivery } from '../../src/sim/delivery.ts';
import type { Branch } from '../../src/sim/branch.ts';
import { createFrames, type Frames } from '../../src/sim/frames.ts';
import { createHistory, type History } from '../../src/sim/history.ts';
import { builtInPair, forkOf, referenceName, type Line } from '../../src/sim/lines.ts';
import { createSeries, writeSeries } from '../../src/sim/series.ts';
import { createChoices, goTo, showBranch, showScenario, type ChoiceStore } from '../../src/sim/store.ts';
import { METRICS } from '../../workers/engine/metrics.ts';
import { readFrame } from '../../workers/frame/read.ts';
import { createBranch, createRows, frameAt, stepAhead } from '../../workers/host/branch.ts';
import { describeWorld } from '../../workers/world/describe.ts';
import { openShipped } from '../fixtures/shipped.ts';

const worlds = {
  linked: await openShipped('china-linked', true),
  islands: await openShipped('china-linked', false),
};
const COMPUTED = 30;

type Local = Branch & { wanted: number | null; metro: number; reached: number; answer(): boolean };

function local(line: Line): Local {
  const engine = createBranch(line.linked ? worlds.linked : worlds.islands, []);
  const series = createSeries();
  const rows = createRows(1);
  for (let tick = 0; tick < COMPUTED; tick++) {
    stepAhead(engine, rows, 0);
    writeSeries(series, tick, rows.slice(0, METRICS.length));
  }
  const branch = {
    ...line,
    series,
    standby: null,
    snapshot: null,
    fault: null,
    purpose: 'show',
    heldBytes: 0,
    wanted: null,
    metro: -1,
    reached: 0,
    client: {
      want(tick: number, metro: number) {
        if (branch.wanted !== null) return false;
        branch.metro = metro;
        branch.wanted = tick;
        return true;
      },
      wanting: () => branch.wanted !== null,
      reach: (tick: number) => (branch.reached = tick),
      recycle() {},
    },
    answer() {
      const tick = branch.wanted;
      if (tick === null) return false;
      branch.wanted = null;
      delivery.receive(branch, readFrame(frameAt(engine, tick, null, branch.metro)));
      delivery.pump();
      return true;
    },
  } as unknown as Local;
  return branch;
}

let store: ChoiceStore;
let frames: Frames;
let delivery: Delivery;
let history: History;
let branches: Local[];

/** All that is asked for comes in. */
function settle(): void {
  delivery.pump();
  for (let i = 0; i < 50 && branches.some((branch) => branch.answer()); i++);
}

beforeEach(() => {
  store = createChoices();
  frames = createFrames();
  const pair = builtInPair();
  branches = [...pair, forkOf(pair[0], 10, 'C')].map(local);
  const named = (name: string) => branches.find((branch) => branch.name === name) ?? null;
  const looked = {
    run: () => ({ branches }),
    shown: () => named(store.getState().branch),
    other: () => named(referenceName(store.getState().branch)),
  };
  history = createHistory();
  delivery = createDelivery(store, frames, history, looked, () => {});
  showScenario(store, describeWorld(worlds.linked));
  goTo(store, 10);
});

describe('delivery', () => {
  test('shows the wanted tick of the branch on show, and holds the others ready', () => {
    settle();
    expect(frames.current!.tick).toBe(10);
    expect(delivery.awaited()).toBe(false);
    expect(branches.slice(1).map(({ standby }) => standby?.tick)).toEqual([10, 10]);
    const linked = frames.current!.hash;
    store.setState({ linked: false });
    delivery.pump();
    // At once, with nothing asked for.
    expect(delivery.isOnShow(branches[1]!)).toBe(true);
    expect(frames.current!.hash).not.toBe(linked);
    showBranch(store, branches[2]!);
    delivery.pump();
    expect(frames.current!.hash).toBe(linked);
  });

  test('lets the branch on show run as far as is wanted, and no other', () => {
    goTo(store, COMPUTED + 50);
    delivery.pump();
    expect(branches.map(({ reached }) => reached)).toEqual([COMPUTED + 50, 0, 0]);
  });

  test('keeps two in step while both are looked at', () => {
    store.setState({ two: true, playing: true });
    for (const tick of [10, 11, 25, 3]) {
      goTo(store, tick);
      delivery.pump();
      expect(delivery.awaited()).toBe(true);
      branches[0]!.answer();
      expect([frames.current!.tick, delivery.awaited()]).toEqual([tick, true]);
      branches[1]!.answer();
      expect([delivery.beside.current!.tick, delivery.awaited()]).toEqual([tick, false]);
      expect(delivery.beside.current!.hash).not.toBe(frames.current!.hash);
    }
  });

  test('does not wait for one that cannot come', () => {
    store.setState({ two: true });
    settle();
    branches[1]!.fault = { branch: 'B', tick: 10, message: '', line: null };
    goTo(store, 12);
    settle();
    expect([frames.current!.tick, delivery.awaited()]).toEqual([12, false]);
    // Not one of another tick, which would be held against the wrong moment.
    expect(delivery.beside.current).toBe(null);
  });

  test('holds no branch against itself while another comes on show', () => {
    store.setState({ two: true });
    settle();
    showBranch(store, branches[1]!);
    expect(delivery.beside.current).toBe(null);
    settle();
    expect(delivery.beside.current!.hash).not.toBe(frames.current!.hash);
  });

  test('asks the second, too, who answers the city that is selected', () => {
    store.setState({ pair: 'split' });
    settle();
    store.setState({ selected: { kind: 'metro', index: 0 } });
    settle();
    expect(delivery.beside.current!.askedMetro).toBe(0);
  });

  test('asks anew for what no longer holds', () => {
    settle();
    delivery.forget(branches[0]!);
    expect(delivery.isOnShow(branches[0]!)).toBe(false);
    delivery.pump();
    expect(branches[0]!.wanted).toBe(10);
  });

  test('goes on asking about the past where the one that was asked never answers', () => {
    const asked: string[] = [];
    for (const { name, client } of branches)
      Object.assign(client, { ask: { pastPoint: () => (asked.push(name), new Promise(() => {})) } });
    history.reset({ kind: 'class', index: 0 });
    settle();
    expect(asked).toEqual(['A']);
    showBranch(store, branches[1]!);
    settle();
    expect(asked).toEqual(['A', 'B']);
  });

  test('gives back what comes of a branch that has ended', () => {
    settle();
    const gone = branches.pop()!;
    gone.standby = null;
    delivery.receive(gone, frames.current!);
    expect(gone.standby).toBeNull();
  });
});
