/** What came of a sweep, for people: bands of the headline metrics, and what moves them most. */
import { logarithm } from '../../engine/math.ts';
import { METRICS, metricIndex, type MetricKey } from '../../engine/metrics.ts';
import type { Sweep } from '../../sweep/expand.ts';
import { quantiles } from '../../sweep/quantiles.ts';
import { rankCorrelation } from '../../sweep/rank-correlation.ts';
import type { Row } from '../../sweep/run.ts';
import { formatValue } from '../cli/summary-text.ts';

const HEADLINES: readonly MetricKey[] = [
  'utilisationMean',
  'doneJobs',
  'waitMeanS',
  'waitP95S',
  'inTimeMean',
  'energyJ',
  'carbonG',
  'totalCostUsd',
];
const BAND = [0.05, 0.5, 0.95] as const;
/** Axes shown a metric, and the weakest correlation worth a word. */
const MOST_AXES = 3;
const WEAK = 0.2;
/** Chance of a word about an axis that moves nothing. */
const MISTAKEN = 0.05;

/** Runs the bands are made of: of a larger sweep every second, third, ... */
const MOST_GATHERED = 1e6;

export type Gathered = {
  runs: number;
  faults: string[];
  metrics: Record<string, number[]>;
  axes: number[][];
};

/** Hears every row; what is kept grows by a few numbers a run. */
export function gather(sweep: Sweep): { seen(row: Row): void; gathered: Gathered } {
  const gathered: Gathered = {
    runs: 0,
    faults: [],
    metrics: Object.fromEntries(HEADLINES.map((key) => [key, []])),
    axes: sweep.columns.map(() => []),
  };
  const stride = Math.ceil(sweep.count / MOST_GATHERED);
  const seen = (row: Row) => {
    gathered.runs++;
    if (row.fault !== null) {
      gathered.faults.push(`run ${row.run}: ${row.fault}`);
      return;
    }
    if (row.run % stride !== 0) return;
    for (const key of HEADLINES) gathered.metrics[key].push(row.metrics[metricIndex(key)]);
    const { at } = sweep.point(row.run);
    sweep.columns.forEach((column, c) => {
      const label = at[c];
      gathered.axes[c].push(column.kind === 'draw' ? (label as number) : column.labels.indexOf(label));
    });
  };
  return { seen, gathered };
}

/** A metric a line that varies or is there at all: 5 %, median, 95 %, and the axes it follows. */
export function sweepText(sweep: Sweep, { runs, faults, metrics, axes }: Gathered): string {
  const lines = HEADLINES.flatMap((key) => {
    const values = metrics[key];
    if (values.every((value) => value === 0 || !Number.isFinite(value))) return [];
    const { label, unit } = METRICS[metricIndex(key)];
    const band = quantiles(values, BAND).map((value) => formatValue(value, unit));
    return [[label, ...band, movers(sweep, axes, values)]];
  });
  const cells = [['', '5 %', 'median', '95 %', 'moved most by (rank correlation)'], ...lines];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const table = cells.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd());
  const shown = faults.slice(0, 3);
  const more = faults.length - shown.length;
  return [
    `${runs} runs of ${sweep.spec.scenario}${faults.length > 0 ? `, ${faults.length} of them with a fault` : ''}`,
    ...shown.map((fault) => `  ${fault}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(lines.length > 0 ? table : []),
    '',
  ].join('\n');
}

/** Axes with an order, by how surely the metric rises or falls with them. */
function movers({ columns }: Sweep, axes: number[][], values: number[]): string {
  // Of many axes some seem to matter in a few runs: a bound on the normal quantile, over all of them (Bonferroni).
  const chance = Math.sqrt((2 * logarithm(columns.length / MISTAKEN)) / Math.max(1, values.length - 1));
  return columns
    .map((column, c) => ({
      name: column.name,
      ranked: isOrdered(column),
      rho: rankCorrelation(axes[c], values),
    }))
    .filter(({ ranked, rho }) => ranked && Math.abs(rho) >= Math.max(WEAK, chance))
    .sort((a, b) => Math.abs(b.rho) - Math.abs(a.rho))
    .slice(0, MOST_AXES)
    .map(({ name, rho }) => `${name} ${rho > 0 ? '+' : ''}${rho.toFixed(2)}`)
    .join(', ');
}

/** Two labels have an order, as numbers have; policies by name have none. */
function isOrdered(column: Sweep['columns'][number]): boolean {
  if (column.kind === 'draw') return true;
  const { labels } = column;
  const ascending = labels.every(
    (label, i) => typeof label === 'number' && (i === 0 || label > Number(labels[i - 1])),
  );
  return (
    labels.length > 1 &&
    (ascending || (labels.length === 2 && labels.every((label) => typeof label === 'boolean')))
  );
}
