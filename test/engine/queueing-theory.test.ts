/**
 * Long runs of the engine against queueing theory: J7 (waits of first come first served) and N3
 * (a link shared max-min fairly is processor sharing). The closed form must lie in a 99.9 %
 * confidence interval over 30 seeds, and the interval must be narrow: `within` is the largest
 * half-width allowed, as a share of the closed form.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  jobWaits,
  meanOf,
  quantile,
  replicate,
  SERVICES,
  transferTimes,
  type Interval,
} from '../fixtures/long-runs.ts';

const CASES = JSON.parse(
  readFileSync(new URL('../../public/oracles/analytic/cases.json', import.meta.url), 'utf8'),
) as {
  MMc_FCFS: { cases: (Record<'lam' | 'c' | 'Wq', number> & Record<string, number>)[] };
  MG1_FCFS_Wq: { lam: number; S: string; Wq: number }[];
  MG1_PS: { cases: { lam: number; ES: number; ET: number; T_given_x2: number }[] };
};

function agrees({ mean, halfWidth }: Interval, closedForm: number, within: number): void {
  expect(halfWidth).toBeLessThan(within * closedForm);
  expect(Math.abs(mean - closedForm)).toBeLessThan(halfWidth);
}

describe('J7: M/M/c, first come first served', () => {
  const closedForm = (lam: number, c: number) =>
    CASES.MMc_FCFS.cases.find((entry) => entry.lam === lam && entry.c === c)!;

  const shareAbove0 = (waits: Float64Array) => meanOf(waits.map((wait) => (wait > 0 ? 1 : 0)));

  it.each([
    { lam: 0.5, jobs: 8000, within: 0.05 },
    { lam: 0.8, jobs: 30000, within: 0.05 },
    { lam: 0.9, jobs: 40000, within: 0.1 },
  ])('one server, load $lam: mean wait, its median, 95th and 99th percentile', ({ lam, jobs, within }) => {
    const want = closedForm(lam, 1);
    const waitsOf = jobWaits(1, lam, SERVICES['exp mean 1']!, jobs);
    const got = replicate((seed) => {
      const waits = waitsOf(seed);
      const mean = meanOf(waits);
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((p) => quantile(waits, p));
      return { mean, p50: p50!, p95: p95!, p99: p99! };
    });
    agrees(got.mean, want.Wq, within);
    // At half load half of the jobs do not wait: the median lies on the step itself.
    if (want.wait_p50! > 0) agrees(got.p50, want.wait_p50!, within);
    agrees(got.p95, want.wait_p95!, within * 1.5);
    agrees(got.p99, want.wait_p99!, within * 1.5);
  });

  it.each([
    { lam: 1.5, c: 2, jobs: 15000, within: 0.05 },
    { lam: 8, c: 10, jobs: 50000, within: 0.07 },
    { lam: 90, c: 100, jobs: 80000, within: 0.2 },
  ])('$c servers, $lam arrivals an hour: mean wait and who waits', ({ lam, c, jobs, within }) => {
    const waitsOf = jobWaits(c, lam, SERVICES['exp mean 1']!, jobs);
    const got = replicate((seed) => {
      const waits = waitsOf(seed);
      return { mean: meanOf(waits), waiting: shareAbove0(waits) };
    });
    agrees(got.mean, closedForm(lam, c).Wq, within);
    agrees(got.waiting, closedForm(lam, c).erlangC!, within / 2);
  });
});

describe('J7: M/G/1, first come first served', () => {
  it.each([
    { S: 'det 1', jobs: 12000, within: 0.05 },
    { S: 'uniform[0.5,1.5]', jobs: 15000, within: 0.05 },
    { S: 'lognormal mean 1 scv 4', jobs: 60000, within: 0.1 },
    { S: 'hyperexp scv 9 mean 1', jobs: 25000, within: 0.08 },
  ])('service $S: mean wait', ({ S, jobs, within }) => {
    const { lam, Wq } = CASES.MG1_FCFS_Wq.find((entry) => entry.S === S)!;
    const waitsOf = jobWaits(1, lam, SERVICES[S]!, jobs);
    const got = replicate((seed) => ({ mean: meanOf(waitsOf(seed)) }));
    agrees(got.mean, Wq, within);
  });
});

describe('N3: M/G/1, processor sharing', () => {
  it.each([
    { lam: 0.5, S: 'exp mean 1', transfers: 10000, within: 0.05 },
    { lam: 0.5, S: '1/2 or 2', transfers: 10000, within: 0.05 },
    { lam: 0.5, S: 'hyperexp scv 9 mean 1', transfers: 15000, within: 0.05 },
    { lam: 0.8, S: 'exp mean 1', transfers: 15000, within: 0.05 },
    { lam: 0.8, S: '1/2 or 2', transfers: 25000, within: 0.05 },
    { lam: 0.8, S: 'hyperexp scv 9 mean 1', transfers: 25000, within: 0.1 },
    { lam: 0.9, S: '1/2 or 2', transfers: 25000, within: 0.1 },
  ])('load $lam, sizes $S: mean time, whatever the sizes', ({ lam, S, transfers, within }) => {
    const { ET, T_given_x2: ofTwo } = CASES.MG1_PS.cases.find((entry) => entry.lam === lam)!;
    const timesOf = transferTimes(lam, SERVICES[S]!, transfers);
    const got = replicate((seed) => {
      const { times, sizes } = timesOf(seed);
      const ofSize = (size: number) => meanOf(times.filter((_, i) => sizes[i] === size));
      return { mean: meanOf(times), half: ofSize(0.5), two: ofSize(2) };
    });
    agrees(got.mean, ET, within);
    if (S !== '1/2 or 2') return;
    agrees(got.two, ofTwo, within);
    agrees(got.half, ofTwo / 4, within);
  });
});
