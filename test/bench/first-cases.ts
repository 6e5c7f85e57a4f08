/**
 * The first picture of a page that was never loaded: from the address to the frame that has land, sites and
 * links handed over. Without a GPU the browser's own renderer starts, compiles and draws on the processor
 * meanwhile, the page's words too, so two more times are told: how long its thread is at work, and in how much
 * of the whole the page itself is, be it beside the renderer: a script outside calls to the renderer, a
 * worker, or a file on its way.
 */
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { servePage } from '../e2e/server.ts';
import type { Row } from './measure.ts';
import { traced, type TraceEvent } from './trace.ts';

const LOADS = 5;

/** Notes from when to when the page is in calls that make the renderer, or wait for it to compile. */
const PROBE = `
  window.waits = [];
  const waitIn = (type, names) => {
    for (const name of names) {
      const call = type && type.prototype[name];
      if (call) type.prototype[name] = function (...given) {
        const start = performance.now();
        try { return call.apply(this, given); } finally { waits.push([start, performance.now()]); }
      };
    }
  };
  waitIn(window.HTMLCanvasElement, ['getContext']);
  waitIn(window.WebGL2RenderingContext, ['compileShader', 'linkProgram', 'getProgramParameter', 'getShaderParameter', 'getProgramInfoLog', 'getShaderInfoLog']);
  waitIn(window.GPUCanvasContext, ['configure', 'getCurrentTexture']);
  waitIn(window.GPUDevice, ['createShaderModule', 'createRenderPipeline']);
`;

/** From and to, milliseconds. */
type Span = [from: number, to: number];

/** Milliseconds to the picture; of them the renderer at work, and alone at work. */
type Load = { ms: number; busy: number; alone: number };

/** In the page. */
declare const waits: Span[];

/** What the main thread does that is of the page, not the compositor waiting for its turn. */
const PAGE_WORK =
  /^(?:FunctionCall|EvaluateScript|v8\.|RunMicrotasks|Layout|UpdateLayoutTree|PrePaint|Paint|ParseHTML|ParseAuthorStyleSheet)/;

const isTask = ({ name }: TraceEvent): boolean => name === 'ThreadControllerImpl::RunTask';

async function firstPicture(url: string): Promise<Load> {
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript(PROBE);
    const events = await traced(
      browser,
      page,
      async () => {
        await page.goto(url);
        await page.waitForFunction(
          () => performance.getEntriesByName('picture').length > 0,
          undefined,
          { polling: 100 }, // prettier-ignore
        );
      },
      ['devtools.timeline', 'blink.user_timing', 'v8', 'toplevel', '__metadata'],
    );
    const waited = await page.evaluate(() => waits);
    return readTrace(events, waited);
  } finally {
    await browser.close();
  }
}

function readTrace(events: TraceEvent[], waited: Span[]): Load {
  const mark = events.find(({ name }) => name === 'picture')!;
  const ms = mark.args!.data!.startTime!;
  const begunUs = mark.ts - 1000 * ms;
  const named = new Map<string, string>();
  for (const { name, pid, tid, args } of events)
    if (name === 'thread_name') named.set(`${pid} ${tid}`, args?.name ?? '');
  const spansOf = (thread: string, of: (event: TraceEvent) => boolean): Span[] =>
    events
      .filter((event) => event.dur && named.get(`${event.pid} ${event.tid}`) === thread && of(event))
      .map(({ ts, dur = 0 }): Span => [(ts - begunUs) / 1000, (ts + dur - begunUs) / 1000]);
  const ofPage = ({ pid }: TraceEvent): boolean => pid === mark.pid;
  const script = spansOf('CrRendererMain', (event) => ofPage(event) && PAGE_WORK.test(event.name));
  const workers = spansOf('DedicatedWorker thread', (event) => ofPage(event) && isTask(event));
  const renderer = spansOf('CrGpuMain', isTask);
  // A quarter of a millisecond is nothing to any of them.
  const step = 0.25;
  const at = (spans: Span[]): Uint8Array => {
    const marks = new Uint8Array(Math.ceil(ms / step));
    for (const [from, to] of spans)
      marks.fill(1, Math.max(0, Math.round(from / step)), Math.round(to / step));
    return marks;
  };
  const isScript = at(script);
  const isWaiting = at(waited);
  const isWorker = at(workers);
  const isRenderer = at(renderer);
  let busy = 0;
  let alone = 0;
  for (let i = 0; i < isRenderer.length; i++) {
    if (!isRenderer[i]) continue;
    busy += step;
    if (!isWorker[i] && (!isScript[i] || isWaiting[i])) alone += step;
  }
  return { ms, busy, alone };
}

export async function firstRows(): Promise<Row[]> {
  const server = await servePage();
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
        row('the renderer at work', null, ({ busy }) => busy),
        row('the page at work', 2000, ({ ms, alone }) => ms - alone),
      );
    }
    return rows;
  } finally {
    await server.close();
  }
}
