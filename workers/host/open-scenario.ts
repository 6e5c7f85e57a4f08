/**
 * A scenario file as text -> Scenario, with patches and fact bundles: the one way in for the
 * command line and for the worker in the page, which differ only in how they read a file.
 */
import { readJson } from '../scenario/json-text.ts';
import { parseScenario } from '../scenario/parse.ts';
import { isObject, mergePatch, mergePatches } from '../scenario/patch.ts';
import type { Issue, Scenario } from '../scenario/scenario.ts';
import { factsFragment } from './facts/load.ts';
import { readJobLog } from './job-log/read-job-log.ts';
import { readRates } from './rate-file/read-rates.ts';
import type { ReadBytes } from './text-of.ts';

export type OpenRequest = {
  text: string;
  /** RFC 7396 merge patches, applied in order. */
  patches: readonly unknown[];
  /** Text of a file of public/data, by its name. */
  read: (file: string) => Promise<string>;
  /** Bytes of what `jobs.file` and `demand.file` name, by the path there; without it, a file of public/data in plain text. */
  readLog?: ReadBytes;
};

export type OpenReply =
  /**
   * `file`: bundles, job log, scenario and patches in one; opened again by itself it gives the same world.
   * `notes`: what was read of the log, and what was left out and why.
   */
  { ok: true; scenario: Scenario; file: unknown; notes: Issue[] } | { ok: false; issues: Issue[] };

/**
 * The bundles named under `include` lie at the bottom, the scenario over them, the patches on
 * top: so a patch can take away a link that a bundle brought.
 * @returns all issues of the text, of the bundles, or of the whole; rejects for nothing
 */
export async function openScenario({ text, patches, read, readLog }: OpenRequest): Promise<OpenReply> {
  const json = readJson(text);
  if (!json.ok) return json;
  const include = bundlesOf(mergePatches(json.value, patches));
  const bytes = readLog ?? (async (file) => new TextEncoder().encode(await read(file)));
  if (include.length === 0) return withFile(mergePatches(json.value, patches), bytes);
  const { fragment, issues } = await factsFragment(include, read);
  if (issues.length > 0) return { ok: false, issues };
  return withFile(mergePatches(mergePatch(fragment, json.value), patches), bytes);
}

async function withFile(given: unknown, readLog: ReadBytes): Promise<OpenReply> {
  const jobs = await withJobLog(given, readLog);
  const { file, issues, notes } = await withRates(jobs.file, readLog);
  if (jobs.issues.length + issues.length > 0) return { ok: false, issues: [...jobs.issues, ...issues] };
  const reply = parseScenario(file);
  return reply.ok
    ? { ...reply, file: mergePatch(file, { include: null }), notes: [...jobs.notes, ...notes] }
    : reply;
}

/** The file with the rates under `demand.file` after the series it lists itself. */
async function withRates(file: unknown, read: ReadBytes) {
  const demand = isObject(file) ? file.demand : null;
  if (!isObject(file) || !isObject(demand) || !Object.hasOwn(demand, 'file'))
    return { file, issues: [], notes: [] };
  const { series: found, issues, notes } = await readRates(demand, read);
  const series = Array.isArray(demand.series) ? [...demand.series, ...found] : found;
  return { file: mergePatch(file, { demand: { file: null, series } }), issues, notes };
}

/** The file with the jobs of its log after those it lists itself. */
async function withJobLog(file: unknown, readLog: ReadBytes) {
  const jobs = isObject(file) ? file.jobs : null;
  if (!isObject(file) || !isObject(jobs) || !Object.hasOwn(jobs, 'file'))
    return { file, issues: [], notes: [] };
  const { jobs: logged, issues, notes } = await readJobLog(file, readLog);
  const list = Array.isArray(jobs.list) ? [...jobs.list, ...logged] : logged;
  return { file: mergePatch(file, { jobs: { file: null, list } }), issues, notes };
}

/** The names under `include`; none where it is malformed, which parseScenario tells. */
function bundlesOf(file: unknown): string[] {
  const include = isObject(file) && Object.hasOwn(file, 'include') ? file.include : [];
  return Array.isArray(include) && include.every((name) => typeof name === 'string') ? include : [];
}
