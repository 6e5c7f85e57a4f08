/** P4, P5, I1: nine years of growth, embargo and better algorithms, worked out by hand year by year. */
import { expect, it } from 'vitest';
import { advanceTo, stateHash } from '../../workers/engine/engine.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

const DAY_S = 86400;
const YEAR_S = 365.25 * DAY_S;
const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032];

/** Seconds from the start of 2024 to a date. */
const dateS = (date: string) => (Date.parse(`${date}T00:00:00Z`) - Date.parse('2024-01-01T00:00:00Z')) / 1000;
const END_S = dateS('2033-01-01');

/** What comes and when, embargo and stand-ins heeded; all of it draws 100 W from then on. */
const ARRIVALS: readonly (readonly [date: string, accelerators: number])[] = [
  ['2024-01-01', 64 + 64],
  ['2025-03-01', 32], // before the embargo
  ['2026-04-01', 32], // stand-ins
  ['2026-07-01', 64], // abroad
  ['2028-02-29', 16], // of no kind that is kept away
  ['2029-06-01', 48], // after the embargo
  ['2030-01-15', 128],
  ['2032-05-01', 96],
];
/** Their sum at the end of each year; in 2027 a hundred without a stand-in stay away. */
const INSTALLED = [128, 160, 256, 256, 272, 320, 448, 448, 544];

/** A job in January of each year, and one in July: four days of eight chips, less by half for each year gone. */
const SUBMITTED = YEARS.flatMap((year) => [dateS(`${year}-01-02`), dateS(`${year}-07-01`)]);
const lengthS = (at: number) => (4 * DAY_S) / 2 ** (at / YEAR_S);

/** Work of a request, over what it was, on a day: less by a third each year from 2026 on. */
const LEANER = 1.5;
const workOf = (dayS: number) => Math.min(1, LEANER ** ((dateS('2026-01-01') - dayS) / YEAR_S));

function world(epoch: string, tick = '1d') {
  const site = { pue: 1, hostOverhead: 0, grid: 'g' };
  return runOf({
    start: '2024-01-01T00:00:00Z',
    duration: END_S,
    tick,
    accelerators: {
      best: { bf16Tflops: 1000, tdpW: 1000, idleW: 100, memoryGB: 80 },
      own: { bf16Tflops: 400, tdpW: 1000, idleW: 100, memoryGB: 80 },
      rare: { bf16Tflops: 2000, tdpW: 1000, idleW: 100, memoryGB: 80 },
    },
    substitutes: { best: 'own' },
    grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 80 } },
    sites: {
      cn: {
        ...site,
        lat: 31,
        lon: 121,
        country: 'CN',
        pools: { best: 64 },
        phases: [
          { at: '2025-03-01', pools: { best: 32 } },
          { at: '2026-04-01', pools: { best: 32 } },
          { at: '2027-04-01', pools: { rare: 100 } },
          { at: '2028-02-29', pools: { own: 16 } },
          { at: '2029-06-01', pools: { best: 48 } },
          { at: '2032-05-01', pools: { best: 96 } },
        ],
      },
      us: {
        ...site,
        lat: 37,
        lon: -100,
        country: 'US',
        pools: { best: 64 },
        servingShare: 0.5,
        phases: [
          { at: '2026-07-01', pools: { best: 64 } },
          { at: '2030-01-15', pools: { best: 128 } },
        ],
      },
    },
    metros: { m: { lat: 37, lon: -99, country: 'US' } },
    links: {
      sea: { a: 'cn', b: 'us', gbps: 100, delayMs: 60 },
      land: { a: 'us', b: 'm', gbps: 100, delayMs: 1 },
    },
    classes: {
      train: { kind: 'job', mfu: 0.4, efficiencyPerYear: 2, efficiencyFrom: '2024-01-01' },
      chat: {
        kind: 'request',
        activeParamsB: 1,
        tokensOut: 100,
        efficiencyPerYear: LEANER,
        efficiencyFrom: '2026-01-01',
      },
    },
    jobs: {
      list: SUBMITTED.map((at) => ({ class: 'train', site: 'us', at, accelerators: 8, hours: 96 })),
    },
    demand: {
      epoch,
      growthPerYear: 0.5,
      metros: { m: { chat: { requestsPerDay: 86400 } } },
    },
    policy: { placement: 'home' },
    events: [
      { at: '2025-10-01', do: 'embargo', types: ['best', 'rare'], countries: ['CN'] },
      { at: '2029-01-01', do: 'embargo-end', types: ['best', 'rare'], countries: ['CN'] },
    ],
  });
}

