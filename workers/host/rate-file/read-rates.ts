/**
 * `demand.file` of a scenario -> `demand.series`: a file of requests, one a row (`TIMESTAMP`, and tokens if it
 * has them, as the Azure LLM inference traces), or of rates (`time` in seconds and `rate` in requests a
 * second, each until the next). Both become means over epochs of demand.
 */
import { isWhat } from '../../scenario/issues.ts';
import type { JsonObject } from '../../scenario/patch.ts';
import { demandFile } from '../../scenario/schema-work.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { durationS } from '../../scenario/units.ts';
import { parseCsv, type CsvTable } from '../facts/csv.ts';
import { textOf, type ReadBytes } from '../text-of.ts';

export type Rates = { series: JsonObject[]; issues: Issue[]; notes: Issue[] };

const MAX_FAULTS = 20;
const HINT =
  'a CSV file with the columns TIMESTAMP, or time and rate (or .gz of it), beside the scenario file';

/** @param demand as in the scenario file, with `file` */
export async function readRates(demand: JsonObject, read: ReadBytes): Promise<Rates> {
  const found: Rates = { series: [], issues: [], notes: [] };
  const checked = demandFile.safeParse(demand.file);
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const path = ['demand.file', ...issue.path].join('.');
      found.issues.push({ path, message: isWhat(demand.file), hint: issue.message });
    }
    return found;
  }
  const stepS = durationS(demand.epoch ?? '5m') || 300;
  for (const { path, metro, class: requestClass, at } of [checked.data].flat()) {
    let table: CsvTable;
    try {
      table = parseCsv(await textOf(await read(path)), path);
    } catch (error) {
      const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      found.issues.push({ path, message, hint: HINT });
      continue;
    }
    const rps = ratesOf(table, path, stepS, found);
    found.series.push({ metro, class: requestClass, at, step: stepS, rps });
  }
  return found;
}

function ratesOf(table: CsvTable, path: string, stepS: number, found: Rates): number[] {
  const { columns, rows } = table;
  const requests = columns.includes('TIMESTAMP');
  const faults = [...table.issues];
  if (faults.length === 0 && !requests && !(columns.includes('time') && columns.includes('rate')))
    faults.push({
      path: `${path}:1`,
      message: `has the columns ${columns.join(', ').slice(0, 200)}`,
      hint: HINT,
    });
  if (faults.length === 0 && rows.length === 0) faults.push({ path, message: 'has no row', hint: HINT });
  const times = new Float64Array(rows.length);
  const rates = new Float64Array(rows.length);
  if (faults.length === 0) {
    rows.forEach(({ line, cells }, i) => {
      times[i] = timeOf(cells[requests ? 'TIMESTAMP' : 'time']);
      rates[i] = requests ? 0 : numberOf(cells.rate);
      const where = `${path}:${line}`;
      if (Number.isNaN(times[i]))
        faults.push({ path: where, message: 'has no time', hint: 'seconds, or "2023-11-16 18:17:03.98"' });
      else if (!(rates[i] >= 0))
        faults.push({ path: where, message: 'has no rate', hint: 'requests a second, 0 or more' });
      else if (!requests && i > 0 && !(times[i] > times[i - 1]))
        faults.push({
          path: where,
          message: 'is not later than the row before',
          hint: 'rows in order of time',
        });
    });
  }
  found.issues.push(...faults.slice(0, MAX_FAULTS));
  if (faults.length > 0) return [];
  found.notes.push({ path, message: noteOf(table, requests), hint: 'as demand.series' });
  return requests ? countRequests(times, stepS) : meanRates(times, rates, stepS);
}

/** Requests a second in each step after the first request. */
function countRequests(times: Float64Array, stepS: number): number[] {
  let first = Infinity;
  let last = -Infinity;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const rps = new Array<number>(Math.floor((last - first) / stepS) + 1).fill(0);
  for (const time of times) rps[Math.floor((time - first) / stepS)] += 1 / stepS;
  return rps;
}

/** Means over steps of rates that hold until the next; the last holds as long as the one before. */
function meanRates(times: Float64Array, rates: Float64Array, stepS: number): number[] {
  const count = times.length;
  const first = times[0];
  const lastS = count > 1 ? times[count - 1] - times[count - 2] : stepS;
  const end = times[count - 1] + lastS - first;
  const rps = new Array<number>(Math.ceil(end / stepS)).fill(0);
  for (let i = 0; i < count; i++) {
    const from = times[i] - first;
    const to = i + 1 < count ? times[i + 1] - first : end;
    for (let step = Math.floor(from / stepS); step < rps.length && step * stepS < to; step++) {
      const covered = Math.min(to, (step + 1) * stepS) - Math.max(from, step * stepS);
      rps[step] += (rates[i] * covered) / stepS;
    }
  }
  return rps;
}

function noteOf({ columns, rows }: CsvTable, requests: boolean): string {
  if (!requests) return `${rows.length} rates read`;
  const mean = (column: string) =>
    columns.includes(column)
      ? rows.reduce((sum, { cells }) => sum + (numberOf(cells[column]) || 0), 0) / rows.length
      : NaN;
  const [tokensIn, tokensOut] = [mean('ContextTokens'), mean('GeneratedTokens')].map(Math.round);
  const tokens = Number.isNaN(tokensIn + tokensOut)
    ? ''
    : `, ${tokensIn} tokens in and ${tokensOut} out on average`;
  return `${rows.length} requests read${tokens}`;
}

function numberOf(cell: string): number {
  return cell.trim() === '' ? NaN : Number(cell);
}

/** Seconds; of a date since 1970, as UTC where it names no offset. NaN where it is neither. */
function timeOf(cell: string): number {
  const seconds = numberOf(cell);
  if (!Number.isNaN(seconds)) return Number.isFinite(seconds) ? seconds : NaN;
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(cell.trim());
  if (parts === null) return NaN;
  const [, day, time, fraction, offset] = parts;
  return Date.parse(`${day}T${time}${offset ?? 'Z'}`) / 1000 + Number(fraction ?? 0);
}
