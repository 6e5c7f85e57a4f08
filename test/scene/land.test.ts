/** Land on the plane: clipping, cutting at the seam, distances to the coast; and the camera's fit. */
import { DataUtils } from 'three/src/extras/DataUtils.js';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_INSETS,
  contentBounds,
  fitBetween,
  fitView,
  reachOf,
  withinReach,
} from '../../src/scene/fit.ts';
import { quantity, shortName, siteText } from '../../src/scene/labels/content.ts';
import { coastsFrom } from '../../src/scene/layers/land/coasts.ts';
import { signedDistance } from '../../src/scene/layers/land/distance.ts';
import {
  clipRing,
  landShapes,
  polygonsOf,
  ringArea,
  type Topology,
} from '../../src/scene/layers/land/rings.ts';
import { SUN } from '../../src/scene/measure.ts';
import { createProjection } from '../../src/scene/projection.ts';
import { createStage, nodeAt, setSymbolScale } from '../../src/scene/stage.ts';
import { chinaView, pacificView } from '../fixtures/views.ts';

/** One island as a 20 degree square across the 180th meridian, in two halves as the file has it. */
const ISLAND: Topology = {
  type: 'Topology',
  arcs: [],
  objects: {
    land: {
      type: 'GeometryCollection',
      geometries: [{ type: 'MultiPolygon', arcs: [[[0]], [[1]]] }],
    },
  },
};
ISLAND.arcs = [
  [
    [170, 0],
    [180, 0],
    [180, 20],
    [170, 20],
    [170, 0],
  ],
  [
    [-180, 0],
    [-170, 0],
    [-170, 20],
    [-180, 20],
    [-180, 0],
  ],
];

describe('clipRing', () => {
  it('halves a square', () => {
    const half = clipRing([0, 0, 2, 0, 2, 2, 0, 2], 0, 1, 1);
    expect(Math.abs(ringArea(half)) / 2).toBeCloseTo(2);
    expect(Math.min(...half.filter((_, i) => i % 2 === 0))).toBe(1);
  });

  it('leaves nothing of what lies outside', () => {
    expect(clipRing([0, 0, 1, 0, 1, 1], 1, 5, 1)).toEqual([]);
  });
});

describe('landShapes', () => {
  const pacific = createProjection([
    { lat: 10, lon: 150 },
    { lat: 10, lon: -130 },
  ]);

  it('joins both sides of the 180th meridian on a map of the Pacific', () => {
    const shapes = landShapes(polygonsOf(ISLAND), pacific, 90);
    expect(shapes).toHaveLength(2);
    const xs = shapes.flatMap(([outline]) => outline!.filter((_, i) => i % 2 === 0));
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(20 * (Math.PI / 180) * pacific.scale, 3);
  });

  it('cuts it in two, at either rim, on a map centred on Greenwich', () => {
    const atlantic = createProjection([
      { lat: 10, lon: -60 },
      { lat: 10, lon: 60 },
    ]);
    const xs = landShapes(polygonsOf(ISLAND), atlantic, 90).map(([outline]) => outline![0]!);
    expect(Math.min(...xs)).toBeLessThan(-50);
    expect(Math.max(...xs)).toBeGreaterThan(50);
  });

  it('refuses a file without land', () => {
    expect(() => polygonsOf({ type: 'Topology', arcs: [], objects: {} })).toThrow(TypeError);
  });
});

describe('signedDistance', () => {
  it('counts pixels from the edge, positive inside', () => {
    const n = 16;
    const mask = Uint8Array.from({ length: n * n }, (_, i) => (i % n >= 8 ? 255 : 0));
    const distance = signedDistance(mask, n);
    expect(distance[5 * n + 12]).toBeCloseTo(5);
    expect(distance[5 * n + 3]).toBeCloseTo(-5);
  });

  it('stays finite on open sea', () => {
    expect([...signedDistance(new Uint8Array(64), 8)].every(Number.isFinite)).toBe(true);
  });
});

describe('coastsFrom', () => {
  it('keeps distances, and turns shores to the sun or away from it', () => {
    const n = 16;
    const east = Uint8Array.from({ length: n * n }, (_, i) => (i % n >= 8 ? 255 : 0));
    const coasts = coastsFrom(signedDistance(east, n), n, 2, 0.25, () => 1);
    expect(coasts.width).toBe(n - 4);
    const at = (x: number, y: number): number[] =>
      [0, 1].map((part) => DataUtils.fromHalfFloat(coasts.pairs[2 * (y * (n - 4) + x - 2) + part]!));
    // Land in the east rises eastward: its shore looks to the sun in the west.
    expect(at(12, 5)).toEqual([5 * 0.25, expect.closeTo(-SUN.x, 3)]);
    expect(at(3, 5)).toEqual([-5 * 0.25, expect.closeTo(-SUN.x, 3)]);
    const south = Uint8Array.from({ length: n * n }, (_, i) => (i >= (n * n) / 2 ? 255 : 0));
    const steep = coastsFrom(signedDistance(south, n), n, 0, 1, () => 1).pairs;
    expect(DataUtils.fromHalfFloat(steep[2 * (12 * n + 5) + 1]!)).toBeCloseTo(-SUN.z, 3);
  });
});