it.each([
  ['1d', DAY_S],
  ['6h', DAY_S / 4],
])('grows as the dates say, with demand by %s', { timeout: 60_000 }, (epoch, epochS) => {
  const run = world(epoch);
  const energyJ: number[] = [];
  const requests: number[] = [];
  for (const [i, year] of YEARS.entries()) {
    const endS = dateS(`${year + 1}-01-01`);
    for (let timeS = dateS(`${year}-01-01`); timeS < endS; timeS += DAY_S) advanceTo(run, timeS);
    expect(metric(run, endS - 1, 'installed'), `at the end of ${year}`).toBe(INSTALLED[i]);
    expect(metric(run, endS - 1, 'embargoed'), `at the end of ${year}`).toBe(year < 2027 ? 0 : 100);
    // An epoch's demand is that of its beginning: half of the first day's more for each year gone.
    expect(metric(run, endS - 1, 'demandRps')).toBeCloseTo(1 + (0.5 * (endS - epochS)) / YEAR_S, 9);
    energyJ.push(metric(run, endS, 'energyJ'));
    requests.push(metric(run, endS, 'requestsDemanded'));
    expect(violations(run), `at the end of ${year}`).toEqual([]);
  }
  expect(metric(run, END_S, 'peakFlops')).toBe((64 + 32 + 48 + 96 + 64 + 64 + 128) * 1e15 + (32 + 16) * 4e14);
  expect(metric(run, END_S, 'requestsShed')).toBe(0);
  SUBMITTED.forEach((at, job) =>
    expect((run.state.jobEndS[job]! - at) / lengthS(at), `job ${job}`).toBeCloseTo(1, 9),
  );
  // Idle draw of all that stands there and 900 W more for each chip at work: the rest is for requests.
  const servingJ = YEARS.map((year, i) => {
    const endS = dateS(`${year + 1}-01-01`);
    const stood = ARRIVALS.reduce((sum, [date, count]) => sum + count * Math.max(0, endS - dateS(date)), 0);
    const worked = SUBMITTED.reduce((sum, at) => sum + (at < endS ? 8 * lengthS(at) : 0), 0);
    return energyJ[i]! - 100 * stood - 900 * worked;
  });
  expect(servingJ[0]).toBeGreaterThan(0);
  // What requests take since the start, in those of the first days: the work of each day times its demand.
  const taken = YEARS.map((year) => {
    let sum = 0;
    for (let dayS = 0; dayS < dateS(`${year + 1}-01-01`); dayS += DAY_S)
      for (let atS = dayS; atS < dayS + DAY_S; atS += epochS)
        sum += workOf(dayS) * (1 + (0.5 * atS) / YEAR_S) * epochS;
    return sum;
  });
  expect(taken[8]! / requests[8]!).toBeLessThan(0.4);
  YEARS.forEach((year, i) =>
    expect(servingJ[i]! / taken[i]! / (servingJ[0]! / taken[0]!), `${year}`).toBeCloseTo(1, 6),
  );
  const ofYear = energyJ.map((value, i) => value - (energyJ[i - 1] ?? 0));
  expect(ofYear).toEqual(ofYear.toSorted((a, b) => a - b));
});

it('is the same history by the day, by the year and in one go (T2)', { timeout: 60_000 }, () => {
  const hashes = ['1d', '8766h', `${END_S}s`].map((tick) => {
    const run = world('1d', tick);
    for (let timeS = 0; timeS <= END_S; timeS += run.world.scenario.tickS) metric(run, timeS, 'energyJ');
    advanceTo(run, END_S);
    return stateHash(run);
  });
  expect(hashes[1]).toEqual(hashes[0]);
  expect(hashes[2]).toEqual(hashes[0]);
});
