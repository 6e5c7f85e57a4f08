/** Writing a frame: the state as of a time, into a buffer of `frameLength` values. */
import { stateHash } from '../engine/engine.ts';
import { latencyPercentiles } from '../engine/inference/latency.ts';
import { readMetrics, siteTotals, storedJ, TOTAL } from '../engine/measure.ts';
import type { Run } from '../engine/run.ts';
import { N } from '../engine/state.ts';
import {
  FRAME_MAGIC,
  FRAME_VERSION,
  HEADER,
  LINK_COLUMNS,
  METRO_COLUMNS,
  SITE_COLUMNS,
  frameLength,
  linkColumnOffset,
  metricOffset,
  metroColumnOffset,
  siteColumnOffset,
  type HeaderField,
  type LinkColumn,
  type MetroColumn,
  type SiteColumn,
} from './layout.ts';

const JOULES_PER_KWH = 3.6e6;
const JOULES_PER_MWH = 3.6e9;

/** An empty frame of this run's size. */
export function createFrame(run: Run): Float64Array {
  const { sites, links, metros } = run.world;
  return new Float64Array(frameLength(sites.count, links.count, metros.count));
}

/** Fills `frame` with the world as of `timeS`, after all events up to it. */
export function writeFrame(run: Run, tick: number, timeS: number, frame: Float64Array): void {
  const { world, state } = run;
  const hash = stateHash(run);
  const header: Record<HeaderField, number> = {
    magic: FRAME_MAGIC,
    version: FRAME_VERSION,
    tick,
    timeS,
    hashHigh: hash.high,
    hashLow: hash.low,
    sites: world.sites.count,
    links: world.links.count,
    metros: world.metros.count,
    linked: state.n[N.linked],
  };
  HEADER.forEach((field, at) => {
    frame[at] = header[field];
  });
  readMetrics(run, timeS, frame, metricOffset(0));
  writeSites(run, timeS, frame);
  writeLinks(run, frame);
  writeMetros(run, frame);
}

function writeSites(run: Run, timeS: number, frame: Float64Array): void {
  const { world, state } = run;
  const { sites, serving, facility } = world;
  const { totals } = run.work;
  const put = (column: SiteColumn, site: number, value: number): void => {
    frame[siteColumnOffset(SITE_COLUMNS.indexOf(column), sites.count) + site] = value;
  };
  for (let site = 0; site < sites.count; site++) {
    let computing = 0;
    let staging = 0;
    let stalled = 0;
    let queuedJobs = 0;
    let queuedAccelerators = 0;
    let runningJobs = 0;
    for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++) {
      computing += state.poolComputing[pool];
      staging += state.poolStaging[pool];
      stalled += state.poolStalled[pool];
      queuedJobs += state.poolQueuedJobs[pool];
      queuedAccelerators += state.poolQueuedAccelerators[pool];
      runningJobs += state.poolRunningJobs[pool];
    }
    const server = sites.server[site];
    const grid = sites.grid[site];
    siteTotals(run, site, timeS, totals);
    put('computing', site, computing);
    put('staging', site, staging);
    put('stalled', site, stalled);
    put('servingReserved', site, server < 0 ? 0 : serving.accelerators[server]);
    put('servingBusy', site, state.siteServingBusy[site]);
    put('queuedJobs', site, queuedJobs);
    put('queuedAccelerators', site, queuedAccelerators);
    put('runningJobs', site, runningJobs);
    put(
      'utilisation',
      site,
      state.siteInstalled[site] > 0 ? state.siteBusy[site] / state.siteInstalled[site] : 0,
    );
    put('goodputFlops', site, state.siteUsefulFlops[site]);
    put('servedRps', site, state.siteServedRps[site]);
    put('powerW', site, state.sitePowerW[site]);
    put('energyJ', site, totals[TOTAL.energyJ]);
    put('carbonG', site, totals[TOTAL.carbonG]);
    put('costUsd', site, totals[TOTAL.costUsd]);
    put('carbonGPerKwh', site, grid < 0 ? 0 : state.gridCarbonGPerJ[grid] * JOULES_PER_KWH);
    put('priceUsdPerMwh', site, grid < 0 ? 0 : state.gridPriceUsdPerJ[grid] * JOULES_PER_MWH);
    const plant = facility.plant[site];
    const holdsJ = plant < 0 ? 0 : facility.plants.storeJ[plant];
    put('pue', site, state.power.sitePue[site]);
    put('gridW', site, state.power.siteGridW[site]);
    put('solarW', site, plant < 0 ? 0 : state.power.plantSolarW[plant]);
    put('batteryShare', site, holdsJ > 0 ? storedJ(run, plant, timeS) / holdsJ : 0);
    put('waterL', site, totals[TOTAL.waterL]);
    put('throttle', site, state.siteThrottle[site]);
    put('powered', site, state.siteUp[site] === 1 && state.power.siteDark[site] === 0 ? 1 : 0);
    put('totalCostUsd', site, totals[TOTAL.capitalUsd] + totals[TOTAL.operatingUsd]);
  }
}

function writeLinks(run: Run, frame: Float64Array): void {
  const { world, state } = run;
  const { sites, links } = world;
  const put = (column: LinkColumn, link: number, value: number): void => {
    frame[linkColumnOffset(LINK_COLUMNS.indexOf(column), sites.count, links.count) + link] = value;
  };
  for (let link = 0; link < links.count; link++) {
    put('rateABBps', link, state.arcLoadBps[2 * link]);
    put('rateBABps', link, state.arcLoadBps[2 * link + 1]);
    put('flowsAB', link, state.arcFlows[2 * link]);
    put('flowsBA', link, state.arcFlows[2 * link + 1]);
    put('capacityBps', link, state.arcCapacityBps[2 * link]);
    put('up', link, state.linkUp[link]);
  }
}

function writeMetros(run: Run, frame: Float64Array): void {
  const { world, state } = run;
  const { sites, links, metros } = world;
  const offset = (column: MetroColumn): number =>
    metroColumnOffset(METRO_COLUMNS.indexOf(column), sites.count, links.count, metros.count);
  const put = (column: MetroColumn, metro: number, value: number): void => {
    frame[offset(column) + metro] = value;
  };
  for (let metro = 0; metro < metros.count; metro++) {
    latencyPercentiles(run, metro, frame, offset('latencyP50S') + metro, metros.count);
    const demand = state.metroDemandRps[metro];
    const served = state.metroServedRps[metro];
    put('demandRps', metro, demand);
    put('servedRps', metro, served);
    put('shedRps', metro, demand - served);
    put('inTime', metro, demand > 0 ? state.metroInTimeRps[metro] / demand : 1);
    put('latencyS', metro, served > 0 ? state.metroLatencyRpsS[metro] / served : 0);
  }
}
