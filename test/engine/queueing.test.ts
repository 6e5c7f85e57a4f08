/** J7: who starts next, under each queue policy. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUEUES } from '../../workers/scenario/scenario.ts';
import { naiveStarts, type NaiveJob } from '../fixtures/naive-queue.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

const HOUR_S = 3600;

/** Start times in hours by job id, at one site of `size` accelerators. */
function starts(size: number, queue: string, list: Record<string, unknown>[]): Record<string, number> {
  const run = finished(
    runOf({
      accelerators: { cpu: { bf16Tflops: 1 } },
      sites: { s: { lat: 0, lon: 0, pools: { cpu: size } } },
      jobs: { list: list.map((job) => ({ site: 's', ...job })) },
      policy: { queue },
    }),
  );
  return Object.fromEntries(run.world.ids.jobs.map((id, job) => [id, run.state.jobStartS[job]! / HOUR_S]));
}

describe('J7: queue policies, by hand', () => {
  it('priority: higher first, then by arrival; nobody passes the head', () => {
    const list = [
      { id: 'now', accelerators: 4, hours: 1 },
      { id: 'low', accelerators: 1, hours: 1, priority: -1 },
      { id: 'plain', accelerators: 1, hours: 1, at: 1 },
      { id: 'later', accelerators: 2, hours: 1, at: 2 },
      { id: 'urgent', accelerators: 3, hours: 2, at: 3, priority: 5 },
    ];
    expect(starts(4, 'priority', list)).toEqual({ now: 0, urgent: 1, plain: 1, later: 3, low: 3 });
  });

  it('shortest-first: by the estimate, not by the true length', () => {
    const list = [
      { id: 'now', accelerators: 1, hours: 1 },
      { id: 'long', accelerators: 1, hours: 1, estimateHours: 9 },
      { id: 'short', accelerators: 1, hours: 3, estimateHours: 2 },
    ];
    expect(starts(1, 'shortest-first', list)).toEqual({ now: 0, short: 1, long: 4 });
  });

  it('fair-share: the tenant who has had least comes next', () => {
    const list = [0, 1, 2].flatMap((i) => [
      { id: `a${i}`, tenant: 'a', accelerators: 1, hours: 2 },
      { id: `b${i}`, tenant: 'b', accelerators: 1, hours: 1 },
    ]);
    expect(starts(1, 'fair-share', list)).toEqual({ a0: 0, b0: 2, b1: 3, a1: 4, b2: 6, a2: 7 });
  });

  it('a reservation of every job: what EASY lets pass may not (conservative)', () => {
    const list = [
      { id: 'now', accelerators: 5, hours: 60 },
      { id: 'first', accelerators: 6, hours: 40, at: 1 },
      { id: 'second', accelerators: 7, hours: 30, at: 2 },
      { id: 'narrow', accelerators: 2, hours: 200, at: 10 * HOUR_S },
      { id: 'gap', accelerators: 2, hours: 50, at: 10 * HOUR_S },
    ];
    const first = { now: 0, first: 60 };
    expect(starts(8, 'easy-backfill', list)).toEqual({ ...first, narrow: 10, gap: 100, second: 210 });
    expect(starts(8, 'conservative-backfill', list)).toEqual({ ...first, gap: 10, second: 100, narrow: 130 });
  });

  it('what runs over its estimate is planned away but not given away (conservative)', () => {
    const list = [
      { id: 'over', accelerators: 3, hours: 100, estimateHours: 10 },
      { id: 'head', accelerators: 2, hours: 10, at: 1 },
      { id: 'fits', accelerators: 1, hours: 5, at: 20 * HOUR_S },
    ];
    expect(starts(4, 'conservative-backfill', list)).toEqual({ over: 0, fits: 20, head: 100 });
  });
});

const job = fc.record({
  at: fc.integer({ min: 0, max: 30 }),
  accelerators: fc.integer({ min: 1, max: 8 }),
  hours: fc.integer({ min: 0, max: 12 }),
  estimate: fc.integer({ min: 1, max: 12 }),
  priority: fc.integer({ min: 0, max: 2 }),
  tenant: fc.integer({ min: 0, max: 2 }),
});

describe('J7: queue policies, against the plain way', () => {
  it.each(QUEUES)('%s starts every job when a naive queue does', (queue) => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 40 }), (drawn) => {
        const jobs = named(drawn);
        const list = jobs.map(({ at, accelerators, hours, estimate, priority, tenant }, i) => ({
          id: `j${i}`,
          at: at * HOUR_S,
          accelerators,
          hours,
          estimateHours: estimate,
          priority,
          tenant: `t${tenant}`,
        }));
        const got = starts(8, queue, list);
        expect(jobs.map((_, i) => got[`j${i}`])).toEqual(naiveStarts(jobs, 8, queue));
      }),
      { numRuns: 200 },
    );
  });
});

/** In order of submission, with tenants numbered as they come, as the engine does. */
function named(drawn: NaiveJob[]): NaiveJob[] {
  const sorted = drawn.toSorted((a, b) => a.at - b.at);
  const seen = [...new Set(sorted.map(({ tenant }) => tenant))];
  return sorted.map((entry) => ({ ...entry, tenant: seen.indexOf(entry.tenant) }));
}
