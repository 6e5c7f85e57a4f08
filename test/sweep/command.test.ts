/** `causeway sweep` and `causeway replay` as a person, a kill and a cluster start them. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { METRICS } from '../../workers/engine/metrics.ts';
import { hashText } from '../../workers/frame/read.ts';
import { sweepCommand } from '../../workers/host/sweep/command.ts';
import { indexJournals } from '../../workers/host/sweep/journal.ts';
import { replayCommand } from '../../workers/host/sweep/replay.ts';
import { mergePatch } from '../../workers/scenario/patch.ts';
import type { Issue } from '../../workers/scenario/scenario.ts';
import { openShipped } from '../fixtures/shipped.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROOT = new URL('../../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'causeway-sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const NODE = ['--import', 'tsx', 'workers/host/cli.ts'];

/** What `causeway sweep` prints, or says is wrong. */
async function sweep(args: string[], environment: Record<string, string> = {}): Promise<string> {
  const done = await sweepCommand(args, environment);
  return done.ok ? done.text : said(done.issues);
}

async function replay(...args: string[]): Promise<{ text: string; agrees: boolean | null }> {
  const done = await replayCommand(args);
  return done.ok ? done : { text: said(done.issues), agrees: null };
}

const said = (issues: Issue[]) =>
  issues.map(({ path, message, hint }) => `${path}: ${message} (${hint})\n`).join('');

/** Of every run, then of this sweep's axes. */
const COLUMNS =
  'run scenario scenario_hash edition seed patch until_s state_hash fault axis.policy.queue axis.linked'.split(
    ' ',
  );
COLUMNS.push('axis.accelerators.*.tdpW');

/** 2 x 2 choices, 4 draws, 3 seeds: 48 runs. */
const SPEC = {
  format: 'causeway-sweep/1',
  scenario: 'who-gets-in',
  patch: { duration: '5d' },
  seeds: 3,
  samples: { count: 4 },
  axes: [
    { key: 'policy.queue', values: ['fifo', 'fair-share'] },
    { key: 'linked', values: [true, false] },
    { key: 'accelerators.*.tdpW', between: [0.5, 2], relative: true },
  ],
  series: { metrics: ['utilisation', 'queuedJobs'], every: 288 },
};
const RUNS = 48;
const spec = at('spec.json');
const whole = at('whole');
const results = (out: string) =>
  ['runs.parquet', 'series.parquet'].map((name) => readFileSync(join(out, name)));

beforeAll(async () => {
  writeFileSync(spec, JSON.stringify(SPEC));
  expect(await sweep([spec, '--out', whole, '--threads', '2'])).toMatch(/^48 runs of who-gets-in\n/);
});

test('a row a run, with all it takes to run it again', async () => {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(whole, 'runs.parquet')) });
  expect(rows.map(({ run }) => run)).toEqual(Array.from({ length: RUNS }, (_, i) => i));
  expect(Object.keys(rows[0]!)).toEqual([...COLUMNS, ...METRICS.map(({ key }) => key)]);
  expect(new Set(rows.map(({ state_hash: hash }) => hash)).size).toBeGreaterThan(RUNS / 2);
  const row = rows[40]!;
  expect(row).toMatchObject({
    seed: 2n,
    fault: null,
    'axis.policy.queue': 'fair-share',
    'axis.linked': false,
  });
  const world = await openShipped(
    'who-gets-in',
    false,
    mergePatch(JSON.parse(String(row.patch)), { duration: '5d', seed: 2 }) as object,
  );
  const run = createRun(world);
  advanceTo(run, world.scenario.durationS);
  const { high, low } = stateHash(run);
  expect(hashText(high, low)).toBe(row.state_hash);
});

test('a row a metric and look', async () => {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(whole, 'series.parquet')) });
  expect(rows).toHaveLength(RUNS * 6 * 2);
  expect(rows.slice(0, 3).map(({ run, tick, time_s: timeS, metric }) => [run, tick, timeS, metric])).toEqual([
    [0, 0, 0, 'utilisation'],
    [0, 0, 0, 'queuedJobs'],
    [0, 288, 86_400, 'utilisation'],
  ]);
});

