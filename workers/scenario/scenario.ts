/**
 * A scenario after validation: what `parse.ts` hands to `world/compile.ts`.
 *
 * Every default is filled in and every duration is in seconds. Units are those of the
 * file (TFLOP/s, GB, MW, Gb/s, ms), named in each key; compile.ts turns them into SI.
 * Collections stay objects keyed by id, so that a JSON Merge Patch can touch one entry.
 */

import type { StoryScene } from './story.ts';
import type { Economics, GridEnergy, Shock, SiteCosts, SiteEnergy } from './energy.ts';

/** A phrase in the languages of the interface. */
export type Words = { en: string; zh?: string };

/** Where a figure comes from; carried to the inspector unchanged. */
export type Provenance = {
  source: string;
  confidence: 'reported' | 'derived' | 'estimate' | 'given';
  /** Figures that are bands rather than values: [low, best, high] by key. */
  bands?: Record<string, [low: number, best: number, high: number]>;
  note?: string;
};

export type Accelerator = {
  name: string;
  vendor: string;
  bf16Tflops: number;
  /** Share of the use of peak that its software stack costs, against the stack a class's MFU is given for. */
  stackPenalty: number;
  memoryGB: number;
  /** Memory bandwidth, GB/s; bounds the decode rate of inference (I2). */
  memoryGBps: number;
  tdpW: number;
  idleW: number;
  priceUsd: number;
  provenance?: Provenance;
};

export type Grid = GridEnergy & {
  name: string;
  carbonGPerKwh: number;
  priceUsdPerMwh: number;
  /** Factors by local hour, 24 each, mean about 1 (T3: hourly epochs). */
  carbonProfile: number[];
  priceProfile: number[];
  utcOffsetH: number;
  provenance?: Provenance;
};

export const SITE_ROLES = ['training', 'inference', 'mixed', 'edge', 'hpc'] as const;
export type SiteRole = (typeof SITE_ROLES)[number];

export const SITE_STATUSES = ['operational', 'building', 'planned'] as const;
export type SiteStatus = (typeof SITE_STATUSES)[number];

export type Site = SiteEnergy &
  SiteCosts & {
    name: Words;
    lat: number;
    lon: number;
    country: string;
    /** Islands serve their own region only (N5). */
    region: string;
    operator: string;
    role: SiteRole;
    status: SiteStatus;
    /** Key of `grids`, or null: no carbon, no price. */
    grid: string | null;
    /** Accelerators by type; a site that is not operational offers none of them to work. */
    pools: Record<string, number>;
    /** Facility power cap in MW, or null for none. */
    powerMW: number | null;
    /** Annual mean with `cooling`, null there: as its kind makes it. Without, at any time. */
    pue: number | null;
    /** Power of hosts, network and storage beside each accelerator, as a share of its own draw. */
    hostOverhead: number;
    /** Share of the accelerators kept for inference (0 to 1). */
    servingShare: number;
    /** Accelerators that come later (P4), in seconds since start, in order of time. */
    phases: { atS: number; pools: Record<string, number> }[];
    provenance?: Provenance;
  };

export type Metro = {
  name: Words;
  lat: number;
  lon: number;
  country: string;
  region: string;
  utcOffsetH: number;
  populationM: number;
  provenance?: Provenance;
};

export type Link = {
  /** Ids of sites or metros. */
  a: string;
  b: string;
  gbps: number;
  /** One-way propagation delay; null: great circle x `routeFactor` x 4.9 us/km (N1). */
  delayMs: number | null;
  routeFactor: number;
  kind: string;
  /** A service over other links: drawn, never routed over, and no capacity of its own (N2). */
  virtual: boolean;
  name: string;
  provenance?: Provenance;
};

