/** The headless run, as a person starts it: what stands on stdout and stderr, in files, and the exit code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { METRICS } from '../../workers/engine/metrics.ts';

/** Each start of the program takes about half a second, on a busy machine several. */
vi.setConfig({ testTimeout: 60_000 });

const ROOT = new URL('../../', import.meta.url);
const directory = mkdtempSync(join(tmpdir(), 'causeway-cli-'));
afterAll(() => rmSync(directory, { recursive: true }));

function causeway(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'workers/host/cli.ts', ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

/** Two sites 1 Gbit/s and 5 ms apart; two jobs that both want all of wuhu; 1 GB to carry. */
const plain = {
  format: 'causeway/1',
  id: 'plain',
  duration: '1d',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: {
    beijing: { lat: 39.9, lon: 116.4, pools: { h100: 8 } },
    wuhu: { lat: 31.3, lon: 118.4, pools: { h100: 16 } },
  },
  links: { bw: { a: 'beijing', b: 'wuhu', gbps: 1, delayMs: 5 } },
  jobs: {
    list: [
      { id: 'first', tenant: 'one, "two"', site: 'wuhu', accelerators: 16, hours: 2 },
      { id: 'second', site: 'wuhu', accelerators: 16, hours: 1, at: '30m' },
      { id: 'late', site: 'beijing', accelerators: 8, hours: 9, at: '20h' },
    ],
  },
  transfers: {
    list: [
      { id: 't1', from: 'beijing', to: 'wuhu', bytes: 1e9, at: 60 },
      { id: 't2', from: 'beijing', to: 'wuhu', bytes: 1e15, at: '2h' },
    ],
  },
};
const path = file('plain.json', JSON.stringify(plain));

test('--json prints one object and nothing else', () => {
  const { status, stdout, stderr } = causeway('run', path, '--json', '--set', 'linked=false', '--seed', '4');
  expect([status, stderr]).toEqual([0, '']);
  const summary = JSON.parse(stdout);
  expect(Object.keys(summary)).toEqual(['hash', 'scenario', 'seed', 'until', 'linked', 'wallS', 'metrics']);
  expect(summary).toMatchObject({ scenario: 'plain', seed: 4, until: 86400, linked: false });
  expect(summary.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(Object.keys(summary.metrics)).toEqual(METRICS.map(({ key }) => key));
  expect(summary.metrics).toMatchObject({ arrivedJobs: 3, doneJobs: 2, runningJobs: 1, bytesMoved: 1e9 });
});

test('--out writes the tables; looking at every tick moves no bit of the state (T2)', () => {
  const out = join(directory, 'made', 'here');
  const watched = JSON.parse(causeway('run', path, '--json', '--out', out).stdout);
  const unwatched = JSON.parse(causeway('run', path, '--json', '--set', 'tick=7m').stdout);
  expect(watched.hash).toBe(unwatched.hash);
  expect(readdirSync(out).toSorted()).toEqual([
    'groups.csv',
    'jobs.csv',
    'series.csv',
    'sites.csv',
    'summary.json',
    'transfers.csv',
  ]);
  const lines = (name: string) => readFileSync(join(out, name), 'utf8').trimEnd().split('\n');
  expect(lines('jobs.csv')).toEqual([
    'id,class,tenant,site,submit_s,start_s,end_s,wait_s,stage_s,restarts,home,accelerators,state,waits_for',
    'first,job,"one, ""two""",wuhu,0,0,7200,0,0,0,wuhu,16,done,none',
    'second,job,,wuhu,1800,7200,10800,5400,0,0,wuhu,16,done,none',
    'late,job,,beijing,72000,72000,,0,0,0,beijing,8,running,none',
  ]);
  const [header, done, sending] = lines('transfers.csv');
  expect(header).toBe('id,from,to,bytes,start_s,finish_s');
  expect(done).toMatch(/^t1,beijing,wuhu,1000000000,60,68\.005/);
  expect(sending).toBe('t2,beijing,wuhu,1000000000000000,7200,');
  expect(lines('series.csv')).toHaveLength(1 + 289 * METRICS.length);
  expect(lines('series.csv').at(1)).toMatch(/^0,0,utilisation,/);
  expect(JSON.parse(lines('summary.json').join('\n'))).toEqual(watched);
});

test('without --json a person can read it, the hash included', () => {
  const { status, stdout } = causeway('run', path, '--until', '3h');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^plain, linked, seed 1, to 3h\n/);
  expect(stdout).toMatch(/Jobs done\s+2 jobs\n/);
  expect(stdout).toMatch(/state hash [0-9a-f]{16}\n$/);
});

test('--pooling puts the islands beside the linked run, for people and as one object', () => {
  const { status, stdout } = causeway('run', path, '--until', '3h', '--pooling');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^plain, linked, seed 1, to 3h\n/);
  expect(stdout).toMatch(/\n  Busy, mean +66\.7 % +66\.7 % +same\n/);
  const plainly = JSON.parse(causeway('run', path, '--until', '3h', '--json').stdout);
  const { pooling, ...rest } = JSON.parse(
    causeway('run', path, '--until', '3h', '--pooling', '--json').stdout,
  );
  expect({ ...rest, wallS: 0 }).toEqual({ ...plainly, wallS: 0 });
  expect(pooling.hashes.linked).toBe(plainly.hash);
  expect(stdout).toContain(`state hash of the islands ${pooling.hashes.islands}\n`);
});

