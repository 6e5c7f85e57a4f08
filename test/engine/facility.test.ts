/** P1-P2: energy, carbon and money are exact integrals. */
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { advanceTo } from '../../workers/engine/engine.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { METRICS, metricIndex, type MetricKey } from '../../workers/engine/metrics.ts';
import type { Run } from '../../workers/engine/run.ts';
import { runOf } from '../fixtures/worlds.ts';

const energyCases = JSON.parse(
  readFileSync(new URL('../../public/oracles/analytic/cases.json', import.meta.url), 'utf8'),
).energy;

function metric(run: Run, timeS: number, key: MetricKey): number {
  advanceTo(run, timeS);
  const out = new Float64Array(METRICS.length);
  readMetrics(run, timeS, out, 0);
  return out[metricIndex(key)]!;
}

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

  it('10 MW of IT for a day at PUE 1.25: energy, carbon, cost', () => {
    const run = runOf({
      accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 100 } },
      grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 60 } },
      sites: { s: { lat: 0, lon: 0, pools: { chip: 10000 }, pue: 1.25, hostOverhead: 0, grid: 'g' } },
      jobs: { list: [{ site: 's', accelerators: 10000, hours: 24 }] },
    });
    expect(metric(run, 86400, 'energyJ') / 3.6e9).toBeCloseTo(energyCases[2].facility_MWh, 8);
    expect(metric(run, 86400, 'carbonG') / 1e6).toBeCloseTo(energyCases[2].tCO2, 8);
    expect(metric(run, 86400, 'costUsd')).toBeCloseTo(energyCases[2].cost_USD, 6);
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
