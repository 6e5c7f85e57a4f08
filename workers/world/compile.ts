/**
 * Scenario -> World. Allocates every table; the order of all entities is the order of their
 * ids, so nothing depends on how an input object was written (STYLE 3).
 */
import { HOT_C } from './cooling.ts';
import { greatCircleKm } from '../engine/math.ts';
import type { Link, Scenario } from '../scenario/scenario.ts';
import { compileDemand } from './compile-demand.ts';
import { compileEconomics } from './compile-economics.ts';
import { compileEvents, phaseEvents } from './compile-events.ts';
import { compileJobClasses, compileTenants } from './compile-classes.ts';
import { compileJobs } from './compile-jobs.ts';
import { capAtW, compileFacility, compileGrids, factorAt, meanPue } from './compile-facility.ts';
import { compilePurchases } from './compile-purchases.ts';
import { compileServing } from './compile-serving.ts';
import { sortedKeys, type Ids } from './ids.ts';
import { deliveredLater, installedAtStart, typesEver } from './installed.ts';
import { IDLE_SHARE_OF_CAP } from './world.ts';
import type {
  LinkTable,
  MetroTable,
  PoolTable,
  SiteTable,
  SupplyTable,
  TransferTable,
  World,
} from './world.ts';

/** Group delay of fibre, s/km: group index 1.468 (N1). */
const FIBRE_S_PER_KM = 4.9e-6;

/**
 * @param scenario from `parseScenario`; its references are known to hold
 * @returns tables whose size is O(sites + links + metros + jobs)
 */
export function compileWorld(scenario: Scenario): World {
  const ids: Ids = {
    sites: sortedKeys(scenario.sites),
    metros: sortedKeys(scenario.metros),
    links: sortedKeys(scenario.links),
    types: sortedKeys(scenario.accelerators),
    classes: sortedKeys(scenario.classes),
    jobs: [],
    tenants: [],
    transfers: [],
    regions: distinct([
      ...Object.values(scenario.sites).map((site) => site.region),
      ...Object.values(scenario.metros).map((metro) => metro.region),
    ]),
  };
  const countries = distinct(Object.values(scenario.sites).map((site) => site.country));
  const gridIds = sortedKeys(scenario.grids);
  const nodes = new Map<string, number>();
  for (const id of [...ids.sites, ...ids.metros]) nodes.set(id, nodes.size);

  const { sites, pools } = compileSites(scenario, ids, countries, gridIds);
  const metros = compileMetros(scenario, ids, countries);
  const links = compileLinks(scenario, ids, nodes, sites, metros);
  const classes = compileJobClasses(scenario, ids);
  const jobs = compileJobs(scenario, ids, countries, sites, pools, classes.failing);
  const serving = compileServing(scenario, ids, sites, pools);
  const facility = compileFacility(scenario, ids, sites);
  const supply = compileSupply(scenario, ids, sites, pools);
  const economics = compileEconomics(scenario, ids, sites, pools, links, facility);
  const listed = [...phaseEvents(scenario), ...scenario.events];
  const events = compileEvents(listed, { scenario, ids, countries, sites, pools, supply });
  return {
    scenario,
    countries,
    ids,
    sites,
    pools,
    metros,
    links,
    grids: compileGrids(scenario, gridIds),
    facility,
    economics,
    classes,
    tenants: compileTenants(scenario, ids),
    supply,
    jobs,
    transfers: compileTransfers(scenario, ids, nodes, links),
    serving,
    demand: compileDemand(scenario, ids, serving, sites, metros, countries),
    events,
    purchases: compilePurchases(events, sites, pools, economics),
    queue: scenario.policy.queue,
    preempt: scenario.policy.preempt,
    harvest: scenario.policy.harvest,
    sharing: scenario.sharing,
  };
}

/**
 * The same tables under another policy.
 * @param scenario the world's own, but for `linked` and for `policy` without `preempt` and `harvest`, which decide
 *   what tables there are
 */
export function underPolicy(world: World, scenario: Scenario): World {
  return { ...world, scenario, queue: scenario.policy.queue };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}

