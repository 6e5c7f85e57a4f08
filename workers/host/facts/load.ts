/**
 * Fact bundles -> a plain fragment in the scenario file's format, onto which the scenario's
 * own keys are merge-patched (RFC 7396).
 *
 * In: the names under `include` and a way to read a file of public/data by name. Out: the
 * fragment and all issues. A row comes in when one of the bundles in its `bundle` cell is
 * included; tables without that column come in whole. A site gives way to one that counts it
 * already, a link comes in when both of its ends do, a metro's demand when the metro does.
 */
import type { Issue } from '../../scenario/scenario.ts';
import { BUNDLES, comesWith } from './bundles.ts';
import { parseCsv, type CsvRow } from './csv.ts';
import * as entity from './entities.ts';

const TABLES = [
  'grid_hourly.csv',
  'profiles.csv',
  'sites.csv',
  'metros.csv',
  'links.csv',
  'accelerators.csv',
  'grids.csv',
  'workloads.csv',
  'demand.csv',
] as const;
type Table = (typeof TABLES)[number];

export type FactsFragment = { fragment: unknown; issues: Issue[] };

export async function factsFragment(
  include: string[],
  read: (file: string) => Promise<string>,
): Promise<FactsFragment> {
  const issues: Issue[] = [];
  include.forEach((name, i) => {
    if ((BUNDLES as readonly string[]).includes(name)) return;
    const hint = `did you mean "${nearest(name)}"? Bundles are ${BUNDLES.join(', ')}`;
    issues.push({ path: `include[${i}]`, message: `unknown fact bundle "${name}"`, hint });
  });
  if (include.length === 0 || issues.length > 0) return { fragment: {}, issues };

  const included = new Set(include);
  // Asked for at once: one after the other, each would wait for the way of the last.
  const texts = new Map(TABLES.map((file) => [file, read(file)]));
  // What cannot be read is told where its rows are asked for.
  for (const text of texts.values()) text.catch(() => {});
  const rowsOf = async (file: Table): Promise<CsvRow[]> => {
    let text: string;
    try {
      text = await texts.get(file)!;
    } catch (error) {
      const message = `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      issues.push({ path: file, message, hint: 'a file of public/data' });
      return [];
    }
    const table = parseCsv(text, file);
    issues.push(...table.issues);
    return table.rows.filter(({ cells }) => comesWith(cells.bundle ?? '', included));
  };
  const collect = async <T>(file: Table, build: (row: entity.Reader) => T): Promise<Record<string, T>> =>
    collectRows(await rowsOf(file), build);
  const collectRows = <T>(rows: CsvRow[], build: (row: entity.Reader) => T): Record<string, T> => {
    const entities: Record<string, T> = {};
    for (const row of rows) {
      const reader = entity.createReader(row, issues);
      const id = reader.text('id');
      if (Object.hasOwn(entities, id)) reader.fault(`id "${id}" occurs twice`, 'ids that are all different');
      entities[id] = build(reader);
    }
    return entities;
  };

  const hours = hoursByProfile(await rowsOf('grid_hourly.csv'), issues, ['profile', 'kind']);
  const profileRows = await rowsOf('profiles.csv');
  const profileHours = hoursByProfile(profileRows, issues, ['profile']);
  const profiles: Record<string, { hours: number[]; weekend: number }> = {};
  for (const row of profileRows) {
    const reader = entity.createReader(row, issues);
    const id = reader.text('profile');
    profiles[id] ??= { hours: profileHours.get(id)!, weekend: reader.number('weekend_factor') };
  }
  const sites = collectRows(countedOnce(await rowsOf('sites.csv')), entity.site);
  const metros = await collect('metros.csv', entity.metro);
  const isPlace = (id: string) => Object.hasOwn(sites, id) || Object.hasOwn(metros, id);
  const linkRows = (await rowsOf('links.csv')).filter(({ cells }) => isPlace(cells.a) && isPlace(cells.b));
  const fragment = {
    accelerators: await collect('accelerators.csv', entity.accelerator),
    grids: await collect('grids.csv', (row) => entity.grid(row, hours)),
    sites,
    metros,
    links: collectRows(linkRows, entity.link),
    classes: await collect('workloads.csv', entity.workClass),
    demand: { profiles, metros: demandByMetro(await rowsOf('demand.csv'), issues) },
  };
  return { fragment, issues };
}

/** Sites without those that another one of them already counts. */
function countedOnce(rows: CsvRow[]): CsvRow[] {
  const present = new Set(rows.map(({ cells }) => cells.id));
  return rows.filter(({ cells }) => !(cells.counted_in ?? '').split('|').some((id) => present.has(id)));
}

function demandByMetro(rows: CsvRow[], issues: Issue[]) {
  const metros: Record<string, Record<string, ReturnType<typeof entity.demand>>> = {};
  for (const row of rows) {
    const reader = entity.createReader(row, issues);
    const asked = (metros[reader.text('metro')] ??= {});
    asked[reader.text('class')] = entity.demand(reader);
  }
  return metros;
}

/** Factors by local hour, one list of 24 for each value of the key columns. */
function hoursByProfile(rows: CsvRow[], issues: Issue[], key: string[]): Map<string, number[]> {
  const lists = new Map<string, number[]>();
  let last: entity.Reader | undefined;
  for (const row of rows) {
    const reader = (last = entity.createReader(row, issues));
    const id = key.map((column) => reader.text(column)).join(' ');
    const list = lists.get(id) ?? [];
    const hour = reader.number('hour_local');
    if (hour !== list.length)
      reader.fault(`hour ${hour} of "${id}" is out of order`, 'hours 0 to 23 in order');
    list.push(reader.number('factor'));
    lists.set(id, list);
  }
  for (const [id, list] of lists) {
    if (list.length !== 24) last?.fault(`"${id}" has ${list.length} hours`, 'hours 0 to 23');
  }
  return lists;
}

/** The bundle that differs from `name` in the fewest single-letter edits. */
function nearest(name: string): string {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same));
      }
      row = next;
    }
    return row[b.length];
  };
  const wanted = name.toLowerCase();
  return [...BUNDLES].sort((x, y) => distance(wanted, x) - distance(wanted, y))[0];
}
