/**
 * Finished runs as they come, so that a kill at any moment loses none of them.
 *
 * Each process appends to a file of its own and changes nothing that is there: a record is a run, its length and
 * checksum before it, so a half-written end is known and left. Whatever wrote the files, one process, many shards or
 * a task that ran twice, together they hold the runs of the sweep.
 *
 * A file: MAGIC, then records: u32 length, u32 CRC-32 of the payload, payload. A payload: u32 run, u32 length of the
 * head, head (JSON), then metrics and series as f64. Little-endian throughout.
 */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Row } from '../../sweep/run.ts';
import type { Shard } from '../../sweep/shard.ts';

const FOLDER = 'journal';
const MAGIC = Buffer.from('causeway journal 1\n');
const FRAME_BYTES = 8;
const CHUNK_BYTES = 1 << 20;

type Head = Omit<Row, 'run' | 'metrics' | 'series'> & { metrics: number; series: number };

export type Journal = { file: number; path: string };

/** A new file of the sweep in `out`. */
export function openJournal(out: string, shard: Shard): Journal {
  const folder = join(out, FOLDER);
  mkdirSync(folder, { recursive: true });
  const name = `${shard.index}-of-${shard.of}.${hostname()}.${process.pid}`;
  for (let attempt = 0; ; attempt++) {
    const path = join(folder, `${name}.${attempt}.log`);
    try {
      const file = openSync(path, 'ax');
      writeSync(file, MAGIC);
      return { file, path };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** @param record from encodeRow */
export function appendRecord({ file }: Journal, record: Uint8Array): void {
  for (let at = 0; at < record.length;) at += writeSync(file, record, at);
}

/** Waits until the disk has it: a task's node may go down when the task is done. */
export function closeJournal({ file }: Journal): void {
  fsyncSync(file);
  closeSync(file);
}

/** A row as a record, in a buffer of its own. */
export function encodeRow({ run, metrics, series, ...rest }: Row): Uint8Array {
  const head: Head = { ...rest, metrics: metrics.length, series: series.length };
  const text = Buffer.from(JSON.stringify(head));
  const numbers = text.length + 8 * (metrics.length + series.length);
  const record = Buffer.alloc(FRAME_BYTES + 8 + numbers);
  const payload = record.subarray(FRAME_BYTES);
  payload.writeUInt32LE(run, 0);
  payload.writeUInt32LE(text.length, 4);
  text.copy(payload, 8);
  let at = 8 + text.length;
  for (const column of [metrics, series]) for (const value of column) at = payload.writeDoubleLE(value, at);
  record.writeUInt32LE(payload.length, 0);
  record.writeUInt32LE(crc32(payload), 4);
  return record;
}

/** The row of a record. */
export function decodeRow(record: Uint8Array): Row {
  return decode(Buffer.from(record.buffer, record.byteOffset + FRAME_BYTES, record.length - FRAME_BYTES));
}

function decode(payload: Buffer): Row {
  const headBytes = payload.readUInt32LE(4);
  const head = JSON.parse(payload.toString('utf8', 8, 8 + headBytes)) as Head;
  const column = (from: number, length: number) =>
    Float64Array.from({ length }, (_, i) => payload.readDoubleLE(from + 8 * i));
  const from = 8 + headBytes;
  const metrics = column(from, head.metrics);
  const series = column(from + 8 * head.metrics, head.series);
  return { ...head, run: payload.readUInt32LE(0), metrics, series };
}

/** Where each run lies; runs that are not there have length 0. */
export type JournalIndex = {
  paths: string[];
  file: Int32Array;
  offset: Float64Array;
  length: Uint32Array;
  checksum: Uint32Array;
  found: number;
};

/**
 * Looks through all journals of a sweep.
 * @param count runs of the sweep
 * @throws Error where two finished runs of one number differ: then something here is not deterministic
 */
export function indexJournals(out: string, count: number): JournalIndex {
  const index: JournalIndex = {
    paths: journalPaths(out),
    file: new Int32Array(count),
    offset: new Float64Array(count),
    length: new Uint32Array(count),
    checksum: new Uint32Array(count),
    found: 0,
  };
  index.paths.forEach((path, file) => {
    for (const found of records(path)) {
      const { run } = found;
      if (run >= count) throw new Error(`${path}: holds run ${run}, and the sweep has ${count}`);
      if (index.length[run] === 0) index.found++;
      else if (index.checksum[run] === found.checksum || !replaces(index, file, found)) continue;
      index.file[run] = file;
      index.offset[run] = found.offset;
      index.length[run] = found.length;
      index.checksum[run] = found.checksum;
    }
  });
  return index;
}

/** Of two records of a run that differ, the one that came to an end counts: a limit of time is met by chance. */
function replaces(index: JournalIndex, file: number, { run, offset, length }: Found): boolean {
  const row = (path: string, from: number, bytes: number) => {
    const descriptor = openSync(path, 'r');
    const payload = Buffer.alloc(bytes);
    readSync(descriptor, payload, 0, bytes, from);
    closeSync(descriptor);
    return decode(payload);
  };
  const known = row(index.paths[index.file[run]], index.offset[run], index.length[run]);
  const other = row(index.paths[file], offset, length);
  if (known.hash !== null && other.hash !== null)
    throw new Error(
      `run ${run} came out differently in ${index.paths[index.file[run]]} and ${index.paths[file]}`,
    );
  return known.hash === null && other.hash !== null;
}

function journalPaths(out: string): string[] {
  try {
    const names = readdirSync(join(out, FOLDER)).filter((name) => name.endsWith('.log'));
    return names.sort().map((name) => join(out, FOLDER, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Rows of an index by their number: files stay open until it is closed. */
export function openRows(index: JournalIndex) {
  const files = index.paths.map((path) => openSync(path, 'r'));
  return {
    read(run: number): Row {
      const payload = Buffer.alloc(index.length[run]);
      readSync(files[index.file[run]], payload, 0, payload.length, index.offset[run]);
      return decode(payload);
    },
    close: () => files.forEach((file) => closeSync(file)),
  };
}

type Found = { run: number; offset: number; length: number; checksum: number };

/** The whole records of a file, up to its end or the first that is not whole. */
function* records(path: string): Generator<Found> {
  const file = openSync(path, 'r');
  try {
    let buffer = Buffer.alloc(CHUNK_BYTES);
    let start = 0;
    let held = 0;
    const need = (from: number, bytes: number): boolean => {
      if (from >= start && from + bytes <= start + held) return true;
      if (bytes > buffer.length) buffer = Buffer.alloc(2 * bytes);
      start = from;
      held = readSync(file, buffer, 0, buffer.length, from);
      return held >= bytes;
    };
    if (!need(0, MAGIC.length) || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) return;
    const { size } = fstatSync(file);
    for (let at = MAGIC.length; need(at, FRAME_BYTES);) {
      const length = buffer.readUInt32LE(at - start);
      const checksum = buffer.readUInt32LE(at - start + 4);
      const offset = at + FRAME_BYTES;
      if (length < 8 || offset + length > size || !need(offset, length)) return;
      const payload = buffer.subarray(offset - start, offset - start + length);
      if (crc32(payload) !== checksum) return;
      yield { run: payload.readUInt32LE(0), offset, length, checksum };
      at = offset + length;
    }
  } finally {
    closeSync(file);
  }
}
