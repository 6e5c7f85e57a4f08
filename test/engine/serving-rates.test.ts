/** P5 for requests: times, room and energy of classes whose algorithms get better. */
import { expect, it } from 'vitest';
import { advanceTo, restoreSnapshot, stateHash, takeSnapshot } from '../../workers/engine/engine.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

const DAY_S = 86400;
const YEAR_S = 365.25 * DAY_S;

/**
 * A chip answers 10 requests/s at first, of which it takes 9: prefill 0.5 s, 10 tokens of 50 ms. East lies
 * 1 ms away, west 10 ms; the city asks for 27 a second, which both together just take.
 */
function cities(perYear: number, patch: object = {}) {
  return runOf({
    start: '2026-01-01T00:00:00Z',
    duration: 4 * YEAR_S,
    tick: '1d',
    accelerators: { chip: { bf16Tflops: 1, memoryGBps: 40, memoryGB: 40, tdpW: 1000, idleW: 0 } },
    classes: {
      chat: {
        kind: 'request',
        tokensIn: 250,
        tokensOut: 10,
        activeParamsB: 1,
        acceleratorsPerReplica: 1,
        batch: 10,
        mfu: 1,
        ttftLimitS: 30,
        serviceScv: 0,
        efficiencyPerYear: perYear,
        efficiencyFrom: '2027-01-01',
      },
    },
    sites: {
      east: { lat: 31, lon: 121, pools: { chip: 2 }, servingShare: 1, pue: 1, hostOverhead: 0 },
      west: { lat: 31, lon: 120, pools: { chip: 1 }, servingShare: 1, pue: 1, hostOverhead: 0 },
    },
    metros: { city: { lat: 31, lon: 121 } },
    links: {
      near: { a: 'east', b: 'city', gbps: 10, delayMs: 1 },
      far: { a: 'west', b: 'city', gbps: 10, delayMs: 10 },
    },
    demand: { epoch: '1h', metros: { city: { chat: { requestsPerDay: 27 * DAY_S } } }, lastMileMs: 0 },
    ...patch,
  });
}

it('halves times and doubles room with each year', () => {
  const run = cities(2);
  const atS = (years: number) => 365 * DAY_S + years * YEAR_S;
  const tpot = (timeS: number) => metric(run, timeS, 'tokenS');
  expect(tpot(0)).toBeCloseTo(0.05, 12);
  expect(metric(run, 0, 'powerW')).toBeCloseTo(0.9 * 3000, 6);
  // Nothing before its date; on the day of the run that a date falls in, from that day's beginning.
  expect(tpot(300 * DAY_S)).toBeCloseTo(0.05, 12);
  expect(tpot(atS(0) + 1.5 * DAY_S)).toBeCloseTo(0.05 * 2 ** (-DAY_S / YEAR_S), 12);
  for (const years of [1, 2, 3]) {
    const dayS = Math.floor(atS(years) / DAY_S) * DAY_S;
    const work = 2 ** (-(dayS - 365 * DAY_S) / YEAR_S);
    expect(tpot(dayS + 100), `${years} years`).toBeCloseTo(0.05 * work, 12);
    expect(metric(run, dayS + 100, 'powerW')).toBeCloseTo(0.9 * 3000 * work, 6);
    // All of it at the near site: it takes 18 / work a second by then.
    expect(run.state.siteServedRps[0], `${years} years`).toBeCloseTo(Math.min(27, 18 / work), 9);
    expect(metric(run, dayS + 100, 'latencyP50S')).toBeCloseTo(0.002 + 0.5 * work, 8);
  }
});

it('what was too much is served later on', () => {
  const run = cities(2, {
    demand: { epoch: '1h', metros: { city: { chat: { requestsPerDay: 54 * DAY_S } } }, lastMileMs: 0 },
  });
  expect(metric(run, 100 * DAY_S, 'servedRps')).toBeCloseTo(27, 9);
  expect(metric(run, 365 * DAY_S + 1.01 * YEAR_S, 'servedRps')).toBeCloseTo(54, 9);
});

it.each(['nearest', 'least-latency', 'cheapest'])(
  '%s: a restored state goes on as it would have',
  (routing) => {
    const patch = { policy: { routing }, grids: { g: { carbonGPerKwh: 1, priceUsdPerMwh: 80 } } };
    const whole = cities(2, patch);
    const restored = cities(2, patch);
    advanceTo(whole, 2.5 * YEAR_S);
    advanceTo(restored, 1.5 * YEAR_S);
    const snapshot = takeSnapshot(restored);
    advanceTo(restored, 3 * YEAR_S);
    restoreSnapshot(restored, snapshot);
    expect(metric(restored, 1.5 * YEAR_S, 'tokenS')).toBeCloseTo(
      0.05 * 2 ** -((547 * DAY_S - 365 * DAY_S) / YEAR_S),
      12,
    );
    advanceTo(restored, 2.5 * YEAR_S);
    expect(stateHash(restored)).toEqual(stateHash(whole));
  },
);

it('least-latency looks again each day: the slow chip nearby wins once prefill is short', () => {
  const run = cities(4, {
    accelerators: {
      chip: { bf16Tflops: 1, memoryGBps: 40, memoryGB: 40 },
      slow: { bf16Tflops: 0.5, memoryGBps: 40, memoryGB: 40 },
    },
    sites: {
      east: { lat: 31, lon: 121, pools: { slow: 4 }, servingShare: 1 },
      west: { lat: 31, lon: 120, pools: { chip: 4 }, servingShare: 1 },
    },
    links: {
      near: { a: 'east', b: 'city', gbps: 10, delayMs: 1 },
      far: { a: 'west', b: 'city', gbps: 10, delayMs: 101 },
    },
    demand: { epoch: '1h', metros: { city: { chat: { requestsPerDay: DAY_S } } }, lastMileMs: 0 },
    policy: { routing: 'least-latency' },
  });
  // 1 s more of prefill against 0.2 s more of way, until less than two fifths of the work is left.
  const served = (timeS: number) => {
    advanceTo(run, timeS);
    return [run.state.siteServedRps[0], run.state.siteServedRps[1]];
  };
  expect(served(300 * DAY_S)).toEqual([0, 1]);
  expect(served(365 * DAY_S + 0.49 * YEAR_S)).toEqual([0, 1]);
  expect(served(365 * DAY_S + 0.7 * YEAR_S)).toEqual([1, 0]);
});
