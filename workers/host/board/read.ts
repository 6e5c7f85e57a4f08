/**
 * runs.parquet of a sweep -> columns of numbers, a row group at a time.
 * Texts of the axes become places in their lists of labels; patches and hashes stay in the file until a run is picked.
 */
import {
  parquetMetadataAsync,
  parquetRead,
  parquetReadObjects,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { METRICS, type MetricKey } from '../../engine/metrics.ts';
import { isObject, mergePatch, type JsonObject } from '../../scenario/patch.ts';
import type { SweepColumn } from '../../sweep/expand.ts';
import type { SweepSpec } from '../../sweep/spec.ts';
import type { BoardFault, Dimension, StoredRun, SweepHead } from './protocol.ts';

const PLAN_FORMAT = 'causeway-sweep-plan/1';
const MAGIC = 'PAR1';
const FIXED = ['run', 'seed', 'patch', 'until_s', 'state_hash', 'fault'];

/** The part of a sweep's plan that its readers rest on. */
type Plan = {
  format: string;
  edition: string;
  scenario: { id: string };
  policy: string | null;
  runs: number;
  columns: SweepColumn[];
  spec: SweepSpec;
};

export type Board = {
  head: SweepHead;
  count: number;
  /** By dimension, then by row; NaN where nothing is known. */
  columns: Float64Array[];
  run: Uint32Array;
  seed: Uint32Array;
  /** By row, of those that ended with one. */
  faults: Map<number, string>;
  plan: Plan;
  scenario: string;
  file: AsyncBuffer;
  metadata: FileMetaData;
};

export type ReadReply = { ok: true; board: Board } | { ok: false; fault: BoardFault };

/** Ends the reading; what is wrong goes along as the error's cause. */
function refuse(code: BoardFault['code'], place: string, found = '', wanted = ''): never {
  const cause: BoardFault = { code, place, found, wanted };
  throw new Error(code, { cause });
}

function refusalIn(error: unknown): BoardFault | null {
  const cause = error instanceof Error ? error.cause : null;
  return typeof cause === 'object' && cause !== null && 'place' in cause ? (cause as BoardFault) : null;
}

/**
 * @param onProgress hears the share of the rows that is read, 0 to 1
 * @returns the columns, or what is wrong with the file and where
 */
export async function readBoard(
  name: string,
  file: AsyncBuffer,
  onProgress: (share: number) => void = () => {},
): Promise<ReadReply> {
  try {
    return { ok: true, board: await readAll(name, file, onProgress) };
  } catch (error) {
    const fault = refusalIn(error);
    if (fault) return { ok: false, fault };
    const found = error instanceof Error ? error.message : String(error);
    return { ok: false, fault: { code: 'broken', place: name, found, wanted: '' } };
  }
}

async function readAll(name: string, file: AsyncBuffer, onProgress: (share: number) => void): Promise<Board> {
  await checkEnds(name, file);
  const metadata = await parquetMetadataAsync(file);
  const { plan, scenario } = planOf(name, metadata);
  const count = Number(metadata.num_rows);
  const dimensions = dimensionsOf(name, plan, metadata);
  if (count !== plan.runs) refuse('short', name, String(count), String(plan.runs));
  const board: Board = {
    head: {
      file: name,
      scenario: plan.scenario.id,
      edition: plan.edition,
      runs: count,
      faults: 0,
      ownPolicy: plan.policy !== null,
      dimensions,
    },
    count,
    columns: dimensions.map(() => new Float64Array(count)),
    run: new Uint32Array(count),
    seed: new Uint32Array(count),
    faults: new Map(),
    plan,
    scenario,
    file,
    metadata,
  };
  const takers = takersOf(board, name);
  let from = 0;
  for (const group of metadata.row_groups) {
    const to = from + Number(group.num_rows);
    await readGroup(board, takers, name, from, to);
    from = to;
    onProgress(from / count);
  }
  board.head.faults = board.faults.size;
  dimensions.forEach((dimension, d) => measure(dimension, board.columns[d]));
  return board;
}

/** A Parquet begins and ends with the same four letters; one that is still being written has no end. */
async function checkEnds(name: string, file: AsyncBuffer): Promise<void> {
  const word = async (at: number): Promise<string> =>
    String.fromCharCode(...new Uint8Array(await file.slice(Math.max(0, at), Math.max(0, at) + MAGIC.length)));
  if (file.byteLength < MAGIC.length || (await word(0)) !== MAGIC) refuse('strange', name);
  if (file.byteLength < 3 * MAGIC.length || (await word(file.byteLength - MAGIC.length)) !== MAGIC)
    refuse('half', `${name}: ${file.byteLength} B`);
}

function planOf(name: string, metadata: FileMetaData): { plan: Plan; scenario: string } {
  const noted = (key: string) => metadata.key_value_metadata?.find((entry) => entry.key === key)?.value;
  const [text, scenario] = [noted('causeway.plan'), noted('causeway.scenario')];
  if (text === undefined || scenario === undefined) return refuse('other', name);
  const plan = JSON.parse(text) as Plan;
  if (plan.format !== PLAN_FORMAT)
    refuse('format', `${name}: causeway.plan`, String(plan.format), PLAN_FORMAT);
  return { plan, scenario };
}

function dimensionsOf(name: string, plan: Plan, metadata: FileMetaData): Dimension[] {
  const there = new Set(metadata.schema.slice(1).map((column) => column.name));
  if (there.has('metric') && there.has('value') && !there.has('seed')) refuse('series', name);
  const axes = plan.columns.map((column) => dimension(`axis.${column.name}`, null, labelsOf(column)));
  const known: string[] = METRICS.map(({ key }) => key);
  const keys = (plan.spec.metrics ?? known).filter((key) => known.includes(key));
  const missing = [...FIXED, ...axes.map((axis) => axis.name), ...keys].filter(
    (column) => !there.has(column),
  );
  // An older edition measured less; what it did not measure is no fault.
  const lacking = plan.spec.metrics ? missing : missing.filter((column) => !known.includes(column));
  if (lacking.length > 0) refuse('columns', name, lacking.join(', '), [...there].join(', '));
  return [
    ...axes,
    ...keys.filter((key) => there.has(key)).map((key) => dimension(key, key as MetricKey, null)),
  ];
}

function dimension(name: string, metric: MetricKey | null, labels: string[] | null): Dimension {
  return { name, metric, labels, least: NaN, most: NaN, varies: false };
}

/** As the results have them: steps that are all numbers are numbers, and others are texts. */
function labelsOf(column: SweepColumn): string[] | null {
  if (column.kind === 'draw' || column.labels.every((label) => typeof label === 'number')) return null;
  return column.labels.map(String);
}

type Taker = (row: number, value: unknown) => void;

function takersOf(board: Board, name: string): Map<string, Taker> {
  const wrong = (column: string, row: number, value: unknown): never =>
    refuse('value', `${name}: ${column}, ${row}`, String(value));
  const takers = new Map<string, Taker>([
    ['run', (row, value) => (board.run[row] = Number(value))],
    ['seed', (row, value) => (board.seed[row] = Number(value))],
    ['fault', (row, value) => void (typeof value === 'string' && board.faults.set(row, value))],
  ]);
  board.head.dimensions.forEach(({ name: column, labels }, d) => {
    const into = board.columns[d];
    const places = labels && new Map(labels.map((label, place) => [label, place]));
    takers.set(column, (row, value) => {
      if (value === null) into[row] = NaN;
      else if (places) into[row] = places.get(String(value)) ?? wrong(column, row, value);
      else into[row] = typeof value === 'number' ? value : wrong(column, row, value);
    });
  });
  return takers;
}

async function readGroup(
  { file, metadata, count }: Board,
  takers: Map<string, Taker>,
  name: string,
  rowStart: number,
  rowEnd: number,
): Promise<void> {
  // hyparquet calls back out of reach of its own promise: what is wrong is kept until that has settled.
  const thrown: unknown[] = [];
  try {
    await parquetRead({
      file,
      metadata,
      columns: [...takers.keys()],
      rowStart,
      rowEnd,
      onChunk({ columnName, columnData, rowStart: first }) {
        const take = takers.get(columnName);
        if (!take) return;
        try {
          for (let i = 0; i < columnData.length && first + i < count; i++) take(first + i, columnData[i]);
        } catch (error) {
          thrown.push(error);
        }
      },
    });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    refuse('broken', `${name}: ${rowStart}–${rowEnd - 1}`, found);
  }
  if (thrown.length > 0) throw thrown[0];
}

function measure(dimension: Dimension, column: Float64Array): void {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const known = least <= most;
  dimension.varies = known && least < most;
  dimension.least = dimension.labels ? -0.5 : known ? least : NaN;
  dimension.most = dimension.labels ? dimension.labels.length - 0.5 : known ? most : NaN;
}

/** The row as it stands in the file. @throws RangeError where there is no such row */
export async function readStored(
  { file, metadata, plan, scenario, count }: Board,
  row: number,
): Promise<StoredRun> {
  if (!Number.isInteger(row) || row < 0 || row >= count) throw new RangeError(`there is no row ${row}`);
  const [found] = await parquetReadObjects({
    file,
    metadata,
    columns: FIXED,
    rowStart: row,
    rowEnd: row + 1,
  });
  const patch = JSON.parse(found.patch as string) as JsonObject;
  const patched = mergePatch(JSON.parse(scenario) as JsonObject, patch);
  return {
    run: Number(found.run),
    seed: Number(found.seed),
    patch,
    hash: (found.state_hash as string | null) ?? null,
    fault: (found.fault as string | null) ?? null,
    untilS: (found.until_s as number | null) ?? plan.spec.until ?? Infinity,
    scenario,
    spec: JSON.stringify(plan.spec),
    linked: !(isObject(patched) && patched.linked === false),
  };
}
