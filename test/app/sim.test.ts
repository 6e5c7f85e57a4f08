import { describe, expect, test } from 'vitest';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
import type { FrameView } from '../../workers/frame/read.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { SPARK_HEIGHT, SPARK_WIDTH, sparkPaths } from '../../src/charts/sparkline.ts';
import { advance, createMeter, heldTicks } from '../../src/sim/clock.ts';
import { createFrames } from '../../src/sim/frames.ts';
import { createGenerations } from '../../src/sim/generations.ts';
import { createHistory } from '../../src/sim/history.ts';
import { createSeries, seriesAt, seriesColumn, truncateSeries, writeSeries } from '../../src/sim/series.ts';
import {
  createChoices,
  goInside,
  goTo,
  setSpeed,
  showPair,
  showScenario,
  step,
  toggleHidden,
  togglePlaying,
} from '../../src/sim/store.ts';

/** Rows in which metric m at tick t reads t + m / 100. */
function rows(fromTick: number, count: number): Float64Array {
  const width = METRICS.length;
  return Float64Array.from(
    { length: count * width },
    (_, i) => fromTick + Math.floor(i / width) + (i % width) / 100,
  );
}

describe('series', () => {
  test('keeps a column a metric across growth', () => {
    const series = createSeries();
    for (let from = 0; from < 2000; from += 40) writeSeries(series, from, rows(from, 40));
    const metric = metricIndex('waitMeanS');
    expect(series.count).toBe(2000);
    expect(seriesAt(series, 'waitMeanS', 0)).toBeCloseTo(metric / 100);
    expect(seriesAt(series, 'waitMeanS', 1999)).toBeCloseTo(1999 + metric / 100);
    expect(seriesColumn(series, 'powerW')).toHaveLength(2000);
  });
  test('what is not computed is not a number', () => {
    const series = createSeries();
    writeSeries(series, 0, rows(0, 3));
    writeSeries(series, 5, rows(5, 1));
    expect(seriesAt(series, 'powerW', 3)).toBeNaN();
    expect(seriesAt(series, 'powerW', 6)).toBeNaN();
    expect(seriesAt(series, 'powerW', -1)).toBeNaN();
    expect(seriesAt(series, 'powerW', 5)).toBeGreaterThan(5);
  });
  test('a command cuts off what follows it', () => {
    const series = createSeries();
    writeSeries(series, 0, rows(0, 100));
    truncateSeries(series, 40);
    expect(seriesAt(series, 'powerW', 40)).toBeNaN();
    truncateSeries(series, 90);
    expect(series.count).toBe(40);
  });
  test('refuses half a row', () => {
    expect(() => writeSeries(createSeries(), 0, new Float64Array(METRICS.length + 1))).toThrow(RangeError);
  });
});

describe('generations', () => {
  test('drop what was posted before the newest change', () => {
    const generations = createGenerations();
    expect(generations.accept(1)).toBe(true);
    expect(generations.accept(1)).toBe(true);
    generations.expectNext();
    expect(generations.accept(1)).toBe(false);
    expect(generations.accept(2)).toBe(true);
    expect(generations.accept(3)).toBe(true);
    expect(generations.accept(2)).toBe(false);
  });
});

describe('clock', () => {
  test('keeps the speed asked for whatever the screen does', () => {
    let carry = 0;
    let ticks = 0;
    for (let frame = 0; frame < 600; frame++) {
      const due = advance(carry, 1000 / 60, 48);
      carry = due.carry;
      ticks += due.ticks;
    }
    expect(ticks).toBeGreaterThanOrEqual(479);
    expect(ticks).toBeLessThanOrEqual(480);
  });
  test('one tick a second is not rounded away', () => {
    const due = advance(0.98, 1000 / 30, 1);
    expect(due.ticks).toBe(1);
    expect(due.carry).toBeCloseTo(0.98 + 1 / 30 - 1);
  });
  test('time that goes backwards stands still', () => {
    expect(advance(0.5, -100, 48)).toEqual({ ticks: 0, carry: 0.5 });
  });
  test('a slept tab owes a quarter of a second at most, and always one tick', () => {
    expect(heldTicks(48)).toBe(12);
    expect(heldTicks(1)).toBe(1);
  });
  test('the meter measures over its window', () => {
    const meter = createMeter(1000);
    for (let ms = 0; ms <= 2000; ms += 20) meter.add(ms, 1);
    expect(meter.rate(2000)).toBeCloseTo(50, 0);
    expect(meter.rate(4000)).toBe(0);
    meter.reset();
    expect(meter.rate(4000)).toBe(0);
  });
});

const view = {
  scenario: { ticks: 100, openTick: 40 },
  sites: [],
  metros: [],
  links: [],
} as unknown as ViewModel;

