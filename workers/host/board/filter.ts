/** Brushes -> the set of runs that pass, a bit each. A dimension whose brushes stay as they were is not looked at again. */
import type { Brushes, Interval } from './protocol.ts';

/** Bit `row & 31` of word `row >> 5`. */
export type Bits = Uint32Array;

export type Filter = {
  columns: readonly Float64Array[];
  count: number;
  /** By dimension: its brushes when last looked at, and who passed; null where it has none. */
  kept: ({ key: string; bits: Bits } | null)[];
  passing: Bits;
};

export function createFilter(columns: readonly Float64Array[], count: number): Filter {
  return { columns, count, kept: columns.map(() => null), passing: new Uint32Array((count + 31) >> 5) };
}

/** @returns how many pass; who, stands in `passing` */
export function passBrushes(filter: Filter, brushes: Brushes): number {
  const { kept, columns, count, passing } = filter;
  passing.fill(0xffffffff);
  if (count & 31) passing[passing.length - 1] = (1 << (count & 31)) - 1;
  for (let d = 0; d < columns.length; d++) {
    const intervals = brushes[d] ?? [];
    if (intervals.length === 0) {
      kept[d] = null;
      continue;
    }
    const key = intervals.join(';');
    let known = kept[d];
    if (known?.key !== key) {
      known = { key, bits: known?.bits ?? new Uint32Array(passing.length) };
      within(columns[d], intervals, known.bits);
      kept[d] = known;
    }
    for (let word = 0; word < passing.length; word++) passing[word] &= known.bits[word];
  }
  return countBits(passing);
}

/** What is not known lies in no interval. */
function within(column: Float64Array, intervals: readonly Interval[], bits: Bits): void {
  bits.fill(0);
  for (const [from, to] of intervals)
    for (let row = 0; row < column.length; row++)
      if (column[row] >= from && column[row] <= to) bits[row >> 5] |= 1 << (row & 31);
}

export function isSet(bits: Bits, row: number): boolean {
  return ((bits[row >> 5] >>> (row & 31)) & 1) === 1;
}

function countBits(bits: Bits): number {
  let count = 0;
  // Each step takes away the lowest bit that is set.
  for (let word = 0; word < bits.length; word++)
    for (let left = bits[word]; left !== 0; left &= left - 1) count++;
  return count;
}
