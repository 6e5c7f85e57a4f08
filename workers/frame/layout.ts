/**
 * The frame: what the world looks like at one tick, in one ArrayBuffer of f64 columns.
 * Both sides of the wall read the offsets from here and nowhere else.
 *
 * [header | metrics | site columns | link columns | metro columns], column-major:
 * every column of a table is contiguous, in the order of the names below.
 */
import { METRICS } from '../engine/metrics.ts';

export const FRAME_MAGIC = 0xca05e;
export const FRAME_VERSION = 6;

export const HEADER = [
  'magic',
  'version',
  'tick',
  'timeS',
  'hashHigh',
  'hashLow',
  'sites',
  'links',
  'metros',
  /** 1: pooled, 0: islands (N5). */
  'linked',
  /** The metro whose answers `askedBps` tells of; -1: none was asked for. */
  'askedMetro',
] as const;

export const SITE_COLUMNS = [
  /** Accelerators that stand there, and their BF16 peak. */
  'installed',
  'peakFlops',
  /** Accelerators running a job now. */
  'computing',
  /** Accelerators held by a job whose data is still in flight. */
  'staging',
  /** Accelerators held by a job that writes a checkpoint or restarts. */
  'stalled',
  /** Accelerators kept for inference, and how many of them are busy on average. */
  'servingReserved',
  'servingBusy',
  'queuedJobs',
  'queuedAccelerators',
  'runningJobs',
  /** Share of installed accelerators computing or serving, 0 to 1. */
  'utilisation',
  'goodputFlops',
  'servedRps',
  'powerW',
  /** Integrals since the start. */
  'energyJ',
  'carbonG',
  'costUsd',
  /** Now, from the grid's hourly profile. */
  'carbonGPerKwh',
  'priceUsdPerMwh',
  'pue',
  'gridW',
  'solarW',
  /** Share of its battery that is full; 0 without one. */
  'batteryShare',
  /** Since the start. */
  'waterL',
  'totalCostUsd',
  /** Requests and answers between the site and the metro asked for, now. */
  'askedBps',
  /** Clock of its jobs now, 0 to 1 (J4). */
  'throttle',
  /** 1: has power; 0: out, or too little for its idle draw. */
  'powered',
] as const;

export const LINK_COLUMNS = [
  'rateABBps',
  'rateBABps',
  'flowsAB',
  'flowsBA',
  'capacityBps',
  'up',
  /** Of the rates: requests and their answers. */
  'inferenceABBps',
  'inferenceBABps',
  /** Checkpoints on their way to where a job goes on. */
  'checkpointABBps',
  'checkpointBABps',
  /** What gangs over several sites exchange; the rest of a rate is datasets and other transfers. */
  'gradientABBps',
  'gradientBABps',
] as const;

export const METRO_COLUMNS = [
  'demandRps',
  'servedRps',
  'shedRps',
  /** Share of demanded requests answered within the limit now, 0 to 1 (I5). */
  'inTime',
  /** Mean time to first token of served requests, seconds. */
  'latencyS',
  /** Percentiles over requests demanded; infinite where too many are shed. */
  'latencyP50S',
  'latencyP95S',
  'latencyP99S',
] as const;

export type SiteColumn = (typeof SITE_COLUMNS)[number];
export type LinkColumn = (typeof LINK_COLUMNS)[number];
export type MetroColumn = (typeof METRO_COLUMNS)[number];
export type HeaderField = (typeof HEADER)[number];

/** Entries of the header part before the tables start. */
const METRICS_OFFSET = HEADER.length;
const TABLES_OFFSET = METRICS_OFFSET + METRICS.length;

/** Number of f64 values in a frame. */
export function frameLength(sites: number, links: number, metros: number): number {
  return (
    TABLES_OFFSET + SITE_COLUMNS.length * sites + LINK_COLUMNS.length * links + METRO_COLUMNS.length * metros
  );
}

/** Index of metric number `metric` in a frame. */
export function metricOffset(metric: number): number {
  return METRICS_OFFSET + metric;
}

export function siteColumnOffset(column: number, sites: number): number {
  return TABLES_OFFSET + column * sites;
}

export function linkColumnOffset(column: number, sites: number, links: number): number {
  return TABLES_OFFSET + SITE_COLUMNS.length * sites + column * links;
}

export function metroColumnOffset(column: number, sites: number, links: number, metros: number): number {
  return TABLES_OFFSET + SITE_COLUMNS.length * sites + LINK_COLUMNS.length * links + column * metros;
}
