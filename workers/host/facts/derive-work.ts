/** Accelerators, grids, profiles, classes and job statistics, from the raw rows of those names. */
import { bundlesOfCountry } from './bundles.ts';
import { DAY_SWING_C, gridUtcOffsetH, IDLE_OF_TDP } from './choices.ts';
import { CLASSES, NO_CLASS, type ClassChoice } from './classes.ts';
import { FAILURE_BASIS, FAILURE_TYPES, FAILURES, mtbfByType, mtbfHours } from './failures.ts';
import type { CsvRow } from './csv.ts';
import {
  band,
  MONTHS,
  need,
  num,
  round,
  scaled,
  table,
  text,
  type Cells,
  type Dropped,
  type Table,
} from './raw.ts';

export function deriveAccelerators(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => {
      const priceGiven = num(row, 'price_usd') !== undefined;
      return {
        id: row.cells.id,
        name: text(row, 'name'),
        vendor: row.cells.vendor,
        country: row.cells.country,
        year: num(row, 'year'),
        bf16_tflops: need(row, 'bf16_dense_tflops'),
        fp64_tflops: num(row, 'fp64_tflops'),
        memory_gb: need(row, 'memory_gb'),
        memory_gbps: need(row, 'memory_bw_gbs'),
        tdp_w: need(row, 'tdp_w'),
        ...scaled('idle_w', IDLE_OF_TDP, need(row, 'tdp_w'), 2),
        ...band('price_usd', num(row, 'price_low'), num(row, 'price_usd'), num(row, 'price_high')),
        export_to_china: text(row, 'export_to_china'),
        confidence: row.cells.confidence,
        source: text(row, 'source'),
        note: [
          text(row, 'note'),
          'idle: estimate, 17 % of TDP',
          priceGiven ? '' : 'price: middle of its band, not sold by the piece',
        ]
          .filter(Boolean)
          .join('; '),
      };
    }),
  );
}

export const ODBL = 'ODbL-1.0, share-alike (Electricity Maps)';
const OWN = 'no share-alike; see README';

export function deriveGrids(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      id: row.cells.id,
      name: text(row, 'name'),
      country: row.cells.country,
      bundle: bundlesOfCountry(row.cells.country),
      utc_offset_h: gridUtcOffsetH(row.cells.id, row.cells.country),
      ...band(
        'carbon_g_per_kwh',
        num(row, 'carbon_low'),
        need(row, 'carbon_gco2_kwh'),
        num(row, 'carbon_high'),
      ),
      carbon_basis: text(row, 'carbon_basis'),
      carbon_profile: row.cells.diurnal_profile,
      ...band('price_usd_per_mwh', num(row, 'price_low'), need(row, 'price_usd_mwh'), num(row, 'price_high')),
      price_profile: row.cells.price_profile,
      price_confidence: row.cells.price_confidence,
      low_carbon_share_pct: num(row, 'low_carbon_share_pct'),
      renewable_share_pct: num(row, 'renewable_share_pct'),
      water_stress_0_5: num(row, 'water_stress_0_5'),
      t_annual_c: num(row, 't_annual_c'),
      ...Object.fromEntries(MONTHS.map((month) => [`t_${month}_c`, num(row, `t_${month}`)])),
      t_swing_c: DAY_SWING_C,
      cooling_degree_days_18c: num(row, 'cooling_degree_days_18c'),
      confidence: row.cells.confidence,
      source: text(row, 'source'),
      licence: row.cells.source.includes('Electricity Maps') ? ODBL : OWN,
    })),
  );
}

/** Hourly factors of carbon and price. */
export function deriveGridHourly(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      profile: row.cells.profile,
      kind: row.cells.kind,
      hour_local: need(row, 'hour_local'),
      factor: need(row, 'factor'),
      confidence: row.cells.confidence,
      source: text(row, 'source'),
      licence: row.cells.kind === 'carbon' && /Electricity Maps/.test(row.cells.source) ? ODBL : OWN,
    })),
  );
}

export function deriveProfiles(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      profile: row.cells.profile,
      hour_local: need(row, 'hour_local'),
      factor: need(row, 'factor'),
      weekend_factor: num(row, 'weekend_factor') ?? 1,
      confidence: row.cells.confidence,
      source: text(row, 'source'),
      note: [
        text(row, 'note'),
        num(row, 'weekend_factor') === undefined ? 'weekend as weekday: not known' : '',
      ]
        .filter(Boolean)
        .join('; '),
    })),
  );
}

const NO_FAILURES: Cells = {
  accelerator_mtbf_h: undefined,
  accelerator_mtbf_h_by_type: undefined,
  ...band('checkpoint_time_s'),
  checkpoint_every_s: undefined,
  ...band('restart_time_s'),
  step_s: undefined,
  gradient_gb: undefined,
  sync_every: undefined,
  overlap: undefined,
  failure_basis: undefined,
  failure_types: undefined,
};

const isTraining = (row: CsvRow): boolean => row.cells.class === 'pre-training';

