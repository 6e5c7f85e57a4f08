/** P3: capital and operating cost, by hand and conserved over sites, operators and countries. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { siteTotals, TOTAL } from '../../workers/engine/measure.ts';
import { GROUP_COLUMNS, groupRows } from '../../workers/host/cli/group-table.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { metric, runOf } from '../fixtures/worlds.ts';

const YEAR_S = 365.25 * 86400;

/** A hundred chips of 1 kW, 30,000 USD each, all busy for a day; a link of 1,000 km and 100 Gbps. */
function campus(site: object = {}, rest: object = {}) {
  return runOf({
    accelerators: { chip: { bf16Tflops: 100, tdpW: 1000, idleW: 1000, priceUsd: 30000 } },
    grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 60 } },
    sites: {
      s: { lat: 0, lon: 0, grid: 'g', pools: { chip: 100 }, powerMW: 0.3, pue: 1, hostOverhead: 0, ...site },
    },
    metros: { m: { lat: 0, lon: 0 } },
    links: { l: { a: 's', b: 'm', gbps: 100, delayMs: 4.9 } },
    classes: { train: { kind: 'job', mfu: 0.4 } },
    jobs: { list: [{ class: 'train', site: 's', accelerators: 100, hours: 24 }] },
    ...rest,
  });
}

describe('P3: money', () => {
  it('is paid off evenly: accelerators with hosts less subsidy, and the building', () => {
    const run = campus({ subsidy: 0.4 }, { economics: { amortisationYears: 4, hostCostFactor: 1.5 } });
    const yearly = (100 * 30000 * 1.5 * 0.6) / 4 + (0.3 * 12e6) / 20;
    expect(metric(run, YEAR_S / 10, 'capitalUsd')).toBeCloseTo(yearly / 10, 6);
    expect(metric(run, 10 * YEAR_S, 'capitalUsd')).toBeCloseTo(4.5e6 * 0.6 + 1.8e6, 3);
  });

  it('a building costs what country, scenario and site say, the nearer first', () => {
    const building = (site: object, economics: object = {}) =>
      campus(site, { economics }).world.purchases.buildingUsd[0];
    expect(building({ country: 'CN' })).toBeCloseTo(1.8e6, 6);
    expect(building({ country: 'CN' }, { buildingUsdPerMW: 1e6 })).toBeCloseTo(0.3e6, 6);
    expect(building({ buildingUsdPerMW: 2e6 }, { buildingUsdPerMW: 1e6 })).toBeCloseTo(0.6e6, 6);
  });

  it('what is delivered is paid off from then on, and its building and staff with it', () => {
    const growing = (site: object, rest: object = {}) =>
      campus(
        { powerMW: null, pools: {}, phases: [{ at: '2d', pools: { chip: 100 } }], ...site },
        {
          duration: '3650d',
          tick: '1d',
          economics: { amortisationYears: 4, hostCostFactor: 1.5 },
          jobs: {},
          ...rest,
        },
      );
    const [before, year] = [2 * 86400, 2 * 86400 + YEAR_S];
    const free = growing({});
    expect(metric(free, before, 'capitalUsd')).toBe(0);
    // 100 chips of 1 kW: a building of 0.1 MW.
    expect(metric(free, year, 'capitalUsd')).toBeCloseTo((100 * 45000) / 4 + (0.1 * 12e6) / 20, 3);
    expect(metric(free, 8 * YEAR_S, 'capitalUsd')).toBeCloseTo(
      100 * 45000 + ((0.1 * 12e6) / 20) * (8 - (2 * 86400) / YEAR_S),
      2,
    );
    const staff = 0.02 * (100 * 45000 + 1.2e6);
    const links = (at: number) => metric(growing({ phases: [] }), at, 'operatingUsd');
    const run = growing({});
    const energy = metric(run, year, 'costUsd');
    expect(metric(run, year, 'operatingUsd') - energy - links(year)).toBeCloseTo(staff, 3);

    // A shell for a megawatt, half of whose power comes with each of two phases of a kind.
    const phases = [
      { at: '0d', pools: { chip: 100 } },
      { at: '2d', pools: { chip: 100 } },
    ];
    const capped = growing({ powerMW: 1, phases });
    expect([...capped.world.purchases.buildingUsd]).toEqual([6e6, 6e6]);

    // Kept away by an embargo: nothing is bought; a stand-in costs what it costs.
    const embargo = { do: 'embargo', at: '1d', types: ['chip'] };
    const away = growing({}, { events: [embargo] });
    expect(metric(away, year, 'capitalUsd')).toBe(0);
    const own = growing(
      {},
      {
        accelerators: {
          chip: { bf16Tflops: 100, tdpW: 1000, priceUsd: 30000 },
          own: { bf16Tflops: 50, tdpW: 1000, priceUsd: 10000 },
        },
        substitutes: { chip: 'own' },
        events: [embargo],
      },
    );
    expect(metric(own, year, 'capitalUsd')).toBeCloseTo((100 * 15000) / 4 + (0.1 * 12e6) / 20, 3);
  });

  it('operating cost is energy, staff and links; all of it is over the work', () => {
    const run = campus();
    const day = 1 / 365.25;
    const energy = 2.4 * 60;
    const staff = 0.02 * (100 * 30000 * 1.25 + 3.6e6) * day;
    const links = 100 * 1000 * 1.2 * day;
    expect(metric(run, 86400, 'costUsd')).toBeCloseTo(energy, 6);
    expect(metric(run, 86400, 'operatingUsd')).toBeCloseTo(energy + staff + links, 6);
    const capital = metric(run, 86400, 'capitalUsd');
    expect(metric(run, 86400, 'totalCostUsd')).toBeCloseTo(capital + energy + staff + links, 6);
    // 100 x 100 TFLOP/s x 0.4 for a day are 4 PFLOP-days; half of the link is the metro's, for inference.
    const forWork = capital + energy + staff + links / 2;
    expect(metric(run, 86400, 'totalCostPerPflopDayUsd')).toBeCloseTo(forWork / 4, 6);
  });

  it('inference pays for the accelerators it keeps, over the tokens it answers', () => {
    const run = campus(
      { servingShare: 0.5 },
      {
        jobs: {},
        classes: { chat: { kind: 'request', tokensOut: 200, activeParamsB: 1 } },
        demand: { metros: { m: { chat: { requestsPerDay: 86400 } } } },
      },
    );
    expect(metric(run, 86400, 'requestsShed')).toBe(0);
    expect(metric(run, 86400, 'tokensServed')).toBeCloseTo(86400 * 200, 3);
    const linkHalf = (100 * 1000 * 1.2) / 365.25 / 2;
    const kept = (metric(run, 86400, 'totalCostUsd') - linkHalf) / 2 + linkHalf;
    expect(metric(run, 86400, 'costPerMillionTokensUsd')).toBeCloseTo(kept / 17.28, 6);
  });
});

