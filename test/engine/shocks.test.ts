/** F: shocks of power, heat, price and carbon: what each does, its end, and its being taken back. */
import { describe, expect, it } from 'vitest';
import {
  advanceTo,
  createRun,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
  withEvents,
} from '../../workers/engine/engine.ts';
import type { ScenarioEvent } from '../../workers/scenario/scenario.ts';
import { eventLabel } from '../../workers/world/describe.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

const HOUR_S = 3600;

/** Ten chips of 100 W idle and 1 kW busy, with two hours of work for all of them. */
const hall = {
  accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 100 } },
  grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 100, ambientC: 20 } },
  sites: {
    s: {
      lat: 0,
      lon: 0,
      country: 'CN',
      region: 'east',
      grid: 'g',
      pools: { chip: 10 },
      pue: 1,
      hostOverhead: 0,
    },
  },
  jobs: { list: [{ site: 's', accelerators: 10, hours: 2 }] },
};

const withShock = (...events: object[]) => runOf({ ...hall, events });
const fromOneToTwo = { at: '1h', until: '2h' };

describe('F: power-curtailment', () => {
  it('throttles the clocks to what is left, and ends', () => {
    const run = withShock({ do: 'power-curtailment', site: 's', factor: 0.4, ...fromOneToTwo });
    expect(metric(run, HOUR_S - 1, 'powerW')).toBeCloseTo(10000, 9);
    expect(metric(run, HOUR_S, 'powerW')).toBeCloseTo(4000, 9);
    // A third of the speed for an hour: two thirds of an hour are left at its end.
    expect(metric(run, 2 * HOUR_S + 2400 - 1, 'doneJobs')).toBe(0);
    expect(metric(run, 2 * HOUR_S + 2400, 'doneJobs')).toBe(1);
    expect(metric(run, 2 * HOUR_S + 2400, 'energyJ') / 3.6e6).toBeCloseTo(10 + 4 + 20 / 3, 9);
  });

  it('is of the cap where there is one, and below the idle draw leaves the site dark', () => {
    const capped = { ...hall, sites: { s: { ...hall.sites.s, powerMW: 0.008 } } };
    const half = runOf({ ...capped, events: [{ do: 'power-curtailment', site: 's', factor: 0.5, at: 0 }] });
    expect(metric(half, 60, 'powerW')).toBeCloseTo(4000, 9);
    const run = withShock(
      { do: 'power-curtailment', site: 's', factor: 0.05, at: '1h' },
      { do: 'power-curtailment', site: 's', factor: 1, at: '3h' },
    );
    expect(metric(run, 2 * HOUR_S, 'powerW')).toBe(0);
    expect(metric(run, 4 * HOUR_S - 1, 'doneJobs')).toBe(0);
    expect(metric(run, 4 * HOUR_S, 'doneJobs')).toBe(1);
  });

  it('cuts serving to what is left; the rest is shed', () => {
    const run = runOf({
      ...hall,
      jobs: {},
      sites: { s: { ...hall.sites.s, pools: { chip: 100 }, servingShare: 1, region: '' } },
      metros: { m: { lat: 0, lon: 0 } },
      links: { l: { a: 'm', b: 's', gbps: 100 } },
      classes: { chat: { kind: 'request' } },
      demand: { metros: { m: { chat: { requestsPerDay: 1e9 } } } },
      events: [{ do: 'power-curtailment', site: 's', factor: 0.55, ...fromOneToTwo }],
    });
    const whole = metric(run, 600, 'servedRps');
    // 55 kW less 10 kW idle, of the 81 kW that full slots draw above it.
    expect(metric(run, HOUR_S, 'servedRps') / whole).toBeCloseTo(45 / 81, 9);
    expect(metric(run, HOUR_S, 'powerW')).toBeCloseTo(55000, 6);
    expect(metric(run, 2 * HOUR_S, 'servedRps')).toBeCloseTo(whole, 9);
  });
});

