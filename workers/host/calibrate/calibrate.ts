/**
 * The facts held against what was measured or published elsewhere: how far off the modelled
 * delays, powers and compute are, group by group. Nothing here is fitted; a row known to be
 * bad says why and stays in its group.
 */
import { createRun } from '../../engine/engine.ts';
import type { Run } from '../../engine/run.ts';
import { compileWorld } from '../../world/compile.ts';
import { parseCsv } from '../facts/csv.ts';
import { openScenario } from '../open-scenario.ts';
import { computeGroups } from './compute.ts';
import { powerGroups } from './power.ts';
import { roundTripGroups } from './round-trips.ts';

/** One figure of ours beside one of others. */
export type Pair = {
  name: string;
  theirs: number;
  ours: number;
  /** Why it is off, where that is known. */
  reason?: string;
};

export type Group = {
  title: string;
  unit: string;
  /** Whose figures `theirs` are, and what `ours` are. */
  against: string;
  pairs: Pair[];
  /** Where the median of ours over theirs must lie, and why there. */
  band: [low: number, high: number];
  because: string;
};

export type Facts = {
  /** Every bundle but the overlays, as islands joined by fibre. */
  run: Run;
  /** Rows of a table of public/data by its name. */
  rows: (file: string) => Promise<Record<string, string>[]>;
};

export const ratio = ({ ours, theirs }: Pair): number => ours / theirs;

/** Middle of the ratios, the mean of the middle two for an even number. */
export function median(pairs: readonly Pair[]): number {
  const sorted = pairs.map(ratio).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The pair whose ratio is furthest from 1, up or down. */
export function worst(pairs: readonly Pair[]): Pair {
  const off = (pair: Pair) => Math.max(ratio(pair), 1 / ratio(pair));
  return pairs.reduce((far, pair) => (off(pair) > off(far) ? pair : far));
}

export const holds = ({ pairs, band }: Group): boolean =>
  median(pairs) >= band[0] && median(pairs) <= band[1];

const WORLD = [
  'china',
  'us',
  'pacific',
  'china-campuses',
  'clouds',
  'supercomputers',
  'allies',
  'belt-and-road',
];

/** @param read text of a file of public/data by its name */
export async function calibrate(read: (file: string) => Promise<string>): Promise<Group[]> {
  const file = { format: 'causeway/1', id: 'calibration', include: WORLD };
  const opened = await openScenario({ text: JSON.stringify(file), patches: [], read });
  if (!opened.ok) throw new Error(opened.issues.map(({ path, message }) => `${path} ${message}`).join('; '));
  const facts: Facts = {
    run: createRun(compileWorld(opened.scenario)),
    rows: async (name) => parseCsv(await read(name), name).rows.map(({ cells }) => cells),
  };
  return [...(await roundTripGroups(facts)), ...(await powerGroups(facts)), ...(await computeGroups(facts))];
}
