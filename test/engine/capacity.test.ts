/** P4, P5, F: deliveries, phases, embargoes, outages, efficiency; what each does and how it ends. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { waitsFor } from '../../workers/engine/jobs/waiting.ts';
import { METRICS, metricIndex, type MetricKey } from '../../workers/engine/metrics.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { F, STAGE } from '../../workers/engine/state.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

type Part = Record<string, unknown>;
type Run = ReturnType<typeof runOf>;

function metric(run: Run, timeS: number, key: MetricKey): number {
  advanceTo(run, timeS);
  const row = new Float64Array(METRICS.length);
  readMetrics(run, timeS, row, 0);
  return row[metricIndex(key)]!;
}

const TYPES = {
  best: { bf16Tflops: 100, tdpW: 500, idleW: 100 },
  own: { bf16Tflops: 50, tdpW: 500, idleW: 100 },
};
const PLAIN = { pue: 1, hostOverhead: 0 };

function world(patch: Part) {
  return runOf({
    start: '2026-01-01T00:00:00Z',
    accelerators: TYPES,
    sites: { a: { lat: 31, lon: 121, country: 'CN', pools: { best: 8 }, ...PLAIN } },
    ...patch,
  });
}

describe('P4: growth', () => {
  const phased = {
    a: {
      lat: 31,
      lon: 121,
      country: 'CN',
      pools: { best: 8 },
      ...PLAIN,
      phases: [
        { at: '2026-01-03', pools: { best: 16 } },
        { at: '36h', pools: { own: 4 } },
        { at: '2025-06-01', pools: { best: 2 } },
      ],
    },
  };

  it('phases come at their dates, those of the past are there from the start', () => {
    const run = world({ sites: phased });
    const at = (hours: number) => metric(run, hours * 3600, 'installed');
    expect([at(0), at(35), at(37), at(47), at(49)]).toEqual([10, 10, 14, 14, 30]);
    expect(metric(run, 50 * 3600, 'peakFlops')).toBe(26 * 100e12 + 4 * 50e12);
  });

  it('they draw idle power and count as installed from then on', () => {
    const run = world({ sites: phased });
    expect(metric(run, 3600, 'powerW')).toBe(1000);
    expect(metric(run, 49 * 3600, 'powerW')).toBe(3000);
    expect(metric(run, 49 * 3600, 'energyJ')).toBeCloseTo((10 * 36 + 14 * 12 + 30) * 100 * 3600, 3);
  });

  it('a job too large for a site starts with the phase that makes it large enough', () => {
    const run = world({ sites: phased, jobs: { list: [{ site: 'a', accelerators: 20, hours: 1 }] } });
    advanceTo(run, 3600);
    expect(waitsFor(run, 0)).toBe('larger-site');
    expect(finished(run).state.jobStartS[0]).toBe(48 * 3600);
  });

  it('busy on average is over what stood there at the time', () => {
    const sites = {
      a: { lat: 0, lon: 0, pools: { best: 8 }, ...PLAIN, phases: [{ at: 3600, pools: { best: 24 } }] },
    };
    const run = world({ sites, jobs: { list: [{ site: 'a', accelerators: 8, hours: 2 }] } });
    expect(metric(run, 7200, 'utilisationMean')).toBeCloseTo(16 / (8 + 32), 12);
  });

  it('what comes is split between jobs and inference as the rest is', () => {
    const sites = { a: { lat: 0, lon: 0, pools: { best: 8 }, servingShare: 0.25, ...PLAIN } };
    const events = [{ at: 100, do: 'delivery', site: 'a', type: 'best', accelerators: 40 }];
    const run = world({ sites, events });
    advanceTo(run, 100);
    expect([run.state.poolForJobs[0], run.state.free[0], run.state.poolForServing[0]]).toEqual([36, 36, 12]);
  });

  it('a power cap leaves dark what it has no idle draw for', () => {
    // Half of 2.4 kW is idle draw for 12.
    const sites = { a: { lat: 0, lon: 0, pools: { best: 8 }, ...PLAIN, powerMW: 0.0024 } };
    const events = [{ at: 100, do: 'delivery', site: 'a', type: 'best', accelerators: 10 }];
    const run = world({
      sites,
      events,
      jobs: { list: [{ site: 'a', at: 200, accelerators: 14, hours: 1 }] },
    });
    expect(metric(run, 300, 'installed')).toBe(18);
    expect(run.state.poolForJobs[0]).toBe(12);
    expect(waitsFor(run, 0)).toBe('power');
  });
});

describe('P4: embargo', () => {
  const deliveries = [100, 200, 300].map((at) => ({
    at,
    do: 'delivery',
    site: 'a',
    type: 'best',
    accelerators: 10,
  }));
  const ban = [
    { at: 150, do: 'embargo', types: ['best'] },
    { at: 250, do: 'embargo-end', types: ['best'] },
  ];

  it('stops the deliveries of its types until it ends; what stands there stays', () => {
    const run = world({ events: [...deliveries, ...ban] });
    expect(metric(run, 220, 'installed')).toBe(18);
    expect(metric(run, 220, 'embargoed')).toBe(10);
    expect(metric(run, 320, 'installed')).toBe(28);
  });

  it('with a stand-in, that is delivered instead', () => {
    const run = world({ events: [...deliveries, ...ban], substitutes: { best: 'own' } });
    expect(metric(run, 320, 'installed')).toBe(38);
    expect(metric(run, 320, 'peakFlops')).toBe(28 * 100e12 + 10 * 50e12);
    expect(metric(run, 320, 'embargoed')).toBe(0);
  });

  it('holds in the countries it names', () => {
    const abroad = ban.map((event) => ({ ...event, countries: ['US'] }));
    const sites = {
      a: { lat: 31, lon: 121, country: 'CN', pools: { best: 8 } },
      b: { lat: 37, lon: -100, country: 'US', pools: { best: 8 } },
    };
    const run = world({ sites, events: [...deliveries, ...abroad] });
    expect(metric(run, 320, 'embargoed')).toBe(0);
  });
});

describe('P5: algorithmic efficiency', () => {
  it('the work of a job shrinks by the factor a year, from the date', () => {
    const year = 365.25 * 24;
    const classes = { c: { kind: 'job', efficiencyPerYear: 4, efficiencyFrom: '2026-01-01' } };
    const job = { class: 'c', site: 'a', accelerators: 1, hours: 10 };
    const list = [0, year / 2, 2 * year].map((hours) => ({ ...job, at: hours * 3600 }));
    const run = finished(world({ classes, jobs: { list } }));
    const lengths = list.map(({ at }, j) => (run.state.jobEndS[j]! - at) / 3600);
    expect(lengths[0]).toBe(10);
    expect(lengths[1]).toBeCloseTo(5, 9);
    expect(lengths[2]).toBeCloseTo(10 / 16, 9);
  });
});

describe('F: outage', () => {
  const two = {
    a: { lat: 31, lon: 121, pools: { best: 8 }, ...PLAIN },
    b: { lat: 37, lon: 105, pools: { best: 8 }, ...PLAIN },
  };
  const links = { l: { a: 'a', b: 'b', gbps: 8, delayMs: 10 } };
  const out = { at: 1500, do: 'site-outage', site: 'a' };
  const saving = { kind: 'job', mfu: 0.5, checkpointGB: 10, checkpointTime: 60, checkpointEvery: 1000 };
  const jobs = { list: [{ class: 'c', site: 'a', accelerators: 8, hours: 1 }] };

  it('a job goes back to its last checkpoint and on elsewhere; its storage is not lost', () => {
    const run = finished(world({ sites: two, links, classes: { c: saving }, jobs, events: [out] }));
    // 1000 s saved; 10 GB to b; then 2600 s and two checkpoints.
    expect(run.state.jobEndS[0]).toBeCloseTo(1500 + 10.01 + 2600 + 120, 9);
    expect(run.state.f[F.lostFlop]! / (8 * 100e12 * 0.5)).toBeCloseTo(440, 9);
  });

  it('without checkpoints it begins anew', () => {
    const run = finished(
      world({ sites: two, links, classes: { c: { kind: 'job', mfu: 0.5 } }, jobs, events: [out] }),
    );
    expect(run.state.jobEndS[0]).toBe(1500 + 3600);
    expect(run.state.f[F.lostFlop]! / (8 * 100e12 * 0.5)).toBeCloseTo(1500, 9);
  });

  it('islands wait for the repair, and say so; a dark site draws nothing', () => {
    const events = [out, { at: 2000, do: 'site-repair', site: 'a' }];
    const run = world({ sites: two, linked: false, classes: { c: saving }, jobs, events });
    advanceTo(run, 1600);
    expect(waitsFor(run, 0)).toBe('outage');
    expect(run.state.sitePowerW[0]).toBe(0);
    expect(run.state.free[0]).toBe(0);
    expect(finished(run).state.jobEndS[0]).toBe(2000 + 2600 + 120);
  });

  it('a repair brings its idle draw back, once', () => {
    const run = world({ events: [out, { at: 2000, do: 'site-repair', site: 'a' }] });
    expect([1000, 1600, 2100].map((timeS) => metric(run, timeS, 'powerW'))).toEqual([800, 0, 800]);
  });

  it('takes a gang over several sites off all of them', () => {
    const list = [{ class: 'c', site: 'a', accelerators: 16, maxSites: 2, hours: 1 }];
    const run = world({ sites: two, links, classes: { c: saving }, jobs: { list }, events: [out] });
    advanceTo(run, 1600);
    expect(run.state.jobStage[0]).toBe(STAGE.unplaced);
    expect(Array.from(run.state.free)).toEqual([0, 8]);
  });

  it('what arrives during the outage and a delivery then are there after it', () => {
    const events = [
      out,
      { at: 1700, do: 'delivery', site: 'a', type: 'best', accelerators: 4 },
      { at: 2000, do: 'site-repair', site: 'a' },
    ];
    const list = [{ class: 'c', site: 'a', at: 1600, accelerators: 12, hours: 1 }];
    const run = world({ classes: { c: saving }, jobs: { list }, events });
    expect(finished(run).state.jobStartS[0]).toBe(2000);
  });
});

it('F: a demand surge raises what a metro asks for until another one ends it', () => {
  const run = world({
    sites: { a: { lat: 31, lon: 121, pools: { best: 800 }, servingShare: 1 } },
    metros: { m: { lat: 31, lon: 121 }, n: { lat: 32, lon: 121 } },
    links: { l: { a: 'a', b: 'm', gbps: 100 }, k: { a: 'a', b: 'n', gbps: 100 } },
    classes: { chat: { kind: 'request' } },
    demand: { metros: { m: { chat: { requestsPerDay: 8640 } }, n: { chat: { requestsPerDay: 8640 } } } },
    events: [
      { at: 1000, do: 'demand-surge', metro: 'm', factor: 5 },
      { at: 2000, do: 'demand-surge', factor: 1 },
    ],
  });
  const at = (timeS: number) => metric(run, timeS, 'demandRps');
  expect([at(900), at(1000), at(1999), at(2000)].map((rps) => Math.round(rps * 1e9) / 1e9)).toEqual([
    0.2, 0.6, 0.6, 0.2,
  ]);
});
