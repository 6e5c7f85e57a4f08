/** P2: sun, battery and grid, in this order; a site without a grid goes dark and comes back. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { dayOfYear, sunHeight } from '../../workers/engine/facility/weather.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

const HOUR_S = 3600;
const KWH = 3.6e6;

/** One chip of 100 W idle and 1 kW busy on the equator, with a job of ten hours. */
function lamp(site: object, start = '2026-03-21T18:00:00Z') {
  return runOf({
    start,
    accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 100 } },
    grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 100 } },
    sites: {
      s: {
        lat: 0,
        lon: 0,
        grid: 'g',
        pools: { chip: 1 },
        pue: 1,
        hostOverhead: 0,
        capacityFactor: 1,
        ...site,
      },
    },
    jobs: { list: [{ site: 's', accelerators: 1, hours: 10 }] },
  });
}

describe('P2: sun', () => {
  it('a day of it is the closed form, at any latitude and season', () => {
    for (const [start, lat] of [
      ['2026-06-21T00:00:00Z', 31],
      ['2026-12-21T00:00:00Z', 31],
      ['2026-03-21T00:00:00Z', 0],
      ['2026-06-21T00:00:00Z', -60],
      ['2026-06-21T00:00:00Z', 80],
    ] as const) {
      const { world } = lamp({ lat, lon: 100 }, start);
      const day = dayOfYear(Date.parse(start) / 864e5);
      const declination = (23.44 * Math.PI * Math.sin((2 * Math.PI * (284 + day)) / 365)) / 180;
      const phi = (lat * Math.PI) / 180;
      const half = Math.acos(Math.max(-1, Math.min(1, -Math.tan(phi) * Math.tan(declination))));
      const closed =
        (Math.cos(phi) * Math.cos(declination) * Math.sin(half) +
          half * Math.sin(phi) * Math.sin(declination)) /
        Math.PI;
      let mean = 0;
      for (let minute = 0; minute < 1440; minute++) mean += sunHeight(world, 0, 60 * minute + 30) / 1440;
      expect(mean).toBeCloseTo(closed, 2);
    }
  });

  it('covers the load first, then fills the battery; the rest is curtailed', () => {
    const run = lamp(
      { solarMW: 0.01, batteryMWh: 0.1, batteryMW: 0.002, batteryCharge: 0 },
      '2026-03-21T12:00:00Z',
    );
    const solarW = 10000 * sunHeight(run.world, 0, 1800);
    expect(solarW).toBeGreaterThan(9000);
    expect(metric(run, HOUR_S, 'solarEnergyJ')).toBeCloseTo(solarW * HOUR_S, 3);
    expect(metric(run, HOUR_S, 'batteryJ')).toBeCloseTo(0.85 * 2 * KWH, 3);
    expect(metric(run, HOUR_S, 'curtailedEnergyJ')).toBeCloseTo((solarW - 3000) * HOUR_S, 3);
    expect(metric(run, HOUR_S, 'gridEnergyJ')).toBe(0);
    expect(metric(run, HOUR_S, 'carbonG')).toBe(0);
  });
});

describe('P2: battery', () => {
  it('carries the load until it is empty, to the second; then the grid does', () => {
    const run = lamp({ batteryMWh: 0.003, batteryMW: 0.0005, batteryCharge: 0.5 });
    // 1.5 kWh at 500 W: three hours, the other 500 W from the grid.
    expect(metric(run, 3 * HOUR_S - 1, 'batteryJ')).toBeCloseTo(500, 6);
    expect(metric(run, 3 * HOUR_S, 'gridEnergyJ')).toBeCloseTo(1.5 * KWH, 3);
    expect(run.state.power.siteGridW[0]).toBe(1000);
    expect(metric(run, 4 * HOUR_S, 'batteryJ')).toBe(0);
    expect(metric(run, 4 * HOUR_S, 'gridEnergyJ')).toBeCloseTo(2.5 * KWH, 3);
    expect(metric(run, 4 * HOUR_S, 'carbonG')).toBeCloseTo(1250, 6);
    expect(metric(run, 4 * HOUR_S, 'costUsd')).toBeCloseTo(0.25, 9);
  });
});

describe('P1: without a grid', () => {
  const offGrid = { gridConnected: false, batteryMWh: 0.004, batteryMW: 0.002, batteryCharge: 1 };

  it('a night empties the battery after four hours; the morning brings the site back, at the clocks it can pay', () => {
    const run = lamp({ ...offGrid, solarMW: 0.002 });
    expect(metric(run, 4 * HOUR_S - 1, 'batteryJ')).toBeCloseTo(1000, 6);
    expect(metric(run, 4 * HOUR_S, 'powerW')).toBe(0);
    expect(run.state.power.siteDark[0]).toBe(1);
    expect(metric(run, 12 * HOUR_S - 1, 'energyJ')).toBeCloseTo(4 * KWH, 6);
    expect(metric(run, 12 * HOUR_S - 1, 'utilisation')).toBe(0);
    expect(metric(run, 12 * HOUR_S - 1, 'usefulFlop')).toBeCloseTo(4 * HOUR_S * 1e12, 0);
    const dawnW = 2000 * sunHeight(run.world, 0, 12.5 * HOUR_S);
    expect(metric(run, 12 * HOUR_S, 'powerW')).toBeCloseTo(dawnW, 9);
    expect(run.state.siteThrottle[0]).toBeCloseTo((dawnW - 100) / 900, 12);
    // The hour after, the sun gives more; six hours of work are left.
    const morningW = 2000 * sunHeight(run.world, 0, 13.5 * HOUR_S);
    const done = 4 + (dawnW - 100) / 900 + (morningW - 100) / 900;
    expect(metric(run, 14 * HOUR_S, 'usefulFlop')).toBeCloseTo(done * HOUR_S * 1e12, -6);
    expect(metric(run, 30 * HOUR_S, 'doneJobs')).toBe(1);
    expect(metric(run, 30 * HOUR_S, 'gridEnergyJ')).toBe(0);
    expect(violations(run)).toEqual([]);
  });

  it('a sun too weak for the idle draw fills the battery, and the site starts at a twentieth of it', () => {
    const run = lamp({ ...offGrid, solarMW: 0.00009 });
    // Dark from hour 4. What arrives is 0.85 of the sun; the start is at 0.2 kWh.
    let storedJ = 0;
    let startS = 12 * HOUR_S;
    for (let hour = 12; storedJ < 0.2 * KWH; hour++) {
      const rateW = 0.85 * 90 * sunHeight(run.world, 0, (hour + 0.5) * HOUR_S);
      const leftS = (0.2 * KWH - storedJ) / rateW;
      startS = hour * HOUR_S + Math.min(HOUR_S, leftS);
      storedJ += rateW * Math.min(HOUR_S, leftS);
    }
    advanceTo(run, startS - 0.01);
    expect(run.state.power.siteDark[0]).toBe(1);
    expect(metric(run, startS + 0.01, 'powerW')).toBeCloseTo(1000, 9);
    expect(violations(run)).toEqual([]);
    // Five events an hour at most: it does not flicker.
    advanceTo(run, 40 * HOUR_S);
    expect(violations(run)).toEqual([]);
  });
});
