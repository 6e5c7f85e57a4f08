/** P1-P2: energy, carbon and money are exact integrals. */
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { metric, runOf } from '../fixtures/worlds.ts';

const { energy: energyCases, carbon_shift: carbonShift } = JSON.parse(
  readFileSync(new URL('../../public/oracles/analytic/cases.json', import.meta.url), 'utf8'),
);

/** Two accelerators of 50 W idle and 100 W busy: 100 W idle and 200 W busy at the meter. */
function twoChips(hours: [at: number, accelerators: number, seconds: number][], patch: object = {}) {
  return runOf({
    accelerators: { chip: { bf16Tflops: 1, tdpW: 100, idleW: 50 } },
    sites: { s: { lat: 0, lon: 0, pools: { chip: 2 }, pue: 1, hostOverhead: 0 } },
    jobs: {
      list: hours.map(([at, accelerators, seconds]) => ({
        site: 's',
        at,
        accelerators,
        hours: seconds / 3600,
      })),
    },
    ...patch,
  });
}

describe('P2: energy', () => {
  it('half load for 600 s, then full for 300 s', () => {
    const run = twoChips([
      [0, 1, 900],
      [600, 1, 300],
    ]);
    expect(metric(run, 900, 'energyJ')).toBeCloseTo(energyCases[0].J, 6);
  });

  it('half load, idle, then full', () => {
    const run = twoChips([
      [0, 1, 600],
      [1200, 2, 300],
    ]);
    expect(metric(run, 1500, 'energyJ')).toBeCloseTo(energyCases[1].J, 6);
  });

  it('10 MW of IT for a day at PUE 1.25: energy, carbon, cost, water', () => {
    const run = runOf({
      accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 100 } },
      grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 60 } },
      sites: {
        s: { lat: 0, lon: 0, pools: { chip: 10000 }, pue: 1.25, hostOverhead: 0, grid: 'g', wueLPerKwh: 1.8 },
      },
      jobs: { list: [{ site: 's', accelerators: 10000, hours: 24 }] },
    });
    expect(metric(run, 86400, 'energyJ') / 3.6e9).toBeCloseTo(energyCases[2].facility_MWh, 8);
    expect(metric(run, 86400, 'carbonG') / 1e6).toBeCloseTo(energyCases[2].tCO2, 8);
    expect(metric(run, 86400, 'costUsd')).toBeCloseTo(energyCases[2].cost_USD, 6);
    expect(metric(run, 86400, 'waterL') / 1e3).toBeCloseTo(energyCases[2].water_m3, 8);
  });

  it('a triangle of 0 to 10 to 0 MW in ten hours, in 100 steps of the same area', () => {
    const steps = Array.from({ length: 100 }, (_, i) => 5 * ((i + 0.5) / 100));
    const run = runOf({
      accelerators: { chip: { bf16Tflops: 1, tdpW: 1e5, idleW: 0 } },
      sites: { s: { lat: 0, lon: 0, pools: { chip: 100 }, pue: 1, hostOverhead: 0 } },
      jobs: {
        list: steps.map((hour) => ({ site: 's', at: hour * 3600, accelerators: 1, hours: 10 - 2 * hour })),
      },
    });
    expect(metric(run, 5 * 3600, 'powerW')).toBeCloseTo(10e6, 3);
    expect(metric(run, 36000, 'energyJ') / 3.6e9).toBeCloseTo(energyCases[3].MWh, 9);
  });

  it('work moved to the greenest hours emits what the closed form says, and spread evenly the mean', () => {
    const { ci_g_per_kWh: carbonGPerKwh, greedy_hours: hours, cap_MWh_per_h: capMW } = carbonShift;
    const emitted = (at: number, length: number, megawatts: number) =>
      metric(
        runOf({
          accelerators: { chip: { bf16Tflops: 1, tdpW: 1e6 * megawatts, idleW: 0 } },
          grids: { g: { carbonGPerKwh: 1e6, priceUsdPerMwh: 0, series: { carbonGPerKwh } } },
          sites: { s: { lat: 0, lon: 0, pools: { chip: 1 }, pue: 1, hostOverhead: 0, grid: 'g' } },
          jobs: { list: [{ site: 's', at: at * 3600, accelerators: 1, hours: length }] },
        }),
        86400,
        'carbonG',
      ) / 1e3;
    // The intensities of the case are rounded to a millionth.
    expect(emitted(hours[0], hours.length, capMW)).toBeCloseTo(carbonShift.emissions_kg, 4);
    expect(emitted(0, 24, carbonShift.energy_MWh / 24)).toBeCloseTo(carbonShift.flat_emissions_kg, 4);
  });

  it('a series holds from the start for its own steps, may fall below 0, and gives way to mean and profile', () => {
    const run = runOf({
      accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 1000 } },
      grids: {
        g: {
          carbonGPerKwh: 500,
          priceUsdPerMwh: 100,
          series: { priceUsdPerMwh: [-40, 1000], step: '90m' },
        },
      },
      sites: { s: { lat: 0, lon: 0, pools: { chip: 1000 }, pue: 1, hostOverhead: 0, grid: 'g' } },
    });
    // 1 MW: 1.5 h at -40, 1.5 h at 1000, then 100 USD/MWh.
    expect(metric(run, 5400, 'costUsd')).toBeCloseTo(-60, 9);
    expect(metric(run, 10800, 'costUsd')).toBeCloseTo(1440, 9);
    expect(metric(run, 14400, 'costUsd')).toBeCloseTo(1540, 9);
    expect(metric(run, 14400, 'carbonG')).toBeCloseTo(4 * 500e3, 6);
  });

  it('carbon follows the hour of the grid, in its own time zone (T3)', () => {
    const profile = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 2 : 0));
    const run = runOf({
      start: '2026-01-05T00:00:00Z',
      accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 1000 } },
      grids: { g: { carbonGPerKwh: 100, priceUsdPerMwh: 0, carbonProfile: profile, utcOffsetH: 8 } },
      sites: { s: { lat: 0, lon: 0, pools: { chip: 1 }, pue: 1, hostOverhead: 0, grid: 'g' } },
    });
    // 09:00-10:00 at UTC+8 is 01:00-02:00 UTC: 1 kWh at 200 g.
    expect(metric(run, 3600, 'carbonG')).toBe(0);
    expect(metric(run, 5400, 'carbonG')).toBeCloseTo(100, 9);
    expect(metric(run, 86400, 'carbonG')).toBeCloseTo(200, 9);
  });

  it('useful work is what the jobs asked for', () => {
    const run = runOf({
      accelerators: { chip: { bf16Tflops: 200 } },
      sites: { s: { lat: 0, lon: 0, pools: { chip: 4 } } },
      classes: { train: { kind: 'job', mfu: 0.5 } },
      jobs: { list: [{ class: 'train', site: 's', accelerators: 3, flop: 1e18 }] },
    });
    expect(metric(run, 1e5, 'usefulFlop') / 1e18).toBeCloseTo(1, 9);
  });
});
