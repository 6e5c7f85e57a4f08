/**
 * Journals -> Parquet: a row a run in order of their numbers, so that the bytes do not depend on who ran what when.
 * The files carry the plan and the scenario, and need nothing else to be read or run again.
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { ParquetWriter, fileWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer';
import { METRICS, metricIndex } from '../../engine/metrics.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { mergePatch } from '../../scenario/patch.ts';
import type { SweepColumn } from '../../sweep/expand.ts';
import { lookTicks, type Row } from '../../sweep/run.ts';
import { tickTimeS } from '../../world/describe.ts';
import { scenarioText, type Prepared } from './directory.ts';
import { openRows, type JournalIndex } from './journal.ts';

const ROWS_PER_GROUP = 8192;
const SERIES_ROWS_PER_GROUP = 131_072;

type Group = { columns: ColumnSource[] };

/**
 * @param index of all runs of the sweep
 * @param seen hears every row, in order
 */
export async function writeResults(
  out: string,
  prepared: Prepared,
  index: JournalIndex,
  seen: (row: Row) => void,
): Promise<void> {
  const { plan, sweep } = prepared;
  const rows = openRows(index);
  try {
    if (plan.spec.series) await writeSeries(join(out, 'series.parquet'), prepared, (run) => rows.read(run));
    const kept: Row[] = [];
    await writeParquet(join(out, 'runs.parquet'), prepared, async (put) => {
      for (let run = 0; run < sweep.count; run++) {
        const row = rows.read(run);
        seen(row);
        kept.push(row);
        if (kept.length < ROWS_PER_GROUP && run < sweep.count - 1) continue;
        await put(runColumns(prepared, kept));
        kept.length = 0;
      }
    });
  } finally {
    rows.close();
  }
}

async function writeParquet(
  path: string,
  { plan, file, policy }: Prepared,
  fill: (put: (group: Group) => Promise<void>) => Promise<void>,
): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  const kvMetadata = [
    { key: 'causeway.plan', value: JSON.stringify(plan) },
    { key: 'causeway.scenario', value: scenarioText(file) },
    ...(policy === null ? [] : [{ key: 'causeway.policy', value: policy }]),
  ];
  const writer = fileWriter(part);
  let parquet: ParquetWriter | null = null;
  await fill(async ({ columns }) => {
    parquet ??= new ParquetWriter({
      writer,
      schema: schemaFromColumnData({ columnData: columns }),
      kvMetadata,
    });
    await parquet.write({ columnData: columns, rowGroupSize: columns[0].data.length });
  });
  await parquet!.finish();
  renameSync(part, path);
}

const strings = (name: string, data: (string | null)[], nullable = false): ColumnSource => ({
  name,
  data,
  type: 'STRING',
  nullable,
});
const whole = (name: string, data: number[]): ColumnSource => ({
  name,
  data,
  type: 'INT32',
  nullable: false,
});
/** An unknown figure is null: no number compares with it by mistake. */
const figures = (name: string, data: number[]): ColumnSource => ({
  name,
  data: data.map((value) => (Number.isNaN(value) ? null : value)),
  type: 'DOUBLE',
  nullable: true,
});

function runColumns({ plan, sweep }: Prepared, rows: readonly Row[]): Group {
  const points = rows.map(({ run }) => sweep.point(run).at);
  const metrics = plan.spec.metrics ?? METRICS.map(({ key }) => key);
  const columns = [
    whole(
      'run',
      rows.map(({ run }) => run),
    ),
    strings(
      'scenario',
      rows.map(() => plan.scenario.id),
    ),
    strings(
      'scenario_hash',
      rows.map(() => plan.scenario.hash),
    ),
    strings(
      'edition',
      rows.map(() => plan.edition),
    ),
    { name: 'seed', data: rows.map(({ seed }) => BigInt(seed)), type: 'INT64' as const, nullable: false },
    strings(
      'patch',
      rows.map(({ patch }) => JSON.stringify(patch)),
    ),
    figures(
      'until_s',
      rows.map(({ untilS }) => untilS),
    ),
    strings(
      'state_hash',
      rows.map(({ hash }) => hash),
      true,
    ),
    strings(
      'fault',
      rows.map(({ fault }) => fault),
      true,
    ),
    ...plan.columns.map((column, c) =>
      axisColumn(
        column,
        points.map((at) => at[c]),
      ),
    ),
    ...metrics.map((key) => {
      const at = metricIndex(key as (typeof METRICS)[number]['key']);
      return figures(
        key,
        rows.map((row) => row.metrics[at] ?? NaN),
      );
    }),
  ];
  return { columns };
}

/** Numbers as numbers, truths as truths; a column of both, or with texts, as texts. */
function axisColumn(column: SweepColumn, values: (string | number | boolean)[]): ColumnSource {
  const name = `axis.${column.name}`;
  const all = (type: string) =>
    column.kind === 'choice' && column.labels.every((label) => typeof label === type);
  if (column.kind === 'draw' || all('number')) return figures(name, values as number[]);
  if (all('boolean')) return { name, data: values, type: 'BOOLEAN', nullable: false };
  return strings(name, values.map(String));
}

/** A row a run, look and metric. */
async function writeSeries(path: string, prepared: Prepared, read: (run: number) => Row): Promise<void> {
  const { sweep, plan, file } = prepared;
  const names = plan.spec.series!.metrics;
  const fresh = () => ({ run: [], tick: [], timeS: [], metric: [], value: [] }) as SeriesRows;
  let group = fresh();
  await writeParquet(path, prepared, async (put) => {
    let patched = '';
    let ticks: number[] = [];
    let times: number[] = [];
    for (let run = 0; run < sweep.count; run++) {
      const row = read(run);
      const patch = JSON.stringify(row.patch);
      if (row.series.length > 0 && patch !== patched) {
        const reply = parseScenario(mergePatch(file, row.patch));
        if (!reply.ok) throw new Error(`run ${run} has a series, and its scenario cannot be read`);
        ticks = lookTicks(plan.spec, reply.scenario);
        times = ticks.map((tick) => tickTimeS(reply.scenario, tick));
        patched = patch;
      }
      for (let i = 0; i < row.series.length; i++) {
        const look = Math.floor(i / names.length);
        group.run.push(run);
        group.tick.push(ticks[look]);
        group.timeS.push(times[look]);
        group.metric.push(names[i % names.length]);
        group.value.push(row.series[i]);
      }
      const last = run === sweep.count - 1;
      if (group.run.length < SERIES_ROWS_PER_GROUP && !last) continue;
      await put({
        columns: [
          whole('run', group.run),
          whole('tick', group.tick),
          figures('time_s', group.timeS),
          strings('metric', group.metric),
          figures('value', group.value),
        ],
      });
      group = fresh();
    }
  });
}

type SeriesRows = { run: number[]; tick: number[]; timeS: number[]; metric: string[]; value: number[] };
