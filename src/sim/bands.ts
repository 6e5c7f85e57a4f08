/** Reading bands: of a figure at the end of a run, and of one over its ticks. */
import type { BandsReport } from '../../workers/ensemble.ts';
import {
  BAND_SHARES,
  KEY_FIGURES,
  OF,
  SERIES_FIGURES,
  type Band,
  type KeyFigure,
  type Of,
} from '../../workers/sweep/bands.ts';

export type SeriesFigure = (typeof SERIES_FIGURES)[number];
/** At ticks, ascending. */
export type BandSeries = { ticks: readonly number[]; low: number[]; median: number[]; high: number[] };

const WIDTH = BAND_SHARES.length;

export function figureBand({ figures }: BandsReport, figure: KeyFigure, of: Of): Band {
  return bandAt(figures, KEY_FIGURES.indexOf(figure) * OF.length + OF.indexOf(of));
}

export function bandSeries(
  { series }: BandsReport,
  ticks: readonly number[],
  figure: SeriesFigure,
  of: Of,
): BandSeries {
  const first = (SERIES_FIGURES.indexOf(figure) * OF.length + OF.indexOf(of)) * ticks.length;
  const bands = ticks.map((_, look) => bandAt(series, first + look));
  return {
    ticks,
    low: bands.map(({ low }) => low),
    median: bands.map(({ median }) => median),
    high: bands.map(({ high }) => high),
  };
}

/** Between two looks by equal steps; NaN where one of them is. */
export function bandAtTick({ ticks, low, median, high }: BandSeries, tick: number): Band {
  const after = ticks.findIndex((at) => at >= tick);
  const right = after < 0 ? ticks.length - 1 : after;
  const left = ticks[right] === tick ? right : Math.max(0, right - 1);
  const [from, to] = [ticks[left]!, ticks[right]!];
  const share = to > from ? Math.min(1, (tick - from) / (to - from)) : 0;
  const between = (values: number[]): number => values[left]! + share * (values[right]! - values[left]!);
  return { low: between(low), median: between(median), high: between(high) };
}

function bandAt(values: Float64Array, at: number): Band {
  const [low, median, high] = values.subarray(at * WIDTH, (at + 1) * WIDTH);
  return { low: low ?? NaN, median: median ?? NaN, high: high ?? NaN };
}
