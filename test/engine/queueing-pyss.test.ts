/**
 * J7 against the test inputs of the pyss simulator: the finish times its authors worked out by
 * hand, for the schedulers each file names, on 100 processors. The files are read where they
 * lie beside the project; without them there is nothing to run.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { finished, runOf } from '../fixtures/worlds.ts';

const FOLDER = '../shared/traces/pyss';
const cases = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name !== 'README') : [];

/** What a file is for: by its header where it has one (basic, bf), by its name otherwise. */
const QUEUES_BY_KIND: Record<string, string[]> = {
  basic: ['fifo', 'easy-backfill', 'conservative-backfill'],
  extreme: ['fifo', 'easy-backfill', 'conservative-backfill'],
  fcfs: ['fifo'],
  bf: ['easy-backfill', 'conservative-backfill'],
  easy_bf: ['easy-backfill'],
  cons_bf: ['conservative-backfill'],
};

/** Rows are: submit, finish[.tag], estimate, processors, actual, and what is not used here. */
function rowsOf(name: string): number[][] {
  return readFileSync(`${FOLDER}/${name}`, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/).slice(0, 5).map(Number));
}

function finishTimes(rows: number[][], queue: string): number[] {
  const run = finished(
    runOf({
      accelerators: { cpu: { bf16Tflops: 1 } },
      sites: { s: { lat: 0, lon: 0, pools: { cpu: 100 } } },
      jobs: {
        list: rows.map(([submit, , estimate, processors, actual], i) => ({
          id: `row-${i}`,
          at: submit,
          site: 's',
          accelerators: processors,
          // There a job would be killed at its estimate; no row runs that long.
          hours: actual! / 3600,
          estimateHours: estimate! / 3600,
        })),
      },
      policy: { queue },
    }),
  );
  const ends = new Map(run.world.ids.jobs.map((id, job) => [id, run.state.jobEndS[job]!]));
  return rows.map((_, i) => ends.get(`row-${i}`)!);
}

const pairs = cases.flatMap((name) =>
  QUEUES_BY_KIND[name.replace(/_input.*/, '')]!.map((queue) => ({ name, queue })),
);

describe('J7: finish times of the pyss cases', () => {
  it.runIf(cases.length > 0).each(pairs)('$name under $queue', ({ name, queue }) => {
    const rows = rowsOf(name);
    const got = finishTimes(rows, queue);
    // The digits after the point tell jobs apart and are no time.
    rows.forEach(([submit, finish], i) => {
      expect(got[i], `row ${i}, submitted at ${submit}`).toBeCloseTo(Math.floor(finish!), 6);
    });
  });

  it.runIf(cases.length === 0)('are passed over: ../shared/traces/pyss is not there', () => {
    expect(cases).toEqual([]);
  });
});
