/** What a cell says: a number, a time, or nothing. */
import { UNITS, type Unit } from './units.ts';

/** Beyond this many seconds a number is a date since 1970 rather than a time since the start of a log. */
const DATE_FROM_S = 3e8;

const NOTHING = /^(?:|nan|null|none|n\/?a|nil|undefined|-|\\n)$/i;

/** Null for a cell with nothing in it, NaN for one that is no number. A decimal comma is read as a point. */
export function numberOf(cell: string | undefined): number | null {
  const text = cell?.trim() ?? '';
  if (NOTHING.test(text)) return null;
  const value = Number(/^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text);
  return Number.isFinite(value) ? value : NaN;
}

/** As numberOf, with negative numbers as nothing: logs write -1 for what is not known. */
export function amountOf(cell: string | undefined): number | null {
  const value = numberOf(cell);
  return value !== null && value < 0 ? null : value;
}

const DATE =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Seconds of a time: a number in `unit`, or a date, which is UTC less `utcOffsetH` where it names no
 * offset of its own. Null for nothing, NaN for what is no time.
 */
export function timeOf(cell: string | undefined, unit: Unit, utcOffsetH: number): number | null {
  const number = numberOf(cell);
  if (number === null) return null;
  if (!Number.isNaN(number)) return number * UNITS[unit];
  const parts = DATE.exec(cell!.trim());
  if (parts === null) return NaN;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const midnight = Date.UTC(year, month - 1, day) / 1000;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 24 || minute > 59 || second > 60)
    return NaN;
  const fraction = parts[7] === undefined ? 0 : Number(`0.${parts[7]}`);
  return midnight + hour * 3600 + minute * 60 + second + fraction - offsetS(parts[8], utcOffsetH);
}

function offsetS(given: string | undefined, utcOffsetH: number): number {
  if (given === undefined) return utcOffsetH * 3600;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(given) ?? [];
  return sign === undefined
    ? 0
    : (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes ?? 0) * 60);
}

/** Whether seconds are a date since 1970. */
export function isDate(seconds: number): boolean {
  return seconds > DATE_FROM_S;
}

/** The unit that the name of a column, or else the size of its numbers, speaks for. */
export function unitOf(column: string, cells: string[]): Unit {
  const named =
    /(?:^|[_\s([-])(ns|us|µs|μs|ms|msec|s|sec|secs|seconds?|min|mins|minutes?|h|hr|hrs|hours?)[)\]]?$/i.exec(
      column.trim(),
    )?.[1];
  if (named !== undefined) return unitNamed(named.toLowerCase());
  const largest = cells.reduce((most, cell) => {
    const value = numberOf(cell);
    return value === null || Number.isNaN(value) ? most : Math.max(most, Math.abs(value));
  }, 0);
  if (largest > 1e17) return 'ns';
  if (largest > 1e14) return 'us';
  return largest > 1e11 ? 'ms' : 's';
}

function unitNamed(name: string): Unit {
  if (name === 'ns') return 'ns';
  if (/^(?:us|[µμ]s)$/.test(name)) return 'us';
  if (name.startsWith('ms')) return 'ms';
  if (name.startsWith('m')) return 'min';
  return name.startsWith('h') ? 'h' : 's';
}

/** An id from a name: letters and digits of any script, joined by hyphens, unlike every one in `taken`. */
export function idOf(name: string, otherwise: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  // Names that every object has would pass for entries.
  const base = plain === '' || plain in Object.prototype ? `${otherwise}${plain && `-${plain}`}` : plain;
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}
