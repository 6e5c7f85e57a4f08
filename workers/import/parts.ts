/** What readers make of files, before a scenario is made of it. Times are seconds: since 1970, or since some start. */
import type { Kind } from './kinds.ts';
import type { Report } from './report.ts';
import type { Unit } from './units.ts';

/** How a table is divided: `delimiter` ' ' stands for any blanks, with comments after '#'. */
export type Cut = { shape: 'table'; delimiter: string; header: boolean } | { shape: 'jsonl' };

/** What the head of a file tells. */
export type Head = {
  /** Null: nothing Causeway knows; `cut` then still says whether it is a table. */
  kind: Kind | null;
  cut: Cut | null;
  columns: string[];
  /** The first rows, for showing. */
  sample: string[][];
};

export type Probe = Head & { file: string; choice: Choice | null };

/** How a file is to be read: guessed from its head, corrected by a person. */
export type Choice = {
  kind: Kind;
  /** Field -> column. */
  columns: Record<string, string>;
  timeUnit: Unit;
  lengthUnit: Unit;
  /** Of dates that name no offset. */
  utcOffsetH: number;
};

export type ImportedJob = {
  id: string;
  tenant: string;
  atS: number;
  accelerators: number;
  runS: number;
  estimateS: number | null;
  types: string[];
};

export type JobsPart = {
  kind: 'jobs';
  jobs: ImportedJob[];
  /** Date of time 0, seconds since 1970, where the log says so. */
  zeroS: number | null;
  /** Processors of the machine, where the log says so. */
  size: number | null;
};

export type MachinesPart = { kind: 'machines'; types: Map<string, number>; machines: number };

export type LoadPart = {
  kind: 'load';
  /** Requests a second in steps from `fromS` on. */
  fromS: number;
  stepS: number;
  rps: number[];
  tokensIn: number | null;
  tokensOut: number | null;
};

export type EnergyPart = {
  kind: 'energy';
  zone: string;
  fromS: number;
  stepS: number;
  carbon: number[];
  price: number[];
};

export type Node = {
  key: string;
  name: string;
  lat: number | null;
  lon: number | null;
  country: string;
  accelerators: number | null;
};

export type Edge = {
  a: string;
  b: string;
  name: string;
  gbps: number | null;
  delayMs: number | null;
};

export type GraphPart = {
  kind: 'graph';
  name: string;
  nodes: Map<string, Node>;
  edges: Edge[];
  source: string;
};

export type Part = JobsPart | MachinesPart | LoadPart | EnergyPart | GraphPart;

/** Takes a file piece by piece. */
export type Reader = {
  /** False when the rest is not wanted. */
  write(text: string): boolean;
  /** Null where faults were found, which the report tells. */
  end(): Part | null;
};

export type ReaderRequest = { file: string; choice: Choice; report: Report };
