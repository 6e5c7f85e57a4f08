/** How far a sweep is, in words; and journals that hold what they should not. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  appendRecord,
  closeJournal,
  decodeRow,
  encodeRow,
  indexJournals,
  openJournal,
  openRows,
} from '../../workers/host/sweep/journal.ts';
import { progressText, roughly, size } from '../../workers/host/sweep/progress.ts';
import type { Row } from '../../workers/sweep/run.ts';

test('rate, time left and faults', () => {
  expect(progressText({ done: 200, total: 8800, before: 1200, faults: 1, perS: 85.04 })).toBe(
    '1,400 of 10,000 runs, 14 %, 85 runs/s, 2 min left, 1 fault',
  );
  expect(progressText({ done: 1, total: 4, before: 0, faults: 0, perS: 0.05 })).toBe(
    '1 of 4 runs, 25 %, 3 runs/min, 60 s left',
  );
  expect([3, 150, 9000, 400_000, Infinity].map(roughly)).toEqual([
    '3 s',
    '3 min',
    '2.5 h',
    '5 days',
    'unknown time',
  ]);
  expect([12, 1234, 5.67e9].map(size)).toEqual(['12 B', '1.23 kB', '5.67 GB']);
});

const folder = mkdtempSync(join(tmpdir(), 'causeway-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (run: number, value: number, hash: string | null = 'aa'): Row => ({
  run,
  seed: 4_294_967_295,
  patch: { name: { en: '桥' } },
  hash,
  fault: hash === null ? 'too late' : null,
  untilS: 0.1,
  metrics: Float64Array.of(value, NaN, Infinity, -0),
  series: Float64Array.of(5e-324),
});

function write(out: string, rows: Row[]): void {
  const journal = openJournal(out, { index: 0, of: 1 });
  for (const one of rows) appendRecord(journal, encodeRow(one));
  closeJournal(journal);
}

test('a row comes back to the last bit, from any of several journals', () => {
  expect(decodeRow(encodeRow(row(7, 1 / 3)))).toEqual(row(7, 1 / 3));
  const out = join(folder, 'bits');
  write(out, [row(2, 0.1), row(0, 0.2)]);
  write(out, [row(1, 0.3), row(0, 0.2)]);
  const index = indexJournals(out, 4);
  expect([index.found, [...index.length].map((length) => length > 0)]).toEqual([
    3,
    [true, true, true, false],
  ]);
  const rows = openRows(index);
  expect([0, 1, 2].map((run) => rows.read(run))).toEqual([row(0, 0.2), row(1, 0.3), row(2, 0.1)]);
  rows.close();
});

test('a run that came out twice and differently is told; one that met a limit of time gives way', () => {
  const out = join(folder, 'twice');
  write(out, [row(0, 1, null)]);
  write(out, [row(0, 1)]);
  write(out, [row(0, 1, null)]);
  const rows = openRows(indexJournals(out, 1));
  expect(rows.read(0).hash).toBe('aa');
  rows.close();
  write(out, [row(0, 2)]);
  expect(() => indexJournals(out, 1)).toThrow(/run 0 came out differently in .+ and .+/);
});

test('files that are no journals, and lengths that cannot be, hold no runs', () => {
  const out = join(folder, 'noise');
  mkdirSync(join(out, 'journal'), { recursive: true });
  const noise = Buffer.alloc(64, 0xff);
  writeFileSync(join(out, 'journal', 'a.log'), noise);
  writeFileSync(join(out, 'journal', 'b.log'), Buffer.concat([Buffer.from('causeway journal 1\n'), noise]));
  writeFileSync(join(out, 'journal', 'c.log'), '');
  expect(indexJournals(out, 3).found).toBe(0);
  expect(readdirSync(join(out, 'journal'))).toHaveLength(3);
  write(out, [row(0, 1), row(1, 2), row(2, 3)]);
  const path = readdirSync(join(out, 'journal')).find((name) => name.startsWith('0-of-1'));
  const bytes = readFileSync(join(out, 'journal', path!));
  // One bit of the second run: what comes after it is not to be trusted either.
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(join(out, 'journal', path!), bytes);
  expect(indexJournals(out, 3).found).toBe(1);
});
