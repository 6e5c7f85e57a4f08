/** Timing a thing several times, and a table of what came out. */

export type Row = {
  name: string;
  /** One value a repetition. */
  values: number[];
  unit: string;
  /** What DESIGN asks for at least (rates) or at most (times, bytes); null where it says nothing. */
  must: number | null;
  better: 'more' | 'less';
  /** Size of the engine's state buffer, where there is one. */
  stateBytes?: number;
  hash?: string;
  note?: string;
};

/** After this long a slow case is not repeated again. */
const PATIENCE_MS = 15_000;

/**
 * Milliseconds that `work` takes, `setUp` not counted. The first, cold, repetition is thrown away,
 * unless it took all the time there is.
 */
export function timed<T>(repetitions: number, setUp: () => T, work: (given: T) => void): number[] {
  const values: number[] = [];
  const end = performance.now() + PATIENCE_MS;
  for (let i = 0; i <= repetitions && (i === 0 || performance.now() < end); i++) {
    const given = setUp();
    const start = performance.now();
    work(given);
    if (i === 1) values.length = 0;
    values.push(performance.now() - start);
  }
  return values;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${(value / 1e6).toFixed(2)}M`;
  if (size >= 1e4) return `${(value / 1e3).toFixed(1)}k`;
  return size >= 100 ? value.toFixed(0) : size >= 1 ? value.toFixed(1) : value.toFixed(3);
}

/** Where nothing at all is allowed there is no ratio: it is met or it is not. */
function ofMust({ must, better }: Row, middle: number): string {
  if (must === null) return '';
  if (must === 0) return middle <= 0 ? 'met' : 'missed';
  return `${shortNumber(better === 'more' ? middle / must : must / middle)}x`;
}

const HEADS = ['case', 'median', 'unit', 'spread', 'of must', 'state', 'hash'];

/** A line a row; `of must` is at least 1 where the row is as good as it must be. */
export function table(rows: Row[]): string {
  const cells = rows.map((row) => {
    const middle = median(row.values);
    return [
      row.name,
      shortNumber(middle),
      row.unit,
      `${shortNumber(Math.min(...row.values))} to ${shortNumber(Math.max(...row.values))}`,
      ofMust(row, middle),
      row.stateBytes === undefined ? '' : `${shortNumber(row.stateBytes)}B`,
      row.hash ?? row.note ?? '',
    ];
  });
  const widths = HEADS.map((head, i) => Math.max(head.length, ...cells.map((line) => line[i]!.length)));
  const line = (parts: string[]): string =>
    parts
      .map((part, i) => part.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return [line(HEADS), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}
