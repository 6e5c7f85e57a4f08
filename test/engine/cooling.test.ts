/** P1: PUE and water by load, weather and kind of cooling; the cap holds through all of it. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { monthOf } from '../../workers/engine/facility/weather.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

/** Ten chips of 100 W idle and 1 kW busy, at 25 degrees; a job on all of them from 1 h to 2 h. */
function hall(site: object, grid: object = {}, events: object[] = []) {
  return runOf({
    start: '2026-07-01T00:00:00Z',
    accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 100 } },
    grids: { g: { carbonGPerKwh: 0, priceUsdPerMwh: 0, ambientC: 25, ...grid } },
    sites: { s: { lat: 31, lon: 0, grid: 'g', pools: { chip: 10 }, hostOverhead: 0, ...site } },
    jobs: { list: [{ site: 's', at: 3600, accelerators: 10, hours: 1 }] },
    events,
  });
}

describe('P1: cooling', () => {
  it('part of it draws at any load: PUE 1.88 idle, 1.34 in full, in air at 25 degrees', () => {
    const run = hall({ cooling: 'air' });
    // (1 + 0.16 + 0.008 x 15) x 1 kW + 0.06 x 10 kW
    expect(metric(run, 1800, 'powerW')).toBeCloseTo(1880, 9);
    expect(metric(run, 1800, 'pue')).toBeCloseTo(1.88, 12);
    expect(metric(run, 5400, 'pue')).toBeCloseTo(1.34, 12);
    expect(metric(run, 7200, 'pueMean')).toBeCloseTo((1880 + 13400) / 11000, 12);
  });

  it('what draws at any load, and what a curtailment leaves a share of, grow with deliveries', () => {
    const grown = { cooling: 'air', pools: {}, phases: [{ at: 600, pools: { chip: 10 } }] };
    const run = hall(grown);
    expect(metric(run, 60, 'powerW')).toBe(0);
    expect(metric(run, 1800, 'powerW')).toBeCloseTo(1880, 9);
    expect(metric(run, 5400, 'pue')).toBeCloseTo(1.34, 12);
    // In mild weather all of it draws (1 + 0.16 + 0.008 x 5) x 10 kW + 600 W; half of that is left, and clocks throttle.
    const cut = hall(grown, {}, [{ do: 'power-curtailment', at: 1200, site: 's', factor: 0.5 }]);
    expect(metric(cut, 5400, 'powerW')).toBeCloseTo(6300, 6);
  });

  it('follows the hour of the day and the month, a site before its grid', () => {
    const ambientHoursC = Array.from({ length: 24 }, (_, hour) => (hour < 1 ? -10 : 0));
    const run = hall({ cooling: 'air' }, { ambientHoursC });
    expect(metric(run, 1800, 'powerW')).toBeCloseTo(1200 + 600, 9);
    expect(metric(run, 3599, 'powerW')).toBeCloseTo(1200 + 600, 9);
    expect(metric(run, 8000, 'powerW')).toBeCloseTo(1880, 9);
    const monthly = Array.from({ length: 12 }, (_, month) => (month === 6 ? 20 : -30));
    expect(metric(hall({ cooling: 'air', ambientC: monthly }), 60, 'powerW')).toBeCloseTo(1240 + 600, 9);
    const days = ['2024-02-29', '2024-03-01', '2026-12-31', '2000-01-01', '1969-07-20'];
    expect(days.map((day) => monthOf(Date.parse(day) / 864e5))).toEqual([1, 2, 11, 0, 6]);
  });

  it('a PUE that is given holds in any weather', () => {
    const run = hall({ pue: 1.5 }, { ambientC: 45 });
    expect(metric(run, 1800, 'powerW')).toBeCloseTo(1500, 9);
    expect(metric(run, 5400, 'powerW')).toBeCloseTo(15000, 9);
  });

  it('with a kind of cooling it is the annual mean at 65 % load, over months and hours', () => {
    const hour = (_: unknown, h: number) => (h < 12 ? -8 : 8);
    const year = (site: object) => {
      const run = runOf({
        start: '2027-01-01T00:00:00Z',
        duration: '365d',
        tick: '1d',
        // Idle draw is what 65 % load draws: the load of all the year.
        accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 650 } },
        grids: {
          g: {
            carbonGPerKwh: 0,
            priceUsdPerMwh: 0,
            ambientC: [-5, -2, 5, 12, 18, 24, 31, 29, 22, 14, 6, -2],
            ambientHoursC: Array.from({ length: 24 }, hour),
          },
        },
        sites: { s: { lat: 31, lon: 0, grid: 'g', pools: { chip: 10 }, ...site } },
      });
      const [january, july] = [15, 196].map((day) => metric(run, day * 86400 + 15 * 3600, 'pue'));
      expect(july! - january!).toBeGreaterThan(0.01);
      return [metric(run, 365 * 86400, 'pueMean'), july!] as const;
    };
    for (const cooling of ['air', 'evaporative', 'liquid', 'seawater']) {
      const [usual, usualJuly] = year({ cooling });
      for (const pue of [1.05, 1.25, 1.6]) {
        const [mean, july] = year({ cooling, pue });
        expect(mean, cooling).toBeCloseTo(pue, 3);
        // Summer is as much above the mean as the kind makes it, in proportion to what cooling draws.
        expect((july - 1) / (mean - 1), cooling).toBeCloseTo((usualJuly - 1) / (usual - 1), 6);
      }
    }
  });

  it('at the cap the clocks leave room for the cooling itself', () => {
    const run = hall({ cooling: 'air', powerMW: 0.01 });
    expect(metric(run, 5400, 'powerW')).toBeCloseTo(10000, 9);
    // (10 kW - 0.6 kW) / 1.28 of IT, less 1 kW idle, over 9 kW
    expect(run.state.siteThrottle[0]).toBeCloseTo(((10000 - 600) / 1.28 - 1000) / 9000, 12);
    const cool = hall({ cooling: 'air', powerMW: 0.01 }, { ambientC: 10 });
    advanceTo(cool, 5400);
    expect(cool.state.siteThrottle[0]).toBeCloseTo(((10000 - 600) / 1.16 - 1000) / 9000, 12);
  });

  it('water by what evaporates and by what generation takes', () => {
    const run = hall({ cooling: 'evaporative' });
    // 0.3 + 0.06 x 20 litres a kWh of IT; 1 kWh idle, then 10.
    expect(metric(run, 3600, 'waterL')).toBeCloseTo(1.5, 12);
    expect(metric(run, 3600, 'waterLph')).toBeCloseTo(15, 12);
    expect(metric(run, 7200, 'waterL')).toBeCloseTo(16.5, 12);
    expect(metric(hall({ cooling: 'seawater' }), 7200, 'waterL')).toBe(0);
    expect(metric(hall({ pue: 1.5 }, { waterLPerKwh: 2 }), 7200, 'waterL')).toBeCloseTo(2 * 1.5 * 11, 12);
    expect(metric(hall({ pue: 1.5, wueLPerKwh: 0.4 }), 7200, 'waterL')).toBeCloseTo(0.4 * 11, 12);
  });
});
