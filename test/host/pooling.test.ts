/** `run --pooling`: what the link is worth in a world small enough to work it out by hand. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../workers/engine/metrics.ts';
import { poolingText, runPooling, type PooledSummary } from '../../workers/host/cli/pooling.ts';
import { runScenario } from '../../workers/host/cli/run-scenario.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import type { Scenario } from '../../workers/scenario/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'causeway-pooling-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Five chips at each of two sites of two regions; two gangs of five that both come to a. */
const file = {
  format: 'causeway/1',
  id: 'two',
  duration: '2h',
  tick: '10m',
  accelerators: { chip: { bf16Tflops: 100, tdpW: 500, idleW: 100 } },
  grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 100 } },
  economics: { buildingUsdPerMW: 0, linkUsdPerGbpsKmYear: 0 },
  sites: {
    a: { lat: 0, lon: 0, region: 'east', grid: 'g', pools: { chip: 5 }, pue: 1, hostOverhead: 0 },
    b: { lat: 0, lon: 1, region: 'west', grid: 'g', pools: { chip: 5 }, pue: 1, hostOverhead: 0 },
  },
  links: { ab: { a: 'a', b: 'b', gbps: 100, delayMs: 1 } },
  classes: { train: { kind: 'job', mfu: 0.4 } },
  jobs: {
    list: [
      { class: 'train', site: 'a', accelerators: 5, hours: 1 },
      { class: 'train', site: 'a', accelerators: 5, hours: 1 },
    ],
  },
};

function scenarioOf(patch: object = {}): Scenario {
  const reply = parseScenario({ ...file, ...patch });
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return reply.scenario;
}

async function pooled(patch: object, untilS: number, out: string | null = null): Promise<PooledSummary> {
  const result = await runPooling(scenarioOf(patch), { untilS, out, audit: true }, () => {});
  if ('wrong' in result) throw new Error(result.wrong.join('\n'));
  return result;
}

describe('the gain of two gangs that meet at one of two sites, after an hour', () => {
  it('is twice the work, no wait, and a sixth less carbon for each PFLOP-day', async () => {
    const { metrics, pooling } = await pooled({}, 3600);
    const { linked, islands, gain } = pooling;
    expect(metrics).toEqual(linked);
    // Linked 10 of 10 compute, as islands 5: 10 x 500 W against 5 x 500 + 5 x 100 W for an hour.
    expect([linked.utilisationMean, islands.utilisationMean]).toEqual([1, 0.5]);
    expect(linked.energyJ).toBeCloseTo(5 * 3.6e6, 3);
    expect(islands.energyJ).toBeCloseTo(3 * 3.6e6, 3);
    expect([linked.waitMeanS, islands.waitMeanS]).toEqual([0, 1800]);
    expect(islands.usefulFlop).toBeCloseTo(5 * 100e12 * 0.4 * 3600, 0);
    expect(Object.keys(gain)).toEqual([
      'utilisationMean',
      'usefulFlop',
      'waitMeanS',
      'waitP95S',
      'inTimeMean',
      'requestsShed',
      'energyJ',
      'carbonG',
      'carbonPerPflopDayG',
      'totalCostUsd',
      'totalCostPerPflopDayUsd',
      'costPerMillionTokensUsd',
    ]);
    const close = (value: number) => expect.closeTo(value, 9);
    expect(gain).toMatchObject({
      utilisationMean: 2,
      usefulFlop: close(2),
      waitMeanS: 0,
      energyJ: close(5 / 3),
      carbonG: close(5 / 3),
      carbonPerPflopDayG: close(5 / 6),
      totalCostUsd: close(5 / 3),
      totalCostPerPflopDayUsd: close(5 / 6),
    });
    // Nobody asks for inference.
    expect([gain.inTimeMean, gain.requestsShed, gain.costPerMillionTokensUsd]).toEqual([null, null, null]);
  });

  it('is told row by row, with its sign read as better or worse', async () => {
    const lines = poolingText((await pooled({}, 3600)).pooling).split('\n');
    const row = (label: string) =>
      lines
        .find((line) => line.trim().startsWith(`${label}  `))!
        .trim()
        .split(/ {2,}/);
    expect(lines[2]).toMatch(/^ +linked +islands +gain$/);
    expect(row('Busy, mean')).toEqual(['Busy, mean', '100.0 %', '50.0 %', '+50.0 points, better']);
    expect(row('Useful work').at(-1)).toBe('+100.0 %, better');
    expect(row('Mean wait')).toEqual(['Mean wait', '0 s', '30 min', '-100.0 %, better']);
    expect(row('95th percentile wait').at(-1)).toBe('-100.0 %, better');
    expect(row('Answered in time, mean').slice(1)).toEqual(['none', 'none', 'not compared']);
    expect(row('Total cost').at(-1)).toBe('+66.7 %, worse');
    expect(row('Energy')).toEqual(['Energy', '18 MJ', '10.8 MJ', '+66.7 %, worse']);
    expect(row('Carbon per PFLOP-day').at(-1)).toBe('-16.7 %, better');
  });

  it('is nothing where nothing comes, whatever the file says of linked', async () => {
    const { linked, hash, pooling } = await pooled({ linked: false, jobs: {} }, 3600);
    expect(linked).toBe(true);
    const alone = async (patch: object) => {
      const result = await runScenario(
        scenarioOf({ jobs: {}, ...patch }),
        { untilS: 3600, out: null, audit: false },
        () => {},
      );
      return 'hash' in result && result.hash;
    };
    expect(pooling.hashes).toEqual({
      linked: await alone({ linked: true }),
      islands: await alone({ linked: false }),
    });
    expect(pooling.hashes.linked).toBe(hash);
    expect(pooling.gain).toMatchObject({ utilisationMean: null, energyJ: 1, totalCostUsd: 1 });
  });
});

