/**
 * The compiled world: everything that does not change while it runs, as tables of columns.
 *
 * Index spaces: site, metro, link; node = site | sites + metro; arc = 2*link (a -> b) or
 * 2*link + 1 (b -> a); pool = accelerators of one type at one site; job and transfer in
 * order of time; `pair` = metro * servers + serving site; use = server * classes + class. Units are SI. Relations are CSR
 * pairs `xStart` / `x`, named (from -> to).
 */
import type { QueueName, Scenario, SharingName } from '../scenario/scenario.ts';
import type { EconomicsTable } from './compile-economics.ts';
import type { PurchaseTable } from './compile-purchases.ts';
import type { PromptTable } from './prompts.ts';

export type World = {
  scenario: Scenario;
  /** Codes of the countries of sites, in order. */
  countries: string[];
  ids: {
    sites: string[];
    metros: string[];
    links: string[];
    types: string[];
    classes: string[];
    jobs: string[];
    tenants: string[];
    transfers: string[];
    regions: string[];
  };
  sites: SiteTable;
  pools: PoolTable;
  metros: MetroTable;
  links: LinkTable;
  grids: GridTable;
  facility: FacilityTable;
  economics: EconomicsTable;
  classes: JobClassTable;
  tenants: TenantTable;
  supply: SupplyTable;
  jobs: JobTable;
  transfers: TransferTable;
  serving: ServingTable;
  demand: DemandTable;
  events: EventTable;
  purchases: PurchaseTable;
  queue: QueueName;
  /** Higher priority takes the place of lower (J8). */
  preempt: boolean;
  /** Idle serving accelerators run jobs (I7). */
  harvest: boolean;
  sharing: SharingName;
};

export type SiteTable = {
  count: number;
  lat: Float64Array;
  lon: Float64Array;
  region: Int32Array;
  country: Int32Array;
  /** Index of a grid, or -1. */
  grid: Int32Array;
  /** 1 where the role is training; read by placement policies. */
  trains: Uint8Array;
  /** 1 where the role is inference or edge; read by routing policies. */
  serves: Uint8Array;
  /** IT watts to those of `idleW` and of dynamic draws: the PUE where it is given, 1 where `cooling` makes it vary. */
  pue: Float64Array;
  /** Factor from accelerator power to IT power: 1 + host overhead. */
  hostFactor: Float64Array;
  /** Facility cap, W; Infinity for none. */
  powerCapW: Float64Array;
  installed: Float64Array;
  /** What serving may take with idle draw at the best of times, W x `pue`: the cap where the PUE is given. */
  bestCapW: Float64Array;
  /** Draw with every powered accelerator idle, IT W x `pue`. */
  idleW: Float64Array;
  /** (site -> pool) */
  poolStart: Int32Array;
  /** Row of the serving table, or -1. */
  server: Int32Array;
};

export type PoolTable = {
  count: number;
  site: Int32Array;
  type: Int32Array;
  /** Accelerators for jobs, and those kept for inference. */
  forJobs: Int32Array;
  forServing: Int32Array;
  /** With all that the scenario ever delivers. */
  servingEver: Int32Array;
  /** Accelerators that the site's power cap leaves dark. */
  dark: Int32Array;
  peakFlops: Float64Array;
  /** Draw of one accelerator above idle at full load, W, before host overhead and PUE. */
  dynamicW: Float64Array;
  /** IT power of one at full load, W. */
  ratedW: Float64Array;
  memoryGB: Float64Array;
};

export type MetroTable = {
  count: number;
  lat: Float64Array;
  lon: Float64Array;
  region: Int32Array;
  /** As of sites; -1 where no site is. */
  country: Int32Array;
  utcOffsetH: Float64Array;
};

export type LinkTable = {
  count: number;
  /** Ends, as nodes. */
  a: Int32Array;
  b: Int32Array;
  capacityBps: Float64Array;
  delayS: Float64Array;
  /** (node -> arc leaving it), each node's arcs in order of id. */
  arcStart: Int32Array;
  arc: Int32Array;
};

export type GridTable = {
  count: number;
  /** [grid * 24 + local hour] */
  carbonGPerJ: Float64Array;
  priceUsdPerJ: Float64Array;
  utcOffsetH: Float64Array;
  /** Litres of water for a J of generation. */
  waterLPerJ: Float64Array;
  /** Series from t = 0 (grid -> values), each for `seriesStepS`. */
  seriesStepS: Float64Array;
  carbonStart: Int32Array;
  carbonSeries: Float64Array;
  priceStart: Int32Array;
  priceSeries: Float64Array;
};

