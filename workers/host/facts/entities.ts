/**
 * Rows of the shipped tables -> entities of a scenario file, in its own keys and units.
 * A missing or malformed cell is reported once, with file and line, and read as 0 or ''.
 */
import { cosine, PI } from '../../engine/math.ts';
import type { Accelerator, Grid, Link, Metro, Provenance, Site, Issue } from '../../scenario/scenario.ts';
import type { GridEnergy, SiteCosts, SiteEnergy } from '../../scenario/energy.ts';
import type { FileWorkClass } from '../../scenario/schema-work.ts';
import type { CsvRow } from './csv.ts';
import { MONTHS } from './raw.ts';

/** Cells of one row by column, each fault going to `issues`. */
export type Reader = ReturnType<typeof createReader>;

export function createReader(row: CsvRow, issues: Issue[]) {
  const fault = (message: string, hint: string) =>
    issues.push({ path: `${row.file}:${row.line}`, message, hint });
  const optional = (column: string): string => {
    const cell = row.cells[column];
    if (cell === undefined) fault(`column "${column}" is missing`, `a column "${column}" in the header`);
    return cell ?? '';
  };
  const text = (column: string): string => {
    const cell = optional(column);
    if (cell === '' && column in row.cells) fault(`${column} is empty`, 'a value');
    return cell;
  };
  const number = (column: string): number => {
    const cell = text(column);
    const value = Number(cell);
    if (Number.isFinite(value)) return value;
    fault(`${column} is not a number: ${cell}`, 'a number such as 1.5 or 2e6');
    return 0;
  };
  /** A number, or what stands for an empty cell. */
  const numberOr = <T>(column: string, none: T): number | T =>
    optional(column) === '' ? none : number(column);
  const band = (column: string): [number, number, number] => {
    const values: [number, number, number] = [
      number(`${column}_low`),
      number(column),
      number(`${column}_high`),
    ];
    if (values[0] > values[1] || values[1] > values[2])
      fault(`${column} is out of its band`, 'low <= best <= high');
    return values;
  };
  return { optional, text, number, numberOr, band, fault };
}

function provenance(row: Reader, bands: Provenance['bands'], ...notes: string[]): Provenance {
  const confidence = row.text('confidence');
  if (!['reported', 'derived', 'estimate'].includes(confidence)) {
    row.fault(`unknown confidence "${confidence}"`, 'reported, derived or estimate');
  }
  const note = notes.filter(Boolean).join('; ');
  return {
    source: row.text('source'),
    confidence: confidence as Provenance['confidence'],
    ...(bands && { bands }),
    ...(note !== '' && { note }),
  };
}

export function accelerator(row: Reader): Omit<Accelerator, 'stackPenalty'> {
  return {
    name: row.text('name'),
    vendor: row.text('vendor'),
    bf16Tflops: row.number('bf16_tflops'),
    memoryGB: row.number('memory_gb'),
    memoryGBps: row.number('memory_gbps'),
    tdpW: row.number('tdp_w'),
    idleW: row.number('idle_w'),
    priceUsd: row.number('price_usd'),
    provenance: provenance(
      row,
      { idleW: row.band('idle_w'), priceUsd: row.band('price_usd') },
      row.optional('note'),
    ),
  };
}

/** What a metro asks of a class. */
export function demand(row: Reader): { requestsPerDay: number; profile: string; provenance: Provenance } {
  const band = row.band('requests_per_day');
  return {
    requestsPerDay: band[1],
    profile: row.text('profile'),
    provenance: provenance(row, { requestsPerDay: band }),
  };
}

/** @param hours factors by `profile kind`, from grid_hourly.csv */
export function grid(
  row: Reader,
  hours: Map<string, number[]>,
): Omit<Grid, keyof GridEnergy> & Pick<GridEnergy, 'ambientC' | 'ambientHoursC'> {
  const factors = (column: string, kind: string) => {
    const found = hours.get(`${row.text(column)} ${kind}`);
    if (!found) row.fault(`no hourly ${kind} profile "${row.text(column)}"`, 'a profile of grid_hourly.csv');
    return found ?? [];
  };
  const licence = `licence of the carbon figure: ${row.text('licence')}`;
  return {
    name: row.text('name'),
    carbonGPerKwh: row.number('carbon_g_per_kwh'),
    priceUsdPerMwh: row.number('price_usd_per_mwh'),
    carbonProfile: factors('carbon_profile', 'carbon'),
    priceProfile: factors('price_profile', 'price'),
    utcOffsetH: row.number('utc_offset_h'),
    ambientC: MONTHS.map((month) => row.number(`t_${month}_c`)),
    ambientHoursC: swing(row.number('t_swing_c')),
    provenance: provenance(
      row,
      { carbonGPerKwh: row.band('carbon_g_per_kwh'), priceUsdPerMwh: row.band('price_usd_per_mwh') },
      row.text('carbon_basis'),
      `price: ${row.text('price_confidence')}`,
      licence,
    ),
  };
}

/** Differences from the mean by local hour, warmest at 15:00, between which the coldest is `swingC` less. */
function swing(swingC: number): number[] {
  const roundC = (celsius: number) => Math.round(celsius * 100) / 100;
  return Array.from({ length: 24 }, (_, hour) => roundC((swingC / 2) * cosine((PI / 12) * (hour - 15))));
}

