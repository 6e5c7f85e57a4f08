/**
 * Ticks a second of whole worlds. Each is run in a process of its own, so that none is compiled for what another
 * needs, and in one bundle, as the page's worker is: bindings between modules cost the engine a sixth of its speed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { build } from 'esbuild';
import { BUNDLES } from '../../workers/host/facts/bundles.ts';
import type { Quantiles, Scenario } from '../../workers/scenario/scenario.ts';
import { openShipped } from '../fixtures/shipped.ts';
import type { Row } from './measure.ts';
import type { TickCosts } from './tick-child.ts';

/** What ships, with 100,000 jobs: as many shorter ones with less data instead of each. */
async function split(include: readonly string[] | null): Promise<Scenario> {
  const { scenario, jobs } = await openShipped('us-and-china', true, include === null ? {} : { include });
  const times = 100_000 / jobs.count;
  const shorter = (points: Quantiles): Quantiles => points.map(([share, value]) => [share, value / times]);
  const generate = scenario.jobs.generate.map((generator) => ({
    ...generator,
    count: Math.round(generator.count * times),
    hours: shorter(generator.hours),
    datasetTB: generator.datasetTB && shorter(generator.datasetTB),
  }));
  const classes = Object.fromEntries(
    Object.entries(scenario.classes).map(([id, one]) => [
      id,
      one.kind === 'job' ? { ...one, datasetTB: one.datasetTB / times } : one,
    ]),
  );
  return { ...scenario, classes, jobs: { ...scenario.jobs, generate } };
}

export async function tickRows(): Promise<Row[]> {
  const cases: [string, Scenario][] = [
    ['china-linked, linked', (await openShipped('china-linked', true)).scenario],
    ['china-linked, islands', (await openShipped('china-linked', false)).scenario],
    ['us-and-china, linked', (await openShipped('us-and-china', true)).scenario],
    ['us-and-china, islands', (await openShipped('us-and-china', false)).scenario],
    ['us-and-china, its jobs split', await split(null)],
    ['reference world: all bundles, linked', await split(BUNDLES)],
  ];
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  try {
    const bundle = join(folder, 'ticks.mjs');
    await build({
      entryPoints: ['test/bench/tick-child.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    return cases.map(([name, scenario], i) => {
      const file = join(folder, `${i}.scenario`);
      writeFileSync(file, serialize(scenario));
      return rowOf(name, execFileSync(process.execPath, [bundle, file], { encoding: 'utf8' }));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf(name: string, printed: string): Row {
  const { ms, ticks, jobs, stateBytes, hash } = JSON.parse(printed) as TickCosts;
  return {
    name: `${name}, ${jobs} jobs`,
    values: ms.map((one) => (ticks * 1000) / one),
    unit: 'ticks/s',
    must: 2000,
    better: 'more',
    stateBytes,
    hash,
  };
}
