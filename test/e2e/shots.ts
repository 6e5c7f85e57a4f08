/**
 * `npm run shots`: builds the page and takes the gallery, one picture a row of shot-list.ts, to
 * test/output/shots. `npm run shots -- globe portrait` takes those whose names hold one of the words.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from './chromium.ts';
import { servePage } from './server.ts';
import { SHOTS, type Shot } from './shot-list.ts';

const OUTPUT = 'test/output/shots';
/** Both branches come in, the sparkline fills, and what moves comes to rest. */
const SETTLE_MS = 8000;

/** What the page finds among its settings, kept there before it looks: requests are answered in order. */
const KEEP_THEME = (theme: string): void => {
  const asked = indexedDB.open('causeway');
  asked.onupgradeneeded = () => asked.result.createObjectStore('kept');
  asked.onsuccess = () =>
    asked.result.transaction('kept', 'readwrite').objectStore('kept').put({ theme }, 'settings');
};

const words = process.argv.slice(2);
const wanted = SHOTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (wanted.length === 0) {
  throw new Error(`no shot is named so; there are ${SHOTS.map(({ name }) => name).join(', ')}`);
}

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { name, query = '', size = [1280, 720], theme = 'dark', lang = 'en', act } = shot;
  const context = await browser.newContext({
    viewport: { width: size[0], height: size[1] },
    reducedMotion: 'reduce',
    locale: 'en-US',
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.addInitScript(KEEP_THEME, theme);
    await page.goto(`${url}?lang=${lang}&${query}`);
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
    await page.waitForTimeout(SETTLE_MS);
    if (act) {
      await act(page);
      await page.waitForTimeout(SETTLE_MS / 4);
    }
    await page.screenshot({ path: `${OUTPUT}/${name}.png` });
    console.log(`${OUTPUT}/${name}.png`);
  } finally {
    await context.close();
  }
}

execFileSync('vite', ['build', '--logLevel=error'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
mkdirSync(OUTPUT, { recursive: true });
const server = await servePage();
const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
try {
  for (const shot of wanted) await take(browser, server.url, shot);
} finally {
  await browser.close();
  await server.close();
}
