/** Rows of a sweep over policies -> how each combination stands among the others. */
import { quantiles } from '../../sweep/quantiles.ts';

/** What is compared, and which way is better; waits and attainment where there are jobs and requests. */
export const MEASURES = [
  { key: 'totalCostUsd', better: 'less' },
  { key: 'carbonG', better: 'less' },
  { key: 'waitMeanS', better: 'less' },
  { key: 'inTimeMean', better: 'more' },
] as const;
export type MeasureKey = (typeof MEASURES)[number]['key'];

/** 5 %, median and 95 % over the seeds. */
export type Band = [low: number, median: number, high: number];

export type Standing = {
  /** By axis: placement, routing, queue. */
  policy: Record<string, string>;
  /** Mean place among all combinations on the same seeds and over the measures (Borda): 1 is first in everything. */
  place: number;
  /** Cost over that of the cheapest combination on the same seed, as a share of it. */
  regret: Band;
  measures: Partial<Record<MeasureKey, Band>>;
};

export type PolicyRun = { policy: Record<string, string>; seed: number; figures: Record<MeasureKey, number> };

const BAND = [0.05, 0.5, 0.95] as const;

/** @returns combinations by place, the best first; ties in the order of the sweep */
export function standings(runs: readonly PolicyRun[]): Standing[] {
  const measures = MEASURES.filter(({ key }) =>
    runs.some(({ figures }) => figures[key] !== runs[0].figures[key]),
  );
  const groups = new Map<string, PolicyRun[]>();
  for (const run of runs) {
    const name = JSON.stringify(run.policy);
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  const places = new Map<PolicyRun, number>();
  const cheapest = new Map<number, number>();
  for (const seed of new Set(runs.map((run) => run.seed))) {
    const rivals = runs.filter((run) => run.seed === seed);
    cheapest.set(seed, Math.min(...rivals.map(({ figures }) => figures.totalCostUsd)));
    const ranks = measures.map(({ key, better }) =>
      placesOf(rivals.map(({ figures }) => (better === 'less' ? figures[key] : -figures[key]))),
    );
    rivals.forEach((run, i) => places.set(run, mean(ranks.map((of) => of[i]))));
  }
  return [...groups.values()]
    .map((group) => ({
      policy: group[0].policy,
      place: mean(group.map((run) => places.get(run)!)),
      regret: band(group.map(({ seed, figures }) => figures.totalCostUsd / cheapest.get(seed)! - 1)),
      measures: Object.fromEntries(
        measures.map(({ key }) => [key, band(group.map(({ figures }) => figures[key]))]),
      ),
    }))
    .sort((a, b) => a.place - b.place);
}

/** Figures that differ by less are equal: the order of their sums. */
const SAME = 1e-9;

/** Places from 1, the least first; equal ones share the mean of theirs. */
function placesOf(values: number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const places: number[] = [];
  for (let from = 0; from < order.length;) {
    const least = values[order[from]];
    let to = from + 1;
    while (to < order.length && values[order[to]] - least <= SAME * Math.abs(least)) to++;
    for (let i = from; i < to; i++) places[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return places;
}

/** The mean place of all combinations with a policy, for each axis and policy, the best first. */
export function byPolicy(table: readonly Standing[]): Record<string, { name: string; place: number }[]> {
  const axes = Object.keys(table[0].policy);
  return Object.fromEntries(
    axes.map((axis) => {
      const names = [...new Set(table.map(({ policy }) => policy[axis]))];
      const rows = names.map((name) => ({
        name,
        place: mean(table.filter(({ policy }) => policy[axis] === name).map(({ place }) => place)),
      }));
      return [axis, rows.sort((a, b) => a.place - b.place)];
    }),
  );
}

function band(values: number[]): Band {
  return quantiles(values, BAND) as Band;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
