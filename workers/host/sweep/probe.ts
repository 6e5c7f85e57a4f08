/** `sweep --plan`: how many runs, how long, how large, from a few runs measured here. */
import { runPoint, createRunner, type Row } from '../../sweep/run.ts';
import { policyLoader } from '../policy/load.ts';
import { toolsFor } from '../solver.ts';
import type { Prepared } from './directory.ts';
import { encodeRow } from './journal.ts';
import { grouped, roughly, size } from './progress.ts';

/** Runs tried, evenly over the sweep; after this long no further one. */
const PROBES = 8;
const PATIENCE_MS = 10_000;
/** Of a metric's number in a journal, as measured on sweeps of the shipped scenarios. */
const PARQUET_SHARE = 0.6;

export type Estimate = {
  runs: number;
  seeds: number;
  draws: number;
  axes: number;
  probed: number;
  /** Of one run on one thread, warm. */
  secondsPerRun: number;
  threads: number;
  seconds: number;
  journalBytes: number;
  parquetBytes: number;
  faults: string[];
};

/** Runs a few points twice, the first time to warm up, and counts the second. */
export async function probe({ sweep, plan, file, policy }: Prepared, threads: number): Promise<Estimate> {
  const load = policy === null ? null : policyLoader(policy);
  const quiet = { enter() {}, leave() {} };
  const runner = createRunner(file, plan.spec, async (world) => {
    const tools = await toolsFor(world);
    return load === null ? tools : { ...tools, placement: load(quiet) };
  });
  const count = Math.min(PROBES, sweep.count);
  const numbers = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * sweep.count) / count));
  const rows: Row[] = [];
  let spentMs = 0;
  const until = performance.now() + PATIENCE_MS;
  await runPoint(runner, sweep.point(numbers[0]));
  for (const run of numbers) {
    if (rows.length > 0 && performance.now() > until) break;
    // Neighbours of a run share their patch; a probe has no neighbours.
    runner.worlds.clear();
    const started = performance.now();
    rows.push(await runPoint(runner, sweep.point(run)));
    spentMs += performance.now() - started;
  }
  const bytes = rows.reduce((sum, row) => sum + encodeRow(row).length, 0) / rows.length;
  const secondsPerRun = spentMs / 1000 / rows.length;
  return {
    runs: sweep.count,
    seeds: sweep.seeds,
    draws: sweep.draws,
    axes: plan.columns.length,
    probed: rows.length,
    secondsPerRun,
    threads,
    seconds: (sweep.count * secondsPerRun) / Math.min(threads, sweep.count),
    journalBytes: Math.round(bytes * sweep.count),
    parquetBytes: Math.round(PARQUET_SHARE * bytes * sweep.count),
    faults: rows.flatMap(({ run, fault }) => (fault === null ? [] : [`run ${run}: ${fault}`])),
  };
}

export function planText(estimate: Estimate): string {
  const { runs, seeds, draws, threads, secondsPerRun, probed, faults } = estimate;
  const choices = Math.round(runs / seeds / draws);
  return [
    `${grouped(runs)} runs: ${grouped(choices)} choices x ${grouped(draws)} draws x ${grouped(seeds)} seeds`,
    `about ${roughly(estimate.seconds)} on ${threads} threads: ${Number((1000 * secondsPerRun).toPrecision(3))} ms a run, measured on ${probed}`,
    `about ${size(estimate.journalBytes)} while it runs, and ${size(estimate.parquetBytes)} of results`,
    ...faults.map((fault) => `fault: ${fault}`),
    '',
  ].join('\n');
}
