import { describe, expect, test } from 'vitest';
import { formatCsv, parseCsv } from '../../../workers/host/facts/csv.ts';

const cellsOf = (text: string) => parseCsv(text, 't.csv').rows.map((row) => row.cells);
const faultsOf = (text: string) =>
  parseCsv(text, 't.csv').issues.map(({ path, message }) => `${path} ${message}`);

describe('csv', () => {
  test('reads quotes, commas, line ends and empty cells', () => {
    expect(cellsOf('a,b\n1,\n"x,y","say ""hi"""\n"two\nlines",z\n')).toEqual([
      { a: '1', b: '' },
      { a: 'x,y', b: 'say "hi"' },
      { a: 'two\nlines', b: 'z' },
    ]);
  });

  test('takes CRLF, a byte order mark, blank lines and a last line without end', () => {
    expect(cellsOf('\uFEFFa,b\r\n1,2\r\n\r\n3,4')).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
  });

  test('numbers lines of the file, not rows', () => {
    const { rows } = parseCsv('a\n"1\n2"\n\n3\n', 't.csv');
    expect(rows.map((row) => row.line)).toEqual([2, 5]);
  });

  test('a row of the wrong length is named with file and line, and the others still come', () => {
    expect(faultsOf('a,b\n1,2\n1,2,3\n4\n')).toEqual([
      't.csv:3 3 cells where the header has 2',
      't.csv:4 1 cells where the header has 2',
    ]);
    expect(cellsOf('a,b\n1,2\n1,2,3\n')).toEqual([{ a: '1', b: '2' }]);
  });

  test('broken quotes are faults', () => {
    expect(faultsOf('a\n"open\n')).toEqual(['t.csv:2 a quote is never closed']);
    expect(faultsOf('a,b\n"x"y,1\n')).toEqual(['t.csv:2 text after a closing quote']);
    expect(faultsOf('a\nx"y\n')).toEqual(['t.csv:2 a quote inside an unquoted cell']);
  });

  test('the header must be there, with names that differ', () => {
    expect(faultsOf('')).toEqual(['t.csv:1 the file is empty']);
    expect(faultsOf('a,a\n')).toHaveLength(2);
    expect(faultsOf('a,,b\n')).toEqual(['t.csv:1 a column has no name']);
  });

  test('formatCsv is read back as it was', () => {
    const row = { a: 'x,"y"\nz', b: '', c: '1.5' };
    expect(cellsOf(formatCsv(['a', 'b', 'c'], [row]))).toEqual([row]);
  });
});
