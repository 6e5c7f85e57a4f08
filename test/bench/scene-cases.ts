/**
 * What the picture costs: main thread, draw calls and bytes, which carry over to a machine with a
 * GPU, and whether a world far larger than any real one starts and draws. Frames per second are not
 * quoted: here they measure the rasteriser.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import { createPicker } from '../../src/scene/picking.ts';
import { paint } from '../../src/scene/layers/campus/paint.ts';
import { planCampus } from '../../src/scene/layers/campus/plan.ts';
import { createStage, nodeAt } from '../../src/scene/stage.ts';
import { LAND_TOP } from '../../src/scene/measure.ts';

import { readOccupancy } from '../../workers/frame/occupancy.ts';
import { writeOccupancy } from '../../workers/frame/write-occupancy.ts';
import { advanceTo, createRun } from '../../workers/engine/engine.ts';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { coloursIn, pictureOfCanvas } from '../e2e/picture.ts';
import { servePage } from '../e2e/server.ts';
import { eyeOver } from '../fixtures/eye.ts';
import { openShipped } from '../fixtures/shipped.ts';
import { pacificView } from '../fixtures/views.ts';
import { timed, type Row } from './measure.ts';
import { heldMs, isFrame, traced, type TraceEvent } from './trace.ts';

const SIZE = { width: 1280, height: 720 };
const PATIENCE_MS = 280_000;

/** Between two things that are done: the rasteriser is done with a frame by then, as a GPU is long before the next. */
const PAUSE_MS = 1200;

/** Notes every frame drawn: milliseconds of its callback, draw calls, bytes handed over, the tick on show. */
const PROBE = `
  window.probe = { frames: [], draws: 0, bytes: 0 };
  const wrap = (type, name, note) => {
    const call = type && type.prototype[name];
    if (call) type.prototype[name] = function (...given) { note(given); return call.apply(this, given); };
  };
  const draw = () => { probe.draws++; };
  const size = (data) => (data && data.byteLength) || 0;
  const GL = window.WebGL2RenderingContext;
  for (const name of ['draw', 'drawIndexed']) wrap(window.GPURenderPassEncoder, name, draw);
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) wrap(GL, name, draw);
  wrap(window.GPUQueue, 'writeBuffer', (given) => { probe.bytes += given[4] ?? size(given[2]); });
  wrap(window.GPUQueue, 'writeTexture', (given) => { probe.bytes += size(given[1]); });
  wrap(GL, 'bufferData', (given) => { probe.bytes += size(given[1]); });
  wrap(GL, 'bufferSubData', (given) => { probe.bytes += given[4] ? given[4] * given[2].BYTES_PER_ELEMENT : size(given[2]); });
  for (const name of ['texImage2D', 'texSubImage2D']) wrap(GL, name, (given) => { probe.bytes += size(given[8]); });
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => ask((now) => {
    const before = { draws: probe.draws, bytes: probe.bytes };
    const start = performance.now();
    callback(now);
    const ms = performance.now() - start;
    if (probe.draws === before.draws) return;
    performance.mark('drawn');
    probe.frames.push({ ms, draws: probe.draws - before.draws, bytes: probe.bytes - before.bytes, tick: document.documentElement.dataset.tick });
  });
`;

type Frame = { ms: number; draws: number; bytes: number; tick: string };

/** In the page. */
declare const probe: { frames: Frame[] };

const framesOf = (page: Page): Promise<Frame[]> => page.evaluate(() => probe.frames.splice(0));

async function openAt(browser: Browser, address: string): Promise<{ page: Page; readyMs: number }> {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(PROBE);
  const start = performance.now();
  await page.goto(address);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  await page.waitForFunction(() => probe.frames.length > 0);
  return { page, readyMs: performance.now() - start };
}

/** The frames that `run` draws, and, of those it draws once more under a trace, what the main thread held a processor for. */
async function watched(browser: Browser, page: Page, run: () => Promise<Frame[]>) {
  const frames = await run();
  const events = await traced(browser, page, run);
  const drawn = events.filter(({ name }) => name === 'drawn');
  const drew = ({ tid, ts, dur = 0 }: TraceEvent): boolean =>
    drawn.some((mark) => mark.tid === tid && mark.ts >= ts && mark.ts <= ts + dur);
  const held = events.filter((event) => isFrame(event) && drew(event)).map(heldMs);
  return { frames, held: held.length > 0 ? held : [NaN] };
}

