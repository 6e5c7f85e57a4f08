/**
 * SweepSpec + scenario file -> Sweep: every run by its number, computed when asked for, so that a million of
 * them take no room. A run is the scenario, a merge patch and a seed.
 *
 * Numbers count like a clock: the first axis slowest, then the draws, the seeds fastest. Runs that stand side by
 * side share their patch; draws and seeds are the same for each choice of the axes (T5), so choices compare in pairs.
 */
import { exponential, logarithm } from '../engine/math.ts';
import { parseScenario } from '../scenario/parse.ts';
import { mergePatch, mergePatches, type JsonObject } from '../scenario/patch.ts';
import type { Issue, Scenario } from '../scenario/scenario.ts';
import { drawPoints, pointsOf, type Draws } from './draws.ts';
import { factorPatch, factorsOf, type Factor } from './facts.ts';
import { joinPatches } from './join-patches.ts';
import { matchKeys, setAt, valueAt, type Keys } from './keys.ts';
import { axisName, isSampled, type AxisSpec, type SweepSpec } from './spec.ts';

/** A column of the results that says where in the sweep a run stands. */
export type SweepColumn =
  | { name: string; kind: 'choice'; labels: (string | number | boolean)[] }
  /** Drawn: a value of the scenario, a factor of it, or for facts the place in the band, 0.5 its best value. */
  | { name: string; kind: 'draw'; of: 'value' | 'factor' | 'band'; source?: string };

export type Point = {
  run: number;
  seed: number;
  patch: JsonObject;
  /** In the order of the sweep's columns. */
  at: (string | number | boolean)[];
};

export type Sweep = {
  spec: SweepSpec;
  count: number;
  seeds: number;
  /** Draws of the sampled axes, 1 where there is none. */
  draws: number;
  columns: SweepColumn[];
  point(run: number): Point;
};

export type ExpandReply = { ok: true; sweep: Sweep } | { ok: false; issues: Issue[] };

type Step = { label: string | number | boolean; patch: JsonObject };
/** Axes that go step by step together: columns, and a patch for each step. */
type Group = { axes: { column: SweepColumn; steps: Step[] }[]; length: number };
type Dimension = {
  column: SweepColumn;
  name: string;
  value(draw: number): number;
  patch(draw: number): JsonObject;
};

/** Runs a sweep may have: what is known of each while it runs takes twenty bytes. */
const MOST_RUNS = 10e6;

/**
 * @param file a scenario file with its bundles, logs and `spec.patch` in it
 * @returns the sweep, once every step of every axis gives a valid scenario by itself; or all that is wrong
 */
export function expandSweep(spec: SweepSpec, file: JsonObject): ExpandReply {
  const base = parseScenario(file);
  if (!base.ok) return base;
  const issues: Issue[] = [];
  const doubtful: Doubtful[] = [];
  const groups = groupsOf(spec, file, issues, doubtful);
  const dimensions = spec.axes.flatMap((axis, i) =>
    isSampled(axis) ? dimensionsOf(axis, i, file, issues) : [],
  );
  for (const one of doubtful) if (!holdsWithAnother(one, groups, file)) issues.push(...one.issues);
  if (issues.length > 0) return { ok: false, issues };
  const { samples } = spec;
  const draws = dimensions.length > 0 ? pointsOf(samples.method, samples.count, dimensions.length) : 1;
  const seeds = seedsOf(spec, base.scenario);
  const perDraw = seeds?.length ?? 1;
  const count = groups.reduce((runs, { length }) => runs * length, draws * perDraw);
  if (count > MOST_RUNS)
    return {
      ok: false,
      issues: [{ path: 'axes', message: `make ${count} runs`, hint: `at most ${MOST_RUNS}` }],
    };
  const sampled: Draws = drawPoints(
    samples.method,
    samples.seed,
    samples.count,
    dimensions.map(({ name }) => name),
  );
  const columns = [
    ...groups.flatMap(({ axes }) => axes.map(({ column }) => column)),
    ...dimensions.map(({ column }) => column),
  ];
  const twice = columns.find(({ name }, i) => columns.some((other, j) => j < i && other.name === name));
  if (twice)
    return {
      ok: false,
      issues: [{ path: 'axes', message: `vary "${twice.name}" twice`, hint: 'once each' }],
    };
  const point = (run: number): Point => {
    let rest = Math.floor(run / perDraw);
    const draw = rest % draws;
    rest = Math.floor(rest / draws);
    const seed = seeds ? seeds[run % perDraw] : draw + 1;
    const steps: Step[] = [];
    for (let g = groups.length - 1; g >= 0; g--) {
      const { axes, length } = groups[g];
      steps.unshift(...axes.map((axis) => axis.steps[rest % length]));
      rest = Math.floor(rest / length);
    }
    const drawn = dimensions.map((_, d) => sampled.columns[d][draw]);
    const patches = [...steps.map((step) => step.patch), ...dimensions.map((one, d) => one.patch(drawn[d]))];
    return {
      run,
      seed,
      patch: patches.reduce<JsonObject>((sum, patch) => joinPatches(file, sum, patch), {}),
      at: [...steps.map((step) => step.label), ...dimensions.map((one, d) => one.value(drawn[d]))],
    };
  };
  return { ok: true, sweep: { spec, count, seeds: perDraw, draws, columns, point } };
}

/** Null where each draw has a seed of its own. */
function seedsOf({ seeds }: SweepSpec, scenario: Scenario): number[] | null {
  if (seeds === undefined) return [scenario.seed];
  if (seeds === 'sampled') return null;
  return typeof seeds === 'number' ? Array.from({ length: seeds }, (_, i) => i + 1) : seeds;
}

