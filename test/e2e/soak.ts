/**
 * `npm run soak`: half an hour of play, and a line every half minute. It fails when heap, DOM, GPU or
 * long tasks grow. SOAK_MINUTES and SOAK_SPEED (ticks per second) ask for others, RENDERER for webgpu or
 * for none, which leaves the table; SOAK_BESIDE says that other work goes on meanwhile.
 */
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium, PLAIN_FLAGS } from './chromium.ts';
import { servePage } from './server.ts';
import { growth, soak, WATCH } from './soak-run.ts';

/** Each look takes a collection of garbage. */
const BEATS_A_MINUTE = 2;
/** Beside other work a page may have to wait for its turn. */
const WAIT_MS = 120_000;

/** @throws Error when the variable is set to something else than a number above 0 */
function numberOf(variable: string, otherwise: number): number {
  const said = process.env[variable];
  const number = Number(said ?? otherwise);
  if (!(number > 0)) throw new Error(`${variable} is '${said}', not a number above 0`);
  return number;
}

const minutes = numberOf('SOAK_MINUTES', 30);
const speed = numberOf('SOAK_SPEED', 120);
const renderer = process.env['RENDERER'] ?? 'webgl';
const beside = process.env['SOAK_BESIDE'] !== undefined;

const server = await servePage();
const browser = await chromium.launch({
  executablePath: needChromium(),
  args: renderer === 'none' ? PLAIN_FLAGS : CHROMIUM_FLAGS,
});
try {
  const size = beside ? { width: 800, height: 500 } : { width: 1280, height: 720 };
  const page = await browser.newPage({ viewport: size, locale: 'en-US' });
  page.setDefaultTimeout(WAIT_MS);
  await page.addInitScript(WATCH);
  await page.goto(`${server.url}?renderer=${renderer}&quality=test`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  const beats = Math.max(6, Math.round(minutes * BEATS_A_MINUTE));
  const seen = await soak(page, { minutes, beats, speed }, (one) => {
    const { heapBytes, nodes, listeners, gpuObjects, workers, longTasks, tick } = one;
    const heap = (heapBytes / 1e6).toFixed(1);
    console.log(
      `tick ${tick}: heap ${heap} MB, ${nodes} nodes, ${listeners} listeners, ${gpuObjects} on the GPU, ` +
        `${workers} workers, ${longTasks} long tasks`,
    );
  });
  const faults = growth(seen, beside);
  console.log(faults.length === 0 ? `flat over ${minutes} min` : faults.join('\n'));
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}
