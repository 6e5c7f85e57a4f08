/** Tables that are read by people and by tests rather than by scenarios: measured delays, policies, time series. */
import type { CsvRow } from './csv.ts';
import { need, num, table, text, type Cells, type Dropped, type Table } from './raw.ts';

/** Round trips measured between cloud regions, to hold the links against. */
export function deriveLatencyPairs(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      a: row.cells.a,
      b: row.cells.b,
      measured_rtt_ms: need(row, 'measured_rtt_ms'),
      confidence: 'reported',
      source: text(row, 'source').replace(/^.*against /, ''),
    })),
  );
}

export function derivePolicies(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      id: row.cells.id,
      country: row.cells.country,
      date: row.cells.date,
      end_date: row.cells.end_date,
      name: text(row, 'name'),
      description: text(row, 'description'),
      value: row.cells.value,
      unit: text(row, 'unit'),
      lever: text(row, 'sim_lever'),
      confidence: row.cells.confidence,
      source: text(row, 'source') || NOT_NAMED,
    })),
  );
}

/** Where a raw row names only an article that is not public. */
const NOT_NAMED = 'press article, not named';

export function deriveEconomics(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      series: text(row, 'series'),
      country: row.cells.country,
      period: row.cells.period,
      value_low: num(row, 'low'),
      value: need(row, 'value'),
      value_high: num(row, 'high'),
      unit: text(row, 'unit'),
      confidence: row.cells.confidence,
      source: text(row, 'source') || NOT_NAMED,
      note: text(row, 'note'),
    })),
  );
}

/** For each raw table: rows there, where they went, rows here, rows left out. @throws where they do not add up */
export function coverage(
  parts: { table: string; raw: number; file: string; kept: number }[],
  dropped: Dropped[],
): Table {
  return table(
    parts.map(({ table: name, raw, file, kept }): Cells => {
      const left = dropped.filter((row) => row.table === name).length;
      if (raw !== kept + left)
        throw new Error(`${name}.csv: ${raw} rows, of which ${kept} in ${file} and ${left} left out`);
      return { table: name, raw_rows: raw, file, kept_rows: kept, dropped_rows: left };
    }),
  );
}
