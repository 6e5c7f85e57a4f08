/** Tables in files: each format, read by a reader that is not ours, gives back the very values. */
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { rowsOf, writeTable, type Table, type TableFormat } from '../../src/share/table.ts';

const TABLE: Table = {
  name: 'sites',
  columns: [
    { key: 'id', values: ['a', 'b, the "second"', '贵安\nnew line'] },
    { key: 'busy', values: Float64Array.of(0.1 + 0.2, NaN, Infinity) },
    { key: 'tick', values: Int32Array.of(-1, 0, 2147483647) },
  ],
};

async function written(table: Table, format: TableFormat): Promise<Blob> {
  return new Blob(await writeTable(table, format, () => {}));
}

/** A reader of RFC 4180, as small as the format. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quotedCell, cell, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quotedCell === undefined ? (cell ?? '') : quotedCell.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a table as', () => {
  it('CSV quotes what needs it, in full precision, unknown as empty', async () => {
    expect(await (await written(TABLE, 'csv')).text()).toBe(
      'id,busy,tick\na,0.30000000000000004,-1\n"b, the ""second""",,0\n"贵安\nnew line",Infinity,2147483647\n',
    );
  });

  it('JSON is a list of objects, unknown as null', async () => {
    expect(JSON.parse(await (await written(TABLE, 'json')).text())).toEqual([
      { id: 'a', busy: 0.30000000000000004, tick: -1 },
      { id: 'b, the "second"', busy: null, tick: 0 },
      { id: '贵安\nnew line', busy: 'Infinity', tick: 2147483647 },
    ]);
  });

  it('Parquet is read back by another library', async () => {
    const file = await (await written(TABLE, 'parquet')).arrayBuffer();
    expect(await parquetReadObjects({ file })).toEqual([
      { id: 'a', busy: 0.30000000000000004, tick: -1 },
      { id: 'b, the "second"', busy: null, tick: 0 },
      { id: '贵安\nnew line', busy: Infinity, tick: 2147483647 },
    ]);
  });

  it('any of them holds any table, over chunks too', async () => {
    const column = fc.double({ noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), column), { minLength: 1, maxLength: 50 }),
        fc.constantFrom(1, 200),
        async (rows, times) => {
          const all = Array.from({ length: times }, () => rows).flat();
          const table: Table = {
            name: 't',
            columns: [
              { key: 'text', values: all.map(([text]) => text) },
              { key: 'x', values: Float64Array.from(all, ([, x]) => x) },
            ],
          };
          const wanted = all.map(([text, x]) => ({ text, x: Number.isNaN(x) ? null : x }));
          expect(rowsOf(table)).toBe(all.length);
          const csv = readCsv(await (await written(table, 'csv')).text()).slice(1);
          expect(csv.map(([text, x]) => ({ text, x: x === '' ? null : Number(x) }))).toEqual(
            wanted.map(({ text, x }) => ({ text, x: x === null ? null : x + 0 })),
          );
          const parquet = await parquetReadObjects({
            file: await (await written(table, 'parquet')).arrayBuffer(),
          });
          expect(parquet).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('none of no rows is a sound file too', async () => {
    const empty: Table = { name: 'none', columns: [{ key: 'x', values: new Float64Array() }] };
    expect(await (await written(empty, 'csv')).text()).toBe('x\n');
    expect(JSON.parse(await (await written(empty, 'json')).text())).toEqual([]);
    expect(await parquetReadObjects({ file: await (await written(empty, 'parquet')).arrayBuffer() })).toEqual(
      [],
    );
  });
});
