/** A specification's file -> a sweep that is ready to run, or all that is wrong with it. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { JsonObject } from '../../scenario/patch.ts';
import { isObject } from '../../scenario/patch.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { expandSweep } from '../../sweep/expand.ts';
import { parseSweep } from '../../sweep/spec.ts';
import { openFile, readJsonFile } from '../cli/open-file.ts';
import { prepare, type Prepared } from './directory.ts';

export type SpecOpened = { ok: true; prepared: Prepared; notes: Issue[] } | { ok: false; issues: Issue[] };

/** @param policy the file of a policy of one's own, or null */
export async function openSpec(path: string, policy: string | null): Promise<SpecOpened> {
  const json = readJsonFile(path);
  if (!json.ok) return json;
  const parsed = parseSweep(json.value);
  if (!parsed.ok) return parsed;
  const { spec } = parsed;
  const beside = resolve(dirname(path), spec.scenario);
  const opened = await openFile(existsSync(beside) ? beside : spec.scenario, [
    { name: 'patch', value: spec.patch },
  ]);
  if (!opened.ok) return opened;
  const file = opened.file as JsonObject;
  const expanded = expandSweep(spec, isObject(file) ? file : {});
  if (!expanded.ok) return expanded;
  const { durationS } = opened.scenario;
  if (spec.until !== undefined && spec.until > durationS) {
    const hint = `at most the scenario's ${durationS} s; "patch": {"duration": ...} makes it longer`;
    return { ok: false, issues: [{ path: 'until', message: `is ${spec.until} s`, hint }] };
  }
  // The compilers are large, and few sweeps bring a policy.
  const compiled =
    policy === null ? null : await (await import('../policy/compile.ts')).compilePolicy(policy);
  if (compiled !== null && !compiled.ok) return compiled;
  return { ok: true, prepared: prepare(expanded.sweep, file, compiled?.script ?? null), notes: opened.notes };
}
