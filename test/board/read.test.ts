/** The results of a sweep as the page reads them: against what the sweep stored, and files that are none. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRunner, runPoint } from '../../workers/sweep/run.ts';
import { readBoard, readStored, type Board } from '../../workers/host/board/read.ts';
import { toolsFor } from '../../workers/host/solver.ts';
import type { JsonObject } from '../../workers/scenario/patch.ts';
import type { SweepSpec } from '../../workers/sweep/spec.ts';
import { makeSweep } from '../fixtures/sweep-results.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'causeway-board-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SPEC = {
  format: 'causeway-sweep/1',
  scenario: 'who-gets-in',
  patch: { duration: '5d' },
  seeds: 2,
  samples: { count: 2 },
  axes: [
    { key: 'policy.queue', values: ['fifo', 'fair-share'] },
    { key: 'linked', values: [true, false] },
    { key: 'accelerators.*.tdpW', between: [0.5, 2], relative: true },
  ],
  metrics: ['utilisationMean', 'waitMeanS', 'energyJ'],
  series: { metrics: ['utilisation'], every: 100 },
};

let bytes: ArrayBuffer;
let path: string;
let board: Board;
let rows: Record<string, unknown>[];

beforeAll(async () => {
  path = await makeSweep(folder, SPEC);
  bytes = new Uint8Array(readFileSync(path)).buffer;
  const reply = await readBoard('runs.parquet', bytes);
  if (!reply.ok) throw new Error(JSON.stringify(reply.fault));
  ({ board } = reply);
  rows = await parquetReadObjects({ file: bytes });
});

const faultOf = async (file: ArrayBuffer) => {
  const reply = await readBoard('runs.parquet', file);
  return reply.ok ? null : reply.fault;
};

/** The same rows without some columns, or with another plan. */
function rewritten(change: { without?: string; plan?: object; rows?: number; key?: string }): ArrayBuffer {
  const { key_value_metadata: notes } = parquetMetadata(bytes);
  const names = Object.keys(rows[0]!).filter((name) => name !== change.without);
  return parquetWriteBuffer({
    columnData: names.map((name) => ({
      name,
      data: rows.slice(0, change.rows).map((row) => row[name]),
      ...(name === 'fault' ? { type: 'STRING' as const } : {}),
    })),
    kvMetadata: notes!
      .filter(({ key }) => key !== change.key)
      .map(({ key, value }) =>
        key === 'causeway.plan' && change.plan
          ? { key, value: JSON.stringify({ ...(JSON.parse(value!) as object), ...change.plan }) }
          : { key, value },
      ),
  });
}

test('every run is there, with its axes and its figures', () => {
  const { head, columns, run, seed, count } = board;
  expect(count).toBe(16);
  expect(head).toMatchObject({ scenario: 'who-gets-in', runs: 16, faults: 0, ownPolicy: false });
  expect(head.dimensions.map(({ name }) => name)).toEqual([
    'axis.policy.queue',
    'axis.linked',
    'axis.accelerators.*.tdpW',
    ...SPEC.metrics,
  ]);
  rows.forEach((row, i) => {
    expect(run[i]).toBe(row['run']);
    expect(seed[i]).toBe(Number(row['seed']));
    head.dimensions.forEach(({ name, labels }, d) => {
      const value = columns[d]![i]!;
      expect(labels ? labels[value] : value).toEqual(labels ? String(row[name]) : (row[name] ?? NaN));
    });
  });
  const [queue, linked, factor] = head.dimensions;
  expect(queue).toMatchObject({ labels: ['fifo', 'fair-share'], least: -0.5, most: 1.5, varies: true });
  expect(linked!.labels).toEqual(['true', 'false']);
  const factors = rows.map((row) => row['axis.accelerators.*.tdpW'] as number);
  expect([factor!.least, factor!.most]).toEqual([Math.min(...factors), Math.max(...factors)]);
});

test('a row has all it takes to come to the stored hash again', async () => {
  const stored = await readStored(board, 13);
  expect(stored.hash).toBe(rows[13]!['state_hash']);
  const runner = createRunner(
    JSON.parse(stored.scenario) as JsonObject,
    JSON.parse(stored.spec) as SweepSpec,
    (world) => toolsFor(world),
  );
  const point = { run: stored.run, seed: stored.seed, patch: stored.patch as JsonObject, at: [] };
  expect((await runPoint(runner, point)).hash).toBe(stored.hash);
  expect(stored.linked).toBe(rows[13]!['axis.linked']);
  await expect(readStored(board, 16)).rejects.toThrow(RangeError);
});

test('a file that cannot be used says where, and what is wrong', async () => {
  expect(await faultOf(rewritten({}))).toBe(null);
  expect((await faultOf(new TextEncoder().encode('{"format":1}').buffer))?.code).toBe('strange');
  expect((await faultOf(new ArrayBuffer(0)))?.code).toBe('strange');
  expect((await faultOf(bytes.slice(0, bytes.byteLength >> 1)))?.code).toBe('half');
  expect(await faultOf(rewritten({ without: 'seed' }))).toMatchObject({ code: 'columns', found: 'seed' });
  expect(await faultOf(rewritten({ without: 'energyJ' }))).toMatchObject({
    code: 'columns',
    found: 'energyJ',
  });
  expect(await faultOf(rewritten({ plan: { format: 'causeway-sweep-plan/2' } }))).toMatchObject({
    code: 'format',
    place: 'runs.parquet: causeway.plan',
    found: 'causeway-sweep-plan/2',
  });
  expect(await faultOf(rewritten({ rows: 9 }))).toMatchObject({ code: 'short', found: '9', wanted: '16' });
  expect((await faultOf(rewritten({ key: 'causeway.plan' })))?.code).toBe('other');
  const columns = [{ name: 'policy.queue', kind: 'choice', labels: ['fifo', 'lifo'] }];
  expect(await faultOf(rewritten({ plan: { columns } }))).toMatchObject({
    code: 'value',
    place: 'runs.parquet: axis.policy.queue, 8',
    found: 'fair-share',
  });
  const series = new Uint8Array(readFileSync(path.replace('runs.parquet', 'series.parquet'))).buffer;
  expect((await faultOf(series))?.code).toBe('series');
  const spoilt = new Uint8Array(bytes.slice(0));
  spoilt.fill(0xff, 4, 200);
  expect((await faultOf(spoilt.buffer))?.code).toBe('broken');
});