/** What is left out has the default of the format. */
export function site(
  row: Reader,
): Omit<Site, 'phases' | keyof SiteEnergy | keyof SiteCosts> & Pick<SiteEnergy, 'cooling'> {
  const count = row.number('accel_count');
  const powerMW = row.number('power_mw');
  return {
    name: { en: row.text('name'), zh: row.text('name_zh') },
    lat: row.number('lat'),
    lon: row.number('lon'),
    country: row.text('country'),
    region: row.text('region'),
    operator: row.text('operator'),
    role: row.text('role') as Site['role'],
    status: row.text('status') as Site['status'],
    grid: row.text('grid_id'),
    pools: count > 0 ? { [row.text('accel_id')]: count } : {},
    powerMW: powerMW > 0 ? powerMW : null,
    pue: row.number('pue'),
    hostOverhead: row.number('host_overhead'),
    cooling: row.text('cooling') as SiteEnergy['cooling'],
    servingShare: row.number('serving_share'),
    provenance: provenance(
      row,
      {
        accelerators: row.band('accel_count'),
        powerMW: row.band('power_mw'),
        pue: row.band('pue'),
        hostOverhead: row.band('host_overhead'),
        servingShare: row.band('serving_share'),
      },
      row.optional('note'),
      `share for inference: ${row.text('serving_share_basis')}`,
      `hosts: ${row.text('host_overhead_basis')}`,
      row.text('level_note'),
    ),
  };
}

export function metro(row: Reader): Metro {
  return {
    name: { en: row.text('name'), zh: row.text('name_zh') },
    lat: row.number('lat'),
    lon: row.number('lon'),
    country: row.text('country'),
    region: row.text('region'),
    utcOffsetH: row.number('utc_offset_h'),
    populationM: row.number('population_m'),
    provenance: provenance(row, { populationM: row.band('population_m') }, row.optional('note')),
  };
}

const VIRTUAL = 'virtual overlay';

/** `routeFactor` is left to the default of the format: every shipped link has its delay. */
export function link(row: Reader): Omit<Link, 'routeFactor'> {
  return {
    a: row.text('a'),
    b: row.text('b'),
    gbps: row.number('gbps'),
    delayMs: row.number('one_way_ms'),
    kind: row.text('kind'),
    virtual: row.text('kind') === VIRTUAL,
    name: row.optional('name'),
    provenance: provenance(
      row,
      { gbps: row.band('gbps'), delayMs: row.band('one_way_ms') },
      row.optional('note'),
      `delay: ${row.text('latency_confidence')}`,
    ),
  };
}

export function workClass(row: Reader): FileWorkClass {
  const name = { en: row.text('name'), zh: row.text('name_zh') };
  const mfu = row.number('mfu');
  const chosen = row.text('chosen');
  if (row.text('kind') === 'job') {
    return {
      kind: 'job',
      name,
      mfu,
      mfuByType: byType(row, 'mfu_by_type', 'h100:0.4;a100:0.38'),
      datasetTB: row.number('dataset_tb'),
      checkpointGB: row.number('checkpoint_gb'),
      minMemoryGB: row.number('min_memory_gb'),
      acceleratorMtbfHours: row.numberOr('accelerator_mtbf_h', null),
      acceleratorMtbfHoursByType: byType(row, 'accelerator_mtbf_h_by_type', 'h100:50000;a100:40000'),
      checkpointTime: row.number('checkpoint_time_s'),
      checkpointEvery: row.numberOr('checkpoint_every_s', null),
      restartTime: row.number('restart_time_s'),
      step: row.numberOr('step_s', 0),
      gradientGB: row.numberOr('gradient_gb', 0),
      syncEvery: row.number('sync_every'),
      overlap: row.number('overlap'),
      provenance: provenance(
        row,
        {
          mfu: row.band('mfu'),
          checkpointTimeS: row.band('checkpoint_time_s'),
          restartTimeS: row.band('restart_time_s'),
        },
        row.optional('note'),
        chosen,
        row.text('failure_basis'),
        row.optional('failure_types'),
      ),
    };
  }
  return {
    kind: 'request',
    name,
    tokensIn: row.number('tokens_in'),
    tokensInCv: row.numberOr('tokens_in_cv', 0),
    tokensOut: row.number('tokens_out'),
    activeParamsB: row.number('active_params_b'),
    totalParamsB: row.number('total_params_b'),
    bytesPerParam: row.number('bytes_per_param'),
    acceleratorsPerReplica: row.number('accelerators_per_replica'),
    batch: row.number('batch'),
    mfu,
    ttftLimitS: row.number('ttft_limit_s'),
    requestKB: row.number('request_kb'),
    responseKB: row.number('response_kb'),
    provenance: provenance(
      row,
      { mfu: row.band('mfu'), activeParamsB: row.band('active_params_b') },
      row.optional('note'),
      chosen,
    ),
  };
}

function byType(row: Reader, column: string, example: string): Record<string, number> {
  const entries = row.optional(column).split(';').filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => {
      const [type, value] = entry.split(':');
      if (!(Number(value) > 0)) row.fault(`${column}: "${entry}"`, `pairs such as ${example}`);
      return [type, Number(value)];
    }),
  );
}
