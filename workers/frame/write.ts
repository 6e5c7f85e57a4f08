/** Writing a frame: the state as of a time, into a buffer of `frameLength` values. */
import { stateHash } from '../engine/engine.ts';
import { latencyPercentiles } from '../engine/inference/latency.ts';
import { readMetrics, siteTotals, storedJ, TOTAL } from '../engine/measure.ts';
import type { Run } from '../engine/run.ts';
import { FLOW_CAUSE, N, hopShift } from '../engine/state.ts';
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

/**
 * Fills `frame` with the world as of `timeS`, after all events up to it.
 * @param metro whose answers are told of, or -1
 */
export function writeFrame(run: Run, tick: number, timeS: number, frame: Float64Array, metro = -1): void {
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
    askedMetro: metro,
  };
  HEADER.forEach((field, at) => {
    frame[at] = header[field];
  });
  readMetrics(run, timeS, frame, metricOffset(0));
  writeSites(run, timeS, frame);
  writeAsked(run, frame, metro);
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
    let peakFlops = 0;
    let computing = 0;
    let staging = 0;
    let stalled = 0;
    let queuedJobs = 0;
    let queuedAccelerators = 0;
    let runningJobs = 0;
    for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++) {
      peakFlops += state.poolInstalled[pool] * world.pools.peakFlops[pool];
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
    put('installed', site, state.siteInstalled[site]);
    put('peakFlops', site, peakFlops);
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

/** What each site answers the metro asked for, from the streams between them. */
function writeAsked(run: Run, frame: Float64Array, metro: number): void {
  const { world, state } = run;
  const { sites, serving } = world;
  const first = siteColumnOffset(SITE_COLUMNS.indexOf('askedBps'), sites.count);
  frame.fill(0, first, first + sites.count);
  if (metro < 0 || metro >= world.metros.count) return;
  for (let server = 0; server < serving.count; server++) {
    const pair = metro * serving.count + server;
    for (let way = 0; way < 2; way++) {
      const flow = state.pairFlow[2 * pair + way];
      if (flow >= 0) frame[first + serving.site[server]] += state.flowRateBps[flow];
    }
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
    putKinds(run, frame, link, 0);
    putKinds(run, frame, link, 1);
  }
}

/** The rate of one direction of a link by what it carries, from the flows on it. */
function putKinds(run: Run, frame: Float64Array, link: number, back: number): void {
  const { world, state } = run;
  const { sites, links } = world;
  const shift = hopShift(state);
  let inference = 0;
  let checkpoint = 0;
  let gradient = 0;
  for (let hop = state.arcHead[2 * link + back]; hop >= 0; hop = state.hopNext[hop]) {
    const flow = hop >> shift;
    const cause = state.flowCause[flow];
    const rate = state.flowRateBps[flow];
    if (cause === FLOW_CAUSE.request || cause === FLOW_CAUSE.response) inference += rate;
    else if (cause === FLOW_CAUSE.restore) checkpoint += rate;
    else if (cause === FLOW_CAUSE.gradient) gradient += rate;
  }
  const put = (column: LinkColumn, value: number): void => {
    frame[linkColumnOffset(LINK_COLUMNS.indexOf(column), sites.count, links.count) + link] = value;
  };
  put(back ? 'inferenceBABps' : 'inferenceABBps', inference);
  put(back ? 'checkpointBABps' : 'checkpointABBps', checkpoint);
  put(back ? 'gradientBABps' : 'gradientABBps', gradient);
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
