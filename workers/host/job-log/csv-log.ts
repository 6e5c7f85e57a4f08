/**
 * A job log as CSV: a header line, then one job a row. In: the text. Out: one job a row.
 *
 * Columns by our names (below), or by the log's own where `jobs.file.columns` says which is
 * which. Needed are `submit_s`, `accelerators`, and the length as `run_s` or as `start_s` and
 * `end_s`. Empty cells and negative numbers are not known; `types` are joined by `|`.
 */
import { suggest } from '../../scenario/issues.ts';
import { parseCsv } from '../facts/csv.ts';
import {
  addFault,
  createGathering,
  finishLog,
  skipLine,
  type Gathering,
  type JobLog,
  type LogRequest,
} from './gather.ts';

const COLUMNS = [
  'id',
  'class',
  'tenant',
  'site',
  'submit_s',
  'accelerators',
  'run_s',
  'start_s',
  'end_s',
  'estimate_s',
  'priority',
  'types',
] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string>>;

export function readCsvLog(text: string, request: LogRequest): JobLog {
  const log = createGathering(request.path);
  const table = parseCsv(text, request.path);
  log.issues.push(...table.issues.slice(0, 20));
  const from = columnsOf(table.columns, request, log);
  if (log.issues.length > 0) return log;
  for (const row of table.rows) {
    const cells: Cells = {};
    for (const [ours, theirs] of from) cells[ours] = row.cells[theirs];
    readRow(log, row.line, cells, request);
  }
  return finishLog(log, request.atS);
}

/** Our columns with the log's names for them. */
function columnsOf(
  columns: string[],
  { columns: renamed, path }: LogRequest,
  log: Gathering,
): Map<Column, string> {
  const from = new Map<Column, string>();
  for (const [ours, theirs] of Object.entries(renamed)) {
    const where = `jobs.file.columns.${ours}`;
    if (!(COLUMNS as readonly string[]).includes(ours)) {
      const hint = suggest(ours, COLUMNS, 'columns');
      log.issues.push({ path: where, message: 'is not a known column', hint });
    } else if (!columns.includes(theirs)) {
      const hint = suggest(theirs, columns, 'columns of the log');
      log.issues.push({ path: where, message: `is "${theirs}", which ${path} has not`, hint });
    } else from.set(ours as Column, theirs);
  }
  for (const column of COLUMNS) if (!from.has(column) && columns.includes(column)) from.set(column, column);
  const has = (column: Column) => from.has(column);
  const missing = (['submit_s', 'accelerators'] as Column[]).filter((column) => !has(column));
  if (!has('run_s') && !(has('start_s') && has('end_s'))) missing.push('run_s');
  if (missing.length > 0 && log.issues.length === 0) {
    const message = `has no column ${missing.join(', ')}`;
    log.issues.push({
      path: `${path}:1`,
      message,
      hint: `columns, or jobs.file.columns: ${COLUMNS.join(', ')}`,
    });
  }
  return from;
}

function readRow(log: Gathering, line: number, cells: Cells, request: LogRequest): void {
  const number = (column: Column): number | null => {
    const cell = cells[column]?.trim() ?? '';
    if (cell === '') return null;
    const value = Number(cell);
    if (Number.isFinite(value)) return value;
    addFault(log, line, `${column} is ${JSON.stringify(cell.slice(0, 40))}`, 'a number, or nothing');
    return null;
  };
  const faults = log.faults;
  const known = (column: Column): number | null => {
    const value = number(column);
    return value !== null && value >= 0 ? value : null;
  };
  const at = known('submit_s');
  const accelerators = known('accelerators');
  const [start, end] = [known('start_s'), known('end_s')];
  const runS = known('run_s') ?? (start !== null && end !== null && end >= start ? end - start : null);
  const estimateS = known('estimate_s');
  const priority = number('priority');
  if (log.faults > faults) return;
  if (at === null) return skipLine(log, line, 'no submit time');
  if (runS === null) return skipLine(log, line, 'no run time');
  if (!accelerators) return skipLine(log, line, 'no accelerators');
  log.jobs.push({
    id: cells.id || `row-${line}`,
    class: cells.class || request.class,
    tenant: cells.tenant ?? '',
    at,
    site: cells.site || request.site,
    accelerators,
    hours: runS / 3600,
    estimateHours: estimateS === null ? null : estimateS / 3600,
    priority: priority ?? 0,
    types: (cells.types ?? '').split('|').filter((type) => type !== ''),
  });
}
