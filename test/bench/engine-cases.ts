/** The engine's rows of the bench: fixed seeds, named cases, each with the hash of the state it ends in. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import {
  advanceTo,
  createRun,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
} from '../../workers/engine/engine.ts';
import type { Run } from '../../workers/engine/run.ts';
import { FLOW, N } from '../../workers/engine/state.ts';
import { hashText } from '../../workers/frame/read.ts';
import { createFrame, writeFrame } from '../../workers/frame/write.ts';
import { createBranch, createRows, frameAt, reachedEnd, stepAhead } from '../../workers/host/branch.ts';
import type { World } from '../../workers/world/world.ts';
import { openShipped } from '../fixtures/shipped.ts';
import { oracleScenario, runOf } from '../fixtures/worlds.ts';
import { fairRates } from '../fixtures/reference-network.ts';
import { median, timed, type Row } from './measure.ts';

const REPETITIONS = 5;
/** Where larger network cases are, and what makes more of them, when they are at hand. */
const MORE_CASES = resolve('../shared/oracles/network');

export function hashOf(run: Run): string {
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

function networkFile(path: string): Record<string, unknown> {
  return { ...oracleScenario(relative(resolve('public/oracles/network'), path)), id: 'bench' };
}

/**
 * What the plain way costs: a full solve of the network as it stands at `atS`, once an event.
 * Its rate over the incremental one's is the speed-up, within this run.
 */
function reference(name: string, path: string, atS: number, incremental: Row): Row {
  const run = runOf(networkFile(path));
  advanceTo(run, atS);
  const { state } = run;
  const stride = state.n[N.hopStride]!;
  const flows: { arcs: number[] }[] = [];
  for (let flow = 0; flow < state.n[N.flowCapacity]!; flow++) {
    if (state.flowPhase[flow] !== FLOW.sending) continue;
    const first = flow * stride;
    flows.push({ arcs: [...state.hopArc.subarray(first, first + state.flowHops[flow]!)] });
  }
  const active = [...flows.keys()];
  const capacities = [...state.arcCapacityBps];
  const values = timed(
    REPETITIONS,
    () => null,
    () => fairRates(flows, active, capacities),
  ).map((ms) => 1000 / ms);
  const times = Math.round(median(incremental.values) / median(values));
  return {
    name: `the same by full solves, ${flows.length} flows at ${atS} s`,
    values,
    unit: 'flow-events/s',
    must: null,
    better: 'more',
    note: `${name}: ${times} times slower`,
  };
}

/** A network case by its file: both the arrival and the end of a flow are events. */
function network(name: string, path: string, must: number): Row {
  const file = networkFile(path);
  const flows = (file as unknown as { transfers: { list: unknown[] } }).transfers.list.length;
  let last: Run | null = null;
  const values = timed(
    REPETITIONS,
    () => (last = runOf(file)),
    (run) => advanceTo(run, 1e12),
  ).map((ms) => (2 * flows * 1000) / ms);
  const run = last!;
  return {
    name: `network, ${name}`,
    values,
    unit: 'flow-events/s',
    must,
    better: 'more',
    stateBytes: run.state.buffer.byteLength,
    hash: hashOf(run),
  };
}

export function networkRows(): Row[] {
  const rows = [network('100 sites, 2,000 flows (medium)', resolve('public/oracles/network/medium'), 50e3)];
  if (!existsSync(join(MORE_CASES, 'lowload.json'))) {
    console.log('network: lowload and the generated cases are left out, as their files are not at hand\n');
    return rows;
  }
  rows.unshift(network('200 sites, 10,000 flows (lowload)', join(MORE_CASES, 'lowload'), 250e3));
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  const generate = (name: string, ...args: (string | number)[]): string => {
    const path = join(folder, name);
    const generator = join(MORE_CASES, 'gen.mjs');
    execFileSync(process.execPath, [generator, path, ...args.map(String)], { stdio: 'ignore' });
    return path;
  };
  try {
    const crowded = generate('crowded', 500, 1200, 20000, 1, 'poisson', 3000);
    const incremental = network('500 sites, 20,000 flows, up to 2,450 at once', crowded, 10e3);
    rows.push(incremental, reference('full solve', crowded, 3000, incremental));
    const burst = generate('burst', 200, 600, 10000, 1, 'burst', 0);
    rows.push(network('200 sites, 10,000 flows at t = 0', burst, 10e3));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rows;
}

/** Going to any tick: what a branch does when a person drags the timeline. */
export async function seekRows(): Promise<Row[]> {
  const world: World = await openShipped('china-linked', true);
  const branch = createBranch(world, []);
  const rows = createRows(1);
  while (!reachedEnd(branch)) stepAhead(branch, rows, 0);
  const count = branch.ticks + 1;
  // 797 is prime to the number of ticks: every part of the week, in no order.
  const goals = Array.from({ length: 60 }, (_, i) => (i * 797) % count);
  const seeks: number[] = [];
  let buffer: ArrayBuffer | null = null;
  for (const goal of goals) {
    const start = performance.now();
    buffer = frameAt(branch, goal, buffer);
    seeks.push(performance.now() - start);
  }
  const run = branch.ahead;
  const frame = createFrame(run);
  const snapshot = takeSnapshot(run);
  const common = { unit: 'ms', better: 'less' as const, stateBytes: snapshot.byteLength };
  const repeat = (work: () => void): number[] => timed(30, () => undefined, work);
  return [
    { ...common, name: 'seek to any tick of the week', values: seeks, must: 200 },
    {
      ...common,
      name: 'snapshot',
      values: repeat(() => void takeSnapshot(run)),
      must: null,
      hash: hashOf(run),
    },
    {
      ...common,
      name: 'restore',
      values: repeat(() => restoreSnapshot(run, snapshot)),
      must: null,
      hash: hashOf(run),
    },
    {
      ...common,
      name: 'write a frame, hash included',
      values: repeat(() => writeFrame(run, branch.ticks, world.scenario.durationS, frame)),
      must: null,
    },
  ];
}

/** A million jobs of one accelerator and about an hour through one site, at nine tenths of its room. */
export function jobsRow(): Row {
  const file = {
    duration: '50d',
    tick: '1d',
    accelerators: { cpu: { bf16Tflops: 1 } },
    classes: { task: { kind: 'job' } },
    sites: { s: { lat: 0, lon: 0, pools: { cpu: 1000 } } },
    jobs: {
      generate: [
        {
          id: 'tasks',
          class: 'task',
          count: 1e6,
          to: '1011h',
          sites: { s: 1 },
          accelerators: [[0.5, 1]],
          hours: [
            [0, 0.5],
            [1, 1.5],
          ],
        },
      ],
    },
    policy: { queue: 'easy-backfill' },
  };
  const { world } = runOf(file);
  let last: Run | null = null;
  const values = timed(
    REPETITIONS,
    () => (last = createRun(world)),
    (run) => advanceTo(run, 1e12),
  ).map((ms) => ms / 1000);
  const run = last!;
  return {
    name: '1,000,000 jobs through one site of 1,000, EASY',
    values,
    unit: 's',
    must: 5,
    better: 'less',
    stateBytes: run.state.buffer.byteLength,
    hash: hashOf(run),
  };
}

export function allocationRow(): Row {
  const flags = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128', '--import', 'tsx'];
  const printed = execFileSync(process.execPath, [...flags, 'test/allocation-child.ts'], {
    encoding: 'utf8',
  });
  const { bytesPerTick } = JSON.parse(printed) as { bytesPerTick: number[] };
  return {
    name: 'heap allocated by a tick after warm-up',
    values: bytesPerTick,
    unit: 'bytes',
    must: 1024,
    better: 'less',
  };
}