/** Waits until no frame has been drawn for a while, and forgets those that were. */
async function rest(page: Page): Promise<void> {
  for (let still = 0; still < 2;) {
    await page.waitForTimeout(1500);
    still = (await framesOf(page)).length === 0 ? still + 1 : 0;
  }
}

/** Turns the camera by the mouse, so that frames come without a tick. */
async function turn(page: Page, steps: number): Promise<Frame[]> {
  await page.mouse.move(640, 560);
  await page.mouse.down({ button: 'right' });
  for (let i = 0; i < steps; i++) {
    await page.mouse.move(640 + 6 * i, 560);
    await page.waitForTimeout(PAUSE_MS);
  }
  await page.mouse.up({ button: 'right' });
  await page.waitForTimeout(500);
  return framesOf(page);
}

async function stepTicks(page: Page, ticks: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  await page.mouse.move(5, 715);
  for (let i = 0; i < ticks; i++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(PAUSE_MS);
    frames.push(...(await framesOf(page)));
  }
  return frames;
}

const values = (frames: Frame[], key: 'ms' | 'draws' | 'bytes'): number[] =>
  frames.length > 0 ? frames.map((frame) => frame[key]) : [NaN];

/** Into the largest site, by the table, which needs no aim. */
async function goInside(page: Page): Promise<void> {
  await page.keyboard.press('t');
  await page.getByRole('rowheader', { name: 'Zhangjiakou' }).getByRole('button').click();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.inside-legend');
}

function mainThreadRows(name: string, { frames, held }: { frames: Frame[]; held: number[] }): Row[] {
  const row = { unit: 'ms', must: 4, better: 'less' as const };
  return [
    { ...row, name, values: values(frames, 'ms') },
    { ...row, name: `${name}, of it on a processor`, values: held },
  ];
}

async function rendererRows(browser: Browser, url: string, renderer: string): Promise<Row[]> {
  const name = (what: string): string => `${renderer}: ${what}`;
  const { page, readyMs } = await openAt(browser, `${url}?renderer=${renderer}`);
  await rest(page);
  const moving = await watched(browser, page, () => turn(page, 20));
  await rest(page);
  const ticking = await watched(browser, page, () => stepTicks(page, 12));
  await goInside(page);
  await rest(page);
  const within = await watched(browser, page, () => stepTicks(page, 12));
  const less = { better: 'less' as const };
  const rows: Row[] = [
    {
      ...less,
      name: name('from the address to the first picture'),
      values: [readyMs],
      unit: 'ms',
      must: null,
    },
    ...mainThreadRows(name('main thread, a frame'), moving),
    ...mainThreadRows(name('main thread, a frame with a tick'), ticking),
    {
      ...less,
      name: name('draw calls, a frame'),
      values: values(moving.frames, 'draws'),
      unit: '',
      must: 60,
    },
    {
      ...less,
      name: name('uploaded, a frame of the camera'),
      values: values(moving.frames, 'bytes'),
      unit: 'B',
      must: 2000,
    },
    {
      ...less,
      name: name('uploaded, a frame with a tick'),
      values: values(ticking.frames, 'bytes'),
      unit: 'B',
      must: 64_000,
    },
    ...mainThreadRows(name('inside, main thread, a frame with a tick'), within),
    {
      ...less,
      name: name('inside, uploaded, a frame with a tick'),
      values: values(within.frames, 'bytes'),
      unit: 'B',
      must: 64_000,
    },
  ];
  await page.close();
  return rows;
}

