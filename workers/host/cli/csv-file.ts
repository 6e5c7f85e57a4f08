/** Writing CSV (RFC 4180, LF): numbers in full precision, absent values as empty cells. */
import { closeSync, openSync, writeSync } from 'node:fs';

export type Cell = string | number | null;
export type CsvFile = { descriptor: number; pending: string };

/** Characters gathered before they go to the file. */
const CHUNK = 1 << 16;

/** @throws the file system's error where the file cannot be made */
export function openCsv(path: string, columns: readonly string[]): CsvFile {
  const file = { descriptor: openSync(path, 'w'), pending: '' };
  writeRow(file, columns);
  return file;
}

export function writeRow(file: CsvFile, cells: readonly Cell[]): void {
  file.pending += `${cells.map(cellText).join(',')}\n`;
  if (file.pending.length > CHUNK) flush(file);
}

export function closeCsv(file: CsvFile): void {
  flush(file);
  closeSync(file.descriptor);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function flush(file: CsvFile): void {
  const bytes = Buffer.from(file.pending);
  for (let sent = 0; sent < bytes.length;) sent += writeSync(file.descriptor, bytes, sent);
  file.pending = '';
}
