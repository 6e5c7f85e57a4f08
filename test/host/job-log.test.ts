/** `jobs.file`: logs in SWF and CSV become jobs of the scenario, and every line left out is told. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openScenario } from '../../workers/host/open-scenario.ts';

const site = { lat: 1, lon: 2, pools: { cpu: 100 } };
const plain = {
  format: 'causeway/1',
  accelerators: { cpu: { bf16Tflops: 1 } },
  sites: { a: site },
};

async function open(log: string | Uint8Array, jobs: unknown, patch: object = {}) {
  const asked: string[] = [];
  const reply = await openScenario({
    text: JSON.stringify({ ...plain, ...patch, jobs }),
    patches: [],
    read: () => Promise.reject(new Error('no bundles here')),
    readLog: async (path) => {
      asked.push(path);
      return typeof log === 'string' ? new TextEncoder().encode(log) : log;
    },
  });
  return { reply, asked };
}

async function opened(log: string | Uint8Array, jobs: unknown, patch: object = {}) {
  const { reply, asked } = await open(log, jobs, patch);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return { ...reply, asked };
}

async function faults(log: string | Uint8Array, jobs: unknown, patch: object = {}) {
  const { reply } = await open(log, jobs, patch);
  return reply.ok ? [] : reply.issues.map(({ path, message }) => `${path}: ${message}`);
}

/** A line of 18 fields from those that are read. */
function line(
  job: number,
  submit: number,
  run: number,
  allocated: number,
  more: Record<number, number> = {},
) {
  const fields = Array.from({ length: 18 }, () => -1);
  Object.assign(fields, { 0: job, 1: submit, 3: run, 4: allocated }, more);
  return fields.join(' ');
}

const swf = [
  '; Version: 2.2',
  '; MaxProcs: 100',
  '',
  line(2, 50, 7200, 4, { 7: 8, 8: 10800, 10: 1, 11: 12 }),
  `  ${line(1, 10, 10, 2, { 7: -1, 8: -1, 10: 1 })} `,
  line(3, 60, -1, 4),
  line(4, 70, 5, 0),
  line(5, -1, 5, 1),
  line(6, 80, 5, 1, { 10: 3 }),
  line(7, 90, -1, 4),
].join('\r\n');

test('SWF: lines in any order, requested before allocated, -1 for what is not known', async () => {
  const { scenario, notes, asked } = await opened(swf, { file: 'log.swf' });
  expect(asked).toEqual(['log.swf']);
  const known = {
    class: 'job',
    site: 'a',
    minAccelerators: null,
    maxAccelerators: null,
    maxSites: 1,
    types: [],
    flop: null,
    datasetTB: null,
    priority: 0,
    residency: [],
  };
  expect(scenario.jobs.list).toEqual([
    { ...known, id: '2', tenant: 'user-12', atS: 50, accelerators: 8, hours: 2, estimateHours: 3 },
    { ...known, id: '1', tenant: '', atS: 10, accelerators: 2, hours: 10 / 3600, estimateHours: null },
  ]);
  expect(notes.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'log.swf: 2 jobs read',
    'log.swf:6: 2 lines left out: no run time',
    'log.swf:7: 1 line left out: no processors, neither requested nor allocated',
    'log.swf:8: 1 line left out: no submit time',
    'log.swf:9: 1 line left out: part of a job that has a line of its own (status 2 to 4)',
  ]);
});

test('gzipped it is the same, and the whole file opens again without its log', async () => {
  const first = await opened(swf, { file: 'log.swf' });
  const packed = await opened(gzipSync(swf), { file: { path: 'log.swf.gz' } });
  expect(packed.scenario).toEqual(first.scenario);
  const again = await openScenario({
    text: JSON.stringify(first.file),
    patches: [],
    read: () => Promise.reject(new Error('reads nothing')),
  });
  expect(again.ok && again.scenario).toEqual(first.scenario);
});

