/**
 * What the page costs its main thread, in Chromium: milliseconds per frame drawn and per tick
 * shown while it plays, and per second while it stands still. Frames per second are not quoted:
 * on a machine without a GPU they measure the rasteriser.
 */
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { servePage } from '../e2e/server.ts';
import type { Row } from './measure.ts';

const ROUNDS = 5;
const ROUND_MS = 3000;
const SIZE = { width: 1280, height: 720 };

/** As text, since the page knows nothing of what a compiler adds to a function. */
const COUNT_FRAMES = `
  window.framesSeen = 0;
  requestAnimationFrame(function next() {
    window.framesSeen++;
    requestAnimationFrame(next);
  });
`;

/** Tasks that kept the main thread for over 50 ms, as the browser itself counts them. */
export const COUNT_LONG_TASKS = `
  window.longTasks = 0;
  new PerformanceObserver((list) => { window.longTasks += list.getEntries().length; })
    .observe({ type: 'longtask' });
`;

/** Of each renderer: long tasks in a minute of play. */
const LONG_TASK_MINUTES = 1;

async function longTasks(page: Page): Promise<number> {
  await page.evaluate(COUNT_LONG_TASKS);
  await page.waitForTimeout(LONG_TASK_MINUTES * 60_000);
  return page.evaluate(() => (window as unknown as { longTasks: number }).longTasks);
}

/** What the page asks of its main thread; waiting for the rasteriser is not part of it. */
const OWN_WORK = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);

type Sample = { workMs: number; frames: number; tick: number; atMs: number; hash: string };

async function sample(page: Page, cdp: CDPSession): Promise<Sample> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const seen = await page.evaluate(() => ({
    frames: (window as unknown as { framesSeen: number }).framesSeen,
    tick: Number(document.documentElement.dataset['tick']),
    hash: document.documentElement.dataset['hash'] ?? '',
  }));
  const seconds = metrics.reduce((sum, { name, value }) => sum + (OWN_WORK.has(name) ? value : 0), 0);
  return { workMs: seconds * 1000, atMs: performance.now(), ...seen };
}

async function rounds(page: Page, cdp: CDPSession): Promise<[before: Sample, after: Sample][]> {
  const pairs: [Sample, Sample][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = await sample(page, cdp);
    await page.waitForTimeout(ROUND_MS);
    pairs.push([before, await sample(page, cdp)]);
  }
  return pairs;
}

export async function pageRows(): Promise<Row[]> {
  const server = await servePage();
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  const rows: Row[] = [];
  try {
    for (const renderer of ['webgpu', 'webgl']) {
      const page = await browser.newPage({ viewport: SIZE, serviceWorkers: 'block' });
      await page.goto(`${server.url}?renderer=${renderer}&quality=test`);
      await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 60_000 });
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable');
      // The run is computed to its end first, so that only drawing is measured.
      await page.waitForTimeout(8000);
      const { hash } = await sample(page, cdp);
      const still = await rounds(page, cdp);
      await page.evaluate(COUNT_FRAMES);
      await page.keyboard.press('Space');
      await page.waitForTimeout(1500);
      const playing = await rounds(page, cdp);
      await page.keyboard.press('c');
      await page.waitForTimeout(1500);
      const charts = await rounds(page, cdp);
      const long = await longTasks(page);
      const per = (pairs: [Sample, Sample][], of: (a: Sample, b: Sample) => number): number[] =>
        pairs.map(([a, b]) => (b.workMs - a.workMs) / of(a, b));
      const common = { unit: 'ms', better: 'less' as const, must: null };
      rows.push(
        {
          ...common,
          name: `${renderer}: main thread, a frame`,
          values: per(playing, (a, b) => b.frames - a.frames),
        },
        {
          ...common,
          name: `${renderer}: main thread, a tick`,
          values: per(playing, (a, b) => b.tick - a.tick),
        },
        {
          ...common,
          must: 4,
          name: `${renderer}: main thread, a tick with charts`,
          values: per(charts, (a, b) => b.tick - a.tick),
        },
        {
          name: `${renderer}: tasks over 50 ms in a minute of play`,
          unit: '',
          better: 'less' as const,
          must: 0,
          values: [long],
        },
        {
          ...common,
          name: `${renderer}: main thread, a second of pause`,
          values: per(still, (a, b) => (b.atMs - a.atMs) / 1000),
          hash,
        },
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return rows;
}
