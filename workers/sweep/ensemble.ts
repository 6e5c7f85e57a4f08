/** An ensemble as a sweep: which draws, and how its rows become bands, influences and indices. */
import { logarithm } from '../engine/math.ts';
import { metricIndex } from '../engine/metrics.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { lastTick, tickTimeS } from '../world/describe.ts';
import { BAND_SHARES, KEY_FIGURES, OF, SERIES_FIGURES, type Answer, type Of, type Varies } from './bands.ts';
import { quantiles } from './quantiles.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { lookTicks, type Row } from './run.ts';
import type { SampleMethod, SweepSpec } from './spec.ts';

/** Looks at the figures of a run, beside its end. */
const LOOKS = 200;
/** Seeds there are. */
const SEEDS = 0x1_0000_0000;

export type EnsembleDesign = {
  varies: Varies;
  draws: number;
  drawSeed: number;
  /** Patterns of the facts that vary. */
  facts?: string[];
  method?: SampleMethod;
};

/** Runs go to the last tick and no farther, as those on show do, so that their state hashes compare. */
export function ensembleSpec(
  scenario: Scenario,
  { varies, draws, drawSeed, facts = ['*'], method = 'latin-hypercube' }: EnsembleDesign,
): SweepSpec {
  const seeds: SweepSpec['seeds'] =
    varies === 'chance'
      ? Array.from({ length: draws }, (_, i) => (drawSeed + i) % SEEDS)
      : varies === 'both'
        ? 'sampled'
        : [scenario.seed];
  return {
    format: 'causeway-sweep/1',
    scenario: scenario.id,
    patch: {},
    until: tickTimeS(scenario, lastTick(scenario)),
    seeds,
    axes: varies === 'chance' ? [] : [{ facts, scale: 'linear', relative: false }],
    samples: { count: draws, method, seed: drawSeed },
    series: {
      metrics: [...SERIES_FIGURES],
      every: Math.max(1, Math.ceil(lastTick(scenario) / LOOKS)),
    },
  };
}

/** Ticks of an ensemble's looks; the last is the end of the run. */
export function ensembleTicks(spec: SweepSpec, scenario: Scenario): number[] {
  const ticks = lookTicks(spec, scenario);
  const last = lastTick(scenario);
  return ticks.at(-1) === last ? ticks : [...ticks, last];
}

/** What is kept of a run. */
export type RunResult = Pick<Row, 'hash' | 'fault' | 'metrics' | 'series'>;

export type Tally = {
  looks: number;
  /** By draw; the shown branch and its reference. */
  pairs: (readonly [shown: RunResult, reference: RunResult] | undefined)[];
};

export function createTally(looks: number): Tally {
  return { looks, pairs: [] };
}

type Pair = readonly [RunResult, RunResult];
type Value = (result: RunResult) => number;

/** A value of each draw, in their order; NaN where it is not done or failed. */
function valuesOf(pairs: readonly (Pair | undefined)[], of: Of, value: Value): Float64Array {
  return Float64Array.from(pairs, (pair) => {
    if (!pair) return NaN;
    const [shown, reference] = pair;
    if (of === 'difference') return value(shown) - value(reference);
    return value(of === 'shown' ? shown : reference);
  });
}

/** @returns KEY_FIGURES x OF x BAND_SHARES, at the end of the run */
export function figureBands({ pairs }: Tally): Float64Array {
  const columns = KEY_FIGURES.map(metricIndex);
  return Float64Array.from(
    columns.flatMap((column) =>
      OF.flatMap((of) =>
        quantiles(
          valuesOf(pairs, of, ({ metrics }) => metrics[column] ?? NaN),
          BAND_SHARES,
        ),
      ),
    ),
  );
}

/** @returns SERIES_FIGURES x OF x looks x BAND_SHARES */
export function seriesBands({ pairs, looks }: Tally): Float64Array {
  const width = SERIES_FIGURES.length;
  const bands = new Float64Array(width * OF.length * looks * BAND_SHARES.length);
  let at = 0;
  SERIES_FIGURES.forEach((key, figure) => {
    const column = metricIndex(key);
    // The end of a run is no look of its own where the last look falls on another tick.
    const valueAt =
      (look: number): Value =>
      ({ series, metrics }) =>
        series[look * width + figure] ?? metrics[column] ?? NaN;
    for (const of of OF)
      for (let look = 0; look < looks; look++)
        for (const quantile of quantiles(valuesOf(pairs, of, valueAt(look)), BAND_SHARES))
          bands[at++] = quantile;
  });
  return bands;
}

/** The answer of each draw, in their order. */
export function answers({ pairs }: Tally, { figure, of }: Answer): Float64Array {
  const column = metricIndex(figure);
  return valuesOf(pairs, of, ({ metrics }) => metrics[column] ?? NaN);
}

/** @returns by BAND_SHARES the first draw whose answer is nearest to it; -1 of no draws */
export function typicalDraws(tally: Tally, answer: Answer): number[] {
  const values = answers(tally, answer);
  return quantiles(values, BAND_SHARES).map((wanted) => {
    let nearest = -1;
    values.forEach((value, draw) => {
      const isNearer = nearest < 0 || Math.abs(value - wanted) < Math.abs(values[nearest] - wanted);
      if (Number.isFinite(value) && isNearer) nearest = draw;
    });
    return nearest;
  });
}

/**
 * Which drawn fact the answer goes with.
 * @param drawn fact x draw
 * @returns by size, largest first; what does not vary is left out
 */
export function influences(
  tally: Tally,
  answer: Answer,
  drawn: readonly ArrayLike<number>[],
): { fact: number; correlation: number }[] {
  const values = answers(tally, answer);
  return drawn
    .map((column, fact) => ({ fact, correlation: rankCorrelation(column, values) }))
    .filter(({ correlation }) => Number.isFinite(correlation))
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation) || a.fact - b.fact);
}

/**
 * The largest rank correlation that so many facts without any influence show by chance, 19 times of 20 not exceeded:
 * Bonferroni's bound, on the normal law of Spearman's coefficient with variance 1 / (n - 1).
 */
export function noiseLevel(draws: number, facts: number): number {
  if (draws < 3 || facts < 1) return 1;
  return Math.min(1, normalQuantile(0.025 / facts) / Math.sqrt(draws - 1));
}

/** z that a standard normal variable exceeds with probability `tail`: Abramowitz and Stegun 26.2.23, within 4.5e-4. */
function normalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * logarithm(tail));
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
  );
}