/** Failures, checkpoints and exchanges of a class of jobs; an empty cell where a class has none. */
function failureCells(row: CsvRow, choice: ClassChoice, byType: Record<string, number>): Cells {
  const known = FAILURES[choice.id];
  const rate = num(row, 'failure_rate_per_1000gpu_day');
  const [slow, usual, fast] = known.storageGBps;
  const gb = choice.checkpointGB ?? need(row, 'checkpoint_gb');
  const [soon, mean, late] = known.restartMin;
  return {
    accelerator_mtbf_h: rate === undefined ? undefined : mtbfHours(rate),
    accelerator_mtbf_h_by_type: isTraining(row) ? pairs(byType) : undefined,
    ...scaled('checkpoint_time_s', [1 / fast, 1 / usual, 1 / slow], gb, 3),
    checkpoint_every_s: known.checkpointEveryS,
    ...scaled('restart_time_s', [soon, mean, late], 60, 3),
    step_s: num(row, 'step_s'),
    gradient_gb: num(row, 'sync_gb_per_step') ?? known.gradientGB,
    sync_every: 1,
    overlap: known.overlap ?? 0,
    failure_basis: FAILURE_BASIS,
    failure_types: isTraining(row) ? FAILURE_TYPES : undefined,
  };
}

/** Where a larger spread no longer raises a log-normal's 95th percentile over its mean. */
const WIDEST = 1.6448536269514722;

/** Coefficient of variation of the log-normal with the median and 95th percentile of a trace. */
function promptCv(row: CsvRow): number | undefined {
  const [middle, long] = [num(row, 'tokens_in_p50'), num(row, 'tokens_in_p95')];
  if (middle === undefined || long === undefined) return undefined;
  const sigma = Math.min(Math.log(long / middle) / WIDEST, WIDEST);
  return round(Math.sqrt(Math.exp(sigma ** 2) - 1), 3);
}

const pairs = (byType: Record<string, number>): string =>
  Object.entries(byType)
    .map(([type, value]) => `${type}:${value}`)
    .join(';');

export function deriveWorkloads(raw: CsvRow[], accelerators: Table, dropped: Dropped[]): Table {
  const byType = mtbfByType(raw, accelerators);
  const origins = new Set(CLASSES.map(({ origin }) => origin));
  for (const { cells } of raw) {
    if (!origins.has(cells.id))
      dropped.push({ table: 'workloads', id: cells.id, reason: NO_CLASS[cells.id] });
  }
  return table(
    CLASSES.map((choice): Cells => {
      const row = raw.find(({ cells }) => cells.id === choice.origin);
      if (!row) throw new Error(`workloads.csv: no row "${choice.origin}"`);
      const [low, best, high] = choice.activeParamsB ?? [];
      const mfu = (column: string) => need(row, column) / 100;
      const request = choice.kind === 'request';
      return {
        id: choice.id,
        kind: choice.kind,
        bundle: choice.bundle,
        name: choice.en,
        name_zh: choice.zh,
        origin: choice.origin,
        ...band('mfu', mfu('mfu_pct_low'), mfu('mfu_pct'), mfu('mfu_pct_high')),
        mfu_by_type: pairs(choice.mfuByType ?? {}),
        dataset_tb: request ? undefined : (choice.datasetTB ?? need(row, 'dataset_tb')),
        checkpoint_gb: request ? undefined : (choice.checkpointGB ?? need(row, 'checkpoint_gb')),
        min_memory_gb: choice.minMemoryGB,
        ...(request ? NO_FAILURES : failureCells(row, choice, byType)),
        tokens_in: request ? (choice.tokens?.[0] ?? need(row, 'tokens_in_mean')) : undefined,
        tokens_in_cv: request && !choice.tokens ? promptCv(row) : undefined,
        tokens_out: request ? (choice.tokens?.[1] ?? need(row, 'tokens_out_mean')) : undefined,
        ...band('active_params_b', low, best, high),
        total_params_b: request ? (choice.totalParamsB ?? best) : undefined,
        bytes_per_param: request ? (choice.bytesPerParam ?? 2) : undefined,
        accelerators_per_replica: request ? need(row, 'accel_count') : undefined,
        batch: choice.batch,
        ttft_limit_s: request ? (choice.ttftLimitS ?? need(row, 'slo_ttft_ms') / 1000) : undefined,
        request_kb: request ? need(row, 'request_kb') : undefined,
        response_kb: request ? need(row, 'response_kb') : undefined,
        chosen: `estimate: ${choice.reason}`,
        confidence: row.cells.confidence,
        source: text(row, 'source'),
        note: text(row, 'note'),
      };
    }),
  );
}

export function deriveJobStats(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      trace: row.cells.trace,
      metric: row.cells.metric,
      stat: row.cells.stat,
      value: need(row, 'value'),
      unit: row.cells.unit,
      confidence: row.cells.confidence,
      source: text(row, 'source'),
      note: text(row, 'note'),
    })),
  );
}