describe('fitView', () => {
  it('keeps every site and metro inside the free part of the canvas', () => {
    for (const view of [chinaView(), pacificView(20, 20, 40)]) {
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080],
      ] as const) {
        const stage = createStage(view);
        const fitted = fitView(stage, { width, height }, DEFAULT_INSETS, 0, 0.74);
        const bounds = contentBounds(stage, { width, height }, fitted);
        expect(bounds.left).toBeGreaterThan(DEFAULT_INSETS.left - 12);
        expect(bounds.right).toBeLessThan(width - DEFAULT_INSETS.right + 12);
        expect(bounds.top).toBeGreaterThan(DEFAULT_INSETS.top - 12);
        expect(bounds.bottom).toBeLessThan(height - DEFAULT_INSETS.bottom + 12);
        // One of the two directions is used to the full.
        const across = (bounds.right - bounds.left) / (width - DEFAULT_INSETS.right - DEFAULT_INSETS.left);
        const down = (bounds.bottom - bounds.top) / (height - DEFAULT_INSETS.bottom - DEFAULT_INSETS.top);
        expect(Math.max(across, down)).toBeGreaterThan(0.95);
      }
    }
  });
});

describe('stage', () => {
  it('returns sites to their true places as symbols shrink', () => {
    const stage = createStage(pacificView(60, 10, 20));
    const away = (): number =>
      stage.view.sites.reduce((sum, _, i) => {
        const [x, y] = nodeAt(stage, i);
        return sum + Math.hypot(x - stage.places[2 * i]!, y - stage.places[2 * i + 1]!);
      }, 0);
    const before = away();
    setSymbolScale(stage, 0.25);
    expect(away()).toBeCloseTo(before / 4);
    expect([stage.arcs[0]!.ax, stage.arcs[0]!.ay]).toEqual(nodeAt(stage, stage.view.links[0]!.a));
  });
});

describe('label text', () => {
  it('says a name and one number, in both languages', () => {
    const [zhangjiakou] = chinaView().sites;
    const at = { lit: 0.583, against: null, installed: 300_000 };
    expect(siteText(zhangjiakou!, at, 'en')).toEqual({
      name: 'Zhangjiakou',
      figure: '58 % of 1.2 GW',
    });
    expect(siteText(zhangjiakou!, at, 'zh')).toEqual({ name: '张家口', figure: '1.2 GW 的 58 %' });
    const none = { ...at, installed: 0 };
    expect(siteText({ ...zhangjiakou!, status: 'planned' }, none, 'en').figure).toBe('planned · 1.2 GW');
    expect(siteText(zhangjiakou!, none, 'en').figure).toBe('to come · 1.2 GW');
    const uncapped = { ...zhangjiakou!, powerCapW: null };
    expect(siteText(uncapped, at, 'en').figure).toBe('58 % of 300 k chips');
    expect(siteText(uncapped, { ...at, installed: 24 }, 'en').figure).toBe('58 % of 24 chips');
    expect(siteText(uncapped, { ...at, installed: 1 }, 'en').figure).toBe('58 % of 1 chip');
    expect(siteText(zhangjiakou!, { ...at, against: 0.7 }, 'en').figure).toBe('−12\u00a0pt');
    expect(shortName({ en: 'Shenzhen metro colocation' }, 'en')).toBe('Shenzhen');
    expect([450e6, 9.96e6, 12, 60_000].map((value) => quantity(value, 'W', 'en'))).toEqual([
      '450 MW',
      '10 MW',
      '12 W',
      '60 kW',
    ]);
  });
});

describe('fitBetween', () => {
  const size = { width: 1280, height: 720 };
  const headline = { x: 32, y: 28, width: 530, height: 140 };
  const side = { x: 932, y: 70, width: 316, height: 225 };
  const bar = { x: 32, y: 608, width: 1216, height: 88 };

  it('uses the room under the panels for a wide world, and none of theirs', () => {
    const stage = createStage(pacificView(20, 20, 40));
    const between = fitBetween(stage, size, [headline, side, bar], 0, 0.86);
    const bounds = contentBounds(stage, size, between);
    expect(between.distance).toBeLessThan(fitView(stage, size, DEFAULT_INSETS, 0, 0.86).distance);
    expect(bounds.bottom).toBeLessThan(bar.y);
    expect(bounds.left).toBeGreaterThanOrEqual(0);
    expect(bounds.right).toBeLessThanOrEqual(size.width);
    expect(bounds.right <= side.x || bounds.top >= side.y + side.height).toBe(true);
  });

  it.each([
    ['alone', 0],
    ['with a city 20 km away', 1],
  ])('shows the whole of one tower %s, which the camera may look at so', (_, cities) => {
    const china = chinaView();
    const site = { ...china.sites[0]!, lat: 55.68, lon: 12.3 };
    const metros = china.metros.slice(0, cities).map((metro) => ({ ...metro, lat: 55.68, lon: 12.57 }));
    const stage = createStage({ ...china, sites: [site], metros, links: [] });
    const view = fitBetween(stage, size, [headline, side, bar], 0, 0.86);
    const bounds = contentBounds(stage, size, view);
    expect(bounds.top).toBeGreaterThan(0);
    expect(bounds.bottom).toBeLessThan(bar.y);
    // Half of the canvas, and no more.
    expect((bounds.bottom - bounds.top) / size.height).toBeGreaterThan(0.4);
    expect((bounds.bottom - bounds.top) / size.height).toBeLessThan(0.6);
    expect(withinReach(view, reachOf(stage))).toEqual(view);
  });

  it('falls back to the usual margins where the panels leave no room', () => {
    const stage = createStage(chinaView());
    const everything = { x: 0, y: 0, ...size };
    expect(fitBetween(stage, size, [everything], 0, 0.86)).toEqual(
      fitView(stage, size, DEFAULT_INSETS, 0, 0.86),
    );
  });
});
