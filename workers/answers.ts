/**
 * Questions about a run at a tick, and their answers, as they cross the wall: rows by page and reasons by
 * name. Sites, metros, classes and tenants are indices of the view; times are seconds since the start.
 */

export const JOB_STATES = [
  'pending',
  'queued',
  'staging',
  'running',
  'done',
  'unplaced',
  'held',
  'spread',
  'restarting',
  'saving',
] as const;
export type JobState = (typeof JOB_STATES)[number];

export type JobQuery = {
  tick: number;
  /** Where it waits or runs; or else where it was submitted. */
  site?: number;
  class?: number;
  tenant?: number;
  state?: JobState;
  /** Rows from..from + limit - 1 are given. */
  from: number;
  limit: number;
};

export type JobRow = {
  job: number;
  id: string;
  class: number;
  tenant: number;
  home: number;
  /** Where it waits or runs; -1: nowhere yet. */
  site: number;
  state: JobState;
  accelerators: number;
  submitS: number;
  /** NaN before. */
  startS: number;
};

export type JobPage = {
  /** Of all that the query is about, whatever the state asked for. */
  counts: Record<JobState, number>;
  /** Accelerators they hold. */
  held: number;
  total: number;
  /** Those that wait first, longest first; then those that run; then the rest. */
  rows: JobRow[];
};

export type JobDetail = JobRow & {
  /** What it waits for: a name of WAITS_FOR in engine/jobs/waiting.ts. */
  waitsFor: string;
  /** Sites and accelerators of its parts. */
  parts: { site: number; accelerators: number }[];
  held: number;
  least: number;
  most: number;
  maxSites: number;
  priority: number;
  estimateS: number;
  datasetBytes: number;
  /** Began to compute, and ended; NaN before. */
  runS: number;
  endS: number;
  /** Of its work done, 0 to 1. */
  done: number;
  restarts: number;
  /** In line before it at its pool, jobs and accelerators; free there. -1 where it is in no line. */
  ahead: { jobs: number; accelerators: number; free: number } | null;
  /** Of the generator it came from; null for a listed one. */
  generator: string | null;
};

export type WhyTerm = { name: string; sign: 1 | -1; value: number };

export type WhyPool = {
  site: number;
  /** Accelerator type, by id. */
  type: string;
  chosen: boolean;
  /** Null where it may take the job, or a name of WAITS_FOR, or `policy`. */
  refused: string | null;
  score: number;
  startsNow: boolean;
  terms: WhyTerm[];
};

export type WhyJob = {
  detail: JobDetail;
  /** Null before it was placed. */
  placement: {
    atS: number;
    policy: string;
    linked: boolean;
    /** It was told to go there, whatever the scores; -1: it was not. */
    told: number;
    candidates: WhyPool[];
  } | null;
};

export type WhyServer = {
  site: number;
  /** A name of OFFER_REASONS in engine/inference/explain.ts. */
  reason: string;
  /** The policy's: the least comes first; NaN where no offer is made. */
  cost: number;
  delayS: number;
  firstTokenS: number;
  /** Share of the site's room for serving that nobody has taken. */
  left: number;
  capacityRps: number;
  assignedRps: number;
};

export type WhyMetro = {
  policy: string;
  linked: boolean;
  demandRps: number;
  unservedRps: number;
  servers: WhyServer[];
};

/** What is served of a request class, over all cities. */
export type ClassLoad = {
  demandRps: number;
  servedRps: number;
  sites: { site: number; servedRps: number; capacityRps: number }[];
};

/** Of whom a past is asked for that no frame holds. */
export type PastOf = { kind: 'class' | 'tenant' | 'job'; index: number };

/**
 * Of a class of jobs and a tenant: accelerators held, and asked for by jobs that wait. Of a class of requests: share
 * served, requests a second. Of a job: held of what it asks for, and done, as shares.
 */
export type PastPoint = { first: number; second: number };