/** A world of so many sites and links in which nothing happens, as a file. */
function largeFile(sites: number, links: number): string {
  const view = pacificView(sites, 0, links);
  const seen = new Set<string>();
  const kept = view.links.filter(({ a, b }) => a !== b && !seen.has(`${a} ${b}`) && seen.add(`${a} ${b}`));
  return JSON.stringify({
    format: 'causeway/1',
    id: 'large',
    name: { en: 'Large' },
    duration: '1h',
    tick: '5m',
    accelerators: { chip: { bf16Tflops: 320, memoryGB: 64, tdpW: 500 } },
    sites: Object.fromEntries(
      view.sites.map(({ id, name, lat, lon, role, accelerators }) => [
        id,
        { name, lat, lon, role, pools: { chip: Math.round(accelerators) } },
      ]),
    ),
    links: Object.fromEntries(
      kept.map(({ a, b, capacityBps }, i) => [
        `l${i}`,
        { a: view.sites[a]!.id, b: view.sites[b]!.id, gbps: capacityBps / 1e9 },
      ]),
    ),
  });
}

/** @param buffer the file, made beforehand: that takes seconds, and is no part of what is timed */
async function largeRow(browser: Browser, url: string, renderer: string, buffer: Buffer): Promise<Row> {
  const { page } = await openAt(browser, `${url}?renderer=${renderer}&quality=test`);
  await rest(page);
  const start = performance.now();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer });
  await page.waitForFunction(
    () => document.querySelector('h1') && probe.frames.some((frame) => frame.tick === '0'),
  );
  const ms = performance.now() - start;
  const colours = coloursIn(await pictureOfCanvas(page));
  await page.close();
  if (colours < 8) throw new Error(`${renderer}: ${colours} colours in the picture of 10,000 sites`);
  return {
    name: `${renderer}: 10,000 sites, 5,000 links, from the file to the picture`,
    values: [ms],
    unit: 'ms',
    must: null,
    better: 'less',
    note: `${colours} colours`,
  };
}

function pickRows(): Row[] {
  const stage = createStage(pacificView(10_000, 200, 0));
  const eye = eyeOver(stage, SIZE);
  const picker = createPicker(stage, eye, new Float64Array(200).fill(0.05), () => SIZE);
  const points = Array.from({ length: 1000 }, (_, i) => {
    const [x, y] = nodeAt(stage, 10 * i);
    return { ...eye.toScreen(x, y, LAND_TOP + 0.1, { x: 0, y: 0, visible: false }) };
  });
  const none: ReadonlySet<string> = new Set();
  picker.at(0, 0, none);
  const asked = timed(9, () => null, () => points.forEach(({ x, y }) => picker.at(x, y, none))); // prettier-ignore
  const projected = timed(9, () => picker.moved(), () => void picker.at(0, 0, none)); // prettier-ignore
  const row = { unit: 'ms', better: 'less' as const };
  return [
    { ...row, name: 'picking among 10,000 sites, a question', values: asked.map((ms) => ms / 1000), must: 1 },
    { ...row, name: 'picking among 10,000 sites, after a move of the camera', values: projected, must: null },
  ];
}

async function campusRow(): Promise<Row> {
  const world = await openShipped('china-linked', true);
  const run = createRun(world);
  advanceTo(run, 2 * 86_400);
  const site = world.ids.sites.indexOf('cl_zhangjiakou');
  const occupancy = readOccupancy(writeOccupancy(run, site));
  const plan = planCampus([...occupancy.pools.installed], 100_000);
  const before = paint(plan, occupancy, null);
  return {
    name: `a tick inside a site, ${plan.cells.toLocaleString('en')} cells, ${occupancy.gangs.count} gangs`,
    values: timed(9, () => null, () => void paint(plan, occupancy, before)), // prettier-ignore
    unit: 'ms',
    must: 4,
    better: 'less',
  };
}

export async function sceneRows(): Promise<Row[]> {
  const rows = [...pickRows(), await campusRow()];
  const large = Buffer.from(largeFile(10_000, 5000));
  const server = await servePage();
  try {
    for (const renderer of ['webgpu', 'webgl']) {
      const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
      try {
        rows.push(...(await rendererRows(browser, server.url, renderer)));
        rows.push(await largeRow(browser, server.url, renderer, large));
      } finally {
        await browser.close();
      }
    }
  } finally {
    await server.close();
  }
  return rows;
}
