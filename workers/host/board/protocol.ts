/** What the page and its worker say to each other about the results of a sweep. */
import type { MetricKey } from '../../engine/metrics.ts';

/** What a run is placed by: an axis of the sweep, or a figure at the end of the run. */
export type Dimension = {
  name: string;
  metric: MetricKey | null;
  /** Values are places in this list; null where they are numbers. */
  labels: string[] | null;
  /** Least and most that occur; with labels half a place beyond the first and the last. NaN where nothing is known. */
  least: number;
  most: number;
  /** Whether two runs differ in it. */
  varies: boolean;
};

export type SweepHead = {
  file: string;
  /** Id of the scenario, and the edition of the engine that ran it. */
  scenario: string;
  edition: string;
  runs: number;
  /** Runs that ended with a fault. */
  faults: number;
  /** Its placement is a program of somebody's own, which the page does not run. */
  ownPolicy: boolean;
  dimensions: Dimension[];
};

export const BOARD_FAULTS = [
  'strange',
  'half',
  'other',
  'unmerged',
  'series',
  'format',
  'columns',
  'short',
  'value',
  'broken',
] as const;

/** What is wrong with a file: where in it, what stands there, and what should. */
export type BoardFault = {
  code: (typeof BOARD_FAULTS)[number];
  place: string;
  found: string;
  wanted: string;
};

export type OpenReply = { ok: true; head: SweepHead } | { ok: false; fault: BoardFault };

/** Both ends belong to it. */
export type Interval = readonly [from: number, to: number];
/** By dimension; a run passes a dimension with no interval, or within any of its intervals. */
export type Brushes = readonly (readonly Interval[])[];
export type Rgb = readonly [red: number, green: number, blue: number];

export type LinesWish = {
  /** Dimensions from left to right, each in the middle of its share of the width. */
  dimensions: readonly number[];
  /** Pixels of the picture. */
  width: number;
  height: number;
  /** Of runs that pass, and of the rest. */
  ink: Rgb;
  quiet: Rgb;
};
/** Dimensions across and down, and the one whose median is shown. */
export type HeatWish = { x: number; y: number; of: number };
/** `by` a dimension, or -1 for the number of the run; `page` counts from 0. */
export type TableWish = { by: number; down: boolean; page: number; perPage: number };

export type Look = { brushes: Brushes; lines: LinesWish; heat: HeatWish; table: TableWish };

/** Values of a dimension that share a row or column of the heat map. */
export type Bin = { from: number; to: number };
export type Heat = {
  across: Bin[];
  down: Bin[];
  /** (down, across): median of the runs in the cell, NaN where there is none, and how many those are. */
  medians: Float64Array;
  counts: Uint32Array;
  /** Of the medians; NaN where there is none. */
  least: number;
  most: number;
};

/** A run in the table; `row` is its place in the file. */
export type TableRow = { row: number; run: number; seed: number; values: Float64Array; fault: string | null };

export type Looked = {
  passing: number;
  /** RGBA of the lines, row by row from the top. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
  heat: Heat;
  rows: TableRow[];
};

/** All it takes to run a row again, and what it must come to. */
export type StoredRun = {
  run: number;
  seed: number;
  patch: Record<string, unknown>;
  /** State hash at the end; null after a fault. */
  hash: string | null;
  fault: string | null;
  untilS: number;
  /** The scenario file of the sweep, whole, and whether its sites are linked with the patch. */
  scenario: string;
  linked: boolean;
  /** The specification of the sweep, as JSON. */
  spec: string;
};

export type BoardApi = {
  open(file: File, onProgress: (share: number) => void): Promise<OpenReply>;
  /** @throws Error before a file is open */
  look(wish: Look): Promise<Looked>;
  stored(row: number): Promise<StoredRun>;
};

export type Again = { hash: string | null; fault: string | null };
export type ReplayApi = { replay(stored: StoredRun): Promise<Again> };
