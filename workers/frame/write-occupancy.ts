/** Writing an occupancy: who holds a site's accelerators in the state as it is. */
import { jobOf } from '../engine/jobs/parts.ts';
import type { Run } from '../engine/run.ts';
import { STAGE } from '../engine/state.ts';
import {
  GANG_COLUMNS,
  GANG_STATES,
  OCCUPANCY_HEADER,
  POOL_COLUMNS,
  occupancyLength,
  startOccupancy,
} from './occupancy.ts';

const STATE_OF_STAGE: Record<number, (typeof GANG_STATES)[number]> = {
  [STAGE.running]: 'running',
  [STAGE.staging]: 'staging',
  [STAGE.restarting]: 'restarting',
  [STAGE.saving]: 'saving',
};

/** @throws RangeError for a site there is not. */
export function writeOccupancy(run: Run, site: number): ArrayBuffer {
  const { world, state } = run;
  const { sites } = world;
  if (!(Number.isInteger(site) && site >= 0 && site < sites.count)) {
    throw new RangeError(`no site ${site}: there are ${sites.count}`);
  }
  const first = sites.poolStart[site];
  const pools = sites.poolStart[site + 1] - first;
  const entities: number[] = [];
  for (let pool = first; pool < first + pools; pool++) {
    const from = entities.length;
    for (let entity = state.runHead[pool]; entity >= 0; entity = state.jobNext[entity]) entities.push(entity);
    const held = entities.splice(from);
    entities.push(...held.sort((a, b) => jobOf(world, a) - jobOf(world, b)));
  }
  const values = new Float64Array(occupancyLength(pools, entities.length));
  startOccupancy(values, {
    site,
    pools,
    gangs: entities.length,
    up: state.siteUp[site],
    dark: state.power.siteDark[site],
    throttle: state.siteThrottle[site],
  });
  writePools(run, site, values);
  writeGangs(run, entities, first, OCCUPANCY_HEADER.length + POOL_COLUMNS.length * pools, values);
  return values.buffer;
}

function writePools(run: Run, site: number, values: Float64Array): void {
  const { world, state } = run;
  const { sites, serving } = world;
  const first = sites.poolStart[site];
  const count = sites.poolStart[site + 1] - first;
  const put = (column: (typeof POOL_COLUMNS)[number], at: number, value: number): void => {
    values[OCCUPANCY_HEADER.length + POOL_COLUMNS.indexOf(column) * count + at] = value;
  };
  let keptAtSite = 0;
  const kept = (pool: number): number =>
    state.poolForServing[pool] - (world.harvest ? state.extra.poolLent[pool] : 0);
  for (let pool = first; pool < first + count; pool++) keptAtSite += kept(pool);
  const busyShare =
    keptAtSite > 0 && sites.server[site] >= 0 && serving.count > 0
      ? state.siteServingBusy[site] / keptAtSite
      : 0;
  const drawFactor = state.power.siteDrawFactor[site];
  for (let at = 0; at < count; at++) {
    const pool = first + at;
    put('type', at, world.pools.type[pool]);
    put('installed', at, state.poolInstalled[pool]);
    put('forJobs', at, state.poolForJobs[pool]);
    put('forServing', at, kept(pool));
    put('servingBusy', at, Math.min(1, busyShare) * kept(pool));
    put('idleW', at, world.supply.idleW[pool] * drawFactor);
    put('dynamicW', at, world.pools.dynamicW[pool] * sites.hostFactor[site] * sites.pue[site] * drawFactor);
  }
}

function writeGangs(run: Run, entities: number[], first: number, offset: number, values: Float64Array): void {
  const { world, state } = run;
  const put = (column: (typeof GANG_COLUMNS)[number], at: number, value: number): void => {
    values[offset + GANG_COLUMNS.indexOf(column) * entities.length + at] = value;
  };
  entities.forEach((entity, at) => {
    const job = jobOf(world, entity);
    put('pool', at, state.jobPool[entity] - first);
    put('job', at, job);
    put('class', at, world.jobs.class[job]);
    put('tenant', at, world.jobs.tenant[job]);
    put('held', at, state.jobHeld[entity]);
    // Between two stages of one instant a gang is on its way to running.
    put('state', at, GANG_STATES.indexOf(STATE_OF_STAGE[state.jobStage[job]] ?? 'running'));
  });
}
