/** Writes one table into a file, beside the page; ending the worker is how it is cancelled. */
import { writeTable, type Table, type TableFormat } from './table.ts';

export type WriteRequest = { table: Table; format: TableFormat };
export type WriteReply =
  { kind: 'progress'; share: number } | { kind: 'done'; file: Blob } | { kind: 'failed'; message: string };

const post = (reply: WriteReply): void => postMessage(reply);

addEventListener('message', ({ data }: MessageEvent<WriteRequest>) => {
  writeTable(data.table, data.format, (share) => post({ kind: 'progress', share })).then(
    (parts) => post({ kind: 'done', file: new Blob(parts) }),
    (error: unknown) => post({ kind: 'failed', message: String(error) }),
  );
});