describe('F: heat-wave', () => {
  it.each([{ site: 's' }, { region: 'east' }, { country: 'CN' }])(
    'adds to the temperature of %o',
    (place) => {
      const cooled = { s: { ...hall.sites.s, cooling: 'air', pue: null } };
      const run = runOf({
        ...hall,
        sites: cooled,
        events: [{ do: 'heat-wave', ...place, deltaC: 10, at: '30m', until: '90m' }],
      });
      expect(metric(run, 1799, 'pue')).toBeCloseTo(1 + 0.16 + 0.08 + 0.06, 12);
      expect(metric(run, 1800, 'pue')).toBeCloseTo(1 + 0.16 + 0.16 + 0.06, 12);
      expect(metric(run, 4000, 'pue')).toBeCloseTo(1.38, 12);
      expect(metric(run, 5400, 'pue')).toBeCloseTo(1.3, 12);
    },
  );

  it('leaves other places alone', () => {
    const other = { ...hall.sites.s, cooling: 'air', pue: null, country: 'US', region: 'west' };
    const run = runOf({
      ...hall,
      sites: { ...hall.sites, other },
      events: [{ do: 'heat-wave', country: 'CN', deltaC: 10, at: 0 }],
    });
    advanceTo(run, 60);
    expect([...run.state.power.siteHeatC]).toEqual([0, 10]);
  });
});

describe('F: price-spike and carbon-shift', () => {
  it('multiply what the grid asks until they end', () => {
    const run = withShock(
      { do: 'price-spike', grid: 'g', factor: 5, at: '30m', until: '90m' },
      { do: 'carbon-shift', grid: 'g', factor: 0.5, at: '1h' },
      { do: 'carbon-shift', grid: 'g', factor: 1, at: '90m' },
    );
    // 10 kW at 0.1 USD/kWh: half an hour, an hour at five times, half an hour.
    expect(metric(run, 1800, 'costUsd')).toBeCloseTo(0.5, 9);
    expect(metric(run, 5400, 'costUsd')).toBeCloseTo(5.5, 9);
    expect(metric(run, 7200, 'costUsd')).toBeCloseTo(6, 9);
    expect(metric(run, 7200, 'carbonG')).toBeCloseTo(5000 + 1250 + 2500, 6);
  });
});

const SHOCKS: ScenarioEvent[] = [
  { atS: 1800, do: 'power-curtailment', site: 's', factor: 0.4, untilS: 5000 },
  { atS: 1800, do: 'heat-wave', country: 'CN', deltaC: 8, untilS: 5000 },
  { atS: 1800, do: 'price-spike', grid: 'g', factor: 3, untilS: 5000 },
  { atS: 1800, do: 'carbon-shift', grid: 'g', factor: 3 },
];

describe.each(SHOCKS)('F: $do as a command', (shock) => {
  const plain = runOf(hall).world;
  const endOf = (run: ReturnType<typeof createRun>) => {
    advanceTo(run, 9000);
    return stateHash(run);
  };

  it('is the same as in the file, and taken back leaves no trace', () => {
    const run = createRun(plain);
    advanceTo(run, 1500);
    const before = takeSnapshot(run);
    run.world = withEvents(plain, [shock]);
    const { atS: at, ...same } = shock;
    const { untilS: until, ...rest } = { untilS: undefined, ...same };
    const inFile = withShock({ at, ...rest, ...(until === undefined ? {} : { until }) });
    const shocked = endOf(run);
    expect(shocked).toEqual(endOf(inFile));
    expect(shocked).not.toEqual(endOf(createRun(plain)));
    run.world = withEvents(plain, []);
    restoreSnapshot(run, before);
    expect(endOf(run)).toEqual(endOf(createRun(plain)));
  });

  it('has a label in both languages, and one for its end', () => {
    const { zh, en } = eventLabel(shock);
    expect(en).not.toBe('');
    expect(zh).not.toBe(en);
  });
});
