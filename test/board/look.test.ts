/** What is shown of a sweep's runs, against the same found by plain loops. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginDrag, moveDrag, snap } from '../../src/board/drag.ts';
import { rampColour } from '../../src/board/ramp.ts';
import { drawField, paint } from '../../workers/host/board/density.ts';
import { createFilter, isSet, passBrushes } from '../../workers/host/board/filter.ts';
import { mapHeat } from '../../workers/host/board/heat.ts';
import { createViewer, look } from '../../workers/host/board/look.ts';
import type { Dimension, Interval } from '../../workers/host/board/protocol.ts';
import type { Board } from '../../workers/host/board/read.ts';

/** Few values, so that ends of intervals are met, and some that are not known. */
const value = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.constant(NaN));
const interval = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
  .map(([a, b]): Interval => [Math.min(a, b), Math.max(a, b)]);
const runs = fc.integer({ min: 1, max: 200 });
const columnsOf = (count: number, n: number) =>
  fc.array(fc.array(value, { minLength: count, maxLength: count }), { minLength: n, maxLength: n });
const world = runs.chain((count) => columnsOf(count, 3));
const brushes = fc.array(fc.array(interval, { maxLength: 3 }), { minLength: 3, maxLength: 3 });

const columns = (plain: number[][]) => plain.map((column) => Float64Array.from(column));

function dimension(plain: readonly number[]): Dimension {
  const known = plain.filter((one) => !Number.isNaN(one));
  const [least, most] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [NaN, NaN];
  return { name: '', metric: null, labels: null, least, most, varies: most > least };
}

function keeps(plain: number[][], limits: readonly (readonly Interval[])[], row: number): boolean {
  return limits.every(
    (intervals, d) =>
      intervals.length === 0 ||
      intervals.some(([from, to]) => plain[d]![row]! >= from && plain[d]![row]! <= to),
  );
}

function boardOf(plain: number[][]): Board {
  const count = plain[0]!.length;
  return {
    head: { dimensions: plain.map(dimension) },
    count,
    columns: columns(plain),
    run: Uint32Array.from({ length: count }, (_, i) => i),
    seed: new Uint32Array(count),
    faults: new Map(),
  } as unknown as Board;
}

describe('brushes', () => {
  it('keep the runs that a plain loop keeps, brush after brush', () => {
    fc.assert(
      fc.property(world, fc.array(brushes, { minLength: 1, maxLength: 4 }), (plain, steps) => {
        const count = plain[0]!.length;
        const filter = createFilter(columns(plain), count);
        for (const limits of steps) {
          const passing = passBrushes(filter, limits);
          const expected = plain[0]!.map((_, row) => keeps(plain, limits, row));
          expect(expected.map((_, row) => isSet(filter.passing, row))).toEqual(expected);
          expect(passing).toBe(expected.filter(Boolean).length);
        }
      }),
    );
  });

  it('are made, moved and turned over by a drag, and take whole labels', () => {
    const range = { least: 0, most: 100 };
    let drag = beginDrag([], 40, 1);
    drag = moveDrag(drag, 60, range);
    expect(drag.intervals).toEqual([[40, 60]]);
    expect(moveDrag(drag, 10, range).intervals).toEqual([[10, 40]]);
    const second = moveDrag(beginDrag(drag.intervals, 80, 1), 90, range);
    expect(second.intervals).toEqual([
      [40, 60],
      [80, 90],
    ]);
    expect(moveDrag(beginDrag(second.intervals, 50, 0.1), 95, range).intervals[0]).toEqual([80, 100]);
    expect(moveDrag(beginDrag(second.intervals, 41, 1), 30, range).intervals[0]).toEqual([30, 60]);
    expect(snap([0.2, 1.4], { labels: ['a', 'b', 'c'] })).toEqual([-0.5, 1.5]);
    expect(snap([0.2, 1.4], { labels: null })).toEqual([0.2, 1.4]);
  });
});

describe('the heat map', () => {
  it('has the median of the runs in each cell', () => {
    fc.assert(
      fc.property(world, brushes, (plain, limits) => {
        const filter = createFilter(columns(plain), plain[0]!.length);
        passBrushes(filter, limits);
        const [x, y, of] = columns(plain) as [Float64Array, Float64Array, Float64Array];
        const heat = mapHeat(
          { ...dimension(plain[0]!), column: x },
          { ...dimension(plain[1]!), column: y },
          of,
          filter.passing,
        );
        let counted = 0;
        heat.down.forEach((down, j) =>
          heat.across.forEach((across, i) => {
            const last = (bins: typeof heat.down, at: number) => at === bins.length - 1;
            const inside = (one: number, { from, to }: typeof down, isLast: boolean) =>
              from === to ? one === from : one >= from && (one < to || (isLast && one <= to));
            const values = plain[2]!
              .filter(
                (one, row) =>
                  !Number.isNaN(one) &&
                  keeps(plain, limits, row) &&
                  inside(plain[0]![row]!, across, last(heat.across, i)) &&
                  inside(plain[1]![row]!, down, last(heat.down, j)),
              )
              .sort((a, b) => a - b);
            const cell = j * heat.across.length + i;
            const half = values.length >> 1;
            const median = values.length % 2 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
            expect(heat.counts[cell]).toBe(values.length);
            if (values.length > 0) expect(heat.medians[cell]).toBe(median);
            else expect(heat.medians[cell]).toBeNaN();
            counted += values.length;
          }),
        );
        const known = plain[2]!.filter(
          (one, row) => keeps(plain, limits, row) && ![one, plain[0]![row], plain[1]![row]].includes(NaN),
        );
        expect(counted).toBe(known.length);
      }),
    );
  });
});

