/**
 * The run's utilisation as SVG paths in a box of WIDTH x HEIGHT units. In: the computed part of
 * two columns, indexed by tick. Out: one path each, in a common scale.
 */
export const SPARK_WIDTH = 1000;
export const SPARK_HEIGHT = 32;
/** Points of a path at most; ticks between two points are averaged. */
const POINTS = 500;
const MARGIN = 2;

/** @param ticks last tick of the run, at the right edge */
export function sparkPaths(columns: readonly Float64Array[], ticks: number): string[] {
  const range = rangeOf(columns);
  return columns.map((column) => sparkPath(column, range, Math.max(1, ticks)));
}

type Range = { low: number; high: number };

/** A sparkline shows the shape: its scale is that of the data, the warm-up of the first tenth left aside. */
function rangeOf(columns: readonly Float64Array[]): Range {
  let low = Infinity;
  let high = 0;
  for (const column of columns) {
    for (let tick = 0; tick < column.length; tick++) {
      const value = column[tick]!;
      if (value > high) high = value;
      if (value < low && tick >= column.length / 10) low = value;
    }
  }
  return high > low ? { low: Math.max(0, low - (high - low) * 0.15), high } : { low: 0, high: high || 1 };
}

function sparkPath(column: Float64Array, { low, high }: Range, ticks: number): string {
  const perPoint = Math.max(1, ticks / POINTS);
  let path = '';
  for (let from = 0; from < column.length; from += perPoint) {
    const first = Math.floor(from);
    const end = Math.min(column.length, Math.max(first + 1, Math.floor(from + perPoint)));
    let sum = 0;
    for (let tick = first; tick < end; tick++) sum += column[tick]!;
    const share = Math.min(1, Math.max(0, (sum / (end - first) - low) / (high - low)));
    const x = ((first + end - 1) / 2 / ticks) * SPARK_WIDTH;
    const y = SPARK_HEIGHT - MARGIN - share * (SPARK_HEIGHT - 2 * MARGIN);
    if (Number.isFinite(y)) path += `${path ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
  }
  return path;
}
