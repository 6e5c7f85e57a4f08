/**
 * `npm run facts -- DIR`: the shipped tables of public/data from the raw fact base in DIR.
 * In: DIR/{sites,demand,links,accelerators,grids,...}.csv. Out: public/data/*.csv, replaced.
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
import type { Table } from './raw.ts';

const OUT = new URL('../../../public/data/', import.meta.url);

async function readRows(dir: string, name: string): Promise<CsvRow[]> {
  const { rows, issues } = parseCsv(await readFile(join(dir, name), 'utf8'), name);
  if (issues.length > 0) throw new Error(issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n'));
  return rows;
}

async function main(dir: string): Promise<void> {
  const sites = deriveSites(await readRows(dir, 'sites.csv'));
  const metros = deriveMetros(await readRows(dir, 'demand.csv'));
  const grids = deriveGrids(await readRows(dir, 'grids.csv'));
  const workloads = deriveWorkloads(await readRows(dir, 'workloads.csv'));
  const tables: Record<string, Table> = {
    'accelerators.csv': deriveAccelerators(await readRows(dir, 'accelerators.csv')),
    'demand.csv': deriveDemand(metros, workloads),
    'grid_hourly.csv': deriveGridHourly(await readRows(dir, 'grid_hourly.csv'), grids),
    'grids.csv': grids,
    'job_stats.csv': deriveJobStats(await readRows(dir, 'job_stats.csv')),
    'links.csv': deriveLinks(await readRows(dir, 'links.csv'), sites, metros),
    'metros.csv': metros,
    'profiles.csv': deriveProfiles(await readRows(dir, 'diurnal_profiles.csv')),
    'sites.csv': sites,
    'workloads.csv': workloads,
  };
  await mkdir(OUT, { recursive: true });
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    const csv = formatCsv(columns, rows);
    await writeFile(new URL(name, OUT), csv);
    console.log(`${name}: ${rows.length} rows, ${Math.round(csv.length / 1024)} kB`);
  }
  console.log(`metros carry ${totalSharePct(metros)} % of the world's demand`);
}

const dir = process.argv[2];
if (!dir) {
  console.error('usage: npm run facts -- DIR    DIR holds the raw fact base (sites.csv, links.csv, ...)');
  process.exit(2);
}
await main(dir);
