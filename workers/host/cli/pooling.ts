/** `run --pooling`: one scenario linked and as islands, on the same arrivals, and what the link is worth. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS, metricIndex, type MetricKey } from '../../engine/metrics.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Violation } from '../audit/audit.ts';
import { closeCsv, openCsv, writeRow } from './csv-file.ts';
import { runScenario, type Pooling, type Progress, type RunRequest, type Summary } from './run-scenario.ts';
import { formatValue } from './summary-text.ts';

type Row = {
  key: MetricKey;
  better: 'more' | 'less';
  /** Of which there has to be some for the figure to mean anything; none: it always does. */
  of: readonly MetricKey[];
};

/** What is compared, in this order. */
const ROWS: readonly Row[] = [
  { key: 'utilisationMean', better: 'more', of: ['installed'] },
  { key: 'usefulFlop', better: 'more', of: [] },
  { key: 'waitMeanS', better: 'less', of: ['arrivedJobs'] },
  { key: 'waitP95S', better: 'less', of: ['stagingJobs', 'runningJobs', 'doneJobs'] },
  { key: 'inTimeMean', better: 'more', of: ['requestsDemanded'] },
  { key: 'requestsShed', better: 'less', of: ['requestsDemanded'] },
  { key: 'energyJ', better: 'less', of: [] },
  { key: 'carbonG', better: 'less', of: [] },
  { key: 'carbonPerPflopDayG', better: 'less', of: ['usefulFlop'] },
  { key: 'totalCostUsd', better: 'less', of: [] },
  { key: 'totalCostPerPflopDayUsd', better: 'less', of: ['usefulFlop'] },
  { key: 'costPerMillionTokensUsd', better: 'less', of: ['tokensServed'] },
];

/** Differences below this share are those of the order of sums. */
const SAME = 1e-9;

type Metrics = Summary['metrics'];

/** The linked run, as of any run, and both beside each other. */
export type PooledSummary = Summary & { pooling: Pooling };

/**
 * Runs the scenario twice, whatever it says of `linked`; tables are of the linked run.
 * @returns what came of both, or what an audit found wrong first
 */
export async function runPooling(
  scenario: Scenario,
  request: RunRequest,
  progress: Progress,
): Promise<PooledSummary | Violation> {
  const linked = await runScenario({ ...scenario, linked: true }, request, (share) => progress(share / 2));
  if ('wrong' in linked) return linked;
  const apart = { ...request, out: null };
  const islands = await runScenario({ ...scenario, linked: false }, apart, (share) =>
    progress((1 + share) / 2),
  );
  if ('wrong' in islands) return { ...islands, wrong: islands.wrong.map((what) => `as islands: ${what}`) };
  const pooling: Pooling = {
    linked: linked.metrics,
    islands: islands.metrics,
    gain: Object.fromEntries(ROWS.map((row) => [row.key, gain(row, linked.metrics, islands.metrics)])),
    hashes: { linked: linked.hash, islands: islands.hash },
  };
  const summary = { ...linked, pooling };
  if (request.out !== null) {
    writePooling(pooling, join(request.out, 'pooling.csv'));
    writeFileSync(join(request.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  }
  return summary;
}

/** The table under the summary of the linked run. */
export function poolingText({ linked, islands, gain, hashes }: Pooling): string {
  const rows = ROWS.map((row) => {
    const { label, unit } = METRICS[metricIndex(row.key)];
    const figure = (metrics: Metrics) =>
      measured(row, metrics) ? formatValue(metrics[row.key], unit) : 'none';
    return [label, figure(linked), figure(islands), gainText(row, linked, islands, gain[row.key])];
  });
  const cells = [['', 'linked', 'islands', 'gain'], ...rows];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd());
  return [
    '',
    'Pooling: the same arrivals linked and as islands; the gain is in percent of the islands, for shares in points',
    ...lines,
    `state hash of the islands ${hashes.islands}`,
    '',
  ].join('\n');
}

function measured({ of }: Row, metrics: Metrics): boolean {
  return of.length === 0 || of.some((key) => metrics[key] > 0);
}

function gain(row: Row, linked: Metrics, islands: Metrics): number | null {
  if (!measured(row, linked) || !measured(row, islands) || islands[row.key] === 0) return null;
  return linked[row.key] / islands[row.key];
}

function reading(row: Row, linked: Metrics, islands: Metrics): 'same' | 'better' | 'worse' | null {
  if (!measured(row, linked) || !measured(row, islands)) return null;
  const [a, b] = [linked[row.key], islands[row.key]];
  if (Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b))) return 'same';
  return a > b === (row.better === 'more') ? 'better' : 'worse';
}

/** Shares in points of difference, the rest in percent of the islands' value. */
function gainText(row: Row, linked: Metrics, islands: Metrics, ratio: number | null): string {
  const read = reading(row, linked, islands);
  if (read === null) return 'not compared';
  if (read === 'same') return read;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
  if (METRICS[metricIndex(row.key)].unit === 'share')
    return `${signed(100 * (linked[row.key] - islands[row.key]))} points, ${read}`;
  return ratio === null ? `from none, ${read}` : `${signed(100 * (ratio - 1))} %, ${read}`;
}

function writePooling({ linked, islands, gain }: Pooling, path: string): void {
  const file = openCsv(path, ['metric', 'unit', 'linked', 'islands', 'gain', 'reading']);
  for (const row of ROWS) {
    const figure = (metrics: Metrics) => (measured(row, metrics) ? metrics[row.key] : null);
    const { unit } = METRICS[metricIndex(row.key)];
    const read = reading(row, linked, islands);
    writeRow(file, [row.key, unit, figure(linked), figure(islands), gain[row.key], read]);
  }
  closeCsv(file);
}
