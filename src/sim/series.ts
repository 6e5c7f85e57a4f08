/**
 * Metric history of one branch: a growing Float64Array per metric, row t = tick t.
 * In: rows as the worker posts them, METRICS.length values a tick. Out: columns for charts.
 */
import { METRICS, metricIndex, type MetricKey } from '../../workers/engine/metrics.ts';

export type Series = {
  /** Rows in use: ticks 0 .. count - 1 are computed. */
  count: number;
  /** Grows with each change: the columns change in place. */
  changes: number;
  /** One column a metric, in the order of METRICS; longer than `count`. */
  columns: Float64Array[];
};

const FIRST_CAPACITY = 256;

export function createSeries(): Series {
  return { count: 0, changes: 0, columns: METRICS.map(() => new Float64Array(FIRST_CAPACITY)) };
}

/** The first `count` rows, in columns of their own. */
export function copySeries(series: Series, count: number): Series {
  const rows = Math.min(series.count, count);
  const copy = createSeries();
  reserve(copy, rows);
  series.columns.forEach((column, metric) => copy.columns[metric]!.set(column.subarray(0, rows)));
  copy.count = rows;
  return copy;
}

/** Forgets what follows: afterwards at most `count` rows remain. */
export function truncateSeries(series: Series, count: number): void {
  series.count = Math.min(series.count, Math.max(0, count));
  series.changes += 1;
}

/**
 * Writes rows of ticks `fromTick` and on. Rows before `fromTick` that never came read as NaN.
 * @throws RangeError when `rows` does not hold whole rows.
 */
export function writeSeries(series: Series, fromTick: number, rows: Float64Array): void {
  const width = METRICS.length;
  if (rows.length % width !== 0)
    throw new RangeError(`series of ${rows.length} values, not rows of ${width}`);
  const added = rows.length / width;
  const end = fromTick + added;
  reserve(series, end);
  series.columns.forEach((column, metric) => {
    if (fromTick > series.count) column.fill(NaN, series.count, fromTick);
    for (let row = 0; row < added; row++) column[fromTick + row] = rows[row * width + metric]!;
  });
  series.count = Math.max(series.count, end);
  series.changes += 1;
}

/** Value of a metric at a tick; NaN where nothing is computed. */
export function seriesAt(series: Series, key: MetricKey, tick: number): number {
  if (tick < 0 || tick >= series.count) return NaN;
  return series.columns[metricIndex(key)]![tick]!;
}

/** The computed part of a metric's column, as a view. */
export function seriesColumn(series: Series, key: MetricKey): Float64Array {
  return series.columns[metricIndex(key)]!.subarray(0, series.count);
}

function reserve(series: Series, rows: number): void {
  let capacity = series.columns[0]!.length;
  if (rows <= capacity) return;
  while (capacity < rows) capacity *= 2;
  series.columns = series.columns.map((column) => {
    const grown = new Float64Array(capacity);
    grown.set(column.subarray(0, series.count));
    return grown;
  });
}
