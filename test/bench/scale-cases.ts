/** Rows on size: a whole log, a large world, and how the cost of a world grows with what is in it. */
import { execFileSync } from 'node:child_process';
import { advanceTo, createRun } from '../../workers/engine/engine.ts';
import type { Run } from '../../workers/engine/run.ts';
import { kth, KTH_DAYS, KTH_IS_HERE } from '../fixtures/kth.ts';
import type { WorldSize } from '../fixtures/large-world.ts';
import { hashOf } from './engine-cases.ts';
import { median, timed, type Row } from './measure.ts';

const REPETITIONS = 5;

/** A log of eleven months on one machine; none where the log is not at hand. */
export async function logRows(): Promise<Row[]> {
  if (!KTH_IS_HERE) {
    console.log('jobs: the KTH-SP2 log is left out, as it is not at hand\n');
    return [];
  }
  const world = await kth('easy-backfill');
  let last: Run | null = null;
  const values = timed(
    REPETITIONS,
    () => (last = createRun(world)),
    (run) => advanceTo(run, KTH_DAYS * 86400),
  ).map((ms) => ms / 1000);
  const name = 'KTH-SP2, the whole log of 28,475 jobs, EASY';
  return [{ name, values, unit: 's', must: 1, better: 'less', hash: hashOf(last!) }];
}

type Cost = { openS: number; runS: number; hash: string; stateBytes: number; peakBytes: number };

/** In a process of its own, so that the peak of its memory is that of this world. */
function costOf(size: WorldSize): Cost {
  const args = ['--import', 'tsx', 'test/bench/large-child.ts', JSON.stringify(size)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Cost;
}

export function largeRows(): Row[] {
  const { openS, runS, hash, stateBytes, peakBytes } = costOf({
    sites: 2000,
    links: 6000,
    metros: 1000,
    jobs: 1e6,
    days: 30,
  });
  const name = '2,000 sites, 6,000 links, 1,000 metros, 1M jobs, 30 days';
  const common = { unit: 's', better: 'less' as const, hash };
  return [
    { ...common, name, values: [runS], must: 120, stateBytes },
    { ...common, name: 'the same, opened and compiled', values: [openS], must: null },
    { ...common, name: 'the same, peak memory', unit: 'GB', values: [peakBytes / 1e9], must: 1 },
  ];
}

const BASE: WorldSize = { sites: 250, links: 1000, metros: 100, jobs: 50_000, days: 3 };
const FACTORS = [1, 2, 4];

/** The exponent e of cost ~ size^e when one thing grows and all else stays. */
function growth(thing: 'sites' | 'links' | 'jobs'): Row {
  const costs = FACTORS.map((factor) => {
    const size = { ...BASE, [thing]: BASE[thing] * factor };
    // A world takes links enough to join all sites and metros.
    if (thing === 'sites') size.links = BASE.links * FACTORS[2]!;
    return median(Array.from({ length: 3 }, () => costOf(size).runS));
  });
  return {
    name: `growth of cost with ${thing}, ${BASE[thing]} to ${BASE[thing] * FACTORS[2]!}`,
    values: [slope(FACTORS.map(Math.log), costs.map(Math.log))],
    unit: 'exponent',
    must: 1.2,
    better: 'less',
    note: costs.map((cost) => `${cost.toFixed(2)} s`).join(', '),
  };
}

/** Of the straight line of least squares. */
function slope(xs: number[], ys: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const along = xs.reduce((sum, x, i) => sum + (x - mx) * (ys[i]! - my), 0);
  return along / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

export function growthRows(): Row[] {
  return [growth('sites'), growth('links'), growth('jobs')];
}
