/**
 * Comma-separated values, strictly (RFC 4180): a header line, quotes doubled inside quoted
 * cells, every row as long as the header. In: text and the file's name for messages.
 * Out: one record of strings a row, each knowing its line, or every issue found.
 */
import type { Issue } from '../../scenario/scenario.ts';

export type CsvRow = { file: string; line: number; cells: Record<string, string> };
export type CsvTable = { columns: string[]; rows: CsvRow[]; issues: Issue[] };

/** @param file name shown in issues, which read `file:line` */
export function parseCsv(text: string, file: string): CsvTable {
  const issues: Issue[] = [];
  const records = split(text.startsWith('\uFEFF') ? text.slice(1) : text, file, issues);
  const header = records.shift();
  if (!header) {
    issues.push({ path: `${file}:1`, message: 'the file is empty', hint: 'a header line with column names' });
    return { columns: [], rows: [], issues };
  }
  const columns = header.cells;
  for (const name of columns) {
    if (name !== '' && columns.indexOf(name) === columns.lastIndexOf(name)) continue;
    const message = name === '' ? 'a column has no name' : `column "${name}" occurs twice`;
    issues.push({ path: `${file}:${header.line}`, message, hint: 'column names that are all different' });
  }
  const rows: CsvRow[] = [];
  for (const { line, cells } of records) {
    if (cells.length === 1 && cells[0] === '') continue;
    if (cells.length !== columns.length) {
      const message = `${cells.length} cells where the header has ${columns.length}`;
      issues.push({
        path: `${file}:${line}`,
        message,
        hint: 'quote a cell that holds a comma or a line end',
      });
      continue;
    }
    rows.push({ file, line, cells: Object.fromEntries(columns.map((name, i) => [name, cells[i]])) });
  }
  return { columns, rows, issues };
}

/** What a cell may be, from where it begins: plain to the next comma or line end, or quoted to its closing quote. */
const PLAIN = /[^,\r\n]*/y;
const QUOTED = /"([^"]*(?:""[^"]*)*)("?)/y;
const REST_OF_CELL = /[^,\n]*/y;

function split(text: string, file: string, issues: Issue[]): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  let line = 1;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)!;
    at = pattern.lastIndex;
    return found;
  };
  const quoted = (): string => {
    const [, cell, end] = take(QUOTED) as unknown as [string, string, string];
    const path = `${file}:${line}`;
    line += cell.split('\n').length - 1;
    if (end === '') issues.push({ path, message: 'a quote is never closed', hint: 'a closing "' });
    else if (at < text.length && !',\r\n'.includes(text[at])) {
      const hint = 'a comma or a line end; write a quote inside quotes twice';
      issues.push({ path: `${file}:${line}`, message: 'text after a closing quote', hint });
      take(REST_OF_CELL);
    }
    return cell.replaceAll('""', '"');
  };
  const plain = (): string => {
    const [cell] = take(PLAIN);
    if (cell.includes('"')) {
      const hint = 'quotes around the whole cell, those inside doubled';
      issues.push({ path: `${file}:${line}`, message: 'a quote inside an unquoted cell', hint });
    }
    return cell;
  };
  while (at < text.length) {
    const record = { line, cells: [] as string[] };
    records.push(record);
    for (let open = true; open;) {
      record.cells.push(text[at] === '"' ? quoted() : plain());
      open = text[at] === ',';
      if (open) at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
  }
  return records;
}

/** Text of a table; undefined cells are empty. The inverse of `parseCsv` on its rows. */
export function formatCsv(columns: string[], rows: Record<string, string | number | undefined>[]): string {
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = rows.map((row) => columns.map((name) => quote(String(row[name] ?? ''))).join(','));
  return [columns.map(quote).join(','), ...lines, ''].join('\n');
}
