/**
 * Figures known as a band, [low, best, high], as dimensions to draw from.
 *
 * Figures of one key that come from one source are right or wrong together: they share a dimension, so that a
 * hundred links of one estimate do not average its error away. Where a draw is 0.5 every figure is at its best
 * value; at 0 and 1 at the ends of its band, and between by equal ratios (by equal steps where an end is not above 0).
 */
import { exponential, logarithm } from '../engine/math.ts';
import { suggest } from '../scenario/issues.ts';
import { isObject, type JsonObject } from '../scenario/patch.ts';
import type { Issue } from '../scenario/scenario.ts';
import { setAt, valueAt, type Keys } from './keys.ts';

type Band = readonly [low: number, best: number, high: number];

/** Figures that one draw moves together. */
export type Factor = {
  /** Such as "links.gbps"; where the key has several sources, with a number, or the whole key of a single figure. */
  name: string;
  source: string;
  figures: { keys: Keys; band: Band }[];
};

/** Where entries with a provenance lie. */
const COLLECTIONS: readonly Keys[] = [
  ...['accelerators', 'classes', 'grids', 'links', 'metros', 'sites'].map((name) => [name, '*']),
  ['demand', 'metros', '*', '*'],
];

/** Keys of the file, where a band has another name than its figure. */
const KEY_OF_BAND: Record<string, string> = {
  accelerators: 'pools',
  checkpointTimeS: 'checkpointTime',
  restartTimeS: 'restartTime',
  growth: 'phases',
};

/** What is no number in the file, and yet has a band. */
const IS_FIGURE: Record<string, (given: unknown) => boolean> = { pools: isObject, phases: Array.isArray };

/** Figures by accelerator type, which a band of the figure for all moves along. */
const BY_TYPE: Record<string, string> = { mfu: 'mfuByType' };

/**
 * @param file a scenario file with its bundles in it
 * @param patterns of keys, such as "grids.*.carbonGPerKwh"; "*" is every figure with a band
 * @param path of the list of patterns, for issues
 * @returns factors in the order of their names' keys and sources
 */
export function factorsOf(file: JsonObject, patterns: readonly string[], path: string): Factor[] | Issue {
  const banded = bandedFigures(file);
  const known = [...new Set(banded.map(({ keys }) => starred(keys)))];
  for (const [i, pattern] of patterns.entries())
    if (!banded.some(({ keys }) => matches(pattern, keys))) {
      const hint = suggest(pattern, ['*', ...known], 'figures with a band');
      return { path: `${path}[${i}]`, message: `is "${pattern}": no such figure has a band`, hint };
    }
  const groups = new Map<string, Map<string, Factor['figures']>>();
  for (const { keys, band, source } of banded) {
    if (!patterns.some((pattern) => matches(pattern, keys))) continue;
    const key = `${keys[0]}.${keys.at(-1)}`;
    const sources = groups.get(key) ?? new Map<string, Factor['figures']>();
    groups.set(key, sources.set(source, [...(sources.get(source) ?? []), { keys, band }]));
  }
  return [...groups].flatMap(([key, sources]) => {
    const shared = [...sources.values()].filter((figures) => figures.length > 1);
    return [...sources].map(([source, figures]) => ({
      name: factorName(key, figures, sources.size, shared.indexOf(figures) + 1),
      source,
      figures,
    }));
  });
}

/** A figure that has its source to itself goes by its own key, those that share one by their kind. */
function factorName(key: string, figures: Factor['figures'], sources: number, number: number): string {
  if (sources === 1) return key;
  return figures.length === 1 ? figures[0].keys.join('.') : `${key}#${number}`;
}

type Figure = { keys: Keys; band: Band; source: string };

