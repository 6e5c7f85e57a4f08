/** `causeway import`: files of one's own -> a scenario file, or a series laid over one. */
import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';

import { FIELDS, KIND_NAMES, TABLES, type Kind, type TableKind } from '../../import/kinds.ts';
import type { Choice, Probe } from '../../import/parts.ts';
import { choiceFor, unitsOf } from '../../import/reader.ts';
import type { Remark } from '../../import/report.ts';
import { UNITS, type Unit } from '../../import/units.ts';
import { suggest } from '../../scenario/issues.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { bringFiles, probeFile, type Brought } from '../import/bring.ts';
import type { Source } from '../import/text-stream.ts';
import { overScenario } from './import-onto.ts';

const USAGE = 'causeway import FILE... [--out scenario.json] [--as KIND] [--map COLUMN=FIELD]';

type Options = {
  out: string | null;
  as: Kind | null;
  map: [column: string, field: string][];
  unit: Unit | null;
  utcOffsetH: number;
  onto: string | null;
  grids: string[];
};

type Chosen = { source: Source; probe: Probe; choice: Choice };

/** @returns what is wrong; none when all is done */
export async function importFiles(args: string[], say: (line: string) => void): Promise<Issue[]> {
  const read = readOptions(args);
  if ('message' in read) return [read];
  const { files, options } = read;
  const chosen: Chosen[] = [];
  for (const file of files) {
    const one = await choose(file, options);
    if ('message' in one) return [one];
    chosen.push(one);
  }
  const brought = await bringFiles(chosen, () => {});
  if (!brought.ok) return brought.faults.map(issueOf);
  // What a scenario of their own would assume does not matter to one that is there.
  const remarks = brought.remarks.filter(({ file }) => options.onto === null || file !== '');
  for (const { file, line, what } of remarks) say(`${whereOf(file, line)}${what.en}`);
  if (options.onto !== null) {
    const merged = await overScenario(brought.read, options.onto, options.grids, say);
    return 'issues' in merged ? merged.issues : put({ text: merged.text, files: {} }, options.out, say);
  }
  return put(brought.written, options.out, say);
}

function readOptions(args: string[]): { files: string[]; options: Options } | Issue {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        as: { type: 'string' },
        map: { type: 'string', multiple: true },
        unit: { type: 'string' },
        'utc-offset': { type: 'string' },
        onto: { type: 'string' },
        grid: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    return { path: 'import', message: (error as Error).message, hint: USAGE };
  }
  const { values, positionals } = parsed;
  if (positionals.length === 0) return { path: 'import', message: 'has no file', hint: USAGE };
  const { as, unit } = values;
  if (as !== undefined && !Object.hasOwn(KIND_NAMES, as))
    return { path: '--as', message: `is "${as}"`, hint: suggest(as, Object.keys(KIND_NAMES), 'kinds') };
  if (unit !== undefined && !Object.hasOwn(UNITS, unit))
    return { path: '--unit', message: `is "${unit}"`, hint: `one of ${Object.keys(UNITS).join(', ')}` };
  const utcOffsetH = Number(values['utc-offset'] ?? 0);
  if (!(Math.abs(utcOffsetH) <= 14))
    return {
      path: '--utc-offset',
      message: `is "${values['utc-offset']}"`,
      hint: 'hours ahead of UTC, -12 to 14',
    };
  const map: Options['map'] = [];
  for (const pair of values.map ?? []) {
    const equals = pair.lastIndexOf('=');
    if (equals < 1)
      return { path: '--map', message: `is "${pair}"`, hint: 'COLUMN=FIELD, such as num_gpu=accelerators' };
    map.push([pair.slice(0, equals), pair.slice(equals + 1)]);
  }
  const options = {
    out: values.out ?? null,
    as: (as as Kind | undefined) ?? null,
    map,
    unit: (unit as Unit | undefined) ?? null,
    utcOffsetH,
    onto: values.onto ?? null,
    grids: values.grid ?? [],
  };
  return { files: positionals, options };
}