/** Work with a beginning and an end: pre-training, fine-tuning, batch inference, HPC. */
export type JobClass = {
  kind: 'job';
  name: Words;
  /** Model FLOP/s utilisation: share of peak a job of this class reaches (J4). */
  mfu: number;
  /** The same for single accelerator types, where it differs. */
  mfuByType: Record<string, number>;
  datasetTB: number;
  checkpointGB: number;
  /** Least memory an accelerator must have, GB. */
  minMemoryGB: number;
  /** Factor a year by which the work of its jobs shrinks (P5); 1: none. Counted from `efficiencyFromS`. */
  efficiencyPerYear: number;
  efficiencyFromS: number;
  /** Seconds to write a checkpoint, and of computing between two; null: Young and Daly's (J6). */
  checkpointTimeS: number;
  checkpointEveryS: number | null;
  /** Seconds from a failure, or a change of size, to computing again. */
  restartTimeS: number;
  /** Mean hours between failures of one accelerator; null: none fails. */
  acceleratorMtbfHours: number | null;
  /** The same for single accelerator types, where it differs. */
  acceleratorMtbfHoursByType: Record<string, number>;
  /** A job of higher priority may take its place (J8). */
  preemptible: boolean;
  /** Data parallel training over several sites (J5): seconds of a step on the accelerators asked for. */
  stepS: number;
  /** GB each replica of the model exchanges at a synchronisation; 0: the parts need not talk. */
  gradientGB: number;
  /** Steps between two synchronisations: 1 is synchronous, more is local SGD. */
  syncEvery: number;
  /** Share of the computing behind which an exchange can hide. */
  overlap: number;
  /** What one site may send at most; null: what the links give. */
  exchangeGbps: number | null;
  provenance?: Provenance;
};

/** Requests answered one by one: chat, code, vision. */
export type RequestClass = {
  kind: 'request';
  name: Words;
  tokensIn: number;
  /** Standard deviation of tokens in over their mean: log-normal prompts; 0: all alike (I4). */
  tokensInCv: number;
  tokensOut: number;
  /** Parameters used per token, in billions; sets prefill FLOP and decode bytes (I2). */
  activeParamsB: number;
  acceleratorsPerReplica: number;
  /** Requests a replica decodes at once. */
  batch: number;
  mfu: number;
  /** Parameters in all, in billions, which must fit its accelerators' memory; null: the active ones (I2). */
  totalParamsB: number | null;
  /** Of its weights in memory (I2). */
  bytesPerParam: number;
  /** Squared coefficient of variation of the service time (I4); null: 1, as exponential. */
  serviceScv: number | null;
  /** The same of times between arrivals, or the index of dispersion of their counts (I4); 1: Poisson. */
  arrivalScv: number;
  /** Limit on time to first token, seconds (I5). */
  ttftLimitS: number;
  /** Limit on the time of each further token; null: none. */
  tpotLimitS: number | null;
  /** Countries that may serve it, `own` for the metro's; empty: any (I3). */
  residency: string[];
  /** As for jobs: the work of a request, and with it its times, shrinks (P5). */
  efficiencyPerYear: number;
  efficiencyFromS: number;
  requestKB: number;
  responseKB: number;
  provenance?: Provenance;
};

export type WorkClass = JobClass | RequestClass;

export type JobSpec = {
  id: string;
  class: string;
  tenant: string;
  /** Submit time, seconds since start. */
  atS: number;
  /** Home site: where the job is submitted and where its dataset lies. */
  site: string;
  accelerators: number;
  /** Sizes an elastic gang may have (J3); null: `accelerators`. */
  minAccelerators: number | null;
  maxAccelerators: number | null;
  /** Sites it may be spread over (J5). */
  maxSites: number;
  /** Types it may run on; empty: any. */
  types: string[];
  /** Length at full speed on its own request, hours; or the work itself, FLOP. One of the two. */
  hours: number | null;
  flop: number | null;
  estimateHours: number | null;
  /** Null: the class's. */
  datasetTB: number | null;
  priority: number;
  /** Countries it may run in; empty: anywhere. */
  residency: string[];
};

/** A distribution by its quantiles: piecewise log-linear between the points given. */
export type Quantiles = [share: number, value: number][];

export type JobGenerator = {
  id: string;
  class: string;
  tenant: string;
  count: number;
  fromS: number;
  toS: number;
  /** Home sites by weight. */
  sites: Record<string, number>;
  accelerators: Quantiles;
  /** Sizes are rounded to a multiple of this. */
  acceleratorsMultiple: number;
  /** Least and most size of a gang over the one drawn. */
  elastic: [least: number, most: number];
  maxSites: number;
  hours: Quantiles;
  /** User estimate = true length x this factor (>= 1 as users overestimate). */
  estimateFactor: number;
  datasetTB: Quantiles | null;
  /** Submissions by local hour at the home site, 24 factors; empty: even. */
  hourly: number[];
  types: string[];
  priority: number;
  residency: string[];
  provenance?: Provenance;
};

/** Whose jobs they are. */
export type Tenant = {
  /** Accelerators its jobs may hold or queue for at once; null: any number. */
  quota: number | null;
  /** Weight in fair sharing. */
  share: number;
};

export type TransferSpec = {
  id: string;
  from: string;
  to: string;
  bytes: number;
  atS: number;
  /** Link ids in order; empty: N2 decides. */
  via: string[];
  /** Its part of a shared arc against that of others (N3). */
  weight: number;
  /** The most it takes, Gbit/s; null: what there is. */
  maxGbps: number | null;
};

