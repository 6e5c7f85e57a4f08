/**
 * `npm run soak`: half an hour of play (SOAK_MINUTES: another time; RENDERER: webgpu or webgl), and a
 * line every half minute. It fails when heap, DOM, GPU or long tasks grow.
 */
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from './chromium.ts';
import { servePage } from './server.ts';
import { growth, soak, WATCH } from './soak-run.ts';

const minutes = Number(process.env['SOAK_MINUTES'] ?? 30);
if (!(minutes > 0))
  throw new Error(`SOAK_MINUTES is '${process.env['SOAK_MINUTES']}', not a number of minutes`);
const renderer = process.env['RENDERER'] ?? 'webgl';

execFileSync('vite', ['build', '--logLevel=error'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
const server = await servePage();
const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-US' });
  await page.addInitScript(WATCH);
  await page.goto(`${server.url}?renderer=${renderer}&quality=test`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 60_000 });
  const beats = await soak(page, minutes, Math.max(6, Math.round(minutes * 2)), (one) => {
    const { heapBytes, nodes, listeners, gpuObjects, workers, longTasks, tick } = one;
    const heap = (heapBytes / 1e6).toFixed(1);
    console.log(
      `tick ${tick}: heap ${heap} MB, ${nodes} nodes, ${listeners} listeners, ${gpuObjects} on the GPU, ` +
        `${workers} workers, ${longTasks} long tasks`,
    );
  });
  const faults = growth(beats);
  console.log(faults.length === 0 ? `flat over ${minutes} min` : faults.join('\n'));
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}
