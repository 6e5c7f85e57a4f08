/**
 * Files that others wrote, read where they lie beside the project: every one in a format that is known
 * becomes a scenario, with the counts that its own lines give.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brought, type File } from '../fixtures/bring.ts';

const FOLDER = '../shared/traces';
const HERE = existsSync(FOLDER);
const given = (path: string) => ({ name: basename(path), content: readFileSync(join(FOLDER, path)) });
const filesOf = (folder: string, pattern: RegExp) =>
  existsSync(join(FOLDER, folder))
    ? readdirSync(join(FOLDER, folder))
        .filter((name) => pattern.test(name))
        .map((name) => join(folder, name))
    : [];
const rowsOf = (path: string) => readFileSync(join(FOLDER, path), 'utf8').trimEnd().split(/\r?\n/);

describe.runIf(HERE)('files beside the project', () => {
  it.each(filesOf('topologies', /graphml$/))('%s', async (path) => {
    const { content } = given(path);
    const count = (tag: RegExp) => [...content.toString('utf8').matchAll(tag)].length;
    const { counts, file } = await brought(given(path));
    expect([counts.sites, counts.links]).toEqual([count(/<node /g), count(/<edge /g)]);
    for (const site of Object.values(file.sites))
      expect(Math.abs(site.lat) + Math.abs(site.lon)).toBeGreaterThan(0);
  });

  it.each(filesOf('swf', /\.swf$/))('%s', async (path) => {
    const jobs = rowsOf(path).filter((line) => {
      const fields = line.trim().split(/\s+/).map(Number);
      const size = fields[7] > 0 ? fields[7] : fields[4];
      return !line.startsWith(';') && fields.length === 18 && fields[1] >= 0 && fields[3] >= 0 && size > 0;
    });
    expect((await brought(given(path))).counts.jobs).toBe(jobs.length);
  });

  it.each(filesOf('pyss', /_input/))('%s, by a mapping', async (path) => {
    const rows = rowsOf(path).filter((line) => /^\d/.test(line.trim()));
    const columns = { submit: '1', estimate: '3', accelerators: '4', run: '5', user: '8' };
    const { counts } = await brought({
      ...given(path),
      as: 'jobs',
      change: (choice) => (choice.columns = columns),
    });
    expect(counts.jobs).toBe(rows.length);
  });

  it.each(filesOf('azure_llm_2023', /csv$/))('%s', async (path) => {
    const { file } = await brought(given(path));
    const [series] = file.demand.series;
    const total = series.rps.reduce((sum, rps) => sum + rps * series.step, 0);
    expect(total).toBeCloseTo(rowsOf(path).length - 1, 0);
  });

  it('all clients of ServeGen at once', async () => {
    const paths = filesOf('servegen_m_small', /csv$/);
    const { file } = await brought(...paths.map(given));
    expect(file.demand.series).toHaveLength(paths.length);
    paths.forEach((path, i) => {
      const rates = rowsOf(path).map((row) => Number(row.split(',')[1]));
      const { step, rps } = file.demand.series[i];
      expect([step, rps.length]).toEqual([600, rates.length]);
      rates.forEach((rate, j) => expect(rps[j]).toBeCloseTo(rate, 2));
    });
  });

  it('openb: the machines and the pods that ran', async () => {
    const [nodes, pods] = ['openb/openb_node_list_gpu_node.csv', 'openb/openb_pod_list_default.csv'];
    const ran = rowsOf(pods)
      .slice(1)
      .filter((row) => {
        const [, , , gpus, , , , , , , scheduled] = row.split(',');
        return Number(gpus) > 0 && scheduled !== '';
      });
    const { file, counts } = await brought(given(nodes), given(pods));
    expect(counts.jobs).toBe(ran.length);
    expect(Object.values(file.sites.cluster.pools).reduce((sum, count) => sum + count, 0)).toBe(6212);
  });

  it.each([
    ['US-CAL-CISO', 'california'],
    ['US-MIDA-PJM', 'PJM'],
  ])('%s: carbon and price of a leap year are one grid', async (zone) => {
    const { file } = await brought(...filesOf('energy', new RegExp(`^${zone}.*csv$`)).map(given));
    const [series] = Object.values(file.grids).map((grid) => grid.series);
    expect(Object.keys(file.grids)).toHaveLength(1);
    expect([series.step, series.carbonGPerKwh.length, series.priceUsdPerMwh.length]).toEqual([
      3600, 168, 168,
    ]);
    const [, first] = rowsOf(`energy/${zone}_2024_hourly.csv`);
    expect(series.carbonGPerKwh[0]).toBeCloseTo(Number(first.split(',')[5]), 2);
  });

  it('a topology and a log make one scenario, with the log at home where most links meet', async () => {
    const files: File = (
      await brought(given('topologies/Abilene.graphml'), given('swf/KTH-SP2-1996-2.1-cln.swf'))
    ).file;
    expect(Object.keys(files.sites)).toHaveLength(11);
    expect(files.jobs.list).toHaveLength(28_475);
    for (const site of Object.values(files.sites)) expect(site.pools).toEqual({ processor: 100 });
  });
});

describe.runIf(!HERE)('files beside the project', () => {
  it('are passed over: there is no ../shared/traces', () => {
    expect(HERE).toBe(false);
  });
});
