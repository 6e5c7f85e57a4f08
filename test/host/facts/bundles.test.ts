import { describe, expect, test } from 'vitest';
import { advanceTo, createRun } from '../../../workers/engine/engine.ts';
import { BUNDLES, comesWith } from '../../../workers/host/facts/bundles.ts';
import { violations } from '../../../workers/host/audit/violations.ts';
import { factsFragment } from '../../../workers/host/facts/load.ts';
import { openScenario } from '../../../workers/host/open-scenario.ts';
import { compileWorld } from '../../../workers/world/compile.ts';
import { openShipped, shippedScenarios } from '../../fixtures/shipped.ts';
import { readData, readTable } from './shipped.ts';

type Fragment = { sites: Record<string, { operator: string }>; links: object; classes: object };
async function load(...include: string[]): Promise<Fragment> {
  const { fragment, issues } = await factsFragment(include, readData);
  expect(issues).toEqual([]);
  return fragment as Fragment;
}

const sitesOf = async (...include: string[]) => Object.keys((await load(...include)).sites);

describe('bundles', () => {
  test.each(BUNDLES.map((bundle) => [bundle]))('%s brings something of its own', async (bundle) => {
    const { sites, links, classes } = await load('china', 'us', bundle);
    const base = await load(...['china', 'us'].filter((name) => name !== bundle));
    const size = (f: Fragment) => [f.sites, f.links, f.classes].map((part) => Object.keys(part).length);
    expect(size({ sites, links, classes })).not.toEqual(size(base));
  });

  test('every cell of every table names bundles, or the template', async () => {
    const known: string[] = [...BUNDLES, 'template', ''];
    for (const file of ['sites', 'metros', 'links', 'demand', 'grids', 'workloads']) {
      const { rows } = await readTable(`${file}.csv`);
      for (const { cells, line } of rows) {
        for (const name of cells.bundle!.split('|')) expect(known, `${file}:${line}`).toContain(name);
      }
    }
  });

  test('a cell holds when one of its alternatives is included', () => {
    expect(comesWith('', new Set())).toBe(true);
    expect(comesWith('a|b', new Set(['b']))).toBe(true);
    expect(comesWith('a|b', new Set(['c']))).toBe(false);
  });

  test('a campus gives way to the cluster that counts it, and stands alone without it', async () => {
    expect(await sitesOf('china')).toHaveLength(13);
    const campuses = await sitesOf('china-campuses');
    expect(campuses).toContain('ali_zhangbei');
    expect(campuses).not.toContain('cl_zhangjiakou');
    const both = await sitesOf('china', 'china-campuses');
    expect(both).toContain('cl_zhangjiakou');
    expect(both).not.toContain('ali_zhangbei');
    expect(both).toContain('ali_ulanqab');
  });

  test.each([['china', 'clouds'], ['us', 'clouds'], ['allies', 'clouds'], [...BUNDLES]])(
    'no machine counts twice with %j %j',
    async (...include: string[]) => {
      const present = new Set(await sitesOf(...include));
      const { rows } = await readTable('sites.csv');
      for (const { cells } of rows.filter((row) => present.has(row.cells.id!))) {
        expect(present.has(cells.parent!), cells.id).toBe(false);
        expect(cells.level).not.toBe('template');
      }
      for (const [market, part] of [
        ['mk_nova', 'aws_nova'],
        ['mk_nova', 'ashburn'],
        ['mk_columbus', 'aws_columbus'],
        ['mk_johor', 'ytl_johor'],
      ]) {
        expect(present.has(market!) && present.has(part!)).toBe(false);
      }
    },
  );

  test('with all bundles, every site is there but templates and parts of others', async () => {
    const present = new Set(await sitesOf(...BUNDLES));
    const { rows } = await readTable('sites.csv');
    const absent = rows.filter(({ cells }) => !present.has(cells.id!));
    for (const { cells } of absent) {
      const whole = cells.counted_in!.split('|').filter((id) => present.has(id));
      expect(cells.level === 'template' || whole.length > 0, cells.id).toBe(true);
    }
  });

  test('the reference world of all bundles opens, validates and runs a day', async () => {
    const file = {
      format: 'causeway/1',
      id: 'reference-world',
      start: '2026-01-05T00:00:00Z',
      duration: '1d',
      include: BUNDLES,
      jobs: {
        generate: [
          {
            class: 'small',
            count: 500,
            sites: { cl_guian: 1, mk_london: 1, mk_tokyo: 1, xai_colossus1: 1 },
            accelerators: [
              [0, 8],
              [1, 256],
            ],
            hours: [[0.5, 2]],
          },
        ],
      },
    };
    const opened = await openScenario({ text: JSON.stringify(file), patches: [], read: readData });
    if (!opened.ok) throw new Error(JSON.stringify(opened.issues.slice(0, 5)));
    const world = compileWorld(opened.scenario);
    const run = createRun(world);
    advanceTo(run, opened.scenario.durationS);
    expect(violations(run)).toEqual([]);
    expect(Object.keys(opened.scenario.metros)).toHaveLength(123);
  });
});

describe('names', () => {
  test("are words people understand: Xi'an, and no operator called multiple", async () => {
    for (const file of ['sites', 'metros', 'links', 'grids']) {
      const { rows } = await readTable(`${file}.csv`);
      for (const { cells } of rows) {
        expect(cells.name).not.toMatch(/\bXi ?an\b/);
        expect(cells.operator ?? '').not.toBe('multiple');
      }
    }
  });
});

describe('coverage of the raw facts', () => {
  test('every raw row is in a table or in dropped.csv with its reason', async () => {
    const dropped = (await readTable('dropped.csv')).rows.map(({ cells }) => cells);
    for (const { cells } of (await readTable('coverage.csv')).rows) {
      const kept = (await readTable(cells.file!)).rows.length;
      const left = dropped.filter(({ table }) => table === cells.table);
      for (const { id, reason } of left) expect(reason, id).toMatch(/\S+ \S+ \S+/);
      expect(kept, cells.table).toBe(Number(cells.kept_rows));
      expect(kept + left.length, cells.table).toBe(Number(cells.raw_rows));
    }
    expect(new Set(dropped.map(({ table, id }) => `${table} ${id}`)).size).toBe(dropped.length);
  });
});

describe.each(shippedScenarios())('provenance of %s', (id) => {
  test('every figure has a source: places, links, grids, chips, classes, generators', async () => {
    const { scenario } = await openShipped(id, true);
    const { sites, metros, links, grids, accelerators, classes, jobs } = scenario;
    const tables = { sites, metros, links, grids, accelerators, classes };
    for (const [table, entries] of Object.entries(tables)) {
      for (const [key, entry] of Object.entries(entries)) {
        expect(entry.provenance?.source, `${table}.${key}`).toMatch(/\S{3}/);
        expect(entry.provenance?.confidence, `${table}.${key}`).toMatch(
          /^(reported|derived|estimate|given)$/,
        );
      }
    }
    for (const generator of jobs.generate) {
      expect(generator.provenance?.source, generator.id).toMatch(/\S{3}/);
    }
  });
});
