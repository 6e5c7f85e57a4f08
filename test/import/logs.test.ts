/** Job logs, request logs, rates: units, order, noise, gaps; what is read, and what is left out with its line. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bring, brought, faultsOf, probed } from '../fixtures/bring.ts';

type Line = { job: number; submit: number; run: number; size: number; estimate: number; status: number };
const swfLine = ({ job, submit, run, size, estimate, status }: Line) =>
  `${job} ${submit} -1 ${run} ${size} -1 -1 -1 ${estimate} -1 ${status} 7 -1 -1 -1 -1 -1 -1`;

describe('SWF', () => {
  it('with noise between its lines gives the jobs that can be run, in order, and counts the rest', async () => {
    const line = fc.record({
      submit: fc.integer({ min: -1, max: 1e6 }),
      run: fc.integer({ min: -1, max: 1e5 }),
      size: fc.integer({ min: -1, max: 64 }),
      estimate: fc.integer({ min: -1, max: 1e5 }),
      status: fc.constantFrom(-1, 0, 1, 2, 3, 4, 5),
    });
    const noise = fc.constantFrom('', '; a comment', '1 2 3', 'not a line at all', '  ', ';');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(line, noise), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, end) => {
          const given = lines.map(([one], i) => ({ ...one, job: i + 1 }));
          const text = lines.flatMap(([, text], i) => [swfLine(given[i]), text]).join(end);
          const good = given.filter(
            ({ submit, run, size, status }) =>
              submit >= 0 && run >= 0 && size > 0 && !(status >= 2 && status <= 4),
          );
          const reply = await bring({ name: 'x.swf', content: `; MaxProcs: 64${end}${text}` });
          if (good.length === 0) {
            expect(reply.ok ? null : reply.faults[0].what.en).toBe('has no job that can be run');
            return;
          }
          if (!reply.ok) throw new Error(JSON.stringify(reply.faults));
          const { jobs, sites } = JSON.parse(reply.written.text) as {
            jobs: { list: { id: string; at: number; hours: number; estimateHours?: number }[] };
            sites: { cluster: { pools: unknown } };
          };
          const first = Math.min(...good.map(({ submit }) => submit));
          const sorted = [...good].sort((x, y) => x.submit - y.submit);
          expect(sites.cluster.pools).toEqual({ processor: 64 });
          expect(jobs.list.map(({ id, at }) => [id, at])).toEqual(
            sorted.map(({ job, submit }) => [String(job), submit - first]),
          );
          jobs.list.forEach(({ hours, estimateHours }, i) => {
            expect(hours).toBe(sorted[i].run / 3600);
            expect(estimateHours === undefined).toBe(sorted[i].estimate <= 0);
          });
          const left = reply.remarks.flatMap(({ what }) => /^(\d+) left out/.exec(what.en)?.[1] ?? []);
          const wrong = lines.filter(([, text]) => /^[1n]/.test(text)).length;
          expect(left.reduce((sum, count) => sum + Number(count), 0)).toBe(
            given.length - good.length + wrong,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('begins on the hour of its first job where it says its date', async () => {
    const content = '; UnixStartTime: 1767225600\n1 5400 -1 60 4 -1 -1 -1 -1 -1 1 1 -1 -1 -1 -1 -1 -1';
    const { file } = await brought({ name: 'noname', content });
    expect(file.start).toBe('2026-01-01T01:00:00.000Z');
    expect(file.jobs.list).toMatchObject([{ at: 1800, accelerators: 4 }]);
  });
});

describe('a table of jobs', () => {
  const philly =
    'jobid,vc,submitted_time,start_time,end_time,num_gpus,status\r\n' +
    '"a, 1",x,2017-10-07 02:00:00,2017-10-07 02:00:10,2017-10-07 03:00:10,8,Pass\r\n' +
    'b,y,2017-10-07 01:00:00,,,4,Killed\r\n' +
    'c,y,2017-10-07 01:30:00,2017-10-07 01:30:00,2017-10-07 01:30:30,0.5,Pass';

  it('with dates, quoted commas, CRLF and no last line end', async () => {
    const { file, said } = await brought({ name: 'p.csv', content: philly });
    expect(file.start).toBe('2017-10-07T01:00:00.000Z');
    expect(file.jobs.list).toMatchObject([
      { id: 'c', at: 1800, accelerators: 1, tenant: 'y' },
      { id: 'a,-1', at: 3600, accelerators: 8, hours: 1 },
    ]);
    expect(said).toContain('3 1 left out: no run time (here the first)');
  });

  it.each([
    ['ms', 'submit_ms,gpus,duration_ms', 1e3],
    ['us', 'submit_us,gpus,duration_us', 1e6],
  ])('in %s by the names of its columns', async (_unit, header, factor) => {
    const rows = [`${3600 * factor},2,${60 * factor}`, `${7200 * factor},2,${120 * factor}`];
    const { file } = await brought({ name: 'x.csv', content: [header, ...rows].join('\n') });
    expect(file.jobs.list).toMatchObject([
      { at: 0, hours: 1 / 60 },
      { at: 3600, hours: 1 / 30 },
    ]);
  });

  it('in milliseconds since 1970 by the size of its numbers', async () => {
    const probe = await probed({ name: 'x.csv', content: 'submit,gpus,run\n1700000000000,8,3600000\n' });
    expect(probe).toMatchObject({ kind: 'jobs', choice: { timeUnit: 'ms' } });
  });

  it('whose columns nobody knows is a table to be mapped, and without a mapping says what lacks', async () => {
    const given = { name: 'x.csv', content: 'wann,wieviel,wielange\n0,4,60\n' };
    expect(await probed(given)).toMatchObject({ kind: null, columns: ['wann', 'wieviel', 'wielange'] });
    expect(await faultsOf({ ...given, as: 'jobs' })).toEqual([
      '1: has no column for: submitted, accelerators, length (choose which column says it)',
    ]);
    const columns = { submit: 'wann', accelerators: 'wieviel', run: 'wielange' };
    const { counts } = await brought({
      ...given,
      as: 'jobs',
      change: (choice) => (choice.columns = columns),
    });
    expect(counts.jobs).toBe(1);
  });

  it('of more jobs than a file should hold stays a log beside the scenario', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `j${i},${i},1,60`);
    const { file, files, counts } = await brought({
      name: 'big.csv',
      content: ['id,submit,gpus,run', ...rows].join('\n'),
    });
    expect(file.jobs).toEqual({ file: { path: 'big.jobs.csv', site: 'cluster' } });
    expect(files['big.jobs.csv'].split('\n')).toHaveLength(40_001);
    expect(counts.jobs).toBe(40_000);
  });
});

describe('requests', () => {
  const AZURE =
    'TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.0,3180,8\n2023-11-16 18:15:00,100,0\n';
  const BURST6 =
    'Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,Conversation log\n45,ChatGPT,1087,230,1317,Conversation log\n118,GPT-4,417,276,693,Conversation log\n';
  const BURST8 =
    'Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,,1.5,ChatGPT,472,18,490,API log\n45,s,2,ChatGPT,1087,230,1317,API log\n118,,3,GPT-4,417,276,693,API log';
  const MOONCAKE =
    '{"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1]}\n{"timestamp": 3000, "input_length": 7322, "output_length": 490, "hash_ids": [0]}\n{"timestamp": 60000, "input_length": 7236, "output_length": 794, "hash_ids": []}\n';

  it.each([
    ['Azure', AZURE, 'x.csv', [1, 0, 2], 8088 / 3],
    ['BurstGPT, 6 columns', BURST6, 'x.csv', [2, 1], 1976 / 3],
    ['BurstGPT, 8 columns', BURST8, 'x.csv', [2, 1], 1976 / 3],
    ['Mooncake', MOONCAKE, 'x.jsonl', [2, 1], 21316 / 3],
    ['Azure, packed', gzipSync(AZURE), 'x.csv.gz', [1, 0, 2], 8088 / 3],
  ])('of %s are counted by the minute', async (_who, content, name, counts, tokensIn) => {
    const { file } = await brought({ name, content });
    const [series] = file.demand.series;
    expect(series.step).toBe(60);
    expect(series.rps.map((rps) => Math.round(rps * 60))).toEqual(counts);
    expect(Object.values(file.classes)[0].tokensIn).toBeCloseTo(tokensIn, 1);
  });

  it('out of order and without answers are counted and told', async () => {
    const { said } = await brought({ name: 'x.csv', content: AZURE });
    expect(said.join('\n')).toMatch(/1 rows earlier than the one before/);
    expect(said.join('\n')).toMatch(/1 requests without an answered token/);
  });
});

it('rates keep their steps; unsorted and tied rows are put right and told', async () => {
  const content = 'time,rate\n600,4\n0,1\n300,2\n300,4\n900,nan\n';
  const { file, said } = await brought({ name: 'x.csv', content });
  expect(file.demand.series).toMatchObject([{ step: 300, rps: [1, 3, 4] }]);
  expect(said.join('\n')).toMatch(
    /sorted[^]*1 rows at the time of another[^]*6 1 left out: no rate|6 1 left out/,
  );
});

it.each([
  ['a picture', 'x.png', '\u0089PNG\u0000\u0001'],
  ['prose', 'x.txt', 'It was a dark and stormy night.\nThe rain fell, in torrents.\n'],
  ['a line of prose', 'x.txt', 'It was a dark and stormy night.\n'],
  ['nothing', 'x.csv', ''],
  ['a web page', 'x.html', '<html><body>404</body></html>'],
])('%s is nothing known', async (_what, name, content) => {
  expect((await probed({ name, content })).kind).toBe(null);
});

it.each([
  [
    'a line without an end',
    `submit,gpus,run\n1,1,1\n2,${'9'.repeat(9_000_000)}`,
    /^3: a record of more than 4 million/,
  ],
  [
    'a quote that is never closed',
    `submit,gpus,run\n1,1,1\n"2,1,1\n${'3,1,1\n'.repeat(1_000_000)}`,
    /^3: a record of more than 4 million/,
  ],
  ['a late quote', 'submit,gpus,run\n1,1,1\n"2,1,1\n', /^3: a quote that is never closed/],
])('a table with %s is refused at its line', async (_what, content, complaint) => {
  expect((await faultsOf({ name: 'x.csv', content }))[0]).toMatch(complaint);
});

it('what is no gzip behind its first bytes is told', async () => {
  const content = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  await expect(probed({ name: 'x.csv.gz', content })).rejects.toThrow(/cannot be read/);
});
