/** Offline: after one visit everything works without a network, under any path; an update waits to be wanted. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedEnd } from '../fixtures/shipped.ts';
import { en } from '../../src/i18n/en.ts';
import { headline, openFile } from './app.ts';
import { forkChoice } from './desk.ts';
import { optimum, optimumHash } from './optimum.ts';
import { story, tickAt } from './fibre-cut.ts';
import { connect, focusPage, says, tickOf, until, untilReady, untilTick } from './page.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
const BELOW = '/some/deep/path/';

/** The built page under a path of its own on a plain static host. */
function serve(folder: string): Promise<Server> {
  const server = createServer((request, reply) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const name = pathname === BELOW ? 'index.html' : decodeURIComponent(pathname.slice(BELOW.length));
    try {
      const body = readFileSync(join(folder, name));
      reply.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      reply.setHeader('cache-control', 'no-store');
      reply.end(body);
    } catch {
      reply.statusCode = 404;
      reply.end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** What is pressed and what the room then sees, of the one table of a script; '': the page itself. */
function scriptOf(lang: string): { key: string; sees: string }[] {
  const text = readFileSync(`docs/${lang}/demo.md`, 'utf8');
  const rows = text.matchAll(/^\|\s*\d+:\d\d\s*\|\s*`(\w+)`\s*\|\s*(?:\*\*(.+?)\*\*)?/gm);
  return [...rows].map(([, key = '', sees = '']) => ({ key, sees }));
}

describe('without a network', () => {
  let browser: Browser;
  let server: Server;
  let folder: string;
  let page: Page;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-'));
    cpSync('dist', folder, { recursive: true });
    server = await serve(folder);
    port = (server.address() as AddressInfo).port;
    browser = await connect();
    const context = await browser.newContext({ viewport: { width: 800, height: 500 }, locale: 'en-US' });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  const address = (query: string): string => `http://127.0.0.1:${port}${BELOW}?quality=test&${query}`;

  it('the page opens after one visit, and any scenario that comes with it runs to its end', async () => {
    await page.goto(address('renderer=none'));
    await untilReady(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    // The network of the whole machine, as far as this page goes.
    await new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    for (const scenario of ['china-linked', 'us-and-china']) {
      await page.goto(address(`renderer=none&scenario=${scenario}`));
      await untilReady(page);
      const end = await shippedEnd(scenario);
      await focusPage(page);
      await page.keyboard.press('End');
      await untilTick(page, end.tick);
      expect(await says(page, 'hash')).toBe(end.linked);
    }
    // The solver's WebAssembly is found beside the worker that asks for it.
    await openFile(page, 'optimum.json', optimum(1));
    await untilTick(page, 0);
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, 12);
    expect(await says(page, 'hash')).toBe(await optimumHash(1));
    // So is the sandbox, and the solver in it, which has no network to lose.
    await page.keyboard.press('m');
    await page.getByRole('button', { name: en.policy.run }).click();
    await forkChoice(page, 'C').waitFor();
    expect(await forkChoice(page, 'C').isChecked()).toBe(true);
    for (const [key, tick] of [
      ['Home', 0],
      ['End', 12],
    ] as const) {
      await focusPage(page);
      await page.keyboard.press(key);
      await untilTick(page, tick);
    }
    expect(await says(page, 'hash')).toBe(await optimumHash(1));
    await page.goto(address('renderer=webgl'));
    await untilReady(page);
    expect(await says(page, 'renderer')).toBe('webgl');
    const [registration] = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    );
    expect(registration).toBe(BELOW);
  }, 120_000);

  it('the script for a room holds from the first key to the last', async () => {
    const [rows, chinese] = [scriptOf('en'), scriptOf('zh')];
    expect(rows).toHaveLength(6);
    expect(chinese.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    for (const { sees } of chinese) expect(JSON.stringify(story)).toContain(sees);
    await page.goto(address('renderer=none&scenario=fibre-cut-live'));
    await untilReady(page);
    const opened = await says(page, 'tick');
    for (const { key, sees } of rows) {
      await page.keyboard.press(key);
      if (sees === '') break;
      await page.locator('.show').getByRole('heading', { name: sees, exact: true }).waitFor();
      const scene = story.find(({ title, guess }) => [title.en, guess?.en].includes(sees))!;
      const [tick, end] = [tickAt(scene.at), tickAt(scene.playTo ?? scene.at)];
      if (scene.title.en !== sees || tick === end) await untilTick(page, tick);
      else {
        await until('it plays', async () => (await tickOf(page)) > tick && (await tickOf(page)) <= end);
        // What plays is brought to its end, as a speaker in a hurry does.
        await page.keyboard.press('PageDown');
        await untilTick(page, end);
      }
    }
    await headline(page).waitFor();
    await until('all is as before', async () => (await says(page, 'tick')) === opened);
  }, 120_000);

  it('a new version is announced, waits, and takes over when it is wanted', async () => {
    server = await serve(folder);
    await new Promise((resolve) => server.close(resolve));
    server.listen(port, '127.0.0.1');
    await page.context().setOffline(false);
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    writeFileSync(join(folder, 'index.html'), html.replace('<title>', '<title>Newer '));
    const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
    const revised = worker.replace(/("url":"index\.html","revision":")[0-9a-f]+/, '$1newer');
    expect(revised).not.toBe(worker);
    writeFileSync(join(folder, 'service-worker.js'), revised);
    await page.goto(address('renderer=none'));
    await page.getByText('A new version of Causeway is ready.').waitFor();
    expect(await page.title()).toBe('Causeway');
    await page.reload();
    await untilReady(page);
    expect(await page.title()).toBe('Causeway');
    await page.getByRole('button', { name: 'Use it now' }).click();
    await until('the new version is on show', async () => (await page.title()) === 'Newer Causeway');
  }, 120_000);
});
