/** What a run leaves behind, as tables: jobs, transfers, sites, groups of sites. Empty cells: not yet, as of the end. */
import { join } from 'node:path';
import { siteTotals, storedJ, TOTAL } from '../../engine/measure.ts';
import { waitsFor } from '../../engine/jobs/waiting.ts';
import type { Run } from '../../engine/run.ts';
import { STAGE } from '../../engine/state.ts';
import { GROUP_COLUMNS, groupRows } from './group-table.ts';
import { closeCsv, openCsv, writeRow, type Cell } from './csv-file.ts';

const STAGE_NAMES = Object.keys(STAGE);
const STAGE_NUMBERS = Object.values(STAGE) as number[];

/** Writes jobs.csv, transfers.csv, sites.csv and groups.csv into `directory`, as of `timeS`. */
export function writeTables(run: Run, timeS: number, directory: string): void {
  writeTable(join(directory, 'jobs.csv'), JOB_COLUMNS, run.world.jobs.count, (job) =>
    jobRow(run, job, timeS),
  );
  writeTable(join(directory, 'transfers.csv'), TRANSFER_COLUMNS, run.world.transfers.count, (transfer) =>
    transferRow(run, transfer, timeS),
  );
  writeTable(join(directory, 'sites.csv'), SITE_COLUMNS, run.world.sites.count, (site) =>
    siteRow(run, site, timeS),
  );
  const groups = groupRows(run, timeS);
  writeTable(join(directory, 'groups.csv'), GROUP_COLUMNS, groups.length, (group) => groups[group]);
}

function writeTable(
  path: string,
  columns: readonly string[],
  count: number,
  row: (i: number) => Cell[],
): void {
  const file = openCsv(path, columns);
  for (let i = 0; i < count; i++) writeRow(file, row(i));
  closeCsv(file);
}

const JOB_COLUMNS = [
  'id',
  'class',
  'tenant',
  'site',
  'submit_s',
  'start_s',
  'end_s',
  'wait_s',
  'stage_s',
  'restarts',
  'home',
  'accelerators',
  'state',
  'waits_for',
];

/** `site` is where it runs, `home` where it was submitted; `stage_s` is start to first computing. */
function jobRow(run: Run, job: number, timeS: number): Cell[] {
  const { world, state } = run;
  const { ids, jobs, pools } = world;
  const stage = state.jobStage[job];
  const started = state.jobStartS[job] >= 0;
  const computed = state.jobRunS[job] >= 0;
  const arrived = jobs.submitS[job] <= timeS;
  const pool = state.jobPool[job];
  return [
    ids.jobs[job],
    ids.classes[jobs.class[job]],
    ids.tenants[jobs.tenant[job]],
    started && pool >= 0 ? ids.sites[pools.site[pool]] : null,
    jobs.submitS[job],
    started ? state.jobStartS[job] : null,
    stage === STAGE.done ? state.jobEndS[job] : null,
    started ? state.jobStartS[job] - jobs.submitS[job] : null,
    computed ? state.jobRunS[job] - state.jobStartS[job] : null,
    world.classes.interruptible ? state.extra.jobRestarts[job] : 0,
    ids.sites[jobs.home[job]],
    jobs.accelerators[job],
    arrived ? STAGE_NAMES[STAGE_NUMBERS.indexOf(stage)] : 'pending',
    arrived ? waitsFor(run, job) : 'none',
  ];
}

const TRANSFER_COLUMNS = ['id', 'from', 'to', 'bytes', 'start_s', 'finish_s'];

function transferRow({ world, state }: Run, transfer: number, timeS: number): Cell[] {
  const { ids, transfers } = world;
  const finishS = state.transferFinishS[transfer];
  const finished = finishS > transfers.atS[transfer] && finishS <= timeS;
  return [
    ids.transfers[transfer],
    nodeId(ids, transfers.from[transfer]),
    nodeId(ids, transfers.to[transfer]),
    transfers.bits[transfer] / 8,
    transfers.atS[transfer],
    finished ? finishS : null,
  ];
}

function nodeId(ids: Run['world']['ids'], node: number): string {
  return node < ids.sites.length ? ids.sites[node] : ids.metros[node - ids.sites.length];
}

const SITE_COLUMNS = [
  'id',
  'name',
  'country',
  'role',
  'status',
  'accelerators',
  'busy_mean',
  'useful_flop',
  'energy_j',
  'carbon_g',
  'cost_usd',
  'operator',
  'it_j',
  'pue_mean',
  'grid_j',
  'solar_j',
  'curtailed_j',
  'battery_j',
  'water_l',
  'capital_usd',
  'operating_usd',
  'total_cost_usd',
];

function siteRow(run: Run, site: number, timeS: number): Cell[] {
  const { ids, scenario } = run.world;
  const id = ids.sites[site];
  const { name, country, role, status, operator } = scenario.sites[id];
  const totals = new Float64Array(TOTAL.size);
  siteTotals(run, site, timeS, totals);
  const installed = run.state.siteInstalled[site];
  const plant = run.world.facility.plant[site];
  return [
    id,
    name.en,
    country,
    role,
    status,
    installed,
    installed > 0 && timeS > 0 ? totals[TOTAL.busySeconds] / (installed * timeS) : null,
    totals[TOTAL.flop],
    totals[TOTAL.energyJ],
    totals[TOTAL.carbonG],
    totals[TOTAL.costUsd],
    operator,
    totals[TOTAL.itJ],
    totals[TOTAL.itJ] > 0 ? totals[TOTAL.energyJ] / totals[TOTAL.itJ] : null,
    totals[TOTAL.gridJ],
    totals[TOTAL.solarJ],
    totals[TOTAL.curtailedJ],
    plant < 0 ? null : storedJ(run, plant, timeS),
    totals[TOTAL.waterL],
    totals[TOTAL.capitalUsd],
    totals[TOTAL.operatingUsd],
    totals[TOTAL.capitalUsd] + totals[TOTAL.operatingUsd],
  ];
}
