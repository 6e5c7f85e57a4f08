/** The bookkeeping of branches: who shares a log with whom, what a fork takes along, what is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deltaOf, figureAt } from '../../src/panels/deltas.ts';
import {
  BRANCH_NAMES,
  builtInPair,
  commandsOf,
  forkOf,
  freeName,
  referenceName,
  sharingLog,
  type Action,
  type Line,
} from '../../src/sim/lines.ts';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
import { copySeries, createSeries, seriesAt, writeSeries } from '../../src/sim/series.ts';
import { createChoices, showBranch, showScenario } from '../../src/sim/store.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';

/** A fibre cut and mended three ticks later. */
const cut = (tick: number): Action => [
  { tick, command: { do: 'link-cut', link: `link-${tick}` } },
  { tick: tick + 3, command: { do: 'link-repair', link: `link-${tick}` } },
];

function act(line: Line, ...ticks: number[]): void {
  line.log.actions = [...line.log.actions, ...ticks.map(cut)];
}

describe('the built-in pair', () => {
  const [linked, islands] = builtInPair();

  test('is the scenario linked and as islands, and takes commands together', () => {
    expect([linked.patches, islands.patches]).toEqual([[{ linked: true }], [{ linked: false }]]);
    act(linked, 3);
    expect(commandsOf(islands)).toEqual(cut(3));
    expect(sharingLog([linked, islands], islands)).toEqual([linked, islands]);
  });

  test('is held against each other; all else against the base', () => {
    expect(BRANCH_NAMES.map(referenceName)).toEqual(['B', 'A', 'A', 'A']);
  });
});

describe('a fork', () => {
  test('takes along what was begun by its tick, and goes on with a log of its own', () => {
    const ticks = fc.array(fc.nat(50));
    fc.assert(
      fc.property(ticks, ticks, fc.nat(50), (before, after, at) => {
        const pair = builtInPair();
        act(pair[0], ...before);
        const fork = forkOf(pair[1], at, 'C');
        expect(commandsOf(fork)).toEqual(before.filter((tick) => tick <= at).flatMap(cut));
        expect(fork).toMatchObject({ linked: false, fork: { from: 'B', tick: at }, log: { actions: [] } });
        const all = [...pair, fork];
        expect(sharingLog(all, fork)).toEqual([fork]);
        act(fork, ...after);
        expect(commandsOf(pair[0])).toEqual(before.flatMap(cut));
        expect(fork.log.actions).toHaveLength(after.length);
      }),
    );
  });

  test('of a fork takes along all of it, to be undone in neither', () => {
    const [base] = builtInPair();
    act(base, 1);
    const first = forkOf(base, 5, 'C');
    act(first, 7, 20);
    const second = forkOf(first, 9, 'D');
    expect(second.fork).toEqual({ from: 'C', tick: 9 });
    expect(second.log).toEqual({ inherited: [cut(1), cut(7)], actions: [], undone: [] });
  });

  test('gets the first free name, of four', () => {
    const pair = builtInPair();
    const [c, d] = [forkOf(pair[0], 1, 'C'), forkOf(pair[0], 1, 'D')];
    expect(freeName(pair)).toBe('C');
    expect(freeName([...pair, c])).toBe('D');
    expect(freeName([...pair, d])).toBe('C');
    expect(freeName([...pair, c, d])).toBeNull();
  });
});

describe('series of a fork', () => {
  test('begin as those of where it left, and part from them', () => {
    const width = METRICS.length;
    const series = createSeries();
    writeSeries(series, 0, new Float64Array(900 * width).fill(1));
    const copy = copySeries(series, 600);
    expect(copy.count).toBe(600);
    writeSeries(copy, 600, new Float64Array(width).fill(2));
    expect(seriesAt(copy, 'powerW', 599)).toBe(1);
    expect(seriesAt(copy, 'powerW', 600)).toBe(2);
    expect(seriesAt(series, 'powerW', 600)).toBe(1);
    expect(copySeries(series, 5000).count).toBe(900);
  });
});

describe('which branch is on show', () => {
  const view = { scenario: { ticks: 100, openTick: 40 } } as ViewModel;

  test('choosing linked or not chooses between the pair', () => {
    const store = createChoices();
    store.setState({ linked: false });
    expect(store.getState().branch).toBe('B');
    showBranch(store, { name: 'C', linked: true });
    expect(store.getState()).toMatchObject({ branch: 'C', linked: true });
    store.setState({ linked: false });
    expect(store.getState().branch).toBe('B');
  });

  test('a fork goes with its run, which of the pair is on show stays', () => {
    const store = createChoices();
    store.setState({ linked: false });
    showScenario(store, view);
    expect(store.getState()).toMatchObject({ branch: 'B', linked: false });
    showBranch(store, { name: 'D', linked: true });
    showScenario(store, view);
    expect(store.getState()).toMatchObject({ branch: 'A', linked: true });
  });

  test('the table takes the place of the differences', () => {
    const store = createChoices({ deltas: true });
    store.setState({ table: true });
    expect(store.getState().deltas).toBe(false);
  });
});

describe('differences', () => {
  const wait = { key: 'waitMeanS', wanted: 'less', span: 'run' } as const;
  const busy = { key: 'utilisation', wanted: 'more', span: 'moment' } as const;
  const traffic = { key: 'networkRateBps', wanted: null, span: 'moment' } as const;

  test('have a size, absolute and of the base, and a verdict by what is wanted', () => {
    const plain = (text: string | null | undefined) =>
      text?.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
    const longer = deltaOf('en', wait, 90, 60)!;
    expect([plain(longer.absolute), plain(longer.relative), longer.verdict]).toEqual([
      '+30 s',
      '+50 %',
      'worse',
    ]);
    const busier = deltaOf('en', busy, 0.6, 0.5)!;
    expect([plain(busier.absolute), plain(busier.relative), busier.verdict]).toEqual([
      '+10 pt',
      '+20 %',
      'better',
    ]);
    expect(deltaOf('en', traffic, 2e9, 1e9)!.verdict).toBe('differs');
    expect(deltaOf('zh', wait, 60, 60)).toEqual({
      absolute: expect.any(String),
      relative: null,
      verdict: 'same',
    });
    expect(deltaOf('en', wait, 60, 0)!.relative).toBeNull();
    expect(deltaOf('en', wait, NaN, 60)).toBeNull();
    expect(deltaOf('en', wait, 60, Infinity)).toBeNull();
  });

  test('over the whole run are means of what is of the moment', () => {
    const width = METRICS.length;
    const rows = new Float64Array(3 * width);
    [0.2, 0.4, 0.9].forEach((value, tick) => {
      rows[tick * width + metricIndex('utilisation')] = value;
      rows[tick * width + metricIndex('waitMeanS')] = 10 * value;
    });
    const series = createSeries();
    writeSeries(series, 0, rows);
    expect(figureAt(series, busy, 2, false)).toBeCloseTo(0.9);
    expect(figureAt(series, busy, 2, true)).toBeCloseTo(0.5);
    expect(figureAt(series, wait, 2, true)).toBeCloseTo(9);
    expect(figureAt(series, busy, 3, true)).toBeNaN();
  });
});