it('P3: every dollar, joule and litre is some site’s, operator’s and country’s', { timeout: 600_000 }, () => {
  onWorlds((file) => {
    const run = runOf(file);
    advanceTo(run, 50000);
    const near = (got: number, expected: number) =>
      expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
    const rows = groupRows(run, 50000);
    const column = (kind: string, name: string) =>
      rows
        .filter((row) => row[0] === kind)
        .reduce((sum, row) => sum + Number(row[GROUP_COLUMNS.indexOf(name)]), 0);
    for (const kind of ['country', 'operator']) {
      near(column(kind, 'total_cost_usd'), metric(run, 50000, 'totalCostUsd'));
      near(column(kind, 'cost_usd'), metric(run, 50000, 'costUsd'));
      near(column(kind, 'energy_j'), metric(run, 50000, 'energyJ'));
      near(column(kind, 'water_l'), metric(run, 50000, 'waterL'));
    }
    near(
      metric(run, 50000, 'totalCostUsd'),
      metric(run, 50000, 'capitalUsd') + metric(run, 50000, 'operatingUsd'),
    );
    const totals = new Float64Array(TOTAL.size);
    for (let site = 0; site < run.world.sites.count; site++) {
      siteTotals(run, site, 50000, totals);
      expect(totals[TOTAL.capitalUsd]).toBeGreaterThanOrEqual(0);
    }
  });
});
