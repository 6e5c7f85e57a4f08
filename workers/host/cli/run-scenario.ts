/** Runs a scenario to a time, as fast as it goes, and gathers what the command line prints of it. */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advanceTo, createRun, stateHash } from '../../engine/engine.ts';
import { readMetrics } from '../../engine/measure.ts';
import { METRICS } from '../../engine/metrics.ts';
import type { PlacementPolicy } from '../../engine/policies/placement/placement-policy.ts';
import type { Run } from '../../engine/run.ts';
import { hashText } from '../../frame/read.ts';
import type { Issue, Scenario } from '../../scenario/scenario.ts';
import { compileWorld } from '../../world/compile.ts';
import { auditHistory, auditTo, type Violation } from '../audit/audit.ts';
import { toolsFor } from '../solver.ts';
import { closeCsv, openCsv, writeRow, type CsvFile } from './csv-file.ts';
import { writeTables } from './tables.ts';

export type Summary = {
  hash: string;
  scenario: string;
  seed: number;
  /** Seconds since the start. */
  until: number;
  linked: boolean;
  /** Seconds it took to run, reading and writing of files left out. */
  wallS: number;
  metrics: Record<string, number>;
  /** Both runs beside each other, where that was asked for. */
  pooling?: Pooling;
};

/** A scenario linked and as islands: `--pooling`. */
export type Pooling = {
  linked: Summary['metrics'];
  islands: Summary['metrics'];
  /** Linked over islands, of what is compared; null where the islands have none of it. */
  gain: Record<string, number | null>;
  hashes: { linked: string; islands: string };
};

/** Called now and then with the share done. */
export type Progress = (share: number) => void;

/** Slices of a run nobody looks into, so that progress can be told. */
const SLICES = 200;

export type RunRequest = {
  untilS: number;
  /** Directory for the tables, made where it is missing; null for none. */
  out: string | null;
  /** Looks into the state after every event. */
  audit: boolean;
  /** Makes the placement policy of one's own, anew for each run; absent: the scenario's. */
  placement?: () => PlacementPolicy;
};

/**
 * @returns what came of it, or what an audit found wrong first
 * @throws the file system's error where a file cannot be written: see `prepareOut`
 */
export async function runScenario(
  scenario: Scenario,
  { untilS, out, audit, placement }: RunRequest,
  progress: Progress,
): Promise<Summary | Violation> {
  const world = compileWorld(scenario);
  const shared = await toolsFor(world);
  const fresh = () => (placement ? { ...shared, placement: placement() } : shared);
  const started = performance.now();
  const run = createRun(world, fresh());
  const advance = audit ? auditTo : advanceTo;
  let violation: Violation | null | void = null;
  const series =
    out === null ? null : openCsv(join(out, 'series.csv'), ['tick', 'time_s', 'metric', 'value']);
  const stepS = series ? scenario.tickS : untilS / SLICES;
  const steps = series ? Math.floor(untilS / stepS) : SLICES;
  for (let step = 0; !violation && step <= steps && step * stepS <= untilS; step++) {
    violation = advance(run, step * stepS);
    if (series) writeSeries(series, run, step, step * stepS);
    if (step % Math.ceil(steps / SLICES) === 0) progress(step / steps);
  }
  violation ||= advance(run, untilS);
  if (audit) violation ||= auditHistory(run.world, untilS, fresh());
  if (violation) {
    if (series) closeCsv(series);
    return violation;
  }
  const wallS = (performance.now() - started) / 1000;
  const hash = stateHash(run);
  const summary: Summary = {
    hash: hashText(hash.high, hash.low),
    scenario: scenario.id,
    seed: scenario.seed,
    until: untilS,
    linked: scenario.linked,
    wallS,
    metrics: metricsAt(run, untilS),
  };
  if (series && out !== null) {
    closeCsv(series);
    writeTables(run, untilS, out);
    writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  }
  return summary;
}

/** Makes the directory, or says why it cannot be written to. */
export function prepareOut(out: string): Issue | null {
  try {
    mkdirSync(out, { recursive: true });
    closeSync(openSync(join(out, 'summary.json'), 'w'));
    return null;
  } catch (error) {
    return {
      path: '--out',
      message: `cannot be written: ${(error as Error).message}`,
      hint: 'a directory to write to',
    };
  }
}

const row = () => new Float64Array(METRICS.length);

function metricsAt(run: Run, timeS: number): Record<string, number> {
  const values = row();
  readMetrics(run, timeS, values, 0);
  return Object.fromEntries(METRICS.map(({ key }, i) => [key, values[i]]));
}

function writeSeries(series: CsvFile, run: Run, tick: number, timeS: number): void {
  const values = row();
  readMetrics(run, timeS, values, 0);
  METRICS.forEach(({ key }, i) => writeRow(series, [tick, timeS, key, values[i]]));
}