function groupsOf(spec: SweepSpec, file: JsonObject, issues: Issue[], doubtful: Doubtful[]): Group[] {
  const groups: Group[] = [];
  const zipped = new Map<string, Group>();
  spec.axes.forEach((axis, i) => {
    if (isSampled(axis)) return;
    const steps = stepsOf(axis, i, file, issues, doubtful);
    const column: SweepColumn = {
      name: axisName(axis, i),
      kind: 'choice',
      labels: steps.map(({ label }) => label),
    };
    const group = axis.zip === undefined ? undefined : zipped.get(axis.zip);
    if (group) group.axes.push({ column, steps });
    else {
      const made = { axes: [{ column, steps }], length: steps.length };
      groups.push(made);
      if (axis.zip !== undefined) zipped.set(axis.zip, made);
    }
  });
  return groups;
}

/** A step that gives no valid scenario by itself. */
type Doubtful = { patch: JsonObject; issues: Issue[] };

/** Steps of other axes that one is tried with. */
const MOST_TRIED = 64;

/** Whether a step that does not hold by itself does beside a step of another axis: preemption beside its queue. */
function holdsWithAnother({ patch }: Doubtful, groups: Group[], file: JsonObject): boolean {
  const others = groups.flatMap(({ axes }) => axes.flatMap(({ steps }) => steps.map((step) => step.patch)));
  return others
    .filter((other) => other !== patch)
    .slice(0, MOST_TRIED)
    .some((other) => parseScenario(mergePatches(file, [other, patch])).ok);
}

/** The steps of an axis, each tried on the scenario. */
function stepsOf(axis: AxisSpec, i: number, file: JsonObject, issues: Issue[], doubtful: Doubtful[]): Step[] {
  const path = `axes[${i}]`;
  if (axis.patches) {
    const steps = axis.patches.map(({ label, patch }) => ({ label, patch }));
    steps.forEach((step, s) => tryStep(file, step.patch, `${path}.patches[${s}]`, issues, doubtful));
    return steps;
  }
  const keys = keysOf(axis, path, file, issues);
  if (keys === null) return [];
  const steps = axis.values!.map((value) => ({
    label: labelOf(value),
    patch: setAll(axis, keys, file, value),
  }));
  steps.forEach((step, s) => tryStep(file, step.patch, `${path}.values[${s}]`, issues, doubtful));
  return steps;
}

function dimensionsOf(axis: AxisSpec, i: number, file: JsonObject, issues: Issue[]): Dimension[] {
  const path = `axes[${i}]`;
  if (axis.facts) {
    const factors = factorsOf(file, axis.facts, `${path}.facts`);
    if ('message' in factors) issues.push(factors);
    return 'message' in factors ? [] : factors.map((factor) => factDimension(factor, file));
  }
  const keys = keysOf(axis, path, file, issues);
  if (keys === null) return [];
  const [least, most] = axis.between!;
  for (const end of axis.between!)
    issues.push(...issuesOf(file, setAll(axis, keys, file, end), `${path}.between`));
  const ratio = axis.scale === 'log' ? logarithm(most / least) : 0;
  const value = (draw: number) =>
    axis.scale === 'log' ? least * exponential(draw * ratio) : least + draw * (most - least);
  const name = axisName(axis, i);
  return [
    {
      name,
      column: { name, kind: 'draw', of: axis.relative ? 'factor' : 'value' },
      value,
      patch: (draw) => setAll(axis, keys, file, value(draw)),
    },
  ];
}

function factDimension(factor: Factor, file: JsonObject): Dimension {
  const { name, source } = factor;
  return {
    name: `fact ${name} ${source}`,
    column: { name, kind: 'draw', of: 'band', source },
    value: (draw) => draw,
    patch: (draw) => factorPatch(file, factor, draw),
  };
}

/** The keys an axis sets; null, and an issue, where there are none or a factor finds no figure. */
function keysOf(axis: AxisSpec, path: string, file: JsonObject, issues: Issue[]): Keys[] | null {
  const keys = matchKeys(file, axis.key!, `${path}.key`);
  if ('message' in keys) {
    issues.push(keys);
    return null;
  }
  const figures = axis.relative ? keys.filter((one) => typeof valueAt(file, one) === 'number') : keys;
  if (figures.length > 0) return figures;
  const hint = 'a key that is given there as a number';
  issues.push({
    path: `${path}.key`,
    message: `is "${axis.key}", which has no figure in the scenario`,
    hint,
  });
  return null;
}

function setAll(axis: AxisSpec, keys: Keys[], file: JsonObject, value: unknown): JsonObject {
  const patch: JsonObject = {};
  for (const one of keys)
    setAt(patch, one, axis.relative ? (valueAt(file, one) as number) * (value as number) : value);
  return patch;
}

function labelOf(value: unknown): string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value);
}

/** What the scenario file cannot be in a sweep: read again for each run, or the seeds' own. */
const FIXED: Record<string, string> = {
  include: 'one choice of bundles a sweep: the scenario, or "patch"',
  seed: '"seeds"',
  format: 'no other format',
};

function tryStep(
  file: JsonObject,
  patch: JsonObject,
  path: string,
  issues: Issue[],
  doubtful: Doubtful[],
): void {
  for (const key of Object.keys(patch))
    if (Object.hasOwn(FIXED, key)) {
      issues.push({ path, message: `changes "${key}"`, hint: FIXED[key] });
      return;
    }
  const found = issuesOf(file, patch, path);
  if (found.length > 0) doubtful.push({ patch, issues: found });
}

function issuesOf(file: JsonObject, patch: JsonObject, path: string): Issue[] {
  const reply = parseScenario(mergePatch(file, patch));
  return reply.ok ? [] : reply.issues.map((issue) => ({ ...issue, path: `${path}: ${issue.path}` }));
}
