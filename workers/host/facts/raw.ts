/** Reading the raw fact base: text cleaned for shipping, numbers, bands put in order. */
import type { CsvRow } from './csv.ts';

/** A raw row that ships in no table, and why. */
export type Dropped = { table: string; id: string; reason: string };

export type Cells = Record<string, string | number | undefined>;

/** A number, or undefined where the cell is empty; anything else is a fault of the row. */
export function num(row: CsvRow, column: string): number | undefined {
  const cell = row.cells[column];
  if (cell === undefined) throw new Error(`${row.file}:${row.line}: no column "${column}"`);
  if (cell === '') return undefined;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`${row.file}:${row.line}: ${column} is not a number: ${cell}`);
  return value;
}

export function need(row: CsvRow, column: string): number {
  const value = num(row, column);
  if (value === undefined) throw new Error(`${row.file}:${row.line}: ${column} is empty`);
  return value;
}

/** A text cell without references that only mean something inside the raw fact base. */
export function text(row: CsvRow, column: string): string {
  return (row.cells[column] ?? '')
    .replaceAll(/\bXi ?an\b/g, "Xi'an")
    .replaceAll(/;?\s*(use named in )?seed:\S+( \([^)]*\)| names [^|]*)?/g, '')
    .replaceAll(/,?\s*(computed|averaged) here/g, (_, verb: string) => `, ${verb} for this project`)
    .replaceAll(/not re-read here/g, 'not read again')
    .replaceAll(/summed here/g, 'summed for this project')
    .replaceAll(/(\s*\|){2,}/g, ' |')
    .replaceAll(/^[,;|\s]+|[;|\s]+$/g, '');
}

/** [low, best, high] as three cells; a missing best is the middle, missing ends are the best. */
export function band(name: string, low?: number, best?: number, high?: number): Cells {
  const value = best ?? (low !== undefined && high !== undefined ? (low + high) / 2 : undefined);
  if (value === undefined) return { [`${name}_low`]: '', [name]: '', [`${name}_high`]: '' };
  return {
    [`${name}_low`]: Math.min(low ?? value, value),
    [name]: value,
    [`${name}_high`]: Math.max(high ?? value, value),
  };
}

export function scaled(name: string, factors: [number, number, number], by: number, digits: number): Cells {
  const [low, best, high] = factors.map((factor) => round(factor * by, digits));
  return { [`${name}_low`]: low, [name]: best, [`${name}_high`]: high };
}

export function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Of columns that hold a value a month. */
export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export type Table = { columns: string[]; rows: Cells[] };

/** Columns in the order in which the rows name them. */
export function table(rows: Cells[]): Table {
  const columns = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) columns.add(name);
  return { columns: [...columns], rows };
}
