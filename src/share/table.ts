/** A table to take away: columns of equal length, and the same rows as CSV, JSON or Parquet. */
export type TableColumn =
  { key: string; values: Float64Array | Int32Array } | { key: string; values: string[] };
export type Table = { name: string; columns: TableColumn[] };

export const TABLE_FORMATS = ['csv', 'json', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Rows between two reports of how far it is. */
const CHUNK = 4096;
const ROW_GROUP = 65_536;

export function rowsOf({ columns }: Table): number {
  return columns[0]?.values.length ?? 0;
}

/** @param progress hears the share that is done, 0 to 1 */
export async function writeTable(
  table: Table,
  format: TableFormat,
  progress: (share: number) => void,
): Promise<BlobPart[]> {
  if (format === 'csv') return csv(table, progress);
  if (format === 'json') return json(table, progress);
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  return [
    parquetWriteBuffer({
      columnData: table.columns.map(({ key, values }) =>
        Array.isArray(values)
          ? { name: key, data: values, type: 'STRING' as const, nullable: false }
          : {
              name: key,
              data: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
              type: 'DOUBLE' as const,
              nullable: true,
            },
      ),
      rowGroupSize: ROW_GROUP,
      kvMetadata: [{ key: 'causeway.table', value: table.name }],
    }),
  ];
}

/** RFC 4180 with LF; numbers in full precision, an unknown one as an empty cell. */
function csv(table: Table, progress: (share: number) => void): string[] {
  const line = (cells: string[]): string => `${cells.join(',')}\n`;
  return [
    line(table.columns.map(({ key }) => quoted(key))),
    ...inChunks(table, progress, (row) =>
      line(
        table.columns.map(({ values }) => {
          const value = values[row]!;
          if (typeof value === 'string') return quoted(value);
          return Number.isNaN(value) ? '' : String(value);
        }),
      ),
    ),
  ];
}

/** A list of objects; an unknown number is null, an endless one a text, as JSON has neither. */
function json(table: Table, progress: (share: number) => void): string[] {
  const last = rowsOf(table) - 1;
  return [
    '[\n',
    ...inChunks(table, progress, (row) => {
      const cells = table.columns.map(({ key, values }) => {
        const value = values[row]!;
        if (typeof value === 'string' || Number.isFinite(value)) return [key, value];
        return [key, Number.isNaN(value) ? null : String(value)];
      });
      return `${JSON.stringify(Object.fromEntries(cells))}${row < last ? ',' : ''}\n`;
    }),
    ']\n',
  ];
}

function inChunks(table: Table, progress: (share: number) => void, text: (row: number) => string): string[] {
  const rows = rowsOf(table);
  const chunks: string[] = [];
  for (let from = 0; from < rows; from += CHUNK) {
    let chunk = '';
    for (let row = from; row < Math.min(rows, from + CHUNK); row++) chunk += text(row);
    chunks.push(chunk);
    progress(Math.min(1, (from + CHUNK) / rows));
  }
  return chunks;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