test('killed at any moment it goes on where it was, and comes to the same bytes', async () => {
  const out = at('killed');
  for (const enough of [3, 20]) {
    const child = spawn(process.execPath, [...NODE, 'sweep', spec, '--out', out], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await vi.waitUntil(() => indexJournals(out, RUNS).found >= enough || child.exitCode !== null, {
      timeout: 60_000,
      interval: 5,
    });
    child.kill('SIGKILL');
    await ended;
  }
  const { found } = indexJournals(out, RUNS);
  expect(found).toBeGreaterThanOrEqual(20);
  // The last record of the last journal as a kill in the middle of a write leaves it.
  const journals = readdirSync(join(out, 'journal')).map((name) => join(out, 'journal', name));
  truncateSync(journals[0]!, readFileSync(journals[0]!).length - 7);
  const left = indexJournals(out, RUNS).found;
  expect(left).toBe(found - 1);
  expect(await sweep([spec, '--out', out])).toMatch(/^48 runs/);
  expect(results(out)).toEqual(results(whole));
  // What was there was not done again: every run is in one journal, but for the torn one.
  const lengths = readdirSync(join(out, 'journal')).map((name) => recordsIn(join(out, 'journal', name)));
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(RUNS);
});

/** Whole records of a journal, read by its lengths alone. */
function recordsIn(path: string): number {
  const bytes = readFileSync(path);
  let records = 0;
  for (let from = bytes.indexOf(10) + 1; from + 8 < bytes.length; records++) {
    from += 8 + bytes.readUInt32LE(from);
    if (from > bytes.length) return records;
  }
  return records;
}

test('shares of tasks, whoever numbers them, merge into the bytes of one process', async () => {
  const out = at('shared');
  const task = (args: string[], environment = {}) => sweep([...args, '--threads', '1'], environment);
  const done = (shard: number, before: number) =>
    `shard ${shard} of 3: 16 runs, ${before} of them done before\n`;
  expect(await task([spec, '--out', out, '--shard', '0/3'])).toBe(done(0, 0));
  expect(await task(['--continue', out, '--shards', '3'], { JOB_COMPLETION_INDEX: '1' })).toBe(done(1, 0));
  expect(await sweep(['--merge', out])).toBe(
    `${out}: lacks 16 of 48 runs, the first of them 2 (the same sweep again: it does what is missing)\n`,
  );
  const slurm = (id: number, first: number) => ({
    SLURM_ARRAY_TASK_ID: `${id}`,
    SLURM_ARRAY_TASK_COUNT: '3',
    SLURM_ARRAY_TASK_MIN: `${first}`,
    SLURM_ARRAY_TASK_MAX: `${first + 2}`,
  });
  expect(await task(['--continue', out], slurm(2, 0))).toBe(done(2, 0));
  // A task that was thought lost and comes again; a part of an array, whose count says nothing.
  expect(await task(['--continue', out, '--shard', '2/3'])).toBe(done(2, 16));
  expect(await task(['--continue', out], slurm(3, 3))).toBe(
    'SLURM_ARRAY_TASK_ID: is 3 of an unknown number of tasks (--shards N)\n',
  );
  expect(JSON.parse(await sweep(['--merge', out, '--json']))).toMatchObject({ runs: 48, faults: 0 });
  expect(results(out)).toEqual(results(whole));
});

test('replay runs a row again from the results alone, and says where it differs', async () => {
  const lonely = at('lonely.parquet');
  cpSync(join(whole, 'runs.parquet'), lonely);
  const { text, agrees } = await replay(lonely, '17');
  expect([agrees, text]).toEqual([
    true,
    expect.stringMatching(/^run 17: seed 3, .*\nstate hash [0-9a-f]{16}\nagrees with the result\n$/),
  ]);
  // The same results, in which every run claims the hash of its neighbour.
  const file = await asyncBufferFromFile(lonely);
  const rows = await parquetReadObjects({ file });
  const column = (name: string, type: 'INT32' | 'INT64' | 'STRING', of = (i: number) => i) => ({
    name,
    data: rows.map((_, i) => rows[of(i)]![name]),
    type,
    nullable: true,
  });
  writeFileSync(
    lonely,
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          column('run', 'INT32'),
          column('seed', 'INT64'),
          column('patch', 'STRING'),
          column('fault', 'STRING'),
          column('state_hash', 'STRING', (i) => (i + 1) % RUNS),
        ],
        kvMetadata: (await parquetMetadataAsync(file)).key_value_metadata,
      }),
    ),
  );
  const differs = await replay(lonely, '17', '--json');
  expect(differs.agrees).toBe(false);
  expect(JSON.parse(differs.text)).toMatchObject({ run: 17, agrees: false, stored: rows[18]!.state_hash });
  expect((await replay(whole, '48')).text).toBe(`48: is no run of ${whole} (a whole number, 0 to 47)\n`);
  expect((await replay(spec, '0')).text).toMatch(/cannot be read/);
});

test('another specification does not write into its results', async () => {
  const other = at('other.json');
  writeFileSync(other, JSON.stringify({ ...SPEC, seeds: 2 }));
  expect(await sweep([other, '--out', whole])).toBe(
    `--out: holds a sweep of another specification (another directory, or remove ${whole})\n`,
  );
});

test('--plan says how many, how long, how large', async () => {
  const plan = JSON.parse(await sweep([spec, '--plan', '--json', '--threads', '2']));
  expect(plan).toMatchObject({ runs: 48, seeds: 3, draws: 4, axes: 3, probed: 8, threads: 2, faults: [] });
  expect(plan.seconds).toBeCloseTo((48 * plan.secondsPerRun) / 2, 6);
  const [journal] = readdirSync(join(whole, 'journal'));
  expect(plan.journalBytes / readFileSync(join(whole, 'journal', journal!)).length).toBeCloseTo(1, 1);
});

test('wrong words are told before anything runs, at the door as well', async () => {
  const out = at('never');
  const wrong = at('wrong.json');
  writeFileSync(wrong, JSON.stringify({ ...SPEC, axes: [{ key: 'policy.quee', values: ['fifo'] }] }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [...NODE, 'sweep', wrong, '--out', out], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'axes[0].values[0]: policy.quee: is not a known key (did you mean "queue"?)\n',
  });
  expect(readdirSync(folder)).not.toContain('never');
  expect(await sweep([])).toBe('sweep: has no specification (causeway sweep SPEC.json --out DIR)\n');
  expect(await sweep([spec, '--thread', '2'])).toBe(
    '--thread: is not a known option (did you mean "--threads"?)\n',
  );
  expect(await sweep([spec, '--out', out, '--shard', '3/3'])).toBe(
    '--shard: is "3/3" (I/N, such as 0/4 to 3/4)\n',
  );
  expect(await sweep([at('none.json'), '--plan'])).toMatch(/none\.json: does not exist/);
});
