/**
 * Runs china-linked past its warm-up and prints how much heap its next ticks allocate.
 * Started by allocation.test.ts with a young generation so large that nothing is collected
 * in between: then the growth of the heap is what was allocated.
 */
import { readFile } from 'node:fs/promises';
import { getHeapStatistics } from 'node:v8';
import { advanceTo, createRun } from '../workers/engine/engine.ts';
import { readMetrics } from '../workers/engine/measure.ts';
import { METRICS } from '../workers/engine/metrics.ts';
import { openScenario } from '../workers/host/open-scenario.ts';
import { compileWorld } from '../workers/world/compile.ts';
import { lastTick, tickTimeS } from '../workers/world/describe.ts';

const WARM_UP_WEEKS = 3;
const WARM_UP_TICKS = 1200;
const TICKS = 500;
const BLOCK = 50;

const opened = await openScenario({
  text: await readFile('public/scenarios/china-linked.json', 'utf8'),
  patches: [],
  read: (file) => readFile(`public/data/${file}`, 'utf8'),
});
if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
const { scenario } = opened;
const world = compileWorld(scenario);
let run = createRun(world);
const row = new Float64Array(METRICS.length);

function tickOn(tick: number): void {
  const timeS = tickTimeS(scenario, tick);
  advanceTo(run, timeS);
  readMetrics(run, timeS, row, 0);
}

// Whole weeks first, so that every path has been taken; what is compiled in the background is in place by then.
for (let week = 0; week < WARM_UP_WEEKS; week++) {
  run = createRun(world);
  for (let tick = 0; tick <= lastTick(scenario); tick++) tickOn(tick);
  await new Promise((done) => setTimeout(done, 100));
}
run = createRun(world);
for (let tick = 0; tick <= WARM_UP_TICKS; tick++) tickOn(tick);
globalThis.gc!();

const blocks = new Float64Array(TICKS / BLOCK);
let tick = WARM_UP_TICKS;
for (let block = 0; block < blocks.length; block++) {
  const before = getHeapStatistics().used_heap_size;
  for (let i = 0; i < BLOCK; i++) tickOn(++tick);
  blocks[block] = (getHeapStatistics().used_heap_size - before) / BLOCK;
}
console.log(JSON.stringify({ bytesPerTick: [...blocks] }));
