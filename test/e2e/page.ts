/**
 * One open page, seen as a person and as DESIGN.md's outside contract see it: what `<html data-...>`
 * says, what the keyboard does, what was complained of in the console.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, vi } from 'vitest';

export type OpenPage = {
  page: Page;
  /** Console errors and uncaught exceptions so far. */
  complaints: string[];
  close(): Promise<void>;
};

/** Small and plain, since the pixels are computed on the CPU. */
const SIZE = { width: 800, height: 500 };
const WAIT_MS = 60_000;

/** Leaves on each canvas the kind of context it was given; asking later would make one. */
const NOTE_CONTEXTS = `
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    const context = getContext.call(this, kind, ...rest);
    if (context) this.contextKind = kind;
    return context;
  };
`;

let browser: Browser;

/** To be called once at the top of a test file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await connect();
  });
  afterAll(() => browser.close());
}

/** The browser of this lane. */
export function connect(): Promise<Browser> {
  const urls = inject('browserUrls');
  const lane = Number(process.env['VITEST_POOL_ID'] ?? 1) - 1;
  return chromium.connect(urls[lane % urls.length]!);
}

export type Opening = {
  /** What follows in the address, with its '#'. */
  hash?: string;
  /** A script that runs before the page's own: a browser that lacks or refuses something. */
  before?: string;
  /** Another page in the browser of this one: the same storage, the same service worker. */
  beside?: OpenPage;
  /** Let the page keep itself for use without a network; it costs each browser a few megabytes. */
  keeps?: boolean;
  /** Let move what would move for most; no test waits for a movement's end but its own. */
  moves?: boolean;
  size?: { width: number; height: number };
};

/** Opens the page with `query`, e.g. `{ renderer: 'webgl' }`, in a context of its own, and waits until it is ready. */
export async function openPage(query: Record<string, string>, opening: Opening = {}): Promise<OpenPage> {
  const context =
    opening.beside?.page.context() ??
    (await browser.newContext({
      viewport: opening.size ?? SIZE,
      reducedMotion: opening.moves ? 'no-preference' : 'reduce',
      locale: 'en-US',
      serviceWorkers: opening.keeps ? 'allow' : 'block',
    }));
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  /** Its files that have come, coarse and fine. */
  const land = new Set<string>();
  page.on('requestfinished', (request) => {
    const [file] = /land-\w+\.json/.exec(request.url()) ?? [];
    if (file) land.add(file);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.addInitScript(NOTE_CONTEXTS);
  if (opening.before) await page.addInitScript(opening.before);
  const search = new URLSearchParams({ quality: 'test', ...query });
  await page.goto(`${inject('pageUrl')}?${search}${opening.hash ?? ''}`);
  try {
    await untilReady(page);
    // The map of a page that is ready may still be without its land.
    const isMade = () => page.workers().every((worker) => !worker.url().includes('land'));
    if ((await says(page, 'renderer')) !== 'none')
      await until('the land is in', () => Promise.resolve(land.size === 2 && isMade()));
  } catch (error) {
    const seen = `${await page.locator('body').innerText()}\n${complaints.join('\n')}`;
    await context.close();
    throw new Error(`the page does not become ready; it shows: ${seen}`, { cause: error });
  }
  return { page, complaints, close: () => context.close() };
}

export async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
}

/** What the page says of itself: `ready`, `renderer`, `tick`, `hash`. */
export async function says(page: Page, key: 'ready' | 'renderer' | 'tick' | 'hash'): Promise<string> {
  return (await page.locator('html').getAttribute(`data-${key}`)) ?? '';
}

export async function tickOf(page: Page): Promise<number> {
  return Number(await says(page, 'tick'));
}

/** Waits until what the page says of itself satisfies `test`, evaluated again and again. */
export async function until(what: string, test: () => Promise<boolean>): Promise<void> {
  const look = async (): Promise<void> => {
    if (!(await test())) throw new Error(`waited for in vain: ${what}`);
  };
  await vi.waitFor(look, { timeout: WAIT_MS, interval: 100 });
}

/** Waits until the tick on show is `tick`. */
export async function untilTick(page: Page, tick: number): Promise<void> {
  await page.waitForSelector(`html[data-tick="${tick}"]`, { state: 'attached' });
}

/** Puts the keyboard on the page itself, away from any control that takes keys of its own. */
export async function focusPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

/** How many objects of a type the page keeps alive, ended or not. */
export async function inMemory(page: Page, type: string): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { result: prototype } = await cdp.send('Runtime.evaluate', { expression: `${type}.prototype` });
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId! });
  const { result: count } = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await cdp.detach();
  return count.value as number;
}
