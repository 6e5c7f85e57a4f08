/** `causeway import`, as a person starts it: what is written, what is said, and what is refused. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const ROOT = new URL('../../', import.meta.url);
const directory = mkdtempSync(join(tmpdir(), 'causeway-import-'));
afterAll(() => rmSync(directory, { recursive: true }));

function causeway(...args: string[]) {
  const command = ['--import', 'tsx', 'workers/host/cli.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const JOBS = 'wann,wieviel,wielange\n0,4,60\n30,2,60\nbald,1,1\n';

test('a table is mapped, written, and runs', () => {
  const out = join(directory, 'made', 'jobs.json');
  const maps = ['wann=submit', 'wieviel=accelerators', 'wielange=run'].flatMap((map) => ['--map', map]);
  const made = causeway('import', file('own.csv', JOBS), ...maps, '--unit', 'min', '--out', out);
  expect(made.status).toBe(0);
  expect(made.stdout).toBe('');
  expect(made.stderr).toMatch(/own\.csv:4: 1 left out: a cell that is no number and no time/);
  const ran = causeway('run', out, '--json');
  expect(JSON.parse(ran.stdout)).toMatchObject({ metrics: { doneJobs: 2 } });
});

test('a series is laid over the one grid of a scenario', () => {
  const scenario = file(
    'plain.json',
    JSON.stringify({
      format: 'causeway/1',
      start: '2024-01-01T01:00:00Z',
      duration: '2h',
      accelerators: { h: { bf16Tflops: 1 } },
      grids: { g: { carbonGPerKwh: 100, priceUsdPerMwh: 50 } },
      sites: { a: { lat: 1, lon: 2, grid: 'g', pools: { h: 1 } } },
    }),
  );
  const series = file(
    'price.csv',
    'time,price\n2024-01-01 00:00,1\n2024-01-01 01:00,-2\n2024-01-01 02:00,3\n',
  );
  const { status, stdout } = causeway('import', series, '--onto', scenario);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    grids: { g: { carbonGPerKwh: 100, series: { step: 3600, priceUsdPerMwh: [-2, 3] } } },
  });
  expect(causeway('import', series, '--onto', scenario, '--grid', 'h').stderr).toMatch(/--grid: is "h"/);
});

test('a log too long for a scenario is written beside it, and is read from there', () => {
  const rows = Array.from({ length: 31_000 }, (_, i) => `${i},1,1`);
  const log = file('long.csv', `submit,gpus,run\n${rows.join('\n')}`);
  expect(causeway('import', log).stderr).toMatch(/makes a log beside the scenario/);
  const out = join(directory, 'long.json');
  expect(causeway('import', log, '--out', out).status).toBe(0);
  expect(readFileSync(join(directory, 'long.jobs.csv'), 'utf8').split('\n')).toHaveLength(31_001);
  expect(causeway('check', out).stdout).toMatch(/31000 jobs/);
});

test.each([
  [['none.csv'], /none\.csv: does not exist/],
  [[], /import: has no file/],
  [['--as', 'job'], /--as: is "job" \(did you mean "jobs"\?\)/],
  [['own.csv'], /is nothing known \(--as one of jobs, .*columns: wann, wieviel, wielange\)/],
  [['own.csv', '--as', 'jobs'], /own\.csv:1: has no column for: submitted, accelerators, length/],
  [['own.csv', '--as', 'jobs', '--map', 'wan=submit'], /names the column "wan" \(did you mean "wann"\?\)/],
  [['own.csv', '--as', 'jobs', '--map', 'wann=submitted'], /names the field "submitted"/],
  [['own.csv', '--unit', 'fortnight'], /--unit: is "fortnight"/],
])('%j is refused with its cure', (args, complaint) => {
  file('own.csv', JOBS);
  const given = args.map((word) => (word === 'own.csv' ? join(directory, word) : word));
  const { status, stderr, stdout } = causeway(
    'import',
    ...(args[0] === '--as' ? [join(directory, 'own.csv')] : []),
    ...given,
  );
  expect(stderr).toMatch(complaint);
  expect([status, stdout]).toEqual([2, '']);
});