function bandedFigures(file: JsonObject): Figure[] {
  return COLLECTIONS.flatMap((path) => entriesAt(file, path)).flatMap((entry) => {
    const provenance = valueAt(file, [...entry, 'provenance']);
    if (!isObject(provenance) || !isObject(provenance.bands)) return [];
    const source = typeof provenance.source === 'string' ? provenance.source : '';
    return Object.entries(provenance.bands).flatMap(([name, band]) => {
      const keys = [...entry, KEY_OF_BAND[name] ?? name];
      const given = valueAt(file, keys);
      const there = typeof given === 'number' || IS_FIGURE[keys.at(-1)!]?.(given) === true;
      return there && isBand(band) ? [{ keys, band, source }] : [];
    });
  });
}

/** Keys of the entries under a path, in the order of their ids; a star is every entry. */
function entriesAt(file: JsonObject, path: Keys): Keys[] {
  const star = path.indexOf('*');
  if (star < 0) return [path];
  const entries = valueAt(file, path.slice(0, star));
  const ids = isObject(entries) ? Object.keys(entries).sort() : [];
  return ids.flatMap((id) => entriesAt(file, [...path.slice(0, star), id, ...path.slice(star + 1)]));
}

/** A band that is one: three ascending numbers, not all the same. */
function isBand(band: unknown): band is Band {
  if (!Array.isArray(band) || band.length !== 3 || band.some((end) => typeof end !== 'number')) return false;
  const [low, best, high] = band as [number, number, number];
  return low <= best && best <= high && low < high;
}

/** The pattern of all figures of a kind: "links.*.gbps". */
function starred(keys: Keys): string {
  const fixed = keys[0] === 'demand' ? 2 : 1;
  return keys.map((key, i) => (i < fixed || i === keys.length - 1 ? key : '*')).join('.');
}

function matches(pattern: string, keys: Keys): boolean {
  const parts = pattern.split('.');
  if (pattern === '*') return true;
  return parts.length === keys.length && parts.every((part, i) => part === '*' || part === keys[i]);
}

/** The value of a band at a draw in (0, 1). */
export function bandValue([low, best, high]: Band, draw: number): number {
  const [from, to, share] = draw < 0.5 ? [low, best, 2 * draw] : [best, high, 2 * draw - 1];
  if (!(low > 0)) return from + share * (to - from);
  return from * exponential(share * logarithm(to / from));
}

/**
 * What a draw makes of a scenario. A scenario that says otherwise than the facts keeps its own figure, in the
 * same ratio to the best value.
 */
export function factorPatch(file: JsonObject, { figures }: Factor, draw: number): JsonObject {
  const patch: JsonObject = {};
  for (const { keys, band } of figures) {
    const best = band[1];
    const value = bandValue(band, draw);
    const moved = (given: number) => (best === 0 ? value : given === best ? value : given * (value / best));
    const also = BY_TYPE[keys.at(-1)!];
    const given = valueAt(file, keys);
    const next =
      typeof given === 'number'
        ? moved(given)
        : Array.isArray(given)
          ? grown(given, best, value)
          : everyEntry(given, (n) => Math.round(moved(n)));
    setAt(patch, keys, next);
    if (also === undefined) continue;
    const beside = [...keys.slice(0, -1), also];
    const byType = valueAt(file, beside);
    if (isObject(byType) && best !== 0)
      setAt(
        patch,
        beside,
        everyEntry(byType, (n) => n * (value / best)),
      );
  }
  return patch;
}

/**
 * Phases that grow otherwise. Growth g is what stands after a phase over what stood before it, in compute: phase n,
 * counted from 0, adds (g - 1) g^n of what stood before the first.
 */
function grown(phases: unknown[], best: number, growth: number): unknown[] {
  if (!(best > 1)) return phases;
  let ratio = Math.max(0, growth - 1) / (best - 1);
  return phases.map((phase) => {
    const moved = ratio;
    ratio *= growth / best;
    return isObject(phase)
      ? { ...phase, pools: everyEntry(phase.pools ?? {}, (n) => Math.round(n * moved)) }
      : phase;
  });
}

function everyEntry(entries: unknown, change: (value: number) => number): JsonObject {
  return Object.fromEntries(
    Object.entries(entries as JsonObject).map(([key, value]) => [
      key,
      typeof value === 'number' ? change(value) : value,
    ]),
  );
}