test('check says what is there', () => {
  expect(causeway('check', path)).toEqual({
    status: 0,
    stdout: 'plain is valid: 2 sites, 0 metros, 1 links, 3 jobs, 1d\n',
    stderr: '',
  });
});

const broken = {
  sites: { wuhu: { pools: { h100: -5 } } },
  links: { bw: { b: 'whu' } },
  seeed: 1,
  transfers: null,
};
const noise = Uint8Array.from({ length: 30 }, (_, i) => (i * 97 + 131) % 256);
test.each<[string, string[], string[]]>([
  [
    'everything wrong, a line each',
    ['run', path, '--patch', JSON.stringify(broken)],
    [
      'sites.wuhu.pools.h100: is -5 (a number of accelerators, 0 or more)',
      'seeed: is not a known key (did you mean "seed"?)',
      'links.bw.b: is "whu", which does not exist (did you mean "wuhu"?)',
    ],
  ],
  [
    'an empty file',
    ['run', file('empty.json', '')],
    ['file: is empty (a scenario in JSON, starting with {"format": "causeway/1")'],
  ],
  [
    'a file of 50 MB',
    ['check', file('large.json', ' '.repeat(50e6))],
    [
      `${join(directory, 'large.json')}: is too large: 50.0 MB (at most 20 MB; jobs.generate makes long job lists)`,
    ],
  ],
  [
    'a time after the end',
    ['run', path, '--until', '3d'],
    ["--until: is 3d (at most the scenario's 1d; --set duration=... makes it longer)"],
  ],
  [
    'a patch file that is a list',
    ['run', path, '--patch', file('list.json', '[1]')],
    [`${join(directory, 'list.json')}: is not an object (a patch such as {"linked": false})`],
  ],
  ['an unknown option', ['run', path, '--jsn'], ['--jsn: is not a known option (did you mean "--json"?)']],
])('%s', (_, args, expected) => {
  expect(causeway(...args)).toEqual({ status: 2, stdout: '', stderr: `${expected.join('\n')}\n` });
});

test('30 bytes of noise, a file that is not there, an output that cannot be', () => {
  const noisy = causeway('check', file('noise', noise));
  expect(noisy.status).toBe(2);
  expect(noisy.stderr).toMatch(
    /^file: is not text: character \d+ is U\+[0-9A-F]{4} \(a JSON text in UTF-8\)\n$/,
  );
  const missing = causeway('run', 'china-linkd', '--json');
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toMatch(/^china-linkd: does not exist \(.+\)\n$/);
  const unwritable = causeway('run', path, '--out', path);
  expect(unwritable).toMatchObject({ status: 2, stdout: '' });
  expect(unwritable.stderr).toMatch(/^--out: cannot be written: .+\n$/);
});
