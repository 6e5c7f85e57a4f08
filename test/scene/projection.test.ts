/** The map's projections: known values, round trips, conformality, and the choice of the middle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conic, createProjection, lonExtent, patterson, wrapLon } from '../../src/scene/projection.ts';

const CHINA = [
  { lat: 40.42, lon: 115.52 },
  { lat: 31.02, lon: 120.92 },
  { lat: 24.81, lon: 113.6 },
  { lat: 30.44, lon: 104.06 },
];
const US = [
  { lat: 45.6, lon: -121.2 },
  { lat: 39.0, lon: -77.5 },
];

describe('conic', () => {
  it('agrees with the worked example of Snyder (1987, p. 296): 35 N 75 W, parallels 33 and 45, origin 23 N 96 W', () => {
    const [x, y] = conic(33, 45, 23).forward(35, -75 + 96);
    expect(x).toBeCloseTo(0.2966785, 6);
    expect(y).toBeCloseTo(0.2462112, 6);
  });

  it('keeps angles: a small step north and one east are square and of one length', () => {
    const raw = conic(25, 40, 32);
    const e = 1e-4;
    const [x, y] = raw.forward(50, 20);
    const [xn, yn] = raw.forward(50 + e, 20);
    const [xe, ye] = raw.forward(50, 20 + e / Math.cos((50 * Math.PI) / 180));
    const dot = (xn - x) * (xe - x) + (yn - y) * (ye - y);
    const north = Math.hypot(xn - x, yn - y);
    const east = Math.hypot(xe - x, ye - y);
    expect(dot / (north * east)).toBeCloseTo(0, 4);
    expect(north / east).toBeCloseTo(1, 4);
  });
});

describe('patterson', () => {
  it('puts the pole at 1.7905 (Patterson, Šavrič, Jenny 2014)', () => {
    expect(patterson().forward(90, 0)[1]).toBeCloseTo(1.7905, 3);
  });
});

describe('lonExtent', () => {
  it('centres on the Pacific when the Atlantic is the wider gap', () => {
    const { centre, span } = lonExtent([...CHINA, ...US].map((p) => p.lon));
    expect(span).toBeCloseTo(178.44, 2);
    expect(centre).toBeCloseTo(wrapLon(104.06 + 178.44 / 2), 6);
  });

  it('spans a single place with nothing', () => {
    expect(lonExtent([179])).toEqual({ centre: 179, span: 0 });
  });
});

describe('createProjection', () => {
  it('draws China with the conic, upright, and the whole world with the cylinder', () => {
    const china = createProjection(CHINA);
    expect(china.kind).toBe('conic');
    const [beijingX, beijingY] = china.forward(39.9, 116.4);
    const [guangzhouX, guangzhouY] = china.forward(23.1, 113.3);
    expect(beijingY).toBeGreaterThan(guangzhouY);
    expect(Math.abs(beijingX - guangzhouX)).toBeLessThan(0.3 * (beijingY - guangzhouY));
    expect(createProjection([...CHINA, ...US]).kind).toBe('cylindrical');
  });

  it('sets China left and the United States right, with the Pacific between', () => {
    const world = createProjection([...CHINA, ...US]);
    expect(world.forward(31, 121)[0]).toBeLessThan(world.forward(20, -157)[0]);
    expect(world.forward(20, -157)[0]).toBeLessThan(world.forward(45.6, -121.2)[0]);
  });

  it('returns to where it came from', () => {
    for (const points of [CHINA, [...CHINA, ...US]]) {
      const projection = createProjection(points);
      fc.assert(
        fc.property(
          fc.double({ min: -50, max: 80, noNaN: true }),
          fc.double({ min: -89, max: 89, noNaN: true }),
          (lat, dLon) => {
            const lon = wrapLon(projection.centralLon + dLon);
            const back = projection.inverse(...projection.forward(lat, lon));
            expect(back.lat).toBeCloseTo(lat, 6);
            expect(wrapLon(back.lon - lon)).toBeCloseTo(0, 6);
          },
        ),
      );
    }
  });

  it('gives finite places without any content, and with one place', () => {
    for (const points of [[], [CHINA[0]!]]) {
      const [x, y] = createProjection(points).forward(31, 121);
      expect(Number.isFinite(x + y)).toBe(true);
    }
  });
});
