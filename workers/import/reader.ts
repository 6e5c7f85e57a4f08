/** Head of a file -> how to read it; and the reader for that. */
import { readAttempts } from './attempts.ts';
import { unitOf } from './cells.ts';
import { detect, guessFor } from './detect.ts';
import { readEnergy } from './energy.ts';
import { readLinks, readMatrix, readNodes } from './graph-tables.ts';
import { readGraphml } from './graphml.ts';
import { readJobs } from './jobs.ts';
import { FIELDS, TABLES, type TableKind } from './kinds.ts';
import { readMachines } from './machines.ts';
import { readNodeLink } from './node-link.ts';
import type { Choice, Cut, Head, Probe, Reader, ReaderRequest } from './parts.ts';
import { readRates } from './rates.ts';
import { fault } from './report.ts';
import { readRequests } from './requests.ts';
import { readSwf } from './swf.ts';
import type { Unit } from './units.ts';

export function probe(file: string, text: string, whole: boolean): Probe {
  const head = detect(file, text, whole);
  return { ...head, file, choice: head.kind && choiceFor(head.kind, head) };
}

/** What would be read of a file if it were of this kind. */
export function choiceFor(kind: NonNullable<Head['kind']>, head: Head): Choice {
  const table =
    isTable(kind) && head.cut ? guessFor(kind, head.columns, head.cut) : new Map<string, string>();
  const choice: Choice = {
    kind,
    columns: Object.fromEntries(table),
    timeUnit: 's',
    lengthUnit: 's',
    utcOffsetH: 0,
  };
  return isTable(kind) ? { ...choice, ...unitsOf(kind, choice.columns, head) } : choice;
}

/** The units that the chosen columns of times and lengths speak for. */
export function unitsOf(kind: TableKind, columns: Choice['columns'], head: Head) {
  const unit = (what: 'time' | 'length'): Unit => {
    const field = FIELDS[kind].find((one) => one.unit === what && Object.hasOwn(columns, one.id));
    if (field === undefined) return 's';
    const column = columns[field.id];
    const place = head.columns.indexOf(column);
    // Traces of Mooncake and its kin, known by their hashes, count in milliseconds.
    if (kind === 'requests' && head.columns.includes('hash_ids')) return 'ms';
    return unitOf(
      column,
      head.sample.map((row) => row[place] ?? ''),
    );
  };
  return { timeUnit: unit('time'), lengthUnit: unit('length') };
}

function isTable(kind: string): kind is TableKind {
  return (TABLES as readonly string[]).includes(kind);
}

const TABLE_READERS: Record<TableKind, (request: ReaderRequest, cut: Cut, columns: string[]) => Reader> = {
  jobs: readJobs,
  machines: readMachines,
  requests: readRequests,
  rates: readRates,
  energy: readEnergy,
  nodes: readNodes,
  links: readLinks,
  matrix: readMatrix,
};

export function createReader(request: ReaderRequest, head: Head): Reader {
  const { kind } = request.choice;
  if (kind === 'swf') return readSwf(request);
  if (kind === 'attempts') return readAttempts(request);
  if (kind === 'graphml') return readGraphml(request);
  if (kind === 'node-link') return readNodeLink(request);
  if (isTable(kind) && head.cut) return TABLE_READERS[kind](request, head.cut, head.columns);
  fault(
    request.report,
    null,
    { en: 'is no table', zh: '不是表格' },
    { en: 'a CSV file, or JSON with one object a line', zh: 'CSV 文件，或每行一个对象的 JSON' },
  );
  return { write: () => false, end: () => null };
}