function compileSites(scenario: Scenario, ids: Ids, countries: string[], gridIds: string[]) {
  const n = ids.sites.length;
  const sites: SiteTable = {
    count: n,
    lat: new Float64Array(n),
    lon: new Float64Array(n),
    region: new Int32Array(n),
    country: new Int32Array(n),
    grid: new Int32Array(n),
    trains: new Uint8Array(n),
    serves: new Uint8Array(n),
    pue: new Float64Array(n),
    hostFactor: new Float64Array(n),
    powerCapW: new Float64Array(n),
    bestCapW: new Float64Array(n),
    installed: new Float64Array(n),
    idleW: new Float64Array(n),
    poolStart: new Int32Array(n + 1),
    server: new Int32Array(n).fill(-1),
  };
  const rows: { site: number; type: number; jobs: number; serving: number; later: number; dark: number }[] =
    [];
  ids.sites.forEach((id, s) => {
    const site = scenario.sites[id];
    sites.lat[s] = site.lat;
    sites.lon[s] = site.lon;
    sites.region[s] = ids.regions.indexOf(site.region);
    sites.country[s] = countries.indexOf(site.country);
    sites.grid[s] = site.grid === null ? -1 : gridIds.indexOf(site.grid);
    sites.trains[s] = site.role === 'training' ? 1 : 0;
    sites.serves[s] = site.role === 'inference' || site.role === 'edge' ? 1 : 0;
    sites.pue[s] = site.cooling === null ? meanPue(scenario, site) : 1;
    sites.hostFactor[s] = 1 + site.hostOverhead;
    sites.powerCapW[s] = site.powerMW === null ? Infinity : site.powerMW * 1e6;
    sites.bestCapW[s] = capAtW(scenario, site, -Infinity);
    sites.poolStart[s] = rows.length;
    const now = installedAtStart(site);
    const types = typesEver(scenario, id);
    const meter = sites.hostFactor[s] * sites.pue[s];
    const hotCapW = capAtW(scenario, site, HOT_C);
    const allIdleW = types.reduce(
      (sum, type) => sum + (now[type] ?? 0) * scenario.accelerators[type].idleW * meter,
      0,
    );
    const powered = allIdleW > 0 ? Math.min(1, (IDLE_SHARE_OF_CAP * hotCapW) / allIdleW) : 1;
    for (const type of types) {
      const installed = now[type] ?? 0;
      const count = Math.floor(installed * powered);
      const serving = Math.round(count * site.servingShare);
      rows.push({
        site: s,
        type: ids.types.indexOf(type),
        jobs: count - serving,
        serving,
        later: Math.round(deliveredLater(scenario, id, type) * site.servingShare),
        dark: installed - count,
      });
      sites.installed[s] += installed;
      sites.idleW[s] += count * scenario.accelerators[type].idleW * meter;
    }
  });
  sites.poolStart[n] = rows.length;
  const accelerator = (type: number) => scenario.accelerators[ids.types[type]];
  const pools: PoolTable = {
    count: rows.length,
    site: Int32Array.from(rows, (row) => row.site),
    type: Int32Array.from(rows, (row) => row.type),
    forJobs: Int32Array.from(rows, (row) => row.jobs),
    forServing: Int32Array.from(rows, (row) => row.serving),
    servingEver: Int32Array.from(rows, (row) => row.serving + row.later),
    dark: Int32Array.from(rows, (row) => row.dark),
    peakFlops: Float64Array.from(rows, (row) => accelerator(row.type).bf16Tflops * 1e12),
    dynamicW: Float64Array.from(rows, (row) => accelerator(row.type).tdpW - accelerator(row.type).idleW),
    ratedW: Float64Array.from(rows, (row) => accelerator(row.type).tdpW * sites.hostFactor[row.site]),
    memoryGB: Float64Array.from(rows, (row) => accelerator(row.type).memoryGB),
  };
  return { sites, pools };
}

