/**
 * A speaker's way through the story for a room, by clicker: how long a press takes until its scene is on show,
 * and the longest time the page stood still between two frames of the screen. Where the map is drawn on the
 * CPU, the second is the rasteriser's.
 */
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { servePage } from '../e2e/server.ts';
import type { Row } from './measure.ts';

const ROUNDS = 5;
const SIZE = { width: 1280, height: 720 };
const STORY = 'fibre-cut-live';
/** Of the table: the speaker never waits for longer, milliseconds. */
const MUST_MS = 300;
/** After a scene has come, a speaker speaks. */
const SPEAKING_MS = 1500;

/** As text, since the page knows nothing of what a compiler adds to a function. */
const WATCH_GAPS = `
  window.longestGapMs = 0;
  let lastMs = performance.now();
  requestAnimationFrame(function next() {
    const nowMs = performance.now();
    window.longestGapMs = Math.max(window.longestGapMs, nowMs - lastMs);
    lastMs = nowMs;
    requestAnimationFrame(next);
  });
`;

/** Presses the clicker, and returns when what the page shows has changed and is computed, milliseconds. */
const PRESS = `(() => {
  const shown = () => document.querySelector('.show h1')?.textContent ?? '';
  const state = () => shown() + document.documentElement.dataset.tick + document.documentElement.dataset.hash;
  const before = state();
  const startMs = performance.now();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
  return new Promise((resolve) => {
    requestAnimationFrame(function look() {
      if (state() !== before) resolve(performance.now() - startMs);
      else requestAnimationFrame(look);
    });
  });
})()`;

/** One way through: the longest wait after a press, and the longest gap between two frames. */
async function walk(page: Page): Promise<{ waitMs: number; gapMs: number }> {
  await page.keyboard.press('Home');
  await page.waitForTimeout(SPEAKING_MS);
  await page.evaluate(WATCH_GAPS);
  let waitMs = 0;
  // Four scenes, of which one asks first and two play: the answer, and what plays brought to its end.
  for (let press = 0; press < 6; press++) {
    waitMs = Math.max(waitMs, await page.evaluate<number>(PRESS));
    await page.waitForTimeout(SPEAKING_MS);
  }
  const gapMs = await page.evaluate(() => (window as unknown as { longestGapMs: number }).longestGapMs);
  return { waitMs, gapMs };
}

export async function presentRows(): Promise<Row[]> {
  const server = await servePage();
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  const rows: Row[] = [];
  try {
    for (const renderer of ['none', 'webgl']) {
      const page = await browser.newPage({ viewport: SIZE, serviceWorkers: 'block' });
      await page.goto(`${server.url}?renderer=${renderer}&quality=test&scenario=${STORY}&present`);
      await page.waitForSelector('.show h1');
      await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 60_000 });
      const walks = [];
      for (let round = 0; round < ROUNDS; round++) walks.push(await walk(page));
      const what = renderer === 'none' ? 'table' : `${renderer}, in software`;
      const common = {
        unit: 'ms',
        better: 'less' as const,
        must: renderer === 'none' ? MUST_MS : null,
      };
      rows.push(
        { ...common, name: `${what}: longest wait after a press`, values: walks.map(({ waitMs }) => waitMs) },
        { ...common, name: `${what}: longest gap between frames`, values: walks.map(({ gapMs }) => gapMs) },
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return rows;
}
