/**
 * One run of a sweep: a point -> a row. What runs have in common is made once: the scenario of a patch, and the
 * world of all patches that differ in their policy alone.
 */
import { advanceTo, createRun, stateHash } from '../engine/engine.ts';
import { readMetrics } from '../engine/measure.ts';
import { METRICS, metricIndex, type MetricKey } from '../engine/metrics.ts';
import type { Tools } from '../engine/run.ts';
import { hashText } from '../frame/read.ts';
import { parseScenario } from '../scenario/parse.ts';
import { isObject, mergePatch, type JsonObject } from '../scenario/patch.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { compileWorld, underPolicy } from '../world/compile.ts';
import { lastTick, tickTimeS } from '../world/describe.ts';
import type { World } from '../world/world.ts';
import type { Point } from './expand.ts';
import type { SweepSpec } from './spec.ts';

export type Row = {
  run: number;
  seed: number;
  patch: JsonObject;
  /** State hash at the end, 16 hex digits; null where the run ended with a fault. */
  hash: string | null;
  /** What stopped it; null nearly always. */
  fault: string | null;
  /** Time of the last look, seconds. */
  untilS: number;
  /** Metrics at the end, in the order of METRICS; empty after a fault. */
  metrics: Float64Array;
  /** Looks x series metrics; empty where no series is asked for. */
  series: Float64Array;
};

/** Worlds kept: seeds stand side by side, policies do not. */
const WORLDS = 12;
/** After so many times that number without one that came back, none is kept: what is kept costs its collection. */
const PATIENCE = 2;

export type Runner = {
  file: JsonObject;
  spec: SweepSpec;
  /** What a run of the world is handed. */
  toolsFor(world: World): Promise<Tools> | Tools;
  scenario: { of: string; scenario: Scenario } | null;
  /** By what a world is made of; the last used is last, and so many are kept. */
  worlds: Map<string, World>;
  most: number;
  /** Worlds made since one was last found among those kept. */
  missed: number;
};

/** @param file of the sweep: see `expandSweep` */
export function createRunner(
  file: JsonObject,
  spec: SweepSpec,
  toolsFor: Runner['toolsFor'],
  most = WORLDS,
): Runner {
  return { file, spec, toolsFor, scenario: null, worlds: new Map(), most, missed: 0 };
}

/** Runs a point of the sweep to its end. Rejects for nothing: what goes wrong is the row's fault. */
export async function runPoint(runner: Runner, point: Point): Promise<Row> {
  const { run, seed, patch } = point;
  try {
    const world = worldOf(runner, point);
    return { run, seed, patch, fault: null, ...play(runner, world, await runner.toolsFor(world)) };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return faultRow(point, fault);
  }
}

/** The row of a run that came to no end. */
export function faultRow({ run, seed, patch }: Point, fault: string): Row {
  const none = new Float64Array(0);
  return { run, seed, patch, hash: null, fault, untilS: 0, metrics: none, series: none };
}

function play({ spec }: Runner, world: World, tools: Tools) {
  const { scenario } = world;
  const untilS = Math.min(spec.until ?? scenario.durationS, scenario.durationS);
  const run = createRun(world, tools);
  const row = new Float64Array(METRICS.length);
  const wanted = spec.series?.metrics.map((key) => metricIndex(key as MetricKey)) ?? [];
  const looks = spec.series ? lookTicks(spec, scenario) : [];
  const series = new Float64Array(looks.length * wanted.length);
  looks.forEach((tick, look) => {
    const timeS = tickTimeS(scenario, tick);
    advanceTo(run, timeS);
    readMetrics(run, timeS, row, 0);
    wanted.forEach((metric, i) => (series[look * wanted.length + i] = row[metric]));
  });
  advanceTo(run, untilS);
  readMetrics(run, untilS, row, 0);
  const { high, low } = stateHash(run);
  return { hash: hashText(high, low), untilS, metrics: row, series };
}

/** Ticks at which a series is looked at: every so many, to the end of the run. */
export function lookTicks(spec: SweepSpec, scenario: Scenario): number[] {
  const every = spec.series?.every ?? 1;
  const untilS = Math.min(spec.until ?? scenario.durationS, scenario.durationS);
  const ticks: number[] = [];
  for (let tick = 0; tick <= lastTick(scenario) && tickTimeS(scenario, tick) <= untilS; tick += every)
    ticks.push(tick);
  return ticks;
}

function worldOf(runner: Runner, { seed, patch }: Point): World {
  const scenario = { ...scenarioOf(runner, patch), seed };
  const key = JSON.stringify([seed, withoutPolicy(patch), scenario.policy.preempt, scenario.policy.harvest]);
  const kept = runner.worlds.get(key);
  const world = kept ? underPolicy(kept, scenario) : compileWorld(scenario);
  runner.missed = kept ? 0 : runner.missed + 1;
  if (runner.missed > PATIENCE * runner.most) runner.worlds.clear();
  else keepWorld(runner, key, world);
  return world;
}

function keepWorld({ worlds, most }: Runner, key: string, world: World): void {
  worlds.delete(key);
  worlds.set(key, world);
  for (const oldest of worlds.keys()) {
    if (worlds.size <= most) break;
    worlds.delete(oldest);
  }
}

/** The patched scenario. @throws Error with its first issues where it is none */
function scenarioOf(runner: Runner, patch: JsonObject): Scenario {
  const of = JSON.stringify(patch);
  if (runner.scenario?.of === of) return runner.scenario.scenario;
  const reply = parseScenario(mergePatch(runner.file, patch));
  if (!reply.ok) {
    const issues = reply.issues.slice(0, 3).map(({ path, message, hint }) => `${path}: ${message} (${hint})`);
    throw new Error(issues.join('; '));
  }
  runner.scenario = { of, scenario: reply.scenario };
  return reply.scenario;
}

/** What of a patch decides the tables of the world. */
function withoutPolicy(patch: JsonObject): JsonObject {
  const { linked: _, policy, ...rest } = patch;
  return isObject(policy) || policy === undefined ? rest : patch;
}