describe('the lines', () => {
  const size = { dimensions: [0, 1], width: 60, height: 40 };

  it('cross each column of pixels once a run that is known on both axes', () => {
    // All level, so that a line is one pixel thick all the way.
    const level = fc.array(value, { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(level, (plain) => {
        const twice = [plain, plain];
        const field = drawField(size, twice.map(dimension), columns(twice), plain.length, null);
        const known = plain.filter((one) => !Number.isNaN(one)).length;
        for (let x = 15; x < 45; x++) {
          let crossed = 0;
          for (let y = 0; y < size.height; y++) crossed += field.lines[y * size.width + x]!;
          expect(crossed).toBeCloseTo(known, 3);
        }
      }),
    );
  });

  it('of many runs are those of each run alone, summed over bins', () => {
    const many = Array.from({ length: 5000 }, (_, i) => i % 128);
    const other = many.map((one) => (one * 37) % 128);
    const plain = [many, other];
    const tall = { ...size, height: 128 };
    const binned = drawField(tall, plain.map(dimension), columns(plain), many.length, null);
    const alone = new Float32Array(binned.lines.length);
    for (let from = 0; from < many.length; from += 2000) {
      const part = plain.map((column) => column.slice(from, from + 2000));
      const field = drawField(tall, plain.map(dimension), columns(part), part[0]!.length, null);
      field.lines.forEach((lines, i) => (alone[i]! += lines));
    }
    binned.lines.forEach((lines, i) => expect(lines).toBeCloseTo(alone[i]!, 1));
  });

  it('show a lone run that passes among a hundred thousand in the ink of those that do', () => {
    const plain = [
      Array.from({ length: 100_000 }, (_, i) => i),
      Array.from({ length: 100_000 }, (_, i) => i),
    ];
    const field = (passing: Uint32Array | null) =>
      drawField(size, plain.map(dimension), columns(plain), 100_000, passing);
    const one = new Uint32Array(3125);
    one[1562] = 1;
    const counts = { all: 100_000, passing: 1 };
    const pixels = paint(field(null), field(one), counts, [255, 0, 0], [0, 0, 255]);
    let [red, blue] = [0, 0];
    for (let i = 0; i < pixels.length; i += 4) {
      if (pixels[i]! > pixels[i + 2]! && pixels[i + 3]! > 100) red++;
      else if (pixels[i + 2]! > 0) blue++;
    }
    expect(red).toBeGreaterThanOrEqual(30);
    expect(blue).toBeGreaterThan(30 * 30);
  });
});

describe('the table', () => {
  it('is sorted either way, the unknown last, a page at a time', () => {
    fc.assert(
      fc.property(
        world,
        brushes,
        fc.boolean(),
        fc.integer({ min: -1, max: 2 }),
        (plain, limits, down, by) => {
          const viewer = createViewer(boardOf(plain));
          const wish = {
            brushes: limits,
            lines: { dimensions: [0, 1, 2], width: 12, height: 8, ink: [0, 0, 0], quiet: [0, 0, 0] },
            heat: { x: 0, y: 1, of: 2 },
          } as const;
          const page = (at: number) => look(viewer, { ...wish, table: { by, down, page: at, perPage: 7 } });
          const { passing } = page(0);
          const rows = Array.from({ length: Math.ceil(passing / 7) }, (_, at) => page(at).rows).flat();
          const kept = plain[0]!.flatMap((_, row) => (keeps(plain, limits, row) ? [row] : []));
          expect(rows.map(({ row }) => row).sort((a, b) => a - b)).toEqual(kept);
          const keys = rows.map(({ row }) => (by < 0 ? row : plain[by]![row]!));
          const known = keys.filter((key) => !Number.isNaN(key));
          expect(keys.slice(0, known.length)).toEqual(known);
          expect(known).toEqual(known.toSorted((a, b) => (down ? b - a : a - b)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

it('a ramp is met at its stops, and between them, with ink that reads', () => {
  expect(rampColour(['#000000', '#808080', '#ffffff'], 0.5).fill).toBe('rgb(128 128 128)');
  expect(rampColour(['#000000', '#808080', '#ffffff'], 0.25).fill).toBe('rgb(64 64 64)');
  expect(rampColour(['#000000', '#808080', '#ffffff'], 1)).toEqual({
    fill: 'rgb(255 255 255)',
    text: '#000',
  });
  expect(rampColour(['#000000', '#808080', '#ffffff'], 0).text).toBe('#fff');
});
