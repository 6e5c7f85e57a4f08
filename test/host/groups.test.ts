/** `run --out`: sites by country and operator say what sites.csv says, and add up to the summary. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import { runScenario } from '../../workers/host/cli/run-scenario.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import type { Scenario } from '../../workers/scenario/scenario.ts';
import { openShipped } from '../fixtures/shipped.ts';

const directory = mkdtempSync(join(tmpdir(), 'causeway-groups-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Row = Record<string, string>;

async function tables(scenario: Scenario, untilS: number) {
  const out = join(directory, scenario.id);
  mkdirSync(out);
  const result = await runScenario(scenario, { untilS, out, audit: false }, () => {});
  if ('wrong' in result) throw new Error(result.wrong.join('\n'));
  const table = (name: string): Row[] => {
    const [header, ...rows] = readFileSync(join(out, name), 'utf8').trimEnd().split('\n').map(cells);
    return rows.map((row) => Object.fromEntries(header!.map((column, i) => [column, row[i]!])));
  };
  return { metrics: result.metrics, groups: table('groups.csv'), sites: table('sites.csv') };
}

/** The cells of a row of CSV. */
function cells(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return Array.from(found, ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!);
}

const sum = (rows: readonly Row[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

function near(got: number, expected: number, what: string): void {
  expect(Math.abs(got - expected), what).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
}

const TOTALS: readonly [column: string, metric: MetricKey][] = [
  ['accelerators', 'installed'],
  ['useful_flop', 'usefulFlop'],
  ['energy_j', 'energyJ'],
  ['grid_j', 'gridEnergyJ'],
  ['carbon_g', 'carbonG'],
  ['water_l', 'waterL'],
  ['cost_usd', 'costUsd'],
  ['capital_usd', 'capitalUsd'],
  ['operating_usd', 'operatingUsd'],
  ['total_cost_usd', 'totalCostUsd'],
];

function expectWhole({ metrics, groups, sites }: Awaited<ReturnType<typeof tables>>): void {
  for (const kind of ['country', 'operator']) {
    const rows = groups.filter((row) => row.kind === kind);
    expect(sum(rows, 'sites')).toBe(sites.length);
    for (const [column, metric] of TOTALS) near(sum(rows, column), metrics[metric]!, `${kind} ${column}`);
    for (const row of rows.filter(({ id }) => id !== '(metros)')) {
      const own = sites.filter((site) => site[kind] === row.id);
      expect(own).toHaveLength(Number(row.sites));
      for (const [column] of TOTALS) near(Number(row[column]), sum(own, column), `${row.id} ${column}`);
    }
  }
}

describe.each([
  ['china-linked', 7, ['CN']],
  ['us-and-china', 1, ['CN', 'US']],
] as const)('%s', (id, days, countries) => {
  it('adds up, by country and by operator', { timeout: 120_000 }, async () => {
    const { scenario } = await openShipped(id, true);
    const found = await tables(scenario, days * 86400);
    expectWhole(found);
    const { groups, sites } = found;
    const nations = groups.filter((row) => row.kind === 'country' && row.id !== '(metros)');
    for (const country of countries) expect(nations.map((row) => row.id)).toContain(country);
    for (const row of nations.filter((one) => countries.some((country) => country === one.id))) {
      const kwh = Number(row.energy_j) / 3.6e6;
      // A grid's kWh, in China and the US: 3 to 15 US cents, 0.1 to 1 kg of CO2.
      expect(Number(row.cost_usd) / kwh).toBeGreaterThan(0.03);
      expect(Number(row.cost_usd) / kwh).toBeLessThan(0.15);
      expect(Number(row.carbon_g) / kwh).toBeGreaterThan(100);
      expect(Number(row.carbon_g) / kwh).toBeLessThan(1000);
      // A chip with its host and cooling: 100 W idle at the least, 3 kW at the most.
      const wattsEach = Number(row.energy_j) / (days * 86400) / Number(row.accelerators);
      expect(wattsEach).toBeGreaterThan(100);
      expect(wattsEach).toBeLessThan(3000);
      expect(Number(row.total_cost_usd)).toBeGreaterThan(Number(row.cost_usd));
    }
    for (const site of sites.filter(({ pue_mean }) => pue_mean !== '')) {
      expect(Number(site.pue_mean)).toBeGreaterThanOrEqual(1);
      expect(Number(site.pue_mean)).toBeLessThan(2);
    }
  });
});

it('counts accelerators that came since the start', async () => {
  const reply = parseScenario({
    format: 'causeway/1',
    id: 'delivered',
    duration: '2h',
    accelerators: { chip: { bf16Tflops: 100, tdpW: 500, idleW: 100 } },
    sites: {
      a: { lat: 0, lon: 0, country: 'CN', operator: 'one', pools: { chip: 8 } },
      b: { lat: 0, lon: 1, country: 'US', operator: 'two, "2"', pools: { chip: 8 } },
      c: { lat: 0, lon: 2, country: 'US', operator: 'one', pools: { chip: 4 } },
    },
    jobs: { list: [{ site: 'a', accelerators: 8, hours: 1 }] },
    events: [{ at: '1h', do: 'delivery', site: 'a', type: 'chip', accelerators: 16 }],
  });
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  const found = await tables(reply.scenario, 7200);
  expectWhole(found);
  expect(found.groups.map(({ kind, id, sites, accelerators }) => [kind, id, sites, accelerators])).toEqual([
    ['country', 'CN', '1', '24'],
    ['country', 'US', '2', '12'],
    ['operator', 'one', '2', '28'],
    ['operator', 'two, "2"', '1', '8'],
  ]);
});
