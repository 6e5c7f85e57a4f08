/** Sweeps: what threads bring, what a run costs beside the engine, and whether ten thousand leave anything behind. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { prepare, type Prepared } from '../../workers/host/sweep/directory.ts';
import { decodeRow } from '../../workers/host/sweep/journal.ts';
import { runOnThreads } from '../../workers/host/sweep/pool.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { mergePatch, type JsonObject } from '../../workers/scenario/patch.ts';
import { expandSweep } from '../../workers/sweep/expand.ts';
import { createRunner, runPoint } from '../../workers/sweep/run.ts';
import { parseSweep } from '../../workers/sweep/spec.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { keepToCores } from './cores.ts';
import type { Row } from './measure.ts';

const NO_TOOLS = { solveLp: null };
const PUBLIC = new URL('../../public/scenarios/', import.meta.url);

function prepared(id: string, draws: number, axis: object): Prepared {
  const file = JSON.parse(readFileSync(new URL(`${id}.json`, PUBLIC), 'utf8')) as JsonObject;
  const parsed = parseSweep({
    format: 'causeway-sweep/1',
    scenario: id,
    seeds: 'sampled',
    samples: { count: draws },
    axes: [{ ...axis, relative: true, between: [0.5, 2] }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const reply = expandSweep(parsed.spec, file);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return prepare(reply.sweep, file, null);
}

/** Milliseconds a run once all threads are at work, on the wall and of processors, and the hash of the last run. */
async function perRun(
  sweep: Prepared,
  threads: number,
): Promise<{ ms: number; cpuMs: number; hash: string }> {
  const { count } = sweep.sweep;
  const warm = Math.ceil(count / 5);
  let finished = 0;
  let from = 0;
  let to = 0;
  let hash = '';
  let before = process.cpuUsage();
  let spent = before;
  await runOnThreads(sweep, Array.from({ length: count }, (_, i) => i).values(), threads, (record) => {
    finished++;
    if (finished === warm) [from, before] = [performance.now(), process.cpuUsage()];
    // The last few are those of a pool that runs dry.
    if (finished === count - 2 * threads) [to, spent] = [performance.now(), process.cpuUsage(before)];
    const row = decodeRow(record);
    if (row.run === count - 1) hash = row.hash!;
  });
  const runs = count - 2 * threads - warm;
  return { ms: (to - from) / runs, cpuMs: (spent.user + spent.system) / 1000 / runs, hash };
}

/**
 * One thread on one core, one with both, and two on both in turn, so that whatever else the machine does falls on all.
 * With both, the one thread's compiler and collector have the other to themselves: two threads share what one had.
 */
async function efficiencyRows(): Promise<Row[]> {
  const sweep = prepared('prestige', 240, { key: 'links.*.gbps' });
  const ofCores: number[] = [];
  const ofThreads: number[] = [];
  const ofProcessors: number[] = [];
  let hash = '';
  for (let i = 0; i < 5; i++) {
    const core = keepToCores('0') ? await perRun(sweep, 1) : null;
    keepToCores('0,1');
    const one = await perRun(sweep, 1);
    const two = await perRun(sweep, 2);
    if (one.hash !== two.hash) throw new Error('one thread and two come to different hashes');
    if (core) ofCores.push(core.ms / (2 * two.ms));
    ofThreads.push(one.ms / (2 * two.ms));
    ofProcessors.push(one.cpuMs / two.cpuMs);
    ({ hash } = two);
  }
  const row = { unit: 'share', better: 'more' as const };
  const runs = `${sweep.sweep.count} runs of prestige`;
  return [
    ...(ofCores.length > 0
      ? [{ ...row, name: `efficiency of 2 cores against 1, ${runs}`, values: ofCores, must: 0.9, hash }]
      : []),
    { ...row, name: 'of 2 threads against 1 that has both cores', values: ofThreads, must: null, hash },
    { ...row, name: 'the same in processor time', values: ofProcessors, must: null },
  ];
}

/** All that a run takes on a thread, less what it takes in a loop over worlds that are there. */
async function overheadRow(): Promise<Row> {
  const sweep = prepared('hello', 1000, { key: 'accelerators.*.tdpW' });
  const values: number[] = [];
  let hash = '';
  for (let i = 0; i < 5; i++) {
    const all = await perRun(sweep, 1);
    values.push(all.ms - engineMs(sweep));
    ({ hash } = all);
  }
  const name = 'a run of hello beside the engine: patch, world, row, journal';
  return { name, values, unit: 'ms', must: 5, better: 'less', hash };
}

function engineMs({ sweep, file }: Prepared): number {
  let spentMs = 0;
  const runs = 200;
  for (let i = 0; i < runs; i++) {
    const { patch, seed } = sweep.point(i);
    const reply = parseScenario(mergePatch(file, { ...patch, seed }));
    if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
    const world = compileWorld(reply.scenario);
    const started = performance.now();
    const run = createRun(world, NO_TOOLS);
    advanceTo(run, reply.scenario.durationS);
    stateHash(run);
    spentMs += performance.now() - started;
  }
  return spentMs / runs;
}

const RUNS = 10_000;

/** Heap after the first tenth and after the last, the rubbish taken out. */
async function heapRows(): Promise<Row[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { sweep, file, plan } = prepared('hello', RUNS, { key: 'accelerators.*.tdpW' });
  const runner = createRunner(file, plan.spec, () => NO_TOOLS);
  let before = 0;
  let hash: string | null = null;
  const started = performance.now();
  for (let i = 0; i < RUNS; i++) {
    ({ hash } = await runPoint(runner, sweep.point(i)));
    if (i !== RUNS / 10) continue;
    collect();
    before = process.memoryUsage().heapUsed;
  }
  const seconds = (performance.now() - started) / 1000;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const grown = heapUsed - before;
  const name = `${RUNS} runs of hello in one process`;
  const note = `${(heapUsed / 1e6).toFixed(1)} MB at the end, ${(arrayBuffers / 1e6).toFixed(1)} MB of buffers`;
  return [
    { name, values: [RUNS / seconds], unit: 'runs/s', must: null, better: 'more', hash: hash ?? 'fault' },
    {
      name: 'heap grown in the last 9,000 of them',
      values: [grown / 1e6],
      unit: 'MB',
      must: 1,
      better: 'less',
      note,
    },
  ];
}

export async function sweepRows(): Promise<Row[]> {
  return [...(await efficiencyRows()), await overheadRow(), ...(await heapRows())];
}
