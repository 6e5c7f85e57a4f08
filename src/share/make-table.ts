/** One table as a file, written in a worker of its own. */
import type { Made, Making } from './save.ts';
import { fileName } from './save.ts';
import type { Table, TableFormat } from './table.ts';
import type { WriteReply, WriteRequest } from './write-table.worker.ts';

const TYPES: Record<TableFormat, string> = {
  csv: 'text/csv',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
};

export async function makeTable(
  table: Table,
  format: TableFormat,
  { progress, signal }: Making,
): Promise<Made> {
  const worker = new Worker(new URL('./write-table.worker.ts', import.meta.url), { type: 'module' });
  try {
    const file = await new Promise<Blob>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.addEventListener('message', ({ data }: MessageEvent<WriteReply>) => {
        if (data.kind === 'progress') progress(data.share);
        else if (data.kind === 'done') resolve(data.file);
        else reject(new Error(data.message));
      });
      worker.postMessage({ table, format } satisfies WriteRequest);
    });
    return { name: fileName(table.name, format), file: new Blob([file], { type: TYPES[format] }) };
  } finally {
    worker.terminate();
  }
}
