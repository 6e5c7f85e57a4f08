/**
 * The door of the engine: unknown -> Scenario, or everything that is wrong with it.
 */
import { fillDefaults } from './fill.ts';
import { addIssue, createIssues, isWhat, listIssues } from './issues.ts';
import { readJson } from './json-text.ts';
import { isObject, mergePatches } from './patch.ts';
import { checkReferences } from './references.ts';
import type { Issue, Scenario } from './scenario.ts';
import { scenarioFile } from './schema.ts';
import { validate } from './validate.ts';

export type ParseReply = { ok: true; scenario: Scenario } | { ok: false; issues: Issue[] };

const FORMAT = 'causeway/1';

/**
 * @param input any JSON value
 * @returns the scenario with every default filled in and every reference known to hold, or
 *   all issues (the first 200, and how many more). Never throws on JSON values.
 */
export function parseScenario(input: unknown): ParseReply {
  const issues = createIssues();
  if (!isObject(input)) {
    addIssue(issues, [], isWhat(input), `an object, starting with {"format": "${FORMAT}"`);
    return { ok: false, issues: issues.list };
  }
  if (isForeign(input)) {
    addIssue(
      issues,
      ['format'],
      isWhat(Object.hasOwn(input, 'format') ? input.format : undefined),
      `"${FORMAT}"`,
    );
    return { ok: false, issues: issues.list };
  }
  const file = validate(input, issues);
  checkReferences(input, issues);
  if (issues.list.length > 0) return { ok: false, issues: listIssues(issues) };
  return { ok: true, scenario: fillDefaults(file) };
}

/**
 * @param text of a scenario file
 * @param patches RFC 7396 merge patches, applied in order before anything is checked
 * @returns as parseScenario; a text that is empty, too large or no JSON gives that one issue, with its line
 */
export function parseScenarioText(text: string, patches: readonly unknown[] = []): ParseReply {
  const read = readJson(text);
  return read.ok ? parseScenario(mergePatches(read.value, patches)) : read;
}

/** Another format, or none and not one key of ours: a list of its unknown keys would help nobody. */
function isForeign(input: Record<string, unknown>): boolean {
  if (Object.hasOwn(input, 'format')) return input.format !== FORMAT;
  return !Object.keys(input).some((key) => Object.hasOwn(scenarioFile.shape, key));
}
