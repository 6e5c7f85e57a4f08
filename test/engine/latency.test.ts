/** I4: time to first token as a distribution. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, restoreSnapshot, takeSnapshot } from '../../workers/engine/engine.ts';
import { erlangC } from '../../workers/engine/inference/queueing.ts';
import { exponential, exponentials } from '../../workers/engine/math.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
import type { Run } from '../../workers/engine/run.ts';
import { readFrame } from '../../workers/frame/read.ts';
import { createFrame, writeFrame } from '../../workers/frame/write.ts';
import { promptClasses } from '../../workers/world/prompts.ts';
import { openShipped } from '../fixtures/shipped.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

/** East: 20 slots of 1 s at 1 ms; west: 40 at 10 ms. Prefill 0.5 s. A site takes up to 90 % of its slots. */
function cities(rps: number, chat: object = {}, patch: object = {}): Run {
  return runOf({
    accelerators: { chip: { bf16Tflops: 1, memoryGBps: 40, memoryGB: 40 } },
    classes: {
      chat: {
        kind: 'request',
        tokensIn: 250,
        tokensOut: 10,
        activeParamsB: 1,
        acceleratorsPerReplica: 1,
        batch: 10,
        mfu: 1,
        ...chat,
      },
    },
    sites: {
      east: { lat: 31, lon: 121, pools: { chip: 2 }, servingShare: 1, region: 'e' },
      west: { lat: 37, lon: 105, pools: { chip: 4 }, servingShare: 1, region: 'w' },
    },
    metros: { city: { lat: 31, lon: 121, region: 'e' }, quiet: { lat: 31, lon: 121, region: 'w' } },
    links: {
      near: { a: 'east', b: 'city', gbps: 10, delayMs: 1 },
      far: { a: 'west', b: 'city', gbps: 10, delayMs: 10 },
    },
    demand: { metros: { city: { chat: { requestsPerDay: rps * 86400 } } }, lastMileMs: 0 },
    ...patch,
  });
}

function percentiles(run: Run): number[] {
  advanceTo(run, 0);
  const row = new Float64Array(METRICS.length);
  readMetrics(run, 0, row, 0);
  return (['latencyP50S', 'latencyP95S', 'latencyP99S'] as const).map((key) => row[metricIndex(key)]!);
}

const EAST = erlangC(20, 18);