/** What deliveries need to know of pools (P4). */
function compileSupply(scenario: Scenario, ids: Ids, sites: SiteTable, pools: PoolTable): SupplyTable {
  const site = (pool: number) => scenario.sites[ids.sites[pools.site[pool]]];
  return {
    hotFactor: Float64Array.from(ids.sites, (id) => factorAt(scenario, scenario.sites[id], HOT_C)),
    substitute: Int32Array.from(ids.types, (type) => ids.types.indexOf(scenario.substitutes[type] ?? '')),
    servingShare: Float64Array.from(pools.site, (_, pool) => site(pool).servingShare),
    idleW: Float64Array.from(pools.site, (s, pool) => {
      const idleW = scenario.accelerators[ids.types[pools.type[pool]]].idleW;
      return idleW * sites.hostFactor[s] * sites.pue[s];
    }),
  };
}

function compileMetros(scenario: Scenario, ids: Ids, countries: string[]): MetroTable {
  const metros = ids.metros.map((id) => scenario.metros[id]);
  return {
    count: metros.length,
    lat: Float64Array.from(metros, (metro) => metro.lat),
    lon: Float64Array.from(metros, (metro) => metro.lon),
    region: Int32Array.from(metros, (metro) => ids.regions.indexOf(metro.region)),
    country: Int32Array.from(metros, (metro) => countries.indexOf(metro.country)),
    utcOffsetH: Float64Array.from(metros, (metro) => metro.utcOffsetH),
  };
}

function compileLinks(
  scenario: Scenario,
  ids: Ids,
  nodes: Map<string, number>,
  sites: SiteTable,
  metros: MetroTable,
): LinkTable {
  const list = ids.links.map((id) => scenario.links[id]);
  const lat = [...sites.lat, ...metros.lat];
  const lon = [...sites.lon, ...metros.lon];
  const a = Int32Array.from(list, (link) => nodes.get(link.a)!);
  const b = Int32Array.from(list, (link) => nodes.get(link.b)!);
  const delay = (link: Link, l: number): number =>
    link.delayMs !== null
      ? link.delayMs / 1e3
      : greatCircleKm(lat[a[l]], lon[a[l]], lat[b[l]], lon[b[l]]) * link.routeFactor * FIBRE_S_PER_KM;
  const arcStart = new Int32Array(nodes.size + 1);
  for (let l = 0; l < list.length; l++) {
    if (list[l].virtual) continue;
    arcStart[a[l] + 1]++;
    arcStart[b[l] + 1]++;
  }
  for (let v = 0; v < nodes.size; v++) arcStart[v + 1] += arcStart[v];
  const arc = new Int32Array(arcStart[nodes.size]);
  const fill = arcStart.slice();
  for (let l = 0; l < list.length; l++) {
    if (list[l].virtual) continue;
    arc[fill[a[l]]++] = 2 * l;
    arc[fill[b[l]]++] = 2 * l + 1;
  }
  return {
    count: list.length,
    a,
    b,
    capacityBps: Float64Array.from(list, (link) => link.gbps * 1e9),
    delayS: Float64Array.from(list, delay),
    arcStart,
    arc,
  };
}

function compileTransfers(
  scenario: Scenario,
  ids: Ids,
  nodes: Map<string, number>,
  links: LinkTable,
): TransferTable {
  const list = scenario.transfers.list.slice().sort((x, y) => x.atS - y.atS || (x.id < y.id ? -1 : 1));
  ids.transfers = list.map((transfer) => transfer.id);
  const viaStart = new Int32Array(list.length + 1);
  const via: number[] = [];
  list.forEach((transfer, t) => {
    let node = nodes.get(transfer.from)!;
    for (const id of transfer.via) {
      const link = ids.links.indexOf(id);
      const forward = links.a[link] === node;
      via.push(forward ? 2 * link : 2 * link + 1);
      node = forward ? links.b[link] : links.a[link];
    }
    viaStart[t + 1] = via.length;
  });
  return {
    count: list.length,
    from: Int32Array.from(list, (transfer) => nodes.get(transfer.from)!),
    to: Int32Array.from(list, (transfer) => nodes.get(transfer.to)!),
    bits: Float64Array.from(list, (transfer) => transfer.bytes * 8),
    atS: Float64Array.from(list, (transfer) => transfer.atS),
    weight: Float64Array.from(list, (transfer) => transfer.weight),
    maxBps: Float64Array.from(list, ({ maxGbps }) => (maxGbps === null ? Infinity : maxGbps * 1e9)),
    viaStart,
    via: Int32Array.from(via),
  };
}