/** Power, heat and water of sites (P1, P2). */
export type FacilityTable = {
  /** Time between changes of grids and weather, and whether anything depends on them. */
  epochS: number;
  epochs: boolean;
  /** Seconds since 1970-01-01T00:00Z at t = 0. */
  startS: number;
  /** [site]: index in COOLINGS, or -1. */
  cooling: Int32Array;
  /** Of its kind's curves; of the IT power of all that stands there at full load, what cooling draws at any load: 0 without. */
  coolingScale: Float64Array;
  fixedPart: Float64Array;
  /** Facility W for one more W of IT in mild weather. */
  mildFactor: Float64Array;
  /** [site * 12 + month], [site * 24 + local hour] */
  ambientC: Float64Array;
  ambientHoursC: Float64Array;
  utcOffsetH: Float64Array;
  /** Litres for a J of IT, where the file gives it. */
  wueGiven: Uint8Array;
  wueLPerJ: Float64Array;
  /** Row of `plants`, or -1. */
  plant: Int32Array;
  plants: {
    count: number;
    site: Int32Array;
    /** With the sun overhead, W. */
    solarW: Float64Array;
    storeJ: Float64Array;
    batteryW: Float64Array;
    efficiency: Float64Array;
    /** In it at t = 0, J. */
    chargeJ: Float64Array;
    connected: Uint8Array;
  };
};

/** By class; all zero for classes of requests. What they mean: J5, J6, J8. */
export type JobClassTable = {
  /** 1 where its jobs can write checkpoints. */
  saves: Uint8Array;
  checkpointBits: Float64Array;
  checkpointTimeS: Float64Array;
  /** Computing between two checkpoints; 0: Young and Daly's interval. */
  checkpointEveryS: Float64Array;
  restartTimeS: Float64Array;
  /** 1 where its jobs fail on some type. */
  fails: Uint8Array;
  /** [class * types + type]: failures of one accelerator per second it computes. */
  failureRate: Float64Array;
  preemptible: Uint8Array;
  stepS: Float64Array;
  gradientBits: Float64Array;
  syncEvery: Float64Array;
  overlap: Float64Array;
  /** Infinity for none. */
  exchangeBps: Float64Array;
  /** Some class saves, fails or is preempted: jobs may stop before they end. */
  interruptible: boolean;
  failing: boolean;
};

/** What deliveries come to under an embargo (P4). */
export type SupplyTable = {
  /** By type: its domestic stand-in, or -1. */
  substitute: Int32Array;
  /** By site: facility W for one more W of `SiteTable.idleW` on the hottest day. */
  hotFactor: Float64Array;
  /** By pool: share of its accelerators kept for inference, and what one draws idle at the meter, W. */
  servingShare: Float64Array;
  idleW: Float64Array;
};

export type TenantTable = {
  count: number;
  /** Accelerators its jobs may hold or queue for; 2^31 - 1 for any number. */
  quota: Int32Array;
  share: Float64Array;
  /** Some tenant has a quota. */
  limited: boolean;
};

/**
 * A gang over several sites has parts, entities of their own beside the jobs in whatever lists
 * what a pool runs: entity = job | count + spreadRow * partStride + part.
 */
export type JobTable = {
  count: number;
  /** Jobs and parts together. */
  entities: number;
  /** Jobs that may be spread, and parts one may have at most. */
  spreadRows: number;
  partStride: number;
  /** -1: one site only. */
  spreadRow: Int32Array;
  maxSites: Int32Array;
  /** [row]: the job. */
  spreadJob: Int32Array;
  submitS: Float64Array;
  class: Int32Array;
  tenant: Int32Array;
  home: Int32Array;
  accelerators: Int32Array;
  /** Sizes its gang may have; equal to `accelerators` but for elastic ones. */
  least: Int32Array;
  most: Int32Array;
  elastic: boolean;
  /** Names its chances (T5); empty where nothing fails. */
  key: Int32Array;
  /** Length at full speed in seconds, or -1 where the work is given in FLOP. */
  lengthS: Float64Array;
  flop: Float64Array;
  /** User's estimate of the length; -1: the true length where it runs. */
  estimateS: Float64Array;
  datasetBits: Float64Array;
  /** Higher goes first, where the queue policy asks. */
  priority: Float64Array;
  /** Row of `allowedType`: which accelerator types and countries a job accepts. */
  typeSet: Int32Array;
  countrySet: Int32Array;
  /** [typeSet * types + type] and [countrySet * countries + country], 0 or 1. */
  allowedType: Uint8Array;
  allowedCountry: Uint8Array;
  /** [class * types + type]; 0: the class does not fit the type's memory. */
  mfu: Float64Array;
  types: number;
  countries: number;
  /** [job]: its kind; and (kind -> pools whose type, memory and country suit it), ascending. */
  kind: Int32Array;
  kindStart: Int32Array;
  kindPools: Int32Array;
};

