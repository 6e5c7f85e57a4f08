/** Symbols on the plane: spreading, arcs that clear towers, sizes, and labels that never overlap. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcHeight, arcHits, arcPoint, clearBow, type Arc } from '../../src/scene/arcs.ts';
import { overlaps, placeLabels, type Box } from '../../src/scene/labels/collide.ts';
import {
  crossingS,
  discRadius,
  linkHalfWidthPx,
  particleBits,
  roundUp,
  towerHeight,
} from '../../src/scene/measure.ts';
import { spread } from '../../src/scene/spread.ts';
import { createStage } from '../../src/scene/stage.ts';
import { chinaView } from '../fixtures/views.ts';

describe('spread', () => {
  it('leaves symbols that do not touch where they are', () => {
    expect([...spread([0, 0, 3, 0], [1, 1])].every((offset) => Math.abs(offset) < 1e-9)).toBe(true);
  });

  it('parts coincident symbols, the same way each time', () => {
    const first = spread([1, 1, 1, 1, 1, 1], [0.5, 0.5, 0.5]);
    expect(first).toEqual(spread([1, 1, 1, 1, 1, 1], [0.5, 0.5, 0.5]));
    expect(Math.hypot(first[0]! - first[2]!, first[1]! - first[3]!)).toBeGreaterThan(0.99);
  });

  it('ends with no two overlapping by more than a hundredth', () => {
    const place = fc.double({ min: 0, max: 12, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 20 }), (points) => {
        const offsets = spread(
          points.flat(),
          points.map(() => 0.5),
        );
        const at = points.map(([x, y], i) => [x + offsets[2 * i]!, y + offsets[2 * i + 1]!] as const);
        for (let i = 0; i < at.length; i++) {
          for (let j = 0; j < i; j++) {
            expect(Math.hypot(at[i]![0] - at[j]![0], at[i]![1] - at[j]![1])).toBeGreaterThan(0.97);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('arcs', () => {
  it('rise with distance and level off', () => {
    expect(arcHeight(0)).toBe(0);
    expect(arcHeight(1)).toBeCloseTo(0.2, 1);
    expect(arcHeight(10)).toBeGreaterThan(arcHeight(5));
    expect(arcHeight(1000)).toBeLessThanOrEqual(5.5);
  });

  it('start and end at their ends, with the apex in the middle', () => {
    const arc: Arc = { ax: 0, ay: 0, bx: 10, by: 0, height: 2, bow: 1 };
    expect(arcPoint(arc, 0)).toEqual([0, 0, 0.1]);
    expect(arcPoint(arc, 1).slice(0, 2)).toEqual([10, 0]);
    expect(arcPoint(arc, 0.5)).toEqual([5, 1, 2.1]);
  });

  it('bow around a tower that stands in the way, and only then', () => {
    const arc: Arc = { ax: 0, ay: 0, bx: 10, by: 0, height: 1, bow: 0 };
    const tower = { x: 5, y: 0.2, radius: 0.6, height: 4 };
    expect(arcHits(arc, [tower])).toBe(true);
    const bow = clearBow(arc, [tower]);
    expect(bow).toBeLessThan(0);
    expect(arcHits({ ...arc, bow }, [tower])).toBe(false);
    expect(clearBow(arc, [{ ...tower, height: 0.5 }])).toBe(0);
  });
});

describe('sizes', () => {
  it('are monotone and bounded', () => {
    expect(towerHeight(0.25, 1) - towerHeight(0, 1)).toBeCloseTo((towerHeight(1, 1) - towerHeight(0, 1)) / 2);
    expect(discRadius(4, 10) / discRadius(1, 10)).toBeCloseTo(2);
    expect(linkHalfWidthPx(0, 1)).toBeLessThan(linkHalfWidthPx(1e-6, 1));
    expect(crossingS(0.01)).toBeCloseTo(6);
  });

  it('round references up to 1, 2, 5', () => {
    expect([0.7, 1, 1.2, 3, 40, 51].map(roundUp)).toEqual([1, 1, 2, 5, 50, 100]);
  });
});

describe('placeLabels', () => {
  const area: Box = { x: 0, y: 0, width: 500, height: 300 };
  const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 20 });

  it('prefers the higher priority, and its second place over none', () => {
    const placed = placeLabels(
      [
        { key: 1, priority: 1, boxes: [box(10, 10), box(10, 60)] },
        { key: 2, priority: 2, boxes: [box(20, 15)] },
      ],
      area,
      40,
    );
    expect(placed.map(({ key, choice }) => [key, choice])).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  it('keeps what was shown when priorities are near', () => {
    const near = [
      { key: 1, priority: 1, boxes: [box(10, 10)] },
      { key: 2, priority: 1.1, boxes: [box(10, 10)] },
    ];
    expect(placeLabels(near, area, 40)[0]!.key).toBe(2);
    expect(placeLabels(near, area, 40, { shown: new Set([1]) })[0]!.key).toBe(1);
  });

  it('leaves avoided boxes free where it can, but not at the price of the label', () => {
    const avoided = [box(10, 10)];
    const one = (...boxes: Box[]) => placeLabels([{ key: 1, priority: 1, boxes }], area, 40, { avoided });
    expect(one(box(10, 10), box(10, 60))[0]!.choice).toBe(1);
    expect(one(box(10, 10))[0]!.choice).toBe(0);
  });

  it('lets what insists stand over what is blocked, but under no cover', () => {
    const one = [{ key: 1, priority: 1, insists: true, boxes: [box(10, 10), box(10, 60)] }];
    const blocked = [box(10, 10), box(10, 60)];
    expect(placeLabels(one, area, 40, { blocked, covers: [box(10, 10)] })[0]!.choice).toBe(1);
    expect(placeLabels(one, area, 40, { covers: blocked })).toEqual([]);
  });

  it('lets it stand over as little of that as can be, and keeps off covers', () => {
    const boxes = [box(10, 10), box(60, 10), box(95, 10)];
    const one = [{ key: 1, priority: 1, insists: true, boxes }];
    expect(placeLabels(one, area, 40, { blocked: [box(0, 10)] })[0]!.choice).toBe(2);
    const flush = [{ x: 110, y: 10, width: 50, height: 20 }];
    expect(
      placeLabels([{ key: 1, priority: 1, boxes: [box(10, 10), box(4, 40)] }], area, 40, {
        covers: flush,
      })[0]!.choice,
    ).toBe(1);
  });

  it('shows no more than the limit, all inside, none overlapping', () => {
    const coordinate = fc.integer({ min: -50, max: 520 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 80 }), (points) => {
        const placed = placeLabels(
          points.map(([x, y], key) => ({ key, priority: key % 7, boxes: [box(x, y)] })),
          area,
          12,
        );
        expect(placed.length).toBeLessThanOrEqual(12);
        placed.forEach((a, i) => {
          expect(a.box.x).toBeGreaterThanOrEqual(0);
          expect(a.box.x + a.box.width).toBeLessThanOrEqual(500);
          placed.slice(i + 1).forEach((b) => expect(overlaps(a.box, b.box, 4)).toBe(false));
        });
      }),
    );
  });
});

describe('over one city', () => {
  it('towers are no taller than the map is wide, and arcs bow by less than half their way', () => {
    const china = chinaView();
    // The same sites and links within some 20 km.
    const near = <T extends { lat: number; lon: number }>(place: T): T => ({
      ...place,
      lat: 31.3 + (place.lat - 31.3) / 200,
      lon: 118.4 + (place.lon - 118.4) / 200,
    });
    const stage = createStage({ ...china, sites: china.sites.map(near), metros: china.metros.map(near) });
    expect(Math.max(...stage.heights)).toBeLessThan(2 * stage.radius);
    expect(stage.bows.some((bow) => bow !== 0)).toBe(true);
    stage.arcs.forEach((arc, i) =>
      expect(Math.abs(stage.bows[i]!)).toBeLessThanOrEqual(
        0.5 * Math.hypot(arc.bx - arc.ax, arc.by - arc.ay),
      ),
    );
  });
});

describe('particleBits', () => {
  it('keeps most links at half capacity within their share of particles', () => {
    const view = chinaView();
    const lengths = view.links.map(() => 5);
    const bits = particleBits(view, lengths, 12);
    const within = view.links.filter(
      (link) => (link.capacityBps * 0.5 * crossingS(link.delayS)) / bits <= 5 / 0.84 + 1e-9,
    );
    expect(within.length / view.links.length).toBeGreaterThanOrEqual(0.75);
  });
});