function sourceOf(file: string): Source | Issue {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return { path: file, message: 'does not exist', hint: 'a file' };
  if (!stats.isFile()) return { path: file, message: 'is no file', hint: 'a file' };
  return {
    name: basename(file),
    size: stats.size,
    stream: () => Readable.toWeb(createReadStream(file)) as unknown as ReadableStream<Uint8Array>,
  };
}

async function choose(file: string, options: Options): Promise<Chosen | Issue> {
  const source = sourceOf(file);
  if ('message' in source) return source;
  const probe = await probeFile(source);
  if ('what' in probe) return issueOf(probe);
  const kind = options.as ?? probe.kind ?? kindOfFields(options.map);
  if (kind === 'scenario') return { path: file, message: 'is a scenario file', hint: `causeway run ${file}` };
  if (kind === null)
    return {
      path: file,
      message: 'is nothing known',
      hint: `--as one of ${TABLES.join(', ')}, with --map COLUMN=FIELD${probe.columns.length > 0 ? `; columns: ${probe.columns.slice(0, 30).join(', ')}` : ''}`,
    };
  const choice = choiceFor(kind, probe);
  for (const [column, field] of options.map) {
    const wrong = mapColumn(probe, choice, column, field, file);
    if (wrong) return wrong;
  }
  if ((TABLES as readonly string[]).includes(kind) && options.map.length > 0)
    Object.assign(choice, unitsOf(kind as TableKind, choice.columns, probe));
  if (options.unit) Object.assign(choice, { timeUnit: options.unit, lengthUnit: options.unit });
  choice.utcOffsetH = options.utcOffsetH;
  return { source, probe, choice };
}

/** The kind whose fields are all that were named. */
function kindOfFields(map: Options['map']): Kind | null {
  if (map.length === 0) return null;
  return TABLES.find((kind) => map.every(([, field]) => FIELDS[kind].some(({ id }) => id === field))) ?? null;
}

function mapColumn(probe: Probe, choice: Choice, column: string, field: string, file: string): Issue | null {
  const fields = FIELDS[choice.kind as TableKind] ?? [];
  if (!fields.some(({ id }) => id === field)) {
    const hint = suggest(
      field,
      fields.map(({ id }) => id),
      `fields of ${choice.kind}`,
    );
    return { path: '--map', message: `names the field "${field}"`, hint };
  }
  if (!probe.columns.includes(column)) {
    const hint = suggest(column, probe.columns, `columns of ${file}`);
    return { path: '--map', message: `names the column "${column}"`, hint };
  }
  for (const [other, taken] of Object.entries(choice.columns))
    if (taken === column) delete choice.columns[other];
  choice.columns[field] = column;
  return null;
}

function put(
  { text, files }: Extract<Brought, { ok: true }>['written'],
  out: string | null,
  say: (line: string) => void,
): Issue[] {
  if (out === null) {
    if (Object.keys(files).length > 0)
      return [
        {
          path: 'import',
          message: 'makes a log beside the scenario',
          hint: 'causeway import FILE... --out scenario.json',
        },
      ];
    process.stdout.write(text);
    return [];
  }
  try {
    const directory = dirname(resolve(out));
    mkdirSync(directory, { recursive: true });
    writeFileSync(out, text);
    say(`${out} is written`);
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
      say(`${join(dirname(out), name)} is written beside it`);
    }
    return [];
  } catch (error) {
    return [
      { path: out, message: `cannot be written: ${(error as Error).message}`, hint: 'a file to write' },
    ];
  }
}

function whereOf(file: string, line: number | null): string {
  if (file === '') return '';
  return line === null ? `${file}: ` : `${file}:${line}: `;
}

function issueOf({ file, line, what, cure }: Remark): Issue {
  return {
    path: line === null ? file : `${file}:${line}`,
    message: what.en,
    hint: cure?.en ?? 'told for the rest',
  };
}
