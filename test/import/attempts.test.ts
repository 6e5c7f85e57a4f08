/** Job logs in JSON with attempts (Philly): what a job is made of, what is left out and where, and faults at their line. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brought, faultsOf, probed } from '../fixtures/bring.ts';

type Attempt = {
  start_time: string | null;
  end_time: string | null;
  detail: { ip: string; gpus: string[] }[];
};

const DAY = Date.UTC(2017, 9, 7);
const stamp = (s: number): string => new Date(DAY + s * 1000).toISOString().slice(0, 19).replace('T', ' ');
const machine = (gpus: number) => ({ ip: 'm47', gpus: Array.from({ length: gpus }, (_, i) => `gpu${i}`) });
const attempt = (from: number, to: number | null, ...gpus: number[]): Attempt => ({
  start_time: stamp(from),
  end_time: to === null ? null : stamp(to),
  detail: gpus.map(machine),
});
const job = (jobid: string, at: number, ...attempts: Attempt[]) => ({
  status: 'Pass',
  vc: 'ee9e8c',
  jobid,
  attempts,
  submitted_time: stamp(at),
  user: 'ce2f4c',
});

describe('a log of jobs with attempts', () => {
  it('is known by its head, plain or packed, whatever its name', async () => {
    const content = JSON.stringify([job('a', 0, attempt(10, 20, 8))], null, 4);
    for (const given of [content, gzipSync(content), JSON.stringify(JSON.parse(content))])
      expect((await probed({ name: 'cluster_job_log', content: given })).kind).toBe('attempts');
    expect((await probed({ name: 'x.json', content: '[{"id": "a"}]' })).kind).toBe('scenario');
  });

  it('gives jobs as long as their attempts together, and as large as the largest', async () => {
    const log = [
      job('two attempts', 3600, attempt(3630, 3704, 8), attempt(3710, 7310, 8, 8)),
      job('one', 1800, attempt(1800, 1860, 1)),
    ];
    const { file, said, counts } = await brought({ name: 'cluster_job_log', content: JSON.stringify(log) });
    expect(counts.jobs).toBe(2);
    expect(file.start).toBe('2017-10-07T00:00:00.000Z');
    expect(file.jobs.list).toMatchObject([
      { id: 'one', at: 1800, accelerators: 1, hours: 60 / 3600, tenant: 'ee9e8c' },
      { id: 'two-attempts', at: 3600, accelerators: 16, hours: (74 + 3600) / 3600 },
    ]);
    expect(said.join()).toContain('as long as its attempts together');
  });

  it('leaves out, with count and line, what cannot be run', async () => {
    const log = [
      job('never', 0),
      job('running', 0, attempt(0, 10, 1), attempt(20, null, 1)),
      job('lost', 0, { ...attempt(0, 10, 1), start_time: null }),
      job('none', 0, attempt(0, 10)),
      job('when', 0, { ...attempt(0, 10, 1), start_time: 'soon' }),
      job('good', 0, attempt(0, 10, 1)),
      job('good', 0, attempt(0, 10, 1)),
      'no job',
      { ...job('early', 0, attempt(0, 10, 1)), submitted_time: 'None' },
    ];
    const content = `[\n${log.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
    const { counts, said } = await brought({ name: 'log.json', content });
    expect(counts.jobs).toBe(1);
    const reasons = [
      'never got',
      'still running',
      'without a start',
      'no accelerators',
      'a time that is none',
    ];
    for (const [i, reason] of [...reasons, '', 'came before', 'no job', 'no submit time'].entries())
      if (reason)
        expect(
          said.some((one) => one.startsWith(`${i + 2} 1 left out: `) && one.includes(reason)),
          `${i} ${said}`,
        ).toBe(true);
  });

  it('is read in pieces, however they fall, with every job at its line (as JSON.parse reads it)', async () => {
    const jobs = fc.array(
      fc.record({
        at: fc.nat(1e6),
        sizes: fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 3 }),
        runS: fc.integer({ min: 0, max: 1e5 }),
        user: fc.string({ unit: 'grapheme' }),
        broken: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(jobs, fc.constantFrom(0, 1, 4), async (made, indent) => {
        // Filled up, so that pieces of 256 kB end within jobs.
        const log = made.map(({ at, sizes, runS, user, broken }, i) => ({
          ...job(`j${i}`, at, ...(broken ? [] : sizes.map((size) => attempt(at, at + runS, size)))),
          user: user + 'é'.repeat(20_000),
        }));
        const text = `\uFEFF${JSON.stringify(log, null, indent)}`;
        const good = made.filter(({ broken }) => !broken);
        const given = { name: 'cluster_job_log', content: text };
        if (good.length === 0) {
          expect((await faultsOf(given))[0]).toContain('has no job that can be run');
          return;
        }
        const { file, said } = await brought(given);
        expect(file.jobs.list!.map(({ accelerators }) => accelerators).toSorted()).toEqual(
          good.map(({ sizes }) => Math.max(...sizes)).toSorted(),
        );
        const first = made.findIndex(({ broken }) => broken);
        if (first < 0) return;
        const before = text
          .slice(0, text.indexOf(`"jobid":${indent ? ' ' : ''}"j${first}"`))
          .split('\n').length;
        // Told at the end of the job: from its "jobid" on these lines follow.
        const follow = indent ? JSON.stringify(log[first], null, indent).split('\n').length - 4 : 0;
        expect(said.find((one) => one.includes('never got'))).toMatch(new RegExp(`^${before + follow} `));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['torn', '[\n{"jobid": "a", "attempts": [', /JSON/],
    ['wrong', '[\n{"jobid": "a",\n "attempts": [}]', /^3: is not sound JSON/],
    [
      'a job without end',
      `[{"attempts": [], "a": "${'x'.repeat(9_000_000)}`,
      /a record of more than 4 million/,
    ],
  ])('%s is refused at its line', async (_, content, complaint) => {
    expect((await faultsOf({ name: 'cluster_job_log', content }))[0]).toMatch(complaint);
  });
});
