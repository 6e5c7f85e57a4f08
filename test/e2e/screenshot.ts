/**
 * `npm run screenshot`: builds the page, opens it in Chromium and writes the picture of the README,
 * public/first-view.png. `npm run screenshot -- FILE [QUERY] [WIDTHxHEIGHT]` writes another one, e.g.
 * `npm run screenshot -- light.png "renderer=webgl&lang=zh" 1920x1080`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from './chromium.ts';
import { servePage } from './server.ts';

const [file = 'public/first-view.png', query = '', size = '1280x720'] = process.argv.slice(2);
const [width, height] = size.split('x').map(Number);
if (!width || !height) throw new Error(`a size is WIDTHxHEIGHT, not '${size}'`);

execFileSync('vite', ['build', '--logLevel=error'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
const server = await servePage();
const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage({
    viewport: { width, height },
    locale: 'en-US',
    serviceWorkers: 'block',
  });
  page.setDefaultTimeout(120_000);
  await page.goto(`${server.url}?${query}`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  // Both branches come in, the sparkline fills, and what moves comes to rest.
  await page.waitForTimeout(12_000);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  console.log(`${file}: ${width} x ${height}, ${await page.locator('html').getAttribute('data-renderer')}`);
} finally {
  await browser.close();
  await server.close();
}
