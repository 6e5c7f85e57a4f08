import { describe, expect, test } from 'vitest';
import { BUNDLES } from '../../../workers/host/facts/bundles.ts';
import { factsFragment } from '../../../workers/host/facts/load.ts';
import { readData, readJson, readTable } from './shipped.ts';

const FILES = [
  'accelerators.csv',
  'demand.csv',
  'economics.csv',
  'grid_hourly.csv',
  'grids.csv',
  'job_stats.csv',
  'latency_pairs.csv',
  'links.csv',
  'metros.csv',
  'policies.csv',
  'profiles.csv',
  'sites.csv',
  'workloads.csv',
];

const WORLDWIDE = ['clouds', 'supercomputers', 'ilamps', 'belt-and-road', 'allies'];

type Ends = { a: string; b: string; kind: string; virtual: boolean };
type Fragment = {
  sites: Record<string, { country: string; region: string }>;
  metros: Record<string, { region: string }>;
  links: Record<string, Ends>;
  grids: Record<string, { provenance: { note?: string } }>;
  classes: Record<string, { kind: string }>;
  demand: { metros: Record<string, unknown> };
};
async function load(...include: string[]): Promise<Fragment> {
  const { fragment, issues } = await factsFragment(include, readData);
  expect(issues).toEqual([]);
  return fragment as Fragment;
}

function reached(fragment: Fragment): number {
  const near = new Map<string, string[]>();
  for (const id of [...Object.keys(fragment.sites), ...Object.keys(fragment.metros)]) near.set(id, []);
  for (const { a, b } of Object.values(fragment.links)) {
    near.get(a)!.push(b);
    near.get(b)!.push(a);
  }
  const seen = new Set<string>();
  const open = [...near.keys()].slice(0, 1);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...near.get(id)!);
  }
  return seen.size / near.size;
}

describe('shipped tables', () => {
  test.each(FILES)('%s: every row has a source and a confidence, every band its order', async (file) => {
    const { rows, columns, issues } = await readTable(file);
    expect(issues).toEqual([]);
    expect(rows.length).toBeGreaterThan(5);
    const bands = columns.filter((name) => columns.includes(`${name}_low`));
    for (const { cells, line } of rows) {
      expect(cells.source, `${file}:${line}`).toMatch(/\S{3}/);
      expect(cells.confidence, `${file}:${line}`).toMatch(/^(reported|derived|estimate)$/);
      for (const name of bands) {
        if (cells[name] === '') continue;
        const [low, best, high] = [cells[`${name}_low`], cells[name], cells[`${name}_high`]].map(Number);
        expect(low! <= best! && best! <= high!, `${file}:${line} ${name}`).toBe(true);
      }
    }
  });

  test('share-alike rows of the grids are marked', async () => {
    for (const file of ['grids.csv', 'grid_hourly.csv']) {
      const { rows } = await readTable(file);
      const carbon = rows.filter(({ cells }) => cells.kind !== 'price');
      const marked = carbon.filter(({ cells }) => cells.licence!.startsWith('ODbL'));
      const due = carbon.filter(({ cells }) => cells.source!.includes('Electricity Maps'));
      expect(marked).toEqual(due);
      expect(due.length).toBeGreaterThan(0);
    }
  });

  test('the boundaries are lines of longitude and latitude', async () => {
    const { type, coordinates } = (await readJson('geo/boundaries.json')) as {
      type: string;
      coordinates: [number, number][][];
    };
    expect(type).toBe('MultiLineString');
    expect(coordinates.length).toBeGreaterThan(100);
    for (const [lon, lat] of coordinates.flat()) {
      expect(Math.abs(lon)).toBeLessThanOrEqual(180);
      expect(Math.abs(lat)).toBeLessThanOrEqual(90);
    }
  });

  test.each(['coarse', 'fine'])('the %s land fits and says nothing but land', async (detail) => {
    const land = (await readJson(`geo/land-${detail}.json`)) as { objects: object; transform: object };
    expect(Object.keys(land.objects)).toEqual(['land']);
    expect(land.transform).toBeDefined();
    expect(JSON.stringify(land).length).toBeLessThan(800_000);
  });
});

describe('fact bundles', () => {
  test('an unknown bundle is an issue with a suggestion', async () => {
    const { issues } = await factsFragment(['us', 'chian'], readData);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ path: 'include[1]', hint: expect.stringContaining('"china"') });
  });

  test('a file that cannot be read, a missing column and a bad number are issues, not throws', async () => {
    const gone = await factsFragment(['china'], () => Promise.reject(new Error('offline')));
    expect(gone.issues.map((issue) => issue.path)).toContain('sites.csv');
    const spoilt = await factsFragment(['china'], async (file) =>
      file === 'metros.csv' ? (await readData(file)).replace('39.9,116.4', 'north,116.4') : readData(file),
    );
    expect(spoilt.issues).toMatchObject([{ path: 'metros.csv:2', message: 'lat is not a number: north' }]);
  });

  test('none included brings nothing', async () => {
    expect(await factsFragment([], readData)).toEqual({ fragment: {}, issues: [] });
  });

  test.each([
    ['china'],
    ['us'],
    ['pacific'],
    ['china', 'us'],
    ['china', 'us', 'pacific'],
    ['china-campuses'],
    ...WORLDWIDE.map((bundle) => [bundle]),
    ...WORLDWIDE.map((bundle) => ['china', bundle]),
    [...BUNDLES],
  ])(
    'links of %j %j %j end at known places, and the network hangs together',
    async (...include: string[]) => {
      const fragment = await load(...include.filter(Boolean));
      const places = { ...fragment.sites, ...fragment.metros };
      for (const [id, { a, b, kind, virtual }] of Object.entries(fragment.links)) {
        expect(places[a] && places[b], id).toBeDefined();
        expect(kind).not.toBe('measured cloud path');
        if (!include.includes('overlay')) expect(kind).not.toBe('virtual overlay');
        expect(virtual, id).toBe(kind === 'virtual overlay');
      }
      expect(reached(fragment)).toBe(1);
    },
  );

  test.each([
    ['china', 'us', 'pacific'],
    ...WORLDWIDE.map((bundle) => [bundle]),
    ['china-campuses'],
    [...BUNDLES],
  ])(
    'with %j %j %j, every metro that asks for something has a site in its own region (N5)',
    async (...include: string[]) => {
      const { sites, metros, demand } = await load(...include);
      const served = new Set(Object.values(sites).map((site) => site.region));
      for (const id of Object.keys(demand.metros)) expect(served.has(metros[id]!.region), id).toBe(true);
    },
  );

  test('no two parallel rows count the same access twice', async () => {
    const { rows } = await readTable('links.csv');
    const named = (part: string) =>
      rows.filter(({ cells }) => cells.name!.startsWith(part)).map(({ cells }) => `${cells.a} ${cells.b}`);
    const service = new Set(named('EDWC service link'));
    expect(service.size).toBe(24);
    expect(named('site access').filter((pair) => service.has(pair))).toEqual([]);
  });
});
