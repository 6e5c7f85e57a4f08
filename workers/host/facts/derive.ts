/**
 * `npm run facts -- DIR`: the shipped tables of public/data from the raw fact base in DIR.
 * In: DIR/{sites,demand,links,accelerators,grids,...}.csv. Out: public/data/*.csv, replaced.
 * Every raw row goes into a table or into dropped.csv with its reason, else this throws.
 */
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCsv, parseCsv, type CsvRow } from './csv.ts';
import { deriveDemand, deriveLinks, deriveMetros, deriveSites, totalSharePct } from './derive-places.ts';
import {
  deriveAccelerators,
  deriveGridHourly,
  deriveGrids,
  deriveJobStats,
  deriveProfiles,
  deriveWorkloads,
} from './derive-work.ts';
import { deriveClaims } from './derive-claims.ts';
import { coverage, deriveEconomics, deriveLatencyPairs, derivePolicies } from './derive-other.ts';
import { table, type Dropped, type Table } from './raw.ts';

const RAW = [
  'accelerators',
  'demand',
  'diurnal_profiles',
  'economics',
  'grid_hourly',
  'grids',
  'job_stats',
  'latency_validation',
  'links',
  'policies',
  'seed_claims',
  'sites',
  'workloads',
];

const OUT = new URL('../../../public/data/', import.meta.url);

async function readRows(dir: string, name: string): Promise<CsvRow[]> {
  const { rows, issues } = parseCsv(await readFile(join(dir, name), 'utf8'), name);
  if (issues.length > 0) throw new Error(issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n'));
  return rows;
}

async function main(dir: string): Promise<void> {
  const raw = Object.fromEntries(
    await Promise.all(RAW.map(async (name) => [name, await readRows(dir, `${name}.csv`)] as const)),
  );
  const dropped: Dropped[] = [];
  const sites = deriveSites(raw.sites);
  const metros = deriveMetros(raw.demand);
  const accelerators = deriveAccelerators(raw.accelerators);
  const workloads = deriveWorkloads(raw.workloads, accelerators, dropped);
  const shipped: [raw: string, file: string, table: Table][] = [
    ['accelerators', 'accelerators.csv', accelerators],
    ['grid_hourly', 'grid_hourly.csv', deriveGridHourly(raw.grid_hourly)],
    ['grids', 'grids.csv', deriveGrids(raw.grids)],
    ['job_stats', 'job_stats.csv', deriveJobStats(raw.job_stats)],
    ['links', 'links.csv', deriveLinks(raw.links, sites, metros, dropped)],
    ['latency_validation', 'latency_pairs.csv', deriveLatencyPairs(raw.latency_validation)],
    ['demand', 'metros.csv', metros],
    ['diurnal_profiles', 'profiles.csv', deriveProfiles(raw.diurnal_profiles)],
    ['sites', 'sites.csv', sites],
    ['workloads', 'workloads.csv', workloads],
    ['policies', 'policies.csv', derivePolicies(raw.policies)],
    ['economics', 'economics.csv', deriveEconomics(raw.economics)],
  ];
  const counts = shipped.map(([name, file, { rows }]) => ({
    table: name,
    raw: raw[name].length,
    file,
    kept: rows.length,
  }));
  const tables: Record<string, Table> = {
    ...Object.fromEntries(shipped.map(([, file, rows]) => [file, rows])),
    'demand.csv': deriveDemand(metros, workloads),
    'coverage.csv': coverage(counts, dropped),
    'dropped.csv': table(dropped),
  };
  await mkdir(OUT, { recursive: true });
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    const csv = formatCsv(columns, rows);
    await writeFile(new URL(name, OUT), csv);
    console.log(`${name}: ${rows.length} rows, ${Math.round(csv.length / 1024)} kB`);
  }
  const claims = deriveClaims(raw.seed_claims);
  await writeFile(new URL('claims.json', OUT), `${JSON.stringify(claims, null, 1)}\n`);
  console.log(`claims.json: ${claims.length} claims`);
  console.log(`metros carry ${totalSharePct(metros)} % of the world's demand`);
  for (const { table: name, id, reason } of dropped) console.log(`left out: ${name} ${id}: ${reason}`);
}

const dir = process.argv[2];
if (!dir) {
  console.error('usage: npm run facts -- DIR    DIR holds the raw fact base (sites.csv, links.csv, ...)');
  process.exit(2);
}
await main(dir);