export type TransferTable = {
  count: number;
  from: Int32Array;
  to: Int32Array;
  bits: Float64Array;
  atS: Float64Array;
  weight: Float64Array;
  /** The most it takes; Infinity for no limit. */
  maxBps: Float64Array;
  /** (transfer -> arcs of its fixed route); an empty range leaves the route to N2. */
  viaStart: Int32Array;
  via: Int32Array;
};

/** Sites that serve requests, and what each could do of each request class (I2). */
export type ServingTable = {
  count: number;
  site: Int32Array;
  classes: number;
  /** Class index (in ids.classes) of each request class. */
  class: Int32Array;
  /** [server * classes + class]: of which site and class it is. */
  useSite: Int32Array;
  useClass: Int32Array;
  capacityRps: Float64Array;
  slots: Float64Array;
  serviceS: Float64Array;
  prefillS: Float64Array;
  /** Time of each token after the first. */
  tokenS: Float64Array;
  /** Power above idle if all of the room were used, W at the meter. */
  dynamicW: Float64Array;
  accelerators: Float64Array;
  /** Per request class. */
  ttftLimitS: Float64Array;
  /** Infinity for none. */
  tpotLimitS: Float64Array;
  /** Factor on the wait for the variability of service (I4). */
  waitFactor: Float64Array;
  /** By class: bursts count as arrivals that come together, this many at a time (I4). */
  peakedness: Float64Array;
  prompts: PromptTable;
  requestBits: Float64Array;
  responseBits: Float64Array;
  tokensOut: Float64Array;
  /** Better algorithms (P5): what the columns above hold is before them. */
  efficiencyPerYear: Float64Array;
  efficiencyFromS: Float64Array;
  improving: boolean;
};

export type DemandTable = {
  epochS: number;
  growthPerYear: number;
  lastMileS: number;
  /** UTC hour and weekday at t = 0. */
  startHour: number;
  startDay: number;
  /** Rows of (metro, class), sorted by metro; (metro -> row) */
  count: number;
  rowStart: Int32Array;
  class: Int32Array;
  metro: Int32Array;
  meanRps: Float64Array;
  profile: Int32Array;
  /** [profile * 24 + hour], and one factor for Saturdays and Sundays. */
  hours: Float64Array;
  weekend: Float64Array;
  /** Rows with a series: [row] -1 or its first entry in `rates`, one an epoch, `rateEpochs` for each. */
  rateStart: Int32Array;
  rates: Float64Array;
  rateEpochs: number;
  /**
   * Offers: every row with every server, in order of metro, server, row. `offerAllowed` is 1 where
   * residency and memory let the server take it.
   */
  offers: number;
  offerRow: Int32Array;
  offerServer: Int32Array;
  offerUse: Int32Array;
  offerPair: Int32Array;
  offerAllowed: Uint8Array;
};

export const EVENT_KINDS = [
  'link-cut',
  'link-repair',
  'link-degrade',
  'link-all',
  'unlink-all',
  'site-outage',
  'site-repair',
  'delivery',
  'embargo',
  'embargo-end',
  'demand-surge',
  'job-migrate',
  'policy',
  'power-curtailment',
  'heat-wave',
  'price-spike',
  'carbon-shift',
] as const;

export type EventTable = {
  count: number;
  atS: Float64Array;
  /** Index in EVENT_KINDS. */
  kind: Int32Array;
  /** Link, placement, job, site, pool, accelerator type, metro or grid (-1: all), by kind. */
  target: Int32Array;
  /** Site a job goes to, country an embargo holds for, or routing policy; -1: none, or all. */
  scope: Int32Array;
  value: Float64Array;
  /** Of deliveries: the pool they come to, embargoes and stand-ins heeded; -1: they do not come. */
  arrives: Int32Array;
};

/** Accelerators whose idle draw would take more than this share of the cap stay dark (P1). */
export const IDLE_SHARE_OF_CAP = 0.5;

/** Share of the serving slots that a router fills at most, so that waits stay finite (I3). */
export const SERVING_FILL = 0.9;
