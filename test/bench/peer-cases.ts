/**
 * 10,000 arcs beside deck.gl's ArcLayer and globe.gl's arcs: one page each, the same size, antialias off,
 * WebGL 2 on the CPU, each picture looked at. They don't do the same work: globe.gl draws lines of a
 * pixel, deck.gl's arcs can be picked. The peers are a package of their own, installed here alone.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { coloursIn, groundOf, shareUnlike } from '../e2e/picture.ts';
import { median, type Row } from './measure.ts';
import { heldMs, isFrame, traced } from './trace.ts';

const SIZE = { width: 1280, height: 720 };
const PEERS = 'test/bench/peers';
const OUTPUT = resolve('test/output/peers');
const PAGES = {
  ours: { root: 'test/bench/arcs', page: 'ours.html' },
  'deck.gl': { root: PEERS, page: 'deck.html' },
  'globe.gl': { root: PEERS, page: 'globe.html' },
} as const;
type Library = keyof typeof PAGES;

/** Share of the page that arcs around a globe of some 300 pixels cover at least. */
const LEAST_DRAWN = 0.15;
const WARM_UP = 2;
const FRAMES = 15;
const PATIENCE_MS = 180_000;

/**
 * Notes of every frame that draws: milliseconds of its callbacks, and until the GPU has done it all. A task
 * of its own reads a pixel, which waits for that.
 */
const PROBE = `
  window.frames = [];
  const contexts = new Set();
  let draws = 0;
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, attributes) {
    const context = getContext.call(this, kind, { ...attributes, antialias: false });
    if (context && kind === 'webgl2') contexts.add(context);
    return context;
  };
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) { draws++; return draw.apply(this, given); };
  }
  const ask = window.requestAnimationFrame.bind(window);
  const channel = new MessageChannel();
  const pixel = new Uint8Array(4);
  let frame = null;
  channel.port1.onmessage = () => {
    for (const gl of contexts) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    if (draws > 0) performance.mark('drawn');
    if (draws > 0) window.frames.push({ mainMs: frame.mainMs, allMs: performance.now() - frame.startMs, draws });
    frame = null;
    draws = 0;
  };
  window.requestAnimationFrame = (callback) => ask((now) => {
    const startMs = performance.now();
    if (!frame) {
      frame = { mainMs: 0, startMs };
      channel.port2.postMessage(null);
    }
    callback(now);
    frame.mainMs += performance.now() - startMs;
  });
`;

type Frame = { mainMs: number; allMs: number; draws: number };

async function buildPages(): Promise<void> {
  if (!existsSync(`${PEERS}/node_modules`)) {
    execFileSync('npm', ['ci', '--no-fund', '--no-audit'], {
      cwd: PEERS,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
  for (const [library, { root, page }] of Object.entries(PAGES)) {
    await build({
      configFile: false,
      root,
      base: './',
      logLevel: 'error',
      build: {
        target: 'es2023',
        outDir: `${OUTPUT}/${library}`,
        emptyOutDir: true,
        chunkSizeWarningLimit: 4000,
        rolldownOptions: { input: resolve(root, page) },
      },
    });
  }
}

/** Frames on the clock, and for how many milliseconds of one the main thread held a processor. */
type Watched = { frames: Frame[]; heldMs: number };

async function watch(browser: Browser, page: Page, address: string): Promise<Watched> {
  await page.addInitScript(PROBE);
  await page.goto(address);
  const all = WARM_UP + FRAMES;
  await page.waitForFunction(`frames.length >= ${all}`, null, { timeout: PATIENCE_MS });
  const frames = ((await page.evaluate('frames')) as Frame[]).slice(WARM_UP, all);
  const more = (await page.evaluate<number>('frames.length')) + FRAMES;
  const events = await traced(browser, page, () =>
    page.waitForFunction(`frames.length >= ${more}`, null, { timeout: PATIENCE_MS }),
  );
  const drawn = events.filter(({ name }) => name === 'drawn').length;
  const held = events.filter(isFrame).map(heldMs);
  return { frames, heldMs: held.reduce((sum, ms) => sum + ms, 0) / drawn };
}

async function measure(browser: Browser, library: Library, url: string): Promise<Watched> {
  const page = await browser.newPage({ viewport: SIZE });
  try {
    page.setDefaultTimeout(PATIENCE_MS);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const seen = await watch(browser, page, `${url}${library}/${PAGES[library].page}`).catch(
      (error: unknown) => {
        throw new Error(`${library}: ${faults.join('; ') || String(error)}`);
      },
    );
    const picture = PNG.sync.read(await page.screenshot({ path: `${OUTPUT}/${library}.png` }));
    const box = { x: 0, y: 0, ...SIZE };
    const drawn = shareUnlike(picture, box, groundOf(picture, box));
    if (coloursIn(picture) < 2 || drawn < LEAST_DRAWN)
      throw new Error(`${library} draws on ${(100 * drawn).toFixed(1)} % of the picture alone`);
    return seen;
  } finally {
    await page.close();
  }
}

export async function peerRows(): Promise<Row[]> {
  await buildPages();
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: OUTPUT },
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error(`no port: ${String(address)}`);
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  try {
    const found = {} as Record<Library, Watched>;
    for (const library of Object.keys(PAGES) as Library[]) {
      found[library] = await measure(browser, library, `http://127.0.0.1:${address.port}/`);
    }
    return [...Object.entries(found).flatMap(([library, one]) => rowsOf(library, one)), ...ratios(found)];
  } finally {
    await browser.close();
    await server.close();
  }
}

function rowsOf(library: string, { frames, heldMs: held }: Watched): Row[] {
  const row = { unit: 'ms', must: null, better: 'less' as const, note: `${frames[0]!.draws} draws a frame` };
  return [
    {
      ...row,
      name: `${library}: 10,000 arcs, main thread a frame`,
      values: frames.map(({ mainMs }) => mainMs),
    },
    { ...row, name: `${library}: 10,000 arcs, of it on a processor`, values: [held] },
    { ...row, name: `${library}: 10,000 arcs, a frame on the CPU`, values: frames.map(({ allMs }) => allMs) },
  ];
}

function ratios(found: Record<Library, Watched>): Row[] {
  const all = (library: Library): number => median(found[library].frames.map(({ allMs }) => allMs));
  const main = (over: Library): number[] => [found[over].heldMs / found.ours.heldMs];
  const drawn = (over: Library): number[] => [all(over) / all('ours')];
  const row = { unit: 'x ours', better: 'more' as const };
  return [
    { ...row, name: 'main thread on a processor, deck.gl', values: main('deck.gl'), must: 1 },
    { ...row, name: 'main thread on a processor, globe.gl', values: main('globe.gl'), must: 50 },
    { ...row, name: 'a frame on the CPU, deck.gl', values: drawn('deck.gl'), must: 1 },
    { ...row, name: 'a frame on the CPU, globe.gl', values: drawn('globe.gl'), must: 0.5 },
  ];
}
