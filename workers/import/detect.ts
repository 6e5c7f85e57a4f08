/**
 * The head of a file -> what it is: by its first characters, its header and its first rows, never by
 * trust in its name alone. In: some text from the beginning. Out: a guess that a person may correct.
 */
import Papa from 'papaparse';
import { numberOf } from './cells.ts';
import { guessColumns, missingFields, plainName, TABLES, type Kind, type TableKind } from './kinds.ts';
import type { Cut, Head } from './parts.ts';
import { jsonRow } from './table.ts';

const SAMPLE_ROWS = 6;
const SWF_FIELDS = 18;

/** @param whole whether the text is all of the file, so that its last line is no torn one */
export function detect(name: string, text: string, whole: boolean): Head {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  const first = body.trimStart();
  if (/[\u0000-\u0008\u000e-\u001f]/.test(body.slice(0, 4000)) && !plain.endsWith('.json')) return none();
  if (first.startsWith('<')) return { ...none(), kind: /<graphml[\s>]/i.test(body) ? 'graphml' : null };
  const lines = wholeLines(body, whole);
  if (first.startsWith('{') || first.startsWith('[') || /\.jsonc?$/.test(plain)) return ofJson(first, lines);
  if (isSwf(plain, lines)) {
    const sample = lines.filter((line) => !line.startsWith(';')).map(blanks);
    return { ...none(), kind: 'swf', sample: sample.slice(0, SAMPLE_ROWS) };
  }
  return ofTable(body, lines);
}

function none(): Head {
  return { kind: null, cut: null, columns: [], sample: [] };
}

function wholeLines(text: string, whole: boolean): string[] {
  const lines = text.split(/\r?\n/);
  if (!whole && lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, 200);
}

function blanks(line: string): string[] {
  return line.trim().split(/\s+/);
}

function ofJson(first: string, lines: string[]): Head {
  const rows = lines.slice(0, SAMPLE_ROWS).map(jsonRow);
  if (lines.length > 1 && rows.every((row) => row !== null)) {
    const columns = [...new Set(rows.flatMap((row) => [...row!.keys()]))];
    const sample = rows.map((row) => columns.map((column) => row!.get(column) ?? ''));
    return { kind: tableKind(columns, sample, true), cut: { shape: 'jsonl' }, columns, sample };
  }
  if (first.startsWith('[') && /"attempts"\s*:\s*\[/.test(first)) return { ...none(), kind: 'attempts' };
  const graph = /"format"\s*:\s*"causeway/.test(first)
    ? false
    : /"(?:nodes|elements)"\s*:\s*[[{]/.test(first) && /"(?:nodes|links|edges)"\s*:\s*\[/.test(first);
  return { ...none(), kind: graph ? 'node-link' : 'scenario' };
}

function isSwf(name: string, lines: string[]): boolean {
  if (name.endsWith('.swf')) return true;
  const rows = lines.filter((line) => !line.trimStart().startsWith(';')).slice(0, SAMPLE_ROWS);
  return (
    rows.length > 0 &&
    rows.every((line) => {
      const cells = blanks(line);
      return cells.length === SWF_FIELDS && cells.every((cell) => Number.isFinite(Number(cell)));
    })
  );
}

function ofTable(body: string, lines: string[]): Head {
  const told = (line: string) => !line.trimStart().startsWith('#');
  const { delimiter, rows } = cells(body.split(/\r?\n/).filter(told).join('\n'), lines.filter(told));
  if (rows.length === 0) return none();
  const header = !rows[0].some((cell) => {
    const value = numberOf(cell);
    return value !== null && !Number.isNaN(value);
  });
  const columns = header ? distinct(rows[0]) : rows[0].map((_, i) => String(i + 1));
  const sample = rows.slice(header ? 1 : 0, SAMPLE_ROWS + (header ? 1 : 0));
  const kind = tableKind(columns, sample, header);
  // One column of words is prose, not a table.
  if (kind === null && columns.length < 2) return none();
  return { kind, cut: { shape: 'table', delimiter, header }, columns, sample };
}

function cells(body: string, lines: string[]): { delimiter: string; rows: string[][] } {
  const head = body.split(/\r?\n/, 60).join('\n');
  const guess = Papa.parse<string[]>(head, {
    preview: 40,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const rows = guess.data.filter((row) => row.length > 1 || row[0].trim() !== '');
  if (rows.some((row) => row.length > 1)) return { delimiter: guess.meta.delimiter, rows };
  const divided = lines.map((line) => line.replace(/#.*/, '')).filter((line) => line.trim() !== '');
  const apart = divided.map(blanks);
  // Words of a sentence stand apart too; rows of a table are of one length.
  const numbers = apart.some((row) => row.some((cell) => Number.isFinite(Number(cell))));
  if (numbers && apart[0].length > 2 && apart.every((row) => row.length === apart[0].length))
    return { delimiter: ' ', rows: apart };
  return { delimiter: ',', rows };
}

/** Names of columns with those that are empty or come twice told apart. */
function distinct(names: string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, i) => {
    const trimmed = name.trim() || `(${i + 1})`;
    const own = seen.has(trimmed) ? `${trimmed} (${i + 1})` : trimmed;
    seen.add(own);
    return own;
  });
}

function tableKind(columns: string[], sample: string[][], header: boolean): Kind | null {
  if (isMatrix(columns, sample, header)) return 'matrix';
  if (!header) return isProfile(sample) ? 'rates' : null;
  const has = new Map(TABLES.map((kind) => [kind, guessColumns(kind, columns)]));
  const all = (kind: TableKind) => missingFields(kind, (field) => has.get(kind)!.has(field)).length === 0;
  if (all('energy')) return 'energy';
  const requests = has.get('requests')!;
  if (requests.has('time') && (requests.has('tokensIn') || requests.has('tokensOut'))) return 'requests';
  if (all('rates')) return 'rates';
  if (all('jobs')) return 'jobs';
  if (all('links')) return 'links';
  const nodes = has.get('nodes')!;
  if (nodes.has('id') && nodes.has('lat') && nodes.has('lon')) return 'nodes';
  if (all('machines')) return 'machines';
  return columns.length === 1 && plainName(columns[0]) === 'timestamp' ? 'requests' : null;
}

/** As many rows as columns, named alike or with nothing on the diagonal. */
function isMatrix(columns: string[], sample: string[][], header: boolean): boolean {
  if (columns.length < 3 || sample.length < 2) return false;
  if (header) return sample.every((row, i) => i + 1 < columns.length && row[0].trim() === columns[i + 1]);
  return sample.every(
    (row, i) =>
      i < row.length &&
      row[i].trim() !== '' &&
      Number(row[i]) === 0 &&
      row.every((cell, j) => i === j || numberOf(cell) !== 0),
  );
}

/** Windows of a client as ServeGen writes them: start, rate, variation, pattern and its parameters. */
function isProfile(sample: string[][]): boolean {
  return (
    sample.length > 1 &&
    sample.every((row) => row.length === 6 && /^(?:Gamma|Weibull|Exponential|)$/.test(row[3].trim()))
  );
}

/** Columns of a table without a header that is known by its rows. */
export function guessFor(kind: TableKind, columns: string[], cut: Cut): Map<string, string> {
  if (cut.shape === 'table' && !cut.header)
    return new Map(
      kind === 'rates'
        ? [
            ['time', '1'],
            ['rate', '2'],
          ]
        : [],
    );
  return guessColumns(kind, columns);
}
