/** What the page and the import worker say to each other. */
import type { Kind } from './kinds.ts';
import type { Choice, Probe } from './parts.ts';
import type { Remark } from './report.ts';

export type { Choice, Kind, Probe, Remark };

/** What a scenario made of files has of each kind. */
export type Counts = { sites: number; links: number; jobs: number; series: number; grids: number };

export type BringReply =
  | { ok: false; faults: Remark[] }
  | {
      ok: true;
      /** The scenario file, and by name the files that it names. */
      text: string;
      files: Record<string, Blob>;
      counts: Counts;
      remarks: Remark[];
      /** There are series of carbon or price, which can be laid over grids. */
      energy: boolean;
      /** There is nothing else. */
      onlyEnergy: boolean;
    };

export type OverlayRequest = { text: string; startMs: number; durationS: number; grids: string[] };

/** A worker of its own, ended to cancel. */
export type ImportApi = {
  /** Takes the files for what they look like; they stay with the worker. */
  probe(files: readonly File[]): Promise<(Probe | Remark)[]>;
  /** What would be read of file `index` as another kind. */
  choose(index: number, kind: Kind): Choice;
  /** A choice with the units that its columns speak for. */
  units(index: number, choice: Choice): Choice;
  read(choices: Choice[], onProgress: (share: number) => void): Promise<BringReply>;
  /** The text of a scenario with the series read last laid over some of its grids; null where it has no such text. */
  overlay(request: OverlayRequest): string | null;
};
