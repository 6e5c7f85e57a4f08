/** The ground that the GPU computes is that of the CPU: places, directions and arcs, in both renderers. */
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arcSpot } from '../../src/scene/arc-spot.ts';
import { createFooting, createGlobe, createSpot } from '../../src/scene/globe.ts';
import { createProjection, type GeoPoint } from '../../src/scene/projection.ts';
import type { Answer, Ask } from './parity/ground.ts';
import { connect } from './page.ts';

const CONTENTS: Record<string, GeoPoint[]> = {
  'the cone of China': [
    { lat: 40, lon: 116 },
    { lat: 24, lon: 104 },
  ],
  'the cylinder of the Pacific': [
    { lat: 40, lon: 116 },
    { lat: 39, lon: -77 },
  ],
};
const COUNT = 64;

let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await createServer({
    logLevel: 'error',
    cacheDir: 'test/output/vite',
    server: { host: '127.0.0.1', port: 0, strictPort: false, open: false, hmr: false, watch: null },
  });
  await server.listen();
  browser = await connect();
  page = await browser.newPage();
  // What it is made of is put together when it is first asked for.
  page.setDefaultTimeout(100_000);
  await page.goto(new URL('test/e2e/parity/index.html', server.resolvedUrls!.local[0]).href);
  await page.waitForFunction('window.ask');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe.each(['webgpu', 'webgl'] as const)('in %s', (backend) => {
  it.each(Object.keys(CONTENTS))('the ground of %s is the same', async (name) => {
    const content = CONTENTS[name]!;
    const projection = createProjection(content);
    const globe = createGlobe(projection);
    const { halfLon, south, north } = projection.bounds;
    const place = fc
      .record({
        lat: fc.integer({ min: 10 * Math.ceil(south + 2), max: 10 * Math.floor(north - 2) }),
        dLon: fc.integer({ min: 10 * (2 - halfLon), max: 10 * (halfLon - 2) }),
      })
      .map(({ lat, dLon }) => projection.forward(lat / 10, projection.centralLon + dLon / 10));
    const [places, from, to] = [1, 2, 3].map((seed) =>
      fc.sample(fc.noBias(place), { seed, numRuns: COUNT }),
    ) as [[number, number][], [number, number][], [number, number][]];
    for (const morph of [0, 0.35, 1]) {
      const t = 0.3;
      const asked: Ask = {
        backend,
        content,
        morph,
        t,
        places: places.flatMap(([x, y], i) => [x, -y, i / 10, 0]),
        arcs: from.flatMap(([x, y], i) => [x, -y, to[i]![0], -to[i]![1]]),
      };
      const got = (await page.evaluate(
        (what) => (window as unknown as { ask(what: Ask): Promise<Answer> }).ask(what),
        asked,
      )) as Answer;
      expect(got.isWebGPU).toBe(backend === 'webgpu');
      // Single precision, and sines that are only absolutely exact.
      const near = globe.radius * 2e-3;
      const footing = createFooting();
      places.forEach(([x, y], i) => {
        const { at, up, east, south: down } = globe.footing(globe.spotAt(x, y, createSpot()), morph, footing);
        const want = at
          .addScaledVector(east, 1)
          .addScaledVector(down, 2)
          .addScaledVector(up, i / 10);
        expect(distance(want.toArray(), got.places, i), `place ${i} at ${morph}`).toBeLessThan(near);
      });
      from.forEach(([ax, ay], i) => {
        const [bx, by] = to[i]!;
        const spot = createSpot();
        const height = arcSpot(globe, { ax, ay, bx, by, height: 3, bow: 1 }, t, morph, spot);
        const { at, up } = globe.footing(spot, morph, footing);
        // Drawn a little higher than it is picked, clear of the ground.
        const want = at.addScaledVector(up, height + 0.03);
        expect(distance(want.toArray(), got.arcs, i), `arc ${i} at ${morph}`).toBeLessThan(near + 0.05);
      });
    }
  });
});

function distance(want: number[], got: number[], i: number): number {
  return Math.hypot(...want.map((value, axis) => value - got[3 * i + axis]!));
}
