/** The page as one file, opened from disk: it runs as it does on a host, asks nobody for anything, and keeps its policy. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { shippedEnd } from '../fixtures/shipped.ts';
import { headline, openFile } from './app.ts';
import { command } from './desk.ts';
import { connect, focusPage, says, until, untilReady, untilTick } from './page.ts';
import { optimum, optimumHash } from './optimum.ts';

const FILE = pathToFileURL(resolve('dist/causeway.html')).href;

describe('from disk', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    expect(existsSync('dist/causeway.html'), 'npm run build:file').toBe(true);
    browser = await connect();
    page = await browser.newPage({ viewport: { width: 800, height: 500 }, locale: 'en-US' });
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
  });
  afterAll(() => browser?.close());

  it('a scenario runs to its end, to the state and the sentence of the command line', async () => {
    await page.goto(`${FILE}?renderer=none&quality=test&scenario=hello`);
    await untilReady(page);
    const end = await shippedEnd('hello');
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, end.tick);
    expect(await says(page, 'hash')).toBe(end.linked);
    expect(await headline(page).innerText()).toMatch(/^Linked, the three sites keep \d+\s%/);
  });

  it('the map is drawn, with its land', async () => {
    await page.goto(`${FILE}?renderer=webgl&quality=test&scenario=hello`);
    await untilReady(page);
    expect(await says(page, 'renderer')).toBe('webgl');
  });

  it('its other workers run too: the solver, the checks, an import', async () => {
    await openFile(page, 'optimum.json', optimum(1));
    await until('the file is on show', async () => (await says(page, 'tick')) === '0');
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, 12);
    expect(await says(page, 'hash')).toBe(await optimumHash(1));
    await command(page, en.commands.verify);
    const dialog = page.getByRole('dialog', { name: en.verify.title });
    await dialog.getByRole('status').filter({ hasText: 'computed just now' }).waitFor();
    await page.keyboard.press('Escape');
    await openFile(page, 'jobs.csv', 'submit,gpus,run\n0,8,3600\n60,4,60\n');
    await page.getByRole('dialog').getByText(en.bring.counts.jobs('2')).waitFor();
  });

  it('asks nobody for anything, and its policy lets nothing else in', async () => {
    expect(asked.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(FILE))).toEqual([]);
    expect(complaints).toEqual([]);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(
      readFileSync('dist/causeway.html', 'utf8'),
    )?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/'unsafe-(?:inline|eval)'|https?:|\*/);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      return 'ranInline' in globalThis;
    });
    expect(ran).toBe(false);
  });

  it('the page for a host, opened from disk, says why it does not start and what to do', async () => {
    const other = await browser.newPage();
    await other.goto(pathToFileURL(resolve('dist/index.html')).href);
    const words = other.locator('.not-started [lang=en]');
    await until('it says so', async () => {
      const style = await words.evaluate((element) => getComputedStyle(element.parentElement!).opacity);
      return style === '1';
    });
    expect(await words.innerText()).toMatch(/causeway\.html[^]*http\.server/);
    await other.close();
  });
});
