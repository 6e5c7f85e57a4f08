/**
 * A hundred thousand runs in the page: from the file to the first picture, and what dragging a brush over an axis
 * costs the main thread. The sweep is planned by its own code; its figures are made up, as running it takes hours.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { servePage } from '../e2e/server.ts';
import { scenarioText } from '../../workers/host/sweep/directory.ts';
import { openSpec } from '../../workers/host/sweep/open-spec.ts';
import type { Row } from './measure.ts';

const RUNS = 100_000;
const SIZE = { width: 1280, height: 720 };
const ROUNDS = 5;
/** Steps of the pointer down an axis, and the pause after each: a frame of the screen. */
const STEPS = 90;
const STEP_MS = 16;

const METRICS = ['utilisationMean', 'waitMeanS', 'inTimeMean', 'energyJ', 'carbonG', 'totalCostUsd'];
const SPEC = {
  format: 'causeway-sweep/1',
  scenario: 'hello',
  seeds: 10,
  samples: { count: 2500 },
  axes: [
    { key: 'linked', values: [true, false] },
    { key: 'policy.queue', values: ['fifo', 'fair-share'] },
    { key: 'accelerators.*.tdpW', between: [0.5, 2], relative: true },
  ],
  metrics: METRICS,
};

/** As text, since the page knows nothing of what a compiler adds to a function. */
const WATCH = `
  window.longestTaskMs = 0;
  window.longestGapMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longestTaskMs = Math.max(window.longestTaskMs, duration);
  }).observe({ type: 'longtask' });
  let lastMs = performance.now();
  requestAnimationFrame(function next() {
    const nowMs = performance.now();
    window.longestGapMs = Math.max(window.longestGapMs, nowMs - lastMs);
    lastMs = nowMs;
    requestAnimationFrame(next);
  });
`;

async function writeRuns(folder: string): Promise<string> {
  const spec = join(folder, 'spec.json');
  writeFileSync(spec, JSON.stringify(SPEC));
  const opened = await openSpec(spec, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const { plan, sweep, file } = opened.prepared;
  if (plan.runs !== RUNS) throw new Error(`${plan.runs} runs`);
  const points = Array.from({ length: RUNS }, (_, run) => sweep.point(run));
  const path = join(folder, 'runs.parquet');
  const columnData = [
    { name: 'run', data: points.map(({ run }) => run), type: 'INT32' as const },
    { name: 'seed', data: points.map(({ seed }) => BigInt(seed)), type: 'INT64' as const },
    { name: 'patch', data: points.map(({ patch }) => JSON.stringify(patch)), type: 'STRING' as const },
    { name: 'until_s', data: points.map(() => 86_400), type: 'DOUBLE' as const },
    { name: 'state_hash', data: points.map(({ run }) => run.toString(16).padStart(16, '0')) },
    { name: 'fault', data: points.map(() => null), type: 'STRING' as const },
    ...plan.columns.map(({ name }, c) => ({
      name: `axis.${name}`,
      data: points.map(({ at }) => at[c]!),
    })),
    ...METRICS.map((name, m) => ({
      name,
      data: points.map(({ run, at }) => Number(at[2]) + Math.sin(run * (m + 1)) / (m + 1)),
      type: 'DOUBLE' as const,
    })),
  ];
  const kvMetadata = [
    { key: 'causeway.plan', value: JSON.stringify(plan) },
    { key: 'causeway.scenario', value: scenarioText(file) },
  ];
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, rowGroupSize: 8192 })));
  return path;
}

type Brushed = { taskMs: number; gapMs: number };

/** Down an axis from its top to near its end, a brush growing all the way. */
async function brushDown(page: Page, axis: number): Promise<Brushed> {
  const strip = (await page.locator('.board-strip').nth(axis).boundingBox())!;
  const x = strip.x + strip.width / 2;
  await page.evaluate('window.longestTaskMs = 0; window.longestGapMs = 0;');
  await page.mouse.move(x, strip.y + 2);
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(x, strip.y + (0.9 * strip.height * step) / STEPS);
    await page.waitForTimeout(STEP_MS);
  }
  await page.mouse.up();
  await page.waitForTimeout(300);
  const seen = await page.evaluate(() => {
    const { longestTaskMs, longestGapMs } = window as unknown as Record<string, number>;
    return { taskMs: longestTaskMs!, gapMs: longestGapMs! };
  });
  await page.getByRole('button', { name: 'Clear all limits' }).click();
  await page.waitForTimeout(500);
  return seen;
}

export async function boardRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-board-'));
  const server = await servePage();
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  try {
    const path = await writeRuns(folder);
    const page = await browser.newPage({ viewport: SIZE, serviceWorkers: 'block', locale: 'en-US' });
    await page.goto(`${server.url}?renderer=none&quality=test&scenario=hello`);
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 60_000 });
    await page.keyboard.press('y');
    const input = page.locator('.board input[type=file][accept]');
    await input.waitFor({ state: 'attached' });
    const startMs = performance.now();
    await input.setInputFiles(path);
    await page.getByText('100,000 of 100,000 runs').waitFor();
    const openMs = performance.now() - startMs;
    await page.waitForTimeout(1000);
    await page.evaluate(WATCH);
    const brushed: Brushed[] = [];
    for (let round = 0; round < ROUNDS; round++) brushed.push(await brushDown(page, 2 + round));
    const common = { unit: 'ms', better: 'less' as const };
    return [
      { ...common, name: '100,000 runs: from the file to the picture', must: null, values: [openMs] },
      {
        ...common,
        name: '100,000 runs: longest task while brushing (0: none over 50 ms)',
        must: 50,
        values: brushed.map(({ taskMs }) => taskMs),
      },
      {
        ...common,
        name: '100,000 runs: longest gap between frames while brushing',
        must: null,
        values: brushed.map(({ gapMs }) => gapMs),
      },
    ];
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}
