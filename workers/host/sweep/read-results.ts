/** Parquet of a sweep -> its plan, its scenario, and rows. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { Issue } from '../../scenario/scenario.ts';
import { reopen, type Plan, type Prepared } from './directory.ts';

/** A row as it stands in runs.parquet; metrics and axes are further columns. */
export type ResultRow = {
  run: number;
  seed: bigint;
  patch: string;
  state_hash: string | null;
  fault: string | null;
} & Record<string, unknown>;

export type Results = {
  prepared: Prepared;
  rows: number;
  read(from: number, to: number): Promise<ResultRow[]>;
};

/** @param path of runs.parquet, or of the directory it lies in */
export async function openResults(path: string): Promise<Results | Issue> {
  const hint = 'runs.parquet of a sweep, or its directory';
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return { path, message: 'does not exist', hint };
  const name = stats.isDirectory() ? join(path, 'runs.parquet') : path;
  if (!statSync(name, { throwIfNoEntry: false }))
    return { path: name, message: 'does not exist', hint: `causeway sweep --merge ${path}` };
  try {
    const file = await asyncBufferFromFile(name);
    const metadata = await parquetMetadataAsync(file);
    const noted = (key: string) => metadata.key_value_metadata?.find((entry) => entry.key === key)?.value;
    const [plan, scenario] = [noted('causeway.plan'), noted('causeway.scenario')];
    if (plan === undefined || scenario === undefined)
      return { path: name, message: 'holds no sweep of Causeway', hint };
    const prepared = reopen(JSON.parse(plan) as Plan, scenario, noted('causeway.policy') ?? null, name);
    if ('message' in prepared) return prepared;
    return {
      prepared,
      rows: Number(metadata.num_rows),
      read: async (rowStart, rowEnd) =>
        (await parquetReadObjects({ file, metadata, rowStart, rowEnd })) as ResultRow[],
    };
  } catch (error) {
    return { path: name, message: `cannot be read: ${(error as Error).message}`, hint };
  }
}
