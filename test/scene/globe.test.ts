/** The ground as plane, globe and between: distances, directions, continuity, inverse, horizon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aimOf, mixAims, viewOf, wholeGlobeDistance } from '../../src/scene/aim.ts';
import { arcSpot } from '../../src/scene/arc-spot.ts';
import { discRoom } from '../../src/scene/disc-room.ts';
import { createFooting, createGlobe, createSpot, isBeyondHorizon } from '../../src/scene/globe.ts';
import { createProjection, wrapLon, type GeoPoint } from '../../src/scene/projection.ts';

const REGION = createProjection([
  { lat: 40, lon: 116 },
  { lat: 24, lon: 104 },
  { lat: 31, lon: 121 },
]);
const WORLD = createProjection([
  { lat: 40, lon: 116 },
  { lat: 45, lon: -121 },
  { lat: 39, lon: -77 },
]);
const PROJECTIONS = { region: REGION, world: WORLD };
const RAD = Math.PI / 180;
const vector = (x = 0, y = 0, z = 0) => createSpot().out.set(x, y, z);

function greatCircle(a: GeoPoint, b: GeoPoint): number {
  const [la, lb] = [a.lat * RAD, b.lat * RAD];
  const h =
    Math.sin((lb - la) / 2) ** 2 + Math.cos(la) * Math.cos(lb) * Math.sin(((b.lon - a.lon) * RAD) / 2) ** 2;
  return 2 * Math.asin(Math.sqrt(Math.min(1, h)));
}

describe.each(['region', 'world'] as const)('the ground of a %s', (name) => {
  const projection = PROJECTIONS[name];
  const globe = createGlobe(projection);
  const { halfLon, south, north } = projection.bounds;
  // Hundredths of a degree: floats of any size would crowd around nought.
  const hundredths = (least: number, most: number) =>
    fc.integer({ min: 100 * Math.ceil(least), max: 100 * Math.floor(most) }).map((value) => value / 100);
  const place = fc.record({
    lat: hundredths(south + 1, north - 1),
    lon: hundredths(1 - halfLon, halfLon - 1).map((dLon) => wrapLon(projection.centralLon + dLon)),
  });
  const spotOf = ({ lat, lon }: GeoPoint) => globe.spotAt(...projection.forward(lat, lon), createSpot());

  it('is the plane when flat: every place where the projection has it, north up', () => {
    fc.assert(
      fc.property(place, (at) => {
        const footing = globe.footing(spotOf(at), 0, createFooting());
        const [x, y] = projection.forward(at.lat, at.lon);
        expect(footing.at.distanceTo(vector(x, 0, -y))).toBeLessThan(1e-6);
        expect(footing.up.distanceTo(vector(0, 1, 0))).toBeLessThan(1e-9);
        expect(footing.east.distanceTo(vector(1, 0, 0))).toBeLessThan(1e-9);
      }),
    );
  });

  it('is a sphere when round: distances over it are those over the earth', () => {
    const radius = globe.radius;
    const centre = vector(0, -radius, 0);
    fc.assert(
      fc.property(place, place, (a, b) => {
        const at = [a, b].map((p) => globe.footing(spotOf(p), 1, createFooting()).at.sub(centre));
        expect(at[0]!.length() / radius).toBeCloseTo(1, 9);
        expect(at[0]!.angleTo(at[1]!)).toBeCloseTo(greatCircle(a, b), 5);
      }),
    );
  });

  it('points east and south as the earth does, away from the poles', () => {
    const step = 1e-3;
    fc.assert(
      fc.property(place, (at) => {
        const here = globe.footing(spotOf(at), 1, createFooting());
        const east = globe.footing(spotOf({ ...at, lon: at.lon + step }), 1, createFooting()).at.sub(here.at);
        const south = globe
          .footing(spotOf({ ...at, lat: at.lat - step }), 1, createFooting())
          .at.sub(here.at);
        expect(here.east.angleTo(east)).toBeLessThan(1e-3);
        expect(here.south.angleTo(south)).toBeLessThan(1e-3);
      }),
    );
  });

  it('bends without a jump: a small step of the morph or the place is a small step of the ground', () => {
    const morph = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(place, morph, (at, m) => {
        const size = projection.scale;
        const spot = spotOf(at);
        const here = globe.footing(spot, m, createFooting());
        const later = globe.footing(spot, m + 1e-4, createFooting());
        expect(here.at.distanceTo(later.at)).toBeLessThan(0.002 * size);
        const beside = globe.footing(spotOf({ ...at, lat: at.lat + 1e-3 }), m, createFooting());
        expect(here.at.distanceTo(beside.at)).toBeLessThan(0.001 * size);
        expect(here.up.length()).toBeCloseTo(1, 9);
        expect(here.up.dot(here.east)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('tells the place of a direction', () => {
    fc.assert(
      fc.property(place, (at) => {
        const back = globe.geo(globe.outward(at.lat, at.lon, vector()));
        expect(back.lat).toBeCloseTo(at.lat, 6);
        expect(Math.abs(wrapLon(back.lon - at.lon))).toBeLessThan(1e-5);
      }),
    );
  });

  it('hides what lies beyond the horizon, and that alone', () => {
    const eye = vector(0, 3 * globe.radius, 0);
    const reach = Math.acos(1 / 4);
    fc.assert(
      fc.property(place, (at) => {
        const away = greatCircle(at, globe.middle);
        fc.pre(Math.abs(away - reach) > 0.02);
        const point = globe.footing(spotOf(at), 1, createFooting()).at;
        expect(isBeyondHorizon(globe, 1, eye, point)).toBe(away > reach);
        expect(isBeyondHorizon(globe, 0, eye, point)).toBe(false);
      }),
    );
  });

  it('carries links along great circles, and flat along straight lines', () => {
    fc.assert(
      fc.property(place, place, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
        const way = greatCircle(a, b);
        fc.pre(way > 0.01 && way < 3);
        const [ax, ay] = projection.forward(a.lat, a.lon);
        const [bx, by] = projection.forward(b.lat, b.lon);
        const spot = createSpot();
        const arc = { ax, ay, bx, by, height: 1, bow: 0 };
        arcSpot(globe, arc, t, 1, spot);
        const here = globe.geo(spot.out);
        expect(greatCircle(a, here) + greatCircle(here, b)).toBeCloseTo(way, 4);
        expect(greatCircle(a, here) / way).toBeCloseTo(t, 2);
        expect([spot.x, spot.y]).toEqual([ax + (bx - ax) * t, ay + (by - ay) * t]);
      }),
    );
  });

  it('gives a view back as it was taken', () => {
    fc.assert(
      fc.property(place, fc.boolean(), (at, onGlobe) => {
        const spot = spotOf(at);
        const view = viewOf({ spot, distance: 30, turn: 1, tilt: 0.5 }, onGlobe, globe);
        const aim = aimOf(view, onGlobe, globe, projection);
        expect(aim.spot.out.angleTo(spot.out)).toBeLessThan(1e-6);
        expect(Math.hypot(aim.spot.x - spot.x, aim.spot.y - spot.y)).toBeLessThan(1e-4);
      }),
    );
  });

  it('flies over the ground: halfway is as far from either end', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(greatCircle(a, b) < 3);
        const aim = (at: GeoPoint) => ({ spot: spotOf(at), distance: 10, turn: 0, tilt: 0.5 });
        const half = mixAims(aim(a), aim(b), 0.5, aim(a));
        const to = globe.geo(half.spot.out);
        expect(greatCircle(a, to)).toBeCloseTo(greatCircle(to, b), 5);
      }),
    );
  });
});

describe('the whole globe', () => {
  const globe = createGlobe(WORLD);

  it('has on the canvas the radius asked for', () => {
    for (const tilt of [0, 0.4, 0.9]) {
      const distance = wholeGlobeDistance(globe, 200, 720, 28, tilt);
      const eye = Math.hypot(distance * Math.sin(tilt), globe.radius + distance * Math.cos(tilt));
      const px = ((Math.tan(Math.asin(globe.radius / eye)) / Math.tan(14 * RAD)) * 720) / 2;
      expect(px).toBeCloseTo(200, 6);
    }
  });

  it('stands in the largest disc that the panels leave', () => {
    const size = { width: 1280, height: 720 };
    const covers = [
      { x: 32, y: 28, width: 530, height: 140 },
      { x: 932, y: 70, width: 316, height: 225 },
      { x: 32, y: 608, width: 1216, height: 88 },
    ];
    const disc = discRoom(covers, size);
    expect(disc.radius).toBeGreaterThan(190);
    for (const { x, y, width, height } of covers) {
      const dx = Math.max(x - disc.x, 0, disc.x - x - width);
      const dy = Math.max(y - disc.y, 0, disc.y - y - height);
      expect(Math.hypot(dx, dy)).toBeGreaterThan(disc.radius);
    }
    // Where others are as large, in the middle of them.
    const wide = discRoom([{ x: 0, y: 0, width: 1280, height: 300 }], size);
    expect(Math.abs(wide.x - 640)).toBeLessThan(6);
    expect(discRoom([{ x: 0, y: 0, ...size }], size)).toEqual({ x: 640, y: 360, radius: 288 });
  });
});
