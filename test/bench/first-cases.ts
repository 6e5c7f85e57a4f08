/**
 * The first picture of a page that was never loaded: from the address until the frame with land, sites and
 * links stands on the screen. Without a GPU the browser's own renderer compiles every shader on the
 * processor meanwhile, those of the page's words too. How long that takes by itself is read from its threads
 * (Linux): all of their processor time but of those that run what was compiled, less what the same page costs
 * them when it is hidden and shown again, which draws everything anew and compiles nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import type { Row } from './measure.ts';
import { servePacked } from './static-host.ts';

const LOADS = 5;

/** SwiftShader's threads that run compiled shaders. */
const DRAWS = /^Thread<\d+>/;
/** After the first picture the islands load and the charts fill. */
const SETTLED_MS = 8000;
const AGAIN_MS = 2500;
/** At rest is a renderer that holds a processor for no more than this, of that time. */
const STILL_MS = 5;
const REST_MS = 500;
const RESTS = 40;

/** Milliseconds to the picture, and for how long of a processor the renderer compiled for it. */
type Load = { ms: number; compiling: number };

/**
 * The process of the renderer, once all of the browser has come up and is at rest: its own start is not the page's.
 * @throws Error when there is none after RESTS looks
 */
async function restingRenderer(session: CDPSession): Promise<number> {
  for (let look = 0, before = -Infinity; look < RESTS; look++) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const now = processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
    const found = processInfo.find(({ type }) => type === 'GPU');
    if (found && now - before < STILL_MS) return found.id;
    before = now;
  }
  throw new Error('this browser does not come to rest');
}

/** Processor time of a process so far, without the threads that run shaders; milliseconds. */
function heldBy(process: number): number {
  const threads = `/proc/${process}/task`;
  return readdirSync(threads).reduce((sum, thread) => {
    try {
      if (DRAWS.test(readFileSync(`${threads}/${thread}/comm`, 'utf8'))) return sum;
      return sum + Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      // It has ended since it was listed.
      return sum;
    }
  }, 0);
}

/**
 * A tab that was never another page, as a link from elsewhere gives: Playwright's own begins blank, and that blank
 * page, while it is put away in the same process, holds the new one until the renderer is idle.
 * @param context with a window, which would have to come up first
 */
async function openedAt(url: string, context: BrowserContext, session: CDPSession): Promise<Page> {
  const { browserContextIds } = await session.send('Target.getBrowserContexts');
  const opened = context.waitForEvent('page');
  await session.send('Target.createTarget', { url, browserContextId: browserContextIds[0]! });
  return opened;
}

const show = (page: Page, display: string): Promise<void> =>
  page.evaluate((to) => {
    document.body.style.display = to;
  }, display);

async function firstPicture(url: string): Promise<Load> {
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  try {
    const session = await browser.newBrowserCDPSession();
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    await context.newPage();
    const renderer = await restingRenderer(session);
    const before = heldBy(renderer);
    const page = await openedAt(url, context, session);
    const picture = await page.waitForFunction(
      () => performance.getEntriesByName('picture')[0]?.startTime,
      undefined,
      { polling: 50 },
    );
    const first = heldBy(renderer) - before;
    const ms = (await picture.jsonValue())!;
    await page.waitForTimeout(SETTLED_MS);
    await show(page, 'none');
    await page.waitForTimeout(AGAIN_MS);
    const hidden = heldBy(renderer);
    await show(page, '');
    await page.waitForTimeout(AGAIN_MS);
    return { ms, compiling: first - (heldBy(renderer) - hidden) };
  } finally {
    await browser.close();
  }
}

export async function firstRows(): Promise<Row[]> {
  const server = await servePacked();
  try {
    const rows: Row[] = [];
    for (const renderer of ['webgpu', 'webgl']) {
      const loads: Load[] = [];
      for (let i = 0; i < LOADS; i++) loads.push(await firstPicture(`${server.url}?renderer=${renderer}`));
      const row = (what: string, must: number | null, of: (load: Load) => number): Row => ({
        name: `${renderer}: first picture, ${what}`,
        values: loads.map(of),
        unit: 'ms',
        must,
        better: 'less',
      });
      rows.push(
        row('from the address', null, ({ ms }) => ms),
        row('the renderer compiles', null, ({ compiling }) => compiling),
        row('beyond that', 2000, ({ ms, compiling }) => ms - compiling),
      );
    }
    return rows;
  } finally {
    await server.close();
  }
}