it('a job that starts nowhere as an island has no wait to its start, but waits', async () => {
  const { pooling } = await pooled(
    {
      sites: { a: file.sites.a, b: { ...file.sites.b, pools: { chip: 10 } } },
      jobs: { list: [{ class: 'train', site: 'a', accelerators: 10, hours: 1 }] },
    },
    3600,
  );
  const text = poolingText(pooling);
  expect(text).toMatch(/95th percentile wait +0 s +none +not compared\n/);
  expect(text).toMatch(/Mean wait +0 s +60 min +-100\.0 %, better\n/);
  expect(text).toMatch(/Useful work .+ from none, better\n/);
});

it('a city whose own region has no room: its requests are answered elsewhere, or shed', async () => {
  const { pooling } = await pooled(
    {
      sites: { a: file.sites.a, b: { ...file.sites.b, servingShare: 1 } },
      metros: { m: { lat: 0, lon: 0, region: 'east' } },
      links: { ...file.links, am: { a: 'a', b: 'm', gbps: 100, delayMs: 1 } },
      classes: { ...file.classes, chat: { kind: 'request', activeParamsB: 1, tokensOut: 100 } },
      demand: { metros: { m: { chat: { requestsPerDay: 8640 } } } },
    },
    3600,
  );
  const { linked, islands, gain } = pooling;
  expect(linked.requestsShed).toBe(0);
  expect(islands.requestsShed).toBeCloseTo(360, 9);
  expect([linked.inTimeMean, islands.inTimeMean]).toEqual([1, 0]);
  expect([gain.requestsShed, gain.inTimeMean, gain.costPerMillionTokensUsd]).toEqual([0, null, null]);
  const text = poolingText(pooling);
  expect(text).toMatch(/Answered in time, mean +100\.0 % +0\.0 % +\+100\.0 points, better\n/);
  expect(text).toMatch(/Requests shed, total +0 requests +360 requests +-100\.0 %, better\n/);
  expect(text).toMatch(/Total cost per million tokens .+ none +not compared\n/);
});

it('writes pooling.csv and both runs into summary.json; the other tables are of the linked run', async () => {
  const both = join(directory, 'both');
  const one = join(directory, 'one');
  [both, one].forEach((path) => mkdirSync(path));
  const summary = await pooled({}, 3600, both);
  await runScenario(scenarioOf(), { untilS: 3600, out: one, audit: false }, () => {});
  const read = (from: string, name: string) => readFileSync(join(from, name), 'utf8');
  expect(readdirSync(both).filter((name) => !readdirSync(one).includes(name))).toEqual(['pooling.csv']);
  for (const name of ['jobs.csv', 'sites.csv', 'series.csv']) expect(read(both, name)).toBe(read(one, name));
  expect(JSON.parse(read(both, 'summary.json'))).toEqual(JSON.parse(JSON.stringify(summary)));
  expect(Object.keys(summary)).toEqual([...Object.keys(JSON.parse(read(one, 'summary.json'))), 'pooling']);
  expect(Object.keys(summary.pooling)).toEqual(['linked', 'islands', 'gain', 'hashes']);
  expect(Object.keys(summary.pooling.islands)).toEqual(METRICS.map(({ key }) => key));
  const [header, busy, , , , , shed] = read(both, 'pooling.csv').split('\n');
  expect(header).toBe('metric,unit,linked,islands,gain,reading');
  expect(busy).toBe('utilisationMean,share,1,0.5,2,better');
  expect(shed).toBe('requestsShed,requests,,,,');
});