/** Steps of equal length from `atS` on; nothing before and after. */
export type RateSeries = { metro: string; class: string; atS: number; stepS: number; rps: number[] };

export type DemandSpec = {
  epochS: number;
  /** Factors by local hour (24), mean about 1. */
  profiles: Record<string, { hours: number[]; weekend: number }>;
  /** metro -> class -> daily mean and profile. */
  metros: Record<
    string,
    Record<string, { requestsPerDay: number; profile: string | null; provenance?: Provenance }>
  >;
  /** Requests a second over time, on top of the daily means. */
  series: RateSeries[];
  growthPerYear: number;
  /** Round trip between the user and the metro's exchange, ms (I4). */
  lastMileMs: number;
};

/** What happens at a time (F); the same values are live commands. */
export type Happening =
  | { do: 'link-cut'; link: string }
  | { do: 'link-repair'; link: string }
  | { do: 'link-degrade'; link: string; factor: number }
  | { do: 'link-all' }
  | { do: 'unlink-all' }
  | { do: 'site-outage'; site: string }
  | { do: 'site-repair'; site: string }
  /** Jobs wait for what is `announced`; without it, it is. */
  | { do: 'delivery'; site: string; type: string; accelerators: number; announced?: boolean }
  | { do: 'embargo'; types: string[]; countries: string[] }
  | { do: 'embargo-end'; types: string[]; countries: string[] }
  | { do: 'demand-surge'; metro: string | null; factor: number }
  | { do: 'job-migrate'; job: string; site: string }
  | { do: 'policy'; placement?: PlacementName; routing?: RoutingName }
  | Shock;
export type ScenarioEvent = { atS: number } & Happening;

export const PLACEMENTS = [
  'home',
  'nearest',
  'least-loaded',
  'cheapest',
  'greenest',
  'train-west-serve-east',
] as const;
export type PlacementName = (typeof PLACEMENTS)[number];

export const ROUTINGS = [
  'nearest',
  'least-latency',
  'spill-over',
  'cheapest',
  'greenest',
  'east-first',
  'optimal',
] as const;
export type RoutingName = (typeof ROUTINGS)[number];

/** What the optimum of routing is the best of (I6). */
export const OBJECTIVES = ['cost', 'attainment'] as const;
export type ObjectiveName = (typeof OBJECTIVES)[number];

/** Stands in a class's residency for the country of the metro that asks. */
export const OWN_COUNTRY = 'own';

export const QUEUES = [
  'fifo',
  'easy-backfill',
  'conservative-backfill',
  'priority',
  'shortest-first',
  'fair-share',
] as const;
export type QueueName = (typeof QUEUES)[number];

/** How flows share the arcs (N3). */
export const SHARINGS = ['max-min', 'rtt-biased'] as const;
export type SharingName = (typeof SHARINGS)[number];

export type Policy = {
  placement: PlacementName;
  routing: RoutingName;
  /** Share of a site's room over which `spill-over` goes on to the next. */
  spillOver: number;
  objective: ObjectiveName;
  /** Each split of demand is held against the optimum (I6). */
  regret: boolean;
  queue: QueueName;
  preempt: boolean;
  /** Serving accelerators that demand leaves idle run preemptible jobs (I7). */
  harvest: boolean;
};

export type Scenario = {
  format: 'causeway/1';
  id: string;
  name: Words;
  summary: Words;
  sources: string[];
  /** Milliseconds since 1970-01-01T00:00Z at t = 0. */
  startMs: number;
  durationS: number;
  tickS: number;
  seed: number;
  /** Tick on which the page opens. */
  openAtS: number;
  include: string[];
  linked: boolean;
  sharing: SharingName;
  accelerators: Record<string, Accelerator>;
  grids: Record<string, Grid>;
  sites: Record<string, Site>;
  metros: Record<string, Metro>;
  links: Record<string, Link>;
  classes: Record<string, WorkClass>;
  tenants: Record<string, Tenant>;
  /** Type -> the one delivered in its place under an embargo (P4). */
  substitutes: Record<string, string>;
  jobs: { list: JobSpec[]; generate: JobGenerator[] };
  transfers: { list: TransferSpec[] };
  demand: DemandSpec;
  economics: Economics;
  policy: Policy;
  events: ScenarioEvent[];
  story: StoryScene[];
};

/** One thing wrong with an input: where (a path in the file), what, and what would be right. */
export type Issue = { path: string; message: string; hint: string };
