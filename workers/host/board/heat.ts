/** Two dimensions -> cells, and in each the median of a third over the runs that pass. */
import { isSet, type Bits } from './filter.ts';
import type { Bin, Dimension, Heat } from './protocol.ts';

/** Values that each get a row of their own; of more, equal parts of the range. */
const MOST_VALUES = 20;
const PARTS = 12;

type Binned = { bins: Bin[]; binOf(value: number): number };

export function mapHeat(
  x: Dimension & { column: Float64Array },
  y: Dimension & { column: Float64Array },
  of: Float64Array,
  passing: Bits,
): Heat {
  const [across, down] = [binned(x, x.column), binned(y, y.column)];
  const cells = across.bins.length * down.bins.length;
  const cellOf = new Int32Array(of.length).fill(-1);
  const counts = new Uint32Array(cells);
  for (let row = 0; row < of.length; row++) {
    if (!isSet(passing, row) || Number.isNaN(of[row])) continue;
    const [i, j] = [across.binOf(x.column[row]), down.binOf(y.column[row])];
    if (i < 0 || j < 0) continue;
    cellOf[row] = j * across.bins.length + i;
    counts[cellOf[row]]++;
  }
  const medians = mediansOf(of, cellOf, counts);
  let [least, most] = [NaN, NaN];
  for (const median of medians) {
    if (Number.isNaN(median)) continue;
    if (!(median >= least)) least = median;
    if (!(median <= most)) most = median;
  }
  return { across: across.bins, down: down.bins, medians, counts, least, most };
}

/** Values sorted into their cells by counting, then each cell by size. */
function mediansOf(of: Float64Array, cellOf: Int32Array, counts: Uint32Array): Float64Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let cell = 0; cell < counts.length; cell++) starts[cell + 1] = starts[cell] + counts[cell];
  const values = new Float64Array(starts[counts.length]);
  const next = starts.slice();
  for (let row = 0; row < of.length; row++) if (cellOf[row] >= 0) values[next[cellOf[row]]++] = of[row];
  return Float64Array.from(counts, (count, cell) => {
    if (count === 0) return NaN;
    const sorted = values.subarray(starts[cell], starts[cell + 1]).sort();
    const middle = count >> 1;
    return count % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  });
}

function binned({ labels, least, most }: Dimension, column: Float64Array): Binned {
  if (labels) return binnedLabels(labels.length);
  const values = fewValues(column);
  if (values) {
    const places = new Map(values.map((value, place) => [value, place]));
    return {
      bins: values.map((value) => ({ from: value, to: value })),
      binOf: (value) => places.get(value) ?? -1,
    };
  }
  const width = (most - least) / PARTS;
  return {
    bins: Array.from({ length: PARTS }, (_, i) => ({ from: least + i * width, to: least + (i + 1) * width })),
    binOf: (value) => (Number.isNaN(value) ? -1 : Math.min(PARTS - 1, Math.floor((value - least) / width))),
  };
}

function binnedLabels(count: number): Binned {
  const per = Math.ceil(count / MOST_VALUES);
  return {
    bins: Array.from({ length: Math.ceil(count / per) }, (_, i) => ({
      from: i * per,
      to: Math.min(count, (i + 1) * per) - 1,
    })),
    binOf: (value) => (Number.isNaN(value) ? -1 : Math.floor(value / per)),
  };
}

/** The values that occur, ascending; null where they are many. */
function fewValues(column: Float64Array): number[] | null {
  const found = new Set<number>();
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row])) continue;
    found.add(column[row]);
    if (found.size > MOST_VALUES) return null;
  }
  return [...found].sort((a, b) => a - b);
}
