/** Runs the scenario in the file of its argument to its end, tick by tick with all metrics, and prints what that took as JSON. */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { METRICS } from '../../workers/engine/metrics.ts';
import type { Run } from '../../workers/engine/run.ts';
import { hashText } from '../../workers/frame/read.ts';
import type { Scenario } from '../../workers/scenario/scenario.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { lastTick, tickTimeS } from '../../workers/world/describe.ts';
import { timed } from './measure.ts';

const REPETITIONS = 5;

export type TickCosts = { ms: number[]; ticks: number; jobs: number; stateBytes: number; hash: string };

const scenario = deserialize(readFileSync(process.argv[2]!)) as Scenario;
const world = compileWorld(scenario);
const row = new Float64Array(METRICS.length);
let last: Run | null = null;

function runThrough(run: Run): void {
  for (let tick = 0; tick <= lastTick(scenario); tick++) {
    const timeS = tickTimeS(scenario, tick);
    advanceTo(run, timeS);
    readMetrics(run, timeS, row, 0);
  }
}

const ms = timed(REPETITIONS, () => (last = createRun(world)), runThrough);
const { high, low } = stateHash(last!);
const costs: TickCosts = {
  ms,
  ticks: lastTick(scenario) + 1,
  jobs: world.jobs.count,
  stateBytes: last!.state.buffer.byteLength,
  hash: hashText(high, low),
};
console.log(JSON.stringify(costs));
