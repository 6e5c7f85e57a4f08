/** Half a minute of play leaves nothing behind; `npm run soak` plays for half an hour, `npm test` for five minutes without a picture. */
import { expect, it } from 'vitest';
import { openPage, useBrowser } from './page.ts';
import { growth, soak, WATCH, type Beat } from './soak-run.ts';

useBrowser();

const MINUTES = 0.5;

it(
  'is flat over half a minute of play, with charts open and branches that come and go',
  { timeout: 180_000 },
  async () => {
    const { page, complaints, close } = await openPage({ renderer: 'webgl' }, { before: WATCH });
    const beats = await soak(page, { minutes: MINUTES, beats: 9, speed: 120 });
    expect(growth(beats)).toEqual([]);
    expect(beats.at(-1)!.gpuObjects).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    await close();
  },
);

it('tells what grows', () => {
  const beats = Array.from({ length: 9 }, (_, i): Beat => ({
    atMs: i,
    tick: i,
    heapBytes: 40e6,
    nodes: 1000,
    listeners: 100,
    workers: 2,
    gpuObjects: 200,
    longTasks: 3,
  }));
  expect(growth(beats)).toEqual([]);
  for (const [what, by] of [
    ['heapBytes', 1e6],
    ['nodes', 60],
    ['listeners', 5],
    ['gpuObjects', 2],
    ['workers', 1],
    ['longTasks', 4],
  ] as const) {
    const growing = beats.map((one, i) => ({ ...one, [what]: one[what] + i * by }));
    expect(growth(growing), what).toHaveLength(1);
  }
  expect(growth(beats.map((one) => ({ ...one, tick: 7 })))).toEqual(['it did not play']);
  const slowed = beats.map((one, i) => ({ ...one, longTasks: one.longTasks + 4 * i }));
  expect(growth(slowed, true)).toEqual([]);
});
