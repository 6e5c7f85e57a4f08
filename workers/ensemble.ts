/**
 * The wall between the page and an ensemble: many runs of two branches, each draw of chance and facts run in both,
 * so that what sets the branches apart is not blurred by what the draws have in common.
 *
 * One worker keeps the tally: it draws, hands draws to runners over ports of their own, and tells the page bands.
 * Rows of runs never pass through the page.
 */
import type { LoggedCommand } from './protocol.ts';
import type { Shipped } from './host/shipped.ts';
import type { Issue, Words } from './scenario/scenario.ts';
import type { Answer, Varies } from './sweep/bands.ts';

/** A branch to run. */
export type EnsembleLine = {
  linked: boolean;
  /** RFC 7396 merge patches on the scenario. */
  patches: unknown[];
  log: LoggedCommand[];
};

export type EnsembleRequest = {
  text: string;
  files: Record<string, Blob>;
  shipped: Shipped;
  /** The branch on show, and what it is held against. */
  lines: readonly [shown: EnsembleLine, reference: EnsembleLine];
  varies: Varies;
  /** Draws; each is a run of both. */
  draws: number;
  /** Seed of the draws themselves. */
  drawSeed: number;
};

/** Figures that one draw moves together: those of one key from one source. */
export type Fact = {
  /** Such as "links.gbps". */
  key: string;
  source: string;
  /** Whose figures they are; a few of them by name. */
  count: number;
  names: Words[];
  /** [low, best, high], where it is one figure or all have the same. */
  band: readonly [number, number, number] | null;
};

/** What was drawn up before the first run. */
export type EnsemblePlan = {
  scenarioId: string;
  /** Fingerprint of the scenario with its bundles, logs and patches, and the commands of both branches. */
  scenarioHash: string;
  /** Ticks at which figures are looked at; the last is the end of the run. */
  ticks: number[];
  facts: Fact[];
};

export type Progress = {
  /** Draws of which both runs are done, and those of them that ended in a fault. */
  done: number;
  failed: number;
  /** Why the first of those failed. */
  fault: string | null;
};

export type Influence = {
  answer: Answer;
  /** Of those draws. */
  draws: number;
  /** By size, largest first: Spearman's rank correlation with the answer, by the fact's place in the plan. */
  ranks: { fact: number; correlation: number }[];
  /** All of so many facts that mean nothing stay below this 19 times of 20. */
  noise: number;
};

export type Indices = {
  answer: Answer;
  /** Draws of either base sample. */
  count: number;
  indices: { fact: number; first: number; total: number }[];
};

export type BandsReport = Progress & {
  /** KEY_FIGURES x OF x BAND_SHARES, at the end of the run. */
  figures: Float64Array;
  /** SERIES_FIGURES x OF x looks x BAND_SHARES. */
  series: Float64Array;
  /** Null where facts do not vary. */
  influence: Influence | null;
  /** By BAND_SHARES, the draw whose answer is nearest to it; -1 where there is none. */
  typical: number[];
};

/** One draw of the ensemble, enough to run it again. */
export type DrawnRun = {
  draw: number;
  seed: number;
  patch: Record<string, unknown>;
  /** State hashes at the end, shown and reference; null of a run that failed or is not done. */
  hashes: readonly [shown: string | null, reference: string | null];
};

/** Runs that are done, in order of their draws: for the tables that leave the page. */
export type RunTable = {
  draws: Int32Array;
  seeds: Float64Array;
  /** Branch x run; '' of a run that failed. */
  hashes: string[][];
  /** Branch x run: METRICS at the end; empty of a run that failed. */
  runs: Float64Array[][];
};

export type TallyReply = { ok: true; plan: EnsemblePlan } | { ok: false; issues: Issue[] };

export type TallyEvents = {
  onProgress(progress: Progress): void;
  onReport(report: BandsReport): void;
};

/** The worker that keeps the tally. */
export type TallyApi = {
  open(request: EnsembleRequest, events: TallyEvents): Promise<TallyReply>;
  /** A runner to give draws to, over its port. */
  join(runner: number, port: MessagePort): void;
  /** It was sent away, or its worker died: what it had goes to another. */
  leave(runner: number, died: boolean): void;
  /** Draws are given out, or no more for now; those under way are finished. */
  run(going: boolean): void;
  /** Another answer whose influences are told, with the next report. */
  ask(answer: Answer): void;
  /** @param over the patch that its own is laid over */
  draw(draw: number, over: Record<string, unknown>): Promise<DrawnRun>;
  table(): Promise<RunTable>;
  /** Runs the draws for Sobol indices of some facts, beside the ensemble and on the same runners. */
  sobol(facts: number[], count: number, answer: Answer, onDone: (done: number) => void): Promise<Indices>;
  stopSobol(): void;
};
