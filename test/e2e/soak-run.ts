/**
 * Play for a long time, and what must stay flat meanwhile: the heap and the DOM after a collection of
 * garbage, what is alive on the GPU, and the tasks that keep the main thread for over 50 ms. The run is
 * played in a loop with charts open; now and then a branch is forked and ended again.
 */
import type { CDPSession, Page } from 'playwright-core';

export type Beat = {
  atMs: number;
  tick: number;
  heapBytes: number;
  nodes: number;
  listeners: number;
  workers: number;
  gpuObjects: number;
  /** Since the beat before. */
  longTasks: number;
};

export type Soaking = {
  minutes: number;
  /** Looks at what is alive, evenly over that time. */
  beats: number;
  /** Asked for, in ticks a second. */
  speed: number;
};

/**
 * Counts what lives on the GPU, and long tasks; to be run before the page's own scripts. As text, since
 * a compiler's additions to a function are unknown to the page.
 */
export const WATCH = `
  window.watched = { gpu: 0, longTasks: 0 };
  const gone = new FinalizationRegistry((entry) => { if (entry.alive) window.watched.gpu--; });
  const alive = new WeakMap();
  const born = (made) => {
    if (!made) return made;
    const entry = { alive: true };
    window.watched.gpu++;
    alive.set(made, entry);
    gone.register(made, entry);
    return made;
  };
  const died = (made) => {
    const entry = made && alive.get(made);
    if (entry?.alive) { entry.alive = false; window.watched.gpu--; }
  };
  const wrap = (type, name, before, after) => {
    const original = type?.prototype[name];
    if (original) type.prototype[name] = function (...args) {
      before(this, args);
      return after(original.apply(this, args));
    };
  };
  const same = (made) => made;
  const none = () => {};
  for (const kind of ['Buffer', 'Texture', 'Program', 'Framebuffer', 'Renderbuffer', 'VertexArray', 'Shader']) {
    wrap(window.WebGL2RenderingContext, 'create' + kind, none, born);
    wrap(window.WebGL2RenderingContext, 'delete' + kind, (_, args) => died(args[0]), same);
  }
  for (const kind of ['Buffer', 'Texture']) {
    wrap(window.GPUDevice, 'create' + kind, none, born);
    wrap(window['GPU' + kind], 'destroy', died, same);
  }
  new PerformanceObserver((list) => { window.watched.longTasks += list.getEntries().length; })
    .observe({ type: 'longtask', buffered: true });
`;

async function beat(page: Page, cdp: CDPSession): Promise<Beat> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  const seen = await page.evaluate(() => {
    const { watched } = window as unknown as { watched: { gpu: number; longTasks: number } };
    const { longTasks } = watched;
    watched.longTasks = 0;
    return { gpuObjects: watched.gpu, longTasks, tick: Number(document.documentElement.dataset['tick']) };
  });
  return {
    ...seen,
    atMs: performance.now(),
    heapBytes: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    workers: page.workers().length,
  };
}

/** Keys go to the page itself, not to what has the focus. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  for (const key of keys) await page.keyboard.press(key);
}

async function startLoop(page: Page, ticksPerS: number): Promise<void> {
  const speed = page.getByRole('combobox', { name: 'Speed, ticks per second' });
  await speed.fill(String(ticksPerS));
  await speed.press('Enter');
  await press(page, 'End');
  await page.waitForFunction(
    () =>
      document.querySelector('.timeline-progress') === null &&
      document.documentElement.dataset['tick'] !== '0',
  );
  await press(page, ']', 'Home');
  await page.waitForSelector('html[data-tick="0"]', { state: 'attached' });
  await press(page, '[', 'c', 'Space');
}

/** A branch comes and goes, in the middle of play. */
async function forkAndEnd(page: Page): Promise<void> {
  await press(page, 'f');
  await page.getByRole('radio', { name: 'Show branch C' }).waitFor({ state: 'attached' });
  await press(page, 'd');
  await page.getByRole('button', { name: 'End branch C' }).click();
  await page.getByRole('radio', { name: 'Show branch C' }).waitFor({ state: 'detached' });
  await press(page, 'd', '1', 'Space');
}

/**
 * Plays, and looks now and then; the page must have run WATCH. What is done to the page comes after a
 * look and takes nothing from the time before the next: a click leaves listeners of the test's own
 * behind, until the browser has come round to them.
 */
export async function soak(
  page: Page,
  { minutes, beats, speed }: Soaking,
  tell: (one: Beat) => void = () => {},
): Promise<Beat[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await startLoop(page, speed);
  const seen: Beat[] = [];
  for (let i = 1; i <= beats; i++) {
    await page.waitForTimeout((minutes * 60_000) / beats);
    seen.push(await beat(page, cdp));
    tell(seen.at(-1)!);
    if (i % 3 === 0 && i < beats) await forkAndEnd(page);
  }
  return seen;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * What of a soak is not flat: the last third against the first, in words; nothing when all is well.
 * @param beside other work went on meanwhile, which long tasks tell more of than of the page
 */
export function growth(beats: Beat[], beside = false): string[] {
  const third = Math.max(1, Math.floor(beats.length / 3));
  const [first, last] = [beats.slice(0, third), beats.slice(-third)];
  const grown = (what: keyof Beat, share: number, amount: number): string[] => {
    const [before, after] = [first, last].map((part) => median(part.map((one) => one[what])));
    const allowed = before! * (1 + share) + amount;
    return after! <= allowed
      ? []
      : [`${what} grew from ${before} to ${after}, more than ${Math.round(allowed)}`];
  };
  const stuck = new Set(beats.map(({ tick }) => tick)).size < beats.length / 2;
  return [
    ...grown('heapBytes', 0.05, 2e6),
    ...grown('nodes', 0.02, 200),
    ...grown('listeners', 0.02, 20),
    ...grown('workers', 0, 0),
    ...grown('gpuObjects', 0.02, 4),
    ...(beside ? [] : grown('longTasks', 1, 10)),
    ...(stuck ? ['it did not play'] : []),
  ];
}