describe('percentiles', () => {
  it('of one site: what Erlang C says', () => {
    const at = (share: number) => 0.502 + Math.max(0, Math.log(EAST / (1 - share)) / 2);
    percentiles(cities(18)).forEach((value, i) => expect(value).toBeCloseTo(at([0.5, 0.95, 0.99][i]!), 8));
  });

  it('of a mixture: the time after which that share of all is still to come', () => {
    const west = erlangC(40, 12);
    const later = (t: number) =>
      (18 * (t < 0.502 ? 1 : EAST * Math.exp(-2 * (t - 0.502))) +
        12 * (t < 0.52 ? 1 : west * Math.exp(-28 * (t - 0.52)))) /
      30;
    const [p50, p95, p99] = percentiles(cities(30)) as [number, number, number];
    expect(later(p95)).toBeCloseTo(0.05, 8);
    expect(later(p99)).toBeCloseTo(0.01, 8);
    // The median falls on the step at which the west answers.
    expect(p50).toBeCloseTo(0.52, 8);
    expect(later(0.52 - 1e-9)).toBeGreaterThan(0.5);
  });

  it('counts what is shed as never answered', () => {
    // 54 of 60 are served: the 90th percentile is the last there is.
    expect(percentiles(cities(60))[0]).toBeLessThan(1);
    expect(percentiles(cities(60)).slice(1)).toEqual([Infinity, Infinity]);
    const [p50] = percentiles(cities(100));
    expect(p50).toBeGreaterThan(percentiles(cities(60))[0]!);
    expect(percentiles(cities(109))[0]).toBe(Infinity);
  });

  it('the wait grows with the variability of service (Allen-Cunneen)', () => {
    const p99 = (serviceScv: number | null) => percentiles(cities(18, { serviceScv }))[2]! - 0.502;
    expect(p99(1)).toBeCloseTo(p99(null), 8);
    expect(p99(3) / p99(null)).toBeCloseTo(2, 7);
    expect(p99(0) / p99(null)).toBeCloseTo(0.5, 7);
  });

  it('of prompts of many lengths: each class comes at its own time, and waits alike', () => {
    const { upTo, length } = promptClasses(1.2);
    const run = cities(18, { tokensInCv: 1.2, ttftLimitS: 0.8 });
    const [p50, p95, p99] = percentiles(run) as [number, number, number];
    const later = (t: number) =>
      upTo.reduce((sum, share, j) => {
        const waitS = t - 0.002 - 0.5 * length[j]!;
        return sum + (share - (upTo[j - 1] ?? 0)) * (waitS < 0 ? 1 : EAST * Math.exp(-2 * waitS));
      }, 0);
    for (const [time, share] of [
      [p50, 0.5],
      [p95, 0.05],
      [p99, 0.01],
    ] as const) {
      expect(later(time + 2e-9)).toBeLessThanOrEqual(share);
      expect(later(time - 2e-9)).toBeGreaterThanOrEqual(share);
    }
    expect(metric(run, 0, 'inTime')).toBeCloseTo(1 - later(0.8), 9);
    // The mean is that of prompts all alike.
    expect(metric(run, 0, 'latencyS')).toBeCloseTo(metric(cities(18), 0, 'latencyS'), 12);
  });

  it('of algorithms that get better: each class of prompts begins as much sooner (P5)', () => {
    const better = { tokensInCv: 1.2, efficiencyPerYear: 4, efficiencyFrom: '2026-01-01' };
    const run = cities(2, better, { start: '2026-01-01T00:00Z', duration: '400d', tick: '1d' });
    const first = percentiles(run);
    const day = 300;
    advanceTo(run, day * 86400);
    const row = new Float64Array(METRICS.length);
    readMetrics(run, day * 86400, row, 0);
    const work = 4 ** (-day / 365.25);
    (['latencyP50S', 'latencyP95S', 'latencyP99S'] as const).forEach((key, i) =>
      expect((row[metricIndex(key)]! - 0.002) / (first[i]! - 0.002), key).toBeCloseTo(work, 6),
    );
  });

  it('the classes have the mean of all, and about the percentiles read those of a log-normal', () => {
    for (const cv of [0.2, 0.96, 2, 3]) {
      const { upTo, length } = promptClasses(cv);
      const mean = upTo.reduce((sum, share, j) => sum + (share - (upTo[j - 1] ?? 0)) * length[j]!, 0);
      expect(mean, `${cv}`).toBeCloseTo(1, 12);
      expect(length).toEqual(length.toSorted((a, b) => a - b));
      const sigma = Math.sqrt(Math.log(1 + cv ** 2));
      [
        [0.5, 0],
        [0.95, 1.6448536269514722],
        [0.99, 2.3263478740408408],
      ].forEach(([share, deviations]) => {
        const exact = Math.exp(sigma * deviations! - sigma ** 2 / 2);
        expect(length[upTo.findIndex((end) => end > share!)]! / exact, `${cv} ${share}`).toBeCloseTo(1, 1);
      });
    }
  });

  it('bursts: as many wait as at fewer slots, and longer', () => {
    const p99 = (arrivalScv: number) => percentiles(cities(18, { arrivalScv }))[2]! - 0.502;
    // Peakedness 2: 10 servers at 9 Erlang; the tail is twice as long.
    expect(p99(3)).toBeCloseTo(Math.log(erlangC(10, 9) / 0.01), 7);
    expect(p99(1)).toBeCloseTo(Math.log(EAST / 0.01) / 2, 7);
    // However bursty, a server's load waits.
    expect(percentiles(cities(18, { arrivalScv: 99 }))[2]! - 0.502).toBeCloseTo(25 * Math.log(0.9 / 0.01), 5);
  });

  it('more demand never lowers them on one site', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 25, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (rps, more) => {
          const alone = (asked: number) =>
            percentiles(
              cities(asked, {}, { links: { near: { a: 'east', b: 'city', gbps: 10, delayMs: 1 } } }),
            );
          const after = alone(rps + more);
          alone(rps).forEach((value, i) => expect(value).toBeLessThanOrEqual(after[i]! + 1e-8));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('in frames', () => {
  it('each metro has its own, and a restored run reads the same', () => {
    const run = cities(30, {}, { events: [{ at: 1000, do: 'unlink-all' }] });
    const overall = percentiles(run);
    const read = (): number[] => {
      const frame = createFrame(run);
      writeFrame(run, 0, 0, frame);
      const { metros } = readFrame(frame.buffer as ArrayBuffer);
      expect([metros.latencyP50S[1], metros.latencyP99S[1]]).toEqual([0, 0]);
      return [metros.latencyP50S[0]!, metros.latencyP95S[0]!, metros.latencyP99S[0]!];
    };
    expect(read()).toEqual(overall);
    const snapshot = takeSnapshot(run);
    advanceTo(run, 86400);
    restoreSnapshot(run, snapshot);
    expect(read()).toEqual(overall);
  });
});

it('I4: from wherever the search sets out, it comes to the same', () => {
  for (const rps of [2, 17, 40]) {
    const run = cities(rps, { tokensInCv: 0.7 });
    const found = percentiles(run);
    const { terms, taken, prompts } = run.router;
    const begins: number[] = [];
    for (let term = 0; term < taken.count; term++)
      for (let at = terms.first[term]!; at <= terms.end[term]!; at++)
        begins.push(terms.fixedS[term]! + prompts.offsetS[at]!);
    const setOut = (from: number, far: number): void => {
      for (let i = 0; i < terms.last.length; i += 2) terms.last.set([from, far], i);
      expect(percentiles(run)).toEqual(found);
    };
    for (const time of begins) {
      // A hundredth above or below is as far as it goes at first: then it asks at the very time.
      for (const away of [1.01, 0.99])
        for (let ulps = -3; ulps <= 3; ulps++) setOut((time / away) * (1 + ulps * Number.EPSILON), Infinity);
      setOut(time, 0);
    }
    const anyTime = fc.double({ min: 1e-6, max: 10, noNaN: true });
    fc.assert(fc.property(anyTime, anyTime, setOut));
  }
});

it('exponentials are exponential, bit by bit', () => {
  const x = Float64Array.from({ length: 4000 }, (_, i) => -((i / 4000) ** 3) * 720);
  const expected = x.map((value) => exponential(value));
  exponentials(x, x.length);
  expect(x).toEqual(expected);
});

it('T2: percentiles are of the moment, whoever has looked before', async () => {
  const world = await openShipped('china-linked', true);
  const watched = createRun(world);
  const jumped = createRun(world);
  const seen = new Float64Array(METRICS.length);
  for (let hour = 0; hour <= 20; hour += 4) {
    advanceTo(watched, hour * 3600);
    readMetrics(watched, hour * 3600, seen, 0);
  }
  advanceTo(jumped, 20 * 3600);
  const fresh = new Float64Array(METRICS.length);
  readMetrics(jumped, 20 * 3600, fresh, 0);
  expect(seen).toEqual(fresh);
});
