/**
 * Pieces of text -> rows of cells with the line each begins on. Cells by papaparse, a block of whole
 * records at a time; records by the parity of quotes, so that a quoted cell may hold line ends.
 */
import Papa from 'papaparse';
import { createLines, MAX_LINE } from './lines.ts';
import type { Cut } from './parts.ts';
import { fault, skip, type Report } from './report.ts';

export type Rows = {
  /** False when the rest is not wanted. */
  write(text: string): boolean;
  end(): void;
};

const LONG = {
  en: `a record of more than ${MAX_LINE / 1e6} million characters`,
  zh: `一条记录超过 ${MAX_LINE / 1e6} 百万字符`,
};
const LONG_CURE = {
  en: 'one row a line; a quote that is opened is closed',
  zh: '每行一条；引号须成对',
};

/**
 * @param columns names as in the head of the file; cells are told in their order
 * @param onRow hears each row after the header
 */
export function createRows(
  cut: Cut,
  columns: string[],
  report: Report,
  onRow: (cells: string[], line: number) => void,
): Rows {
  if (cut.shape === 'jsonl') return createJsonRows(columns, report, onRow);
  if (cut.delimiter === ' ') return createBlankRows(cut.header, columns, report, onRow);
  return createCsvRows(cut.delimiter, cut.header, columns, report, onRow);
}

function createCsvRows(
  delimiter: string,
  header: boolean,
  columns: string[],
  report: Report,
  onRow: (cells: string[], line: number) => void,
): Rows {
  let held = '';
  let line = 1;
  let wantsHeader = header;
  let quotes = 0;
  let scanned = 0;
  const parse = (block: string): void => {
    for (const cells of Papa.parse<string[]>(block, { delimiter, skipEmptyLines: false }).data) {
      const at = line;
      line++;
      for (const cell of cells)
        for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) line++;
      if (cells.length === 1 && cells[0].trim() === '') continue;
      // Comments over the header, as some tools write them.
      if (wantsHeader && cells[0].trimStart().startsWith('#')) continue;
      if (wantsHeader) wantsHeader = false;
      else if (cells.length === columns.length) onRow(cells, at);
      else if (
        cells.length > columns.length &&
        cells.slice(columns.length).every((cell) => cell.trim() === '')
      )
        onRow(cells, at);
      else
        skip(report, at, {
          en: `another number of cells than the ${columns.length} of the first row`,
          zh: `单元格数与首行的 ${columns.length} 个不同`,
        });
    }
  };
  return {
    write(text) {
      held += text;
      let end = -1;
      for (; scanned < held.length; scanned++) {
        const code = held.charCodeAt(scanned);
        if (code === 0x22) quotes ^= 1;
        else if (code === 0x0a && quotes === 0) end = scanned;
      }
      if (end >= 0) {
        parse(held.slice(0, held[end - 1] === '\r' ? end - 1 : end));
        held = held.slice(end + 1);
        scanned = held.length;
      }
      if (held.length > MAX_LINE) fault(report, line, LONG, LONG_CURE);
      return report.faults.length === 0;
    },
    end() {
      if (quotes !== 0)
        fault(report, line, { en: 'a quote that is never closed', zh: '引号未闭合' }, LONG_CURE);
      else if (held !== '') parse(held.endsWith('\r') ? held.slice(0, -1) : held);
    },
  };
}

function createBlankRows(
  header: boolean,
  columns: string[],
  report: Report,
  onRow: (cells: string[], line: number) => void,
): Rows {
  let wantsHeader = header;
  const lines = createLines((text, line) => {
    const content = text.replace(/#.*/, '').trim();
    if (content === '') return;
    const cells = content.split(/\s+/);
    if (wantsHeader) wantsHeader = false;
    else if (cells.length === columns.length) onRow(cells, line);
    else
      skip(report, line, {
        en: `another number of cells than the ${columns.length} of the first row`,
        zh: `单元格数与首行的 ${columns.length} 个不同`,
      });
  });
  return limited(lines, report);
}

/** One JSON object a line; a key is a column, what is neither text nor number an empty cell. */
function createJsonRows(
  columns: string[],
  report: Report,
  onRow: (cells: string[], line: number) => void,
): Rows {
  const lines = createLines((text, line) => {
    if (text.trim() === '') return;
    const row = jsonRow(text);
    if (row === null) skip(report, line, { en: 'no JSON object on the line', zh: '此行不是 JSON 对象' });
    else
      onRow(
        columns.map((column) => row.get(column) ?? ''),
        line,
      );
  });
  return limited(lines, report);
}

function limited(lines: ReturnType<typeof createLines>, report: Report): Rows {
  return {
    write(text) {
      if (!lines.write(text)) fault(report, lines.line() + 1, LONG, LONG_CURE);
      return report.faults.length === 0;
    },
    end: lines.end,
  };
}

/** Keys and cells of one line of JSON, or null. A map: a key may have any name. */
export function jsonRow(text: string): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return new Map(
      Object.entries(value).map(([key, cell]) => [
        key,
        typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '',
      ]),
    );
  } catch {
    return null;
  }
}
