/** The plan of a campus and who stands where in it, without drawing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, type Span } from '../../src/scene/layers/campus/assign.ts';
import {
  CELLS_PER_RACK,
  RACK,
  acceleratorsPerCell,
  planCampus,
  type Plan,
} from '../../src/scene/layers/campus/plan.ts';

const pools = fc.array(fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 900_000 })), {
  minLength: 1,
  maxLength: 5,
});

type Rect = { x: number; z: number; width: number; depth: number };
const apart = (a: Rect, b: Rect): boolean =>
  Math.abs(a.x - b.x) * 2 >= a.width + b.width - 1e-6 || Math.abs(a.z - b.z) * 2 >= a.depth + b.depth - 1e-6;

function rackRect(plan: Plan, rack: number): Rect {
  return { x: plan.rackX[rack]!, z: plan.rackZ[rack]!, width: RACK.width - 1e-4, depth: RACK.depth };
}

describe('the plan of a campus', () => {
  it('has a cell for each accelerator, or for each so many, and every cell in a rack', () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 64, max: 100_000 }), (counts, limit) => {
        const plan = planCampus(counts, limit);
        expect(plan.cells).toBeLessThanOrEqual(Math.max(limit, counts.length));
        counts.forEach((count, pool) => {
          expect(plan.poolCells[pool]! * plan.perCell).toBeGreaterThanOrEqual(count);
          expect((plan.poolCells[pool]! - 1) * plan.perCell).toBeLessThan(Math.max(count, 0) || 1);
        });
        expect(plan.rackCells.reduce((sum, cells) => sum + cells, 0)).toBe(plan.cells);
        expect(plan.halls.reduce((sum, hall) => sum + hall.racks, 0)).toBe(plan.rackX.length);
        for (const cells of plan.rackCells) expect(cells).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps halls apart, racks apart, and each rack within its hall', () => {
    fc.assert(
      fc.property(pools, fc.integer({ min: 64, max: 12_000 }), (counts, limit) => {
        const plan = planCampus(counts, limit);
        plan.halls.forEach((hall, i) => {
          for (const other of plan.halls.slice(i + 1)) expect(apart(hall, other)).toBe(true);
          expect(Math.abs(hall.x) + hall.width / 2).toBeLessThanOrEqual(plan.width / 2 + 1e-3);
          expect(Math.abs(hall.z) + hall.depth / 2).toBeLessThanOrEqual(plan.depth / 2 + 1e-3);
        });
        const seen = new Set<string>();
        for (let rack = 0; rack < plan.rackX.length; rack++) {
          const hall = plan.halls[plan.rackHall[rack]!]!;
          const rect = rackRect(plan, rack);
          expect(Math.abs(rect.x - hall.x) * 2 + rect.width).toBeLessThan(hall.width);
          expect(Math.abs(rect.z - hall.z) * 2 + rect.depth).toBeLessThan(hall.depth);
          if (rack > hall.firstRack) expect(apart(rect, rackRect(plan, rack - 1))).toBe(true);
          seen.add(`${rect.x.toFixed(2)} ${rect.z.toFixed(2)}`);
        }
        expect(seen.size).toBe(plan.rackX.length);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same for the same pools, from one lamp to a gigawatt', () => {
    expect(planCampus([300_000], 100_000)).toEqual(planCampus([300_000], 100_000));
    const lamp = planCampus([1], 100_000);
    expect([lamp.perCell, lamp.cells, lamp.halls.length, lamp.rackX.length]).toEqual([1, 1, 1, 1]);
    const gigawatt = planCampus([900_000], 100_000);
    expect([gigawatt.perCell, gigawatt.cells]).toEqual([16, 56_250]);
    expect(gigawatt.rackX.length).toBe(Math.ceil(56_250 / CELLS_PER_RACK));
    expect(gigawatt.width / gigawatt.depth).toBeGreaterThan(0.7);
    expect(gigawatt.width / gigawatt.depth).toBeLessThan(2.2);
  });

  it('takes the least power of two that fits', () => {
    expect(acceleratorsPerCell([100_000], 100_000)).toBe(1);
    expect(acceleratorsPerCell([100_001], 100_000)).toBe(2);
    expect(acceleratorsPerCell([70_000, 70_000], 70_000)).toBe(2);
  });
});

const gangsOf = (entries: [number, number][]): Map<number, number> =>
  new Map(entries.toSorted((a, b) => a[0] - b[0]));
const heldBy = (spans: Span[], gang: number): number =>
  spans.reduce((sum, span) => sum + (span.gang === gang ? span.to - span.from : 0), 0);

/** Gangs come, go and change size; at most `places` are held. */
const history = fc.array(
  fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 60 })), {
    selector: ([job]) => job,
    maxLength: 16,
  }),
  { minLength: 1, maxLength: 12 },
);

describe('places of gangs', () => {
  it('add up, never overlap, and stay in the pool', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let spans: Span[] = [];
        for (const entries of steps) {
          const gangs = gangsOf(entries);
          const places = [...gangs.values()].reduce((sum, held) => sum + held, 0) + 7;
          spans = assign(spans, gangs, places);
          for (const [gang, held] of gangs) expect(heldBy(spans, gang)).toBe(held);
          expect(spans.every(({ gang }) => gangs.has(gang))).toBe(true);
          spans.forEach((span, i) => {
            expect(span.to).toBeGreaterThan(span.from);
            expect(span.from).toBeGreaterThanOrEqual(i > 0 ? spans[i - 1]!.to : 0);
          });
          expect(spans.at(-1)?.to ?? 0).toBeLessThanOrEqual(places);
        }
      }),
    );
  });

  it('are kept while a gang runs, whoever else comes and goes', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let spans: Span[] = [];
        let before = new Map<number, number>();
        for (const entries of steps) {
          const gangs = gangsOf(entries.map(([job]) => [job, 1 + ((job * 7) % 60)]));
          const next = assign(spans, gangs, 2000);
          for (const gang of gangs.keys()) {
            if (!before.has(gang)) continue;
            expect(next.filter((span) => span.gang === gang)).toEqual(
              spans.filter((span) => span.gang === gang),
            );
          }
          [spans, before] = [next, gangs];
        }
      }),
    );
  });

  it('are together where there is room, smallest gap first, and grow where they end', () => {
    const first = assign([], gangsOf([[1, 10], [2, 4], [3, 6]]), 30); // prettier-ignore
    expect(first).toEqual([
      { from: 0, to: 10, gang: 1 },
      { from: 10, to: 14, gang: 2 },
      { from: 14, to: 20, gang: 3 },
    ]);
    // 2 goes and leaves a gap of 4; 5 fits it, 4 does not, and 3 grows at its end.
    const next = assign(first, gangsOf([[1, 10], [3, 8], [4, 8], [5, 3]]), 30); // prettier-ignore
    expect(next.find(({ gang }) => gang === 5)).toEqual({ from: 10, to: 13, gang: 5 });
    expect(next.find(({ gang }) => gang === 3)).toEqual({ from: 14, to: 22, gang: 3 });
    expect(next.find(({ gang }) => gang === 4)).toEqual({ from: 22, to: 30, gang: 4 });
  });
});
