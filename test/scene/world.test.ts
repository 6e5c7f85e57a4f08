/** The world's land as it is shipped, cut for a round ground; and where the sun stands. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { Vector3 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import { outwardAround } from '../../src/scene/earth.ts';
import { bodyGeometry, graticule, landGeometry } from '../../src/scene/layers/land/geometry.ts';
import type { LandTriangles } from '../../src/scene/layers/land/made.ts';
import { landTriangles } from '../../src/scene/layers/land/triangles.ts';
import { FADE, createRim, type Rim } from '../../src/scene/layers/land/rim.ts';
import { polygonsOf, ringArea, type Topology } from '../../src/scene/layers/land/rings.ts';
import { bridged, cellsOf, createCoastTest, worldShapes } from '../../src/scene/layers/land/world.ts';
import { createProjection } from '../../src/scene/projection.ts';
import { subsolarPoint } from '../../src/scene/solar.ts';

const coarse = polygonsOf(JSON.parse(await readFile('public/geo/land-coarse.json', 'utf8')) as Topology);
const PACIFIC = createProjection([
  { lat: 40, lon: 116 },
  { lat: 39, lon: -77 },
]);
const CHINA = createProjection([
  { lat: 40, lon: 116 },
  { lat: 24, lon: 104 },
]);

/** Square metres of a ring of longitudes and latitudes on a sphere, by the trapezoids under its edges. */
function sphereArea(ring: readonly number[]): number {
  const rad = Math.PI / 180;
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += ((ring[j]! - ring[i]!) * rad * (Math.sin(ring[i + 1]! * rad) + Math.sin(ring[j + 1]! * rad))) / -2;
  }
  return sum * 6.371e6 ** 2;
}

/** How much of the sky of the earth's centre triangles cover (Van Oosterom and Strackee 1983). */
function steradians({ top: { position, index } }: LandTriangles): number {
  let sum = 0;
  for (let i = 0; i < index.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) =>
      new Vector3().fromArray(position, 3 * index[i + corner]!).normalize(),
    ) as [Vector3, Vector3, Vector3];
    const over = a.dot(b.clone().cross(c));
    sum += 2 * Math.atan2(Math.abs(over), 1 + a.dot(b) + b.dot(c) + c.dot(a));
  }
  return sum;
}

describe.each([
  ['the Pacific', PACIFIC],
  ['China', CHINA],
])('the land, cut for %s', (_name, projection) => {
  const shapes = worldShapes(coarse, projection);

  it('covers 149 million square kilometres, a 2 % of it lost at this scale', () => {
    const total = shapes
      .map(([outline, ...holes]) =>
        [outline!, ...holes].reduce((sum, ring, i) => sum + Math.abs(sphereArea(ring)) * (i ? -1 : 1), 0),
      )
      .reduce((a, b) => a + b, 0);
    expect(total / 1e12).toBeGreaterThan(144);
    expect(total / 1e12).toBeLessThan(150);
  });

  it('loses nothing when cut into cells, and no cell is wider than it should be', () => {
    for (const shape of shapes) {
      const ring = bridged(shape);
      const pieces = cellsOf(ring, () => true);
      const sum = pieces.reduce((area, piece) => area + ringArea(piece), 0);
      expect(sum).toBeCloseTo(ringArea(ring), 3);
      for (const piece of pieces) {
        for (const axis of [0, 1]) {
          const values = piece.filter((_, i) => i % 2 === axis);
          expect(Math.max(...values) - Math.min(...values)).toBeLessThan(2.5 + 1e-9);
        }
      }
    }
  });

  const ground = { projection, outward: outwardAround(projection.inverse(0, 0)) };
  const rim = createRim(projection);
  const [near, far] = [
    landTriangles(worldShapes(coarse, projection, rim.box), ground, rim, 'near'),
    landTriangles(shapes, ground, rim, 'far'),
  ];

  it('is in its two shares what it is whole', () => {
    const everywhere: Rim = {
      holds: () => true,
      holdsPlace: () => true,
      box: { west: -180, east: 180, south: -90, north: 90 },
    };
    const whole = landTriangles(shapes, ground, everywhere, 'near');
    expect(near.shore.coast.length + far.shore.coast.length).toBe(whole.shore.coast.length);
    expect(steradians(near) + steradians(far)).toBeCloseTo(steradians(whole), 6);
    // 149 million square kilometres of a sphere of 510 million.
    expect(steradians(whole) / (4 * Math.PI)).toBeCloseTo(149 / 510, 2);
  });

  it('has in its near share all that the flat map shows', () => {
    const reach = FADE.to * projection.contentRadius;
    for (const columns of [far.top, far.shore]) {
      for (let i = 0; i < columns.plane.length; i += 2) {
        const [x, z] = [columns.plane[i]!, columns.plane[i + 1]!];
        expect(Math.hypot(x, z * FADE.tall)).toBeGreaterThan(0.98 * reach);
      }
    }
  });

  it('is drawn from buffers in which flat and round agree', () => {
    const { top, cliffs, coast } = landGeometry(near);
    for (const geometry of [top, cliffs, coast, graticule(ground, 15), bodyGeometry(ground)]) {
      const out = geometry.getAttribute('position').array;
      const plane = geometry.getAttribute('plane').array;
      expect([...plane].every(Number.isFinite)).toBe(true);
      expect(plane.length / 2).toBe(out.length / 3);
      const index = [...geometry.getIndex()!.array];
      expect(index.length).toBeGreaterThan(0);
      expect(index.reduce((most, i) => Math.max(most, i), 0)).toBeLessThan(out.length / 3);
    }
  });
});

describe('coasts', () => {
  it('are not drawn along the seam of the map, of the file, nor at the pole', () => {
    const isCoast = createCoastTest(PACIFIC);
    const seam = 180 - PACIFIC.centralLon;
    expect(isCoast(seam, 0, seam, 20)).toBe(false);
    expect(isCoast(179.9999, 0, 179.9999, 20)).toBe(false);
    expect(isCoast(-10, -90, 10, -90)).toBe(false);
    expect(isCoast(-10, 0, -10, 20)).toBe(true);
  });
});

describe('the sun', () => {
  // Equinoxes and solstices by the Astronomical Applications Department, U.S. Naval Observatory.
  it.each([
    ['2026-03-20T14:46Z', 0],
    ['2026-06-21T08:24Z', 23.44],
    ['2026-09-23T00:05Z', 0],
    ['2026-12-21T20:50Z', -23.44],
    ['2000-06-21T01:48Z', 23.44],
  ])('stands over the right parallel on %s', (when, lat) => {
    expect(subsolarPoint(Date.parse(when)).lat).toBeCloseTo(lat, 1);
  });

  // Equation of time, minutes, from the almanac's table: apparent minus mean solar time.
  it.each([
    ['2026-02-11T12:00Z', -14.2],
    ['2026-04-15T12:00Z', 0],
    ['2026-11-03T12:00Z', 16.4],
  ])(
    'is over the meridian of noon, as early or late as the equation of time has it, on %s',
    (when, minutes) => {
      expect(subsolarPoint(Date.parse(when)).lon * 4).toBeCloseTo(-minutes, 0);
    },
  );

  it('goes west by 15 degrees an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }), (ms) => {
        const west = subsolarPoint(ms).lon - subsolarPoint(ms + 3.6e6).lon;
        expect(((west % 360) + 360) % 360).toBeCloseTo(15, 1);
      }),
    );
  });
});