test('jobs of the file stand after those of the list; site, class and first time are given', async () => {
  const jobs = {
    list: [{ id: 'own', site: 'a', accelerators: 1, hours: 1 }],
    file: { path: 'log.swf', site: 'b', class: 'train', at: '1h' },
  };
  const patch = { sites: { a: site, b: site }, classes: { train: { kind: 'job' } } };
  const { scenario } = await opened(swf, jobs, patch);
  expect(scenario.jobs.list.map(({ id, site, class: name, atS }) => [id, site, name, atS])).toEqual([
    ['own', 'a', 'job', 0],
    ['2', 'b', 'train', 3640],
    ['1', 'b', 'train', 3600],
  ]);
});

test('CSV: columns by our names, or by those of the log', async () => {
  const ours = await opened(
    'id,submit_s,accelerators,run_s,estimate_s,tenant,priority,colour\nx,5,8,3600,7200,t,2,red\ny,6,1,,,t,,red\n',
    { file: 'log.csv' },
  );
  expect(ours.scenario.jobs.list).toMatchObject([
    { id: 'x', atS: 5, accelerators: 8, hours: 1, estimateHours: 2, tenant: 't', priority: 2, site: 'a' },
  ]);
  expect(ours.notes[1]).toMatchObject({ path: 'log.csv:3', message: '1 line left out: no run time' });
  const theirs = await opened('name,created,gpus,begun,ended\np,0,2,10,7210\n', {
    file: {
      path: 'pods.csv',
      columns: { id: 'name', submit_s: 'created', accelerators: 'gpus', start_s: 'begun', end_s: 'ended' },
    },
  });
  expect(theirs.scenario.jobs.list).toMatchObject([{ id: 'p', atS: 0, accelerators: 2, hours: 2 }]);
});

test.each<[string, string | Uint8Array, unknown, string[]]>([
  ['a short line', '1 2 3', 'x.swf', ['x.swf:1: has 3 fields']],
  ['a word', line(1, 2, 3, 4).replace('4', 'four'), 'x.swf', ['x.swf:1: has "four", which is no number']],
  ['a job twice', `${line(1, 2, 3, 4)}\n${line(1, 2, 3, 4)}`, 'x.swf', ['x.swf:2: has job 1 again']],
  ['nothing to run', '; only\n; comments\n', 'x.swf', ['x.swf: has no job to run']],
  ['no such column', 'a,b\n1,2\n', 'x.csv', ['x.csv:1: has no column submit_s, accelerators, run_s']],
  [
    'a cell that is no number',
    'submit_s,accelerators,run_s\n1,two,3\n',
    'x.csv',
    ['x.csv:2: accelerators is "two"'],
  ],
  ['not text', new Uint8Array([0xff, 0xfe, 0x00]), 'x.csv', []],
  ['not gzip after all', new Uint8Array([0x1f, 0x8b, 1, 2]), 'x.swf.gz', []],
  ['a number for a path', '', 5, ['jobs.file: is 5']],
  ['a size no log has', line(1, 2, 3, 2.5), 'x.swf', ['jobs.list[0].accelerators: is 2.5']],
])('a fault is told with its line: %s', async (_, log, file, expected) => {
  const found = await faults(log, { file });
  if (expected.length > 0) expect(found).toEqual(expected);
  else expect(found).toEqual([expect.stringMatching(/^x\.\S+: cannot be read: /)]);
});

test('with several sites the log needs one', async () => {
  expect(await faults(swf, { file: 'x.swf' }, { sites: { a: site, b: site } })).toEqual([
    'jobs.file.site: is missing, where there are 2 sites',
  ]);
});

test('a log that is not there is an issue', async () => {
  const reply = await openScenario({
    text: JSON.stringify({ ...plain, jobs: { file: 'none.swf' } }),
    patches: [],
    read: () => Promise.reject(new Error('404')),
  });
  expect(reply.ok ? [] : reply.issues).toMatchObject([{ path: 'none.swf', message: 'cannot be read: 404' }]);
});
