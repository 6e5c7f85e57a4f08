/**
 * The directory of a sweep: what is to be run, whole, so that any machine that sees it can take a share, and
 * anybody can run a row again.
 *
 *   sweep.json      the plan: specification, edition of the engine, hash of the scenario, columns
 *   scenario.json   the scenario with its bundles, logs and patch in one
 *   policy.js       the policy of one's own, if there is one, as it is run
 *   journal/        finished runs as they come (journal.ts)
 *   runs.parquet, series.parquet   the results, once all runs are there (merge.ts)
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../../../build/fingerprint.ts';
import type { JsonObject } from '../../scenario/patch.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { expandSweep, type Sweep, type SweepColumn } from '../../sweep/expand.ts';
import type { SweepSpec } from '../../sweep/spec.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export type Plan = {
  format: 'causeway-sweep-plan/1';
  /** Of all that decides the results: equal plans have equal results. */
  id: string;
  /** Version and fingerprint of engine, facts and scenarios. */
  edition: string;
  /** Id, and SHA-256 of scenario.json. */
  scenario: { id: string; hash: string };
  /** SHA-256 of policy.js. */
  policy: string | null;
  runs: number;
  columns: SweepColumn[];
  spec: SweepSpec;
};

/** A sweep that is ready to run. */
export type Prepared = { plan: Plan; file: JsonObject; policy: string | null; sweep: Sweep };

/** Version and fingerprint of this tree, as the page has them in its links. */
export function edition(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return `${version} ${fingerprint(ROOT)}`;
}

/** @param file as `expandSweep` was given */
export function prepare(sweep: Sweep, file: JsonObject, policy: string | null): Prepared {
  const { spec, count, columns } = sweep;
  const known = {
    edition: edition(),
    scenario: { id: typeof file.id === 'string' ? file.id : 'scenario', hash: sha256(scenarioText(file)) },
    policy: policy === null ? null : sha256(policy),
    runs: count,
    columns,
    spec,
  };
  const plan: Plan = {
    format: 'causeway-sweep-plan/1',
    id: sha256(JSON.stringify(known)).slice(0, 16),
    ...known,
  };
  return { plan, file, policy, sweep };
}

/**
 * Writes the plan into a directory, or finds it there already.
 * @returns the sweep of another plan that is in the way, or why nothing can be written
 */
export function settle(out: string, { plan, file, policy }: Prepared): Issue | null {
  let there: Plan | null = null;
  try {
    mkdirSync(out, { recursive: true });
    there = readPlan(out);
    if (there === null) {
      if (policy !== null) writeWhole(join(out, 'policy.js'), policy);
      writeWhole(join(out, 'scenario.json'), scenarioText(file));
      writeWhole(join(out, 'sweep.json'), `${JSON.stringify(plan, null, 2)}\n`);
    }
  } catch (error) {
    const message = `cannot be written: ${(error as Error).message}`;
    return { path: '--out', message, hint: 'a directory to write to' };
  }
  if (there === null || there.id === plan.id) return null;
  const why = there.edition === plan.edition ? 'of another specification' : `by edition ${there.edition}`;
  return { path: '--out', message: `holds a sweep ${why}`, hint: `another directory, or remove ${out}` };
}

/** Rows of one sweep are of one edition. */
export function editionIssue(plan: Plan, path: string): Issue | null {
  const here = edition();
  if (plan.edition === here) return null;
  return {
    path,
    message: `is a sweep by edition ${plan.edition}, and this is ${here}`,
    hint: 'that edition',
  };
}

/** The sweep in a directory, or what is wrong with it. */
export function openDirectory(out: string): Prepared | Issue {
  let plan: Plan | null;
  try {
    plan = readPlan(out);
    if (plan === null) return { path: out, message: 'holds no sweep', hint: 'the --out of a sweep' };
    const text = readFileSync(join(out, 'scenario.json'), 'utf8');
    const policy = plan.policy === null ? null : readFileSync(join(out, 'policy.js'), 'utf8');
    if (sha256(text) !== plan.scenario.hash || (policy !== null && sha256(policy) !== plan.policy))
      return {
        path: out,
        message: 'holds another scenario or policy than its plan names',
        hint: 'the files as written',
      };
    return reopen(plan, text, policy, out);
  } catch (error) {
    return {
      path: out,
      message: `cannot be read: ${(error as Error).message}`,
      hint: 'the --out of a sweep',
    };
  }
}

/** A sweep from what its directory or its results say of it. */
export function reopen(plan: Plan, scenario: string, policy: string | null, path: string): Prepared | Issue {
  const file = JSON.parse(scenario) as JsonObject;
  const reply = expandSweep(plan.spec, file);
  if (!reply.ok)
    return { path, message: 'is not understood by this edition', hint: `edition ${plan.edition}` };
  return { plan, file, policy, sweep: reply.sweep };
}

function readPlan(out: string): Plan | null {
  try {
    return JSON.parse(readFileSync(join(out, 'sweep.json'), 'utf8')) as Plan;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export function scenarioText(file: JsonObject): string {
  return `${JSON.stringify(file)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A file is there whole or not at all, whoever else writes it at the same time. */
function writeWhole(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text);
  renameSync(part, path);
}