describe('choices', () => {
  test('a scenario opens paused on its opening tick', () => {
    const store = createChoices({ playing: true, selected: { kind: 'site', index: 3 } });
    showScenario(store, view);
    expect(store.getState()).toMatchObject({ tick: 40, playing: false, selected: null });
  });
  test('steps stay within the run and pause it', () => {
    const store = createChoices({ view, tick: 99, playing: true });
    step(store, 1);
    step(store, 1);
    expect(store.getState()).toMatchObject({ tick: 100, playing: false });
    step(store, -1);
    expect(store.getState().tick).toBe(99);
    goTo(store, -5);
    expect(store.getState().tick).toBe(0);
  });
  test('play at the end starts over', () => {
    const store = createChoices({ view, tick: 100 });
    togglePlaying(store);
    expect(store.getState()).toMatchObject({ tick: 0, playing: true });
    togglePlaying(store);
    expect(store.getState()).toMatchObject({ tick: 0, playing: false });
  });
  test('nothing plays before there is a scenario', () => {
    const store = createChoices();
    togglePlaying(store);
    expect(store.getState().playing).toBe(false);
  });
  test('a speed that is none is refused', () => {
    const store = createChoices();
    const { speed } = store.getState();
    for (const wrong of [NaN, 0, -3, Infinity]) setSpeed(store, wrong);
    expect(store.getState().speed).toBe(speed);
    setSpeed(store, 0.5);
    expect(store.getState().speed).toBe(0.5);
  });
  test('the legend hides and shows', () => {
    const store = createChoices();
    const before = store.getState().hidden;
    toggleHidden(store, 'metro');
    expect([...store.getState().hidden]).toEqual(['metro']);
    expect(before.size).toBe(0);
    toggleHidden(store, 'metro');
    expect(store.getState().hidden.size).toBe(0);
  });
});

/** As much of a frame as frames.ts and history.ts look at. */
function frame(tick: number, busy: number): FrameView {
  const sites = { utilisation: Float64Array.of(busy), powerW: Float64Array.of(busy * 100) };
  return { tick, sites } as unknown as FrameView;
}

describe('frames', () => {
  test('two are alive; the third sends the oldest back', () => {
    const frames = createFrames();
    const [a, b, c] = [frame(1, 0), frame(2, 0), frame(3, 0)];
    let told = 0;
    const stop = frames.subscribe(() => told++);
    expect(frames.push(a)).toBeNull();
    expect(frames.push(b)).toBeNull();
    expect(frames.push(c)).toBe(a);
    expect([frames.previous, frames.current]).toEqual([b, c]);
    stop();
    frames.clear();
    expect(told).toBe(3);
    expect(frames.current).toBeNull();
  });
});

describe('history of the selected thing', () => {
  test('is gathered from frames, and the gaps are asked for oldest first', () => {
    const history = createHistory();
    history.record('A', frame(1, 0.5));
    expect(history.nextProbe('A', 40, 50)).toBeNull();
    history.reset({ kind: 'site', index: 0 });
    const asked: number[] = [];
    for (;;) {
      const tick = history.nextProbe('A', 40, 50);
      if (tick === null) break;
      asked.push(tick);
      history.record('A', frame(tick, tick / 100));
    }
    expect(asked).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36]);
    expect(history.points('A', 40).map((point) => point.first)).toEqual(asked.map((tick) => tick / 100));
    expect(history.points('B', 40)).toEqual([]);
    history.forgetFrom('B', 0);
    history.forgetFrom('A', 16);
    expect(history.points('A', 40).map((point) => point.tick)).toEqual([0, 4, 8, 12]);
  });

  test('of what no frame tells, each point is asked for, the one on show too', () => {
    const history = createHistory();
    history.reset({ kind: 'tenant', index: 2 });
    expect(history.asked()).toEqual({ kind: 'tenant', index: 2 });
    history.record('A', frame(3, 0.5));
    expect(history.points('A', 10)).toEqual([]);
    for (const tick of [0, 4, 8, 10]) {
      expect(history.nextProbe('A', 10, 50)).toBe(tick);
      history.put('A', { tick, first: tick, second: 0 }, history.era());
    }
    expect(history.nextProbe('A', 10, 50)).toBeNull();
    expect(history.points('A', 10).map(({ first }) => first)).toEqual([0, 4, 8, 10]);
    // An answer to a question about what holds no more is dropped.
    const before = history.era();
    history.forgetFrom('A', 8);
    history.put('A', { tick: 8, first: 1, second: 1 }, before);
    expect(history.points('A', 10).map(({ tick }) => tick)).toEqual([0, 4]);
  });
});

describe('the sparkline', () => {
  test('ends where the computing has come to, within its box', () => {
    const busy = Float64Array.from({ length: 501 }, (_, i) => 0.5 + 0.1 * Math.sin(i / 20));
    const [path, none] = sparkPaths([busy, new Float64Array()], 1000);
    const points = path!
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number));
    expect(none).toBe('');
    expect(points.length).toBeLessThanOrEqual(251);
    expect(points.at(-1)![0]).toBeCloseTo(SPARK_WIDTH / 2, 0);
    for (const [, y] of points) {
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(SPARK_HEIGHT);
    }
  });
});

describe('going inside', () => {
  const view = { sites: [{}, {}], scenario: { openTick: 0, ticks: 9 } } as unknown as ViewModel;

  test('lays the map flat, and coming out is to where one came from', () => {
    const store = createChoices({ view, globe: true, pair: 'split' });
    goInside(store, 1);
    expect(store.getState()).toMatchObject({ inside: 1, globe: false, pair: 'one', selected: { index: 1 } });
    goInside(store, 0);
    goInside(store, null);
    expect(store.getState()).toMatchObject({ inside: null, globe: true });
    store.setState({ globe: false });
    goInside(store, 0);
    goInside(store, null);
    expect(store.getState()).toMatchObject({ inside: null, globe: false });
    goInside(store, 7);
    expect(store.getState().inside).toBe(null);
  });

  test('is left for two branches', () => {
    const store = createChoices({ view });
    goInside(store, 1);
    showPair(store, 'difference');
    expect(store.getState()).toMatchObject({ inside: null, pair: 'difference' });
  });
});
