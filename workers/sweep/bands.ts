/** What an ensemble is of, on both sides of the wall: what varies, whose bands there are, and of which figures. */
import type { MetricKey } from '../engine/metrics.ts';

export const VARIES = ['chance', 'facts', 'both'] as const;
/** What is another in each draw: the seed, the facts within their bands, or both. */
export type Varies = (typeof VARIES)[number];

/** What a band is of: either branch, or the shown one less its reference on the same draw. */
export const OF = ['shown', 'reference', 'difference'] as const;
export type Of = (typeof OF)[number];

/** Quantiles of a band, in the order in which they stand. */
export const BAND_SHARES = [0.05, 0.5, 0.95] as const;
export type Band = { low: number; median: number; high: number };

/** Figures that bands are told of, those of the headline first. */
export const KEY_FIGURES = [
  'utilisationMean',
  'waitMeanS',
  'inTimeMean',
  'waitP95S',
  'doneJobs',
  'movedJobs',
  'usefulFlop',
  'peakFlops',
  'bytesMoved',
  'energyJ',
  'carbonG',
  'carbonPerPflopDayG',
  'waterL',
  'totalCostUsd',
  'totalCostPerPflopDayUsd',
  'costPerMillionTokensUsd',
] as const satisfies readonly MetricKey[];
export type KeyFigure = (typeof KEY_FIGURES)[number];

/** Figures that are looked at over time: these, and what charts and headline say besides. */
export const SERIES_FIGURES = [
  ...KEY_FIGURES,
  'utilisation',
  'powerW',
  'latencyP50S',
  'peakLinkLoad',
] as const satisfies readonly MetricKey[];

/** What the influence of facts is asked for. */
export type Answer = { figure: KeyFigure; of: Of };
