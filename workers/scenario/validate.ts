/**
 * JSON value -> typed scenario file, against the schema.
 *
 * Collections are checked entry by entry and not in one go: so a file with a million faulty
 * jobs costs no more than its first issues, and entries that are right still count as there.
 */
import type { z } from 'zod';
import { addIssue, isWhat, suggest, type Issues, type Path } from './issues.ts';
import { isObject, type JsonObject } from './patch.ts';
import { accelerator, grid, link, metro, site } from './schema-places.ts';
import { generator, job, scenarioEvent, tenant, transfer, workClass } from './schema-work.ts';
import { scenarioFile, type ScenarioFile } from './schema.ts';

const COLLECTIONS = {
  accelerators: accelerator,
  grids: grid,
  sites: site,
  metros: metro,
  links: link,
  classes: workClass,
  tenants: tenant,
};

/** @returns the file with the defaults of the schema; meaningless where an issue was added */
export function validate(input: JsonObject, issues: Issues): ScenarioFile {
  const head: JsonObject = { ...input };
  const checked: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(COLLECTIONS)) {
    const entries = input[key];
    if (!Object.hasOwn(input, key) || !isObject(entries)) continue;
    head[key] = {};
    checked[key] = checkEntries(schema, entries, [key], issues);
  }
  if (Array.isArray(input.events)) {
    head.events = [];
    checked.events = checkList(scenarioEvent, input.events, ['events'], issues);
  }
  const jobs = takeLists(head, 'jobs', { list: job, generate: generator }, issues);
  const transfers = takeLists(head, 'transfers', { list: transfer }, issues);
  const file = run(scenarioFile, head, [], issues) as ScenarioFile | undefined;
  return {
    ...file,
    ...checked,
    jobs: { ...file?.jobs, ...jobs },
    transfers: { ...file?.transfers, ...transfers },
  } as ScenarioFile;
}

/** Checks the lists inside `head[key]` by themselves and leaves empty ones in their place. */
function takeLists(
  head: JsonObject,
  key: string,
  schemas: Record<string, z.ZodType>,
  issues: Issues,
): JsonObject {
  const checked: JsonObject = {};
  const holder = head[key];
  if (!Object.hasOwn(head, key) || !isObject(holder)) return checked;
  const rest: JsonObject = { ...holder };
  for (const [name, schema] of Object.entries(schemas)) {
    const items = holder[name];
    if (!Array.isArray(items)) continue;
    rest[name] = [];
    checked[name] = checkList(schema, items, [key, name], issues);
  }
  if (key === 'jobs' && Object.hasOwn(rest, 'file')) {
    addIssue(
      issues,
      ['jobs', 'file'],
      'has not been read',
      'jobs.list: whoever opens the scenario puts the jobs of the log there',
    );
    delete rest.file;
  }
  head[key] = rest;
  return checked;
}

function checkEntries(schema: z.ZodType, entries: JsonObject, path: Path, issues: Issues): JsonObject {
  const checked: JsonObject = {};
  for (const id of Object.keys(entries)) {
    if (id !== '__proto__') checked[id] = run(schema, entries[id], [...path, id], issues);
  }
  return checked;
}

function checkList(schema: z.ZodType, items: unknown[], path: Path, issues: Issues): unknown[] {
  return items.map((item, i) => run(schema, item, [...path, i], issues));
}

function run(schema: z.ZodType, value: unknown, path: Path, issues: Issues): unknown {
  let reply;
  try {
    reply = schema.safeParse(value);
  } catch (error) {
    // The validator hands issues on as arguments of one call: in some browsers, half a million are too many.
    if (!(error instanceof RangeError)) throw error;
    addIssue(issues, path, 'has too many faults to list', 'entries of the kind the schema describes');
    return undefined;
  }
  if (reply.success) return reply.data;
  for (const issue of reply.error.issues) {
    const where = issue.path as (string | number)[];
    if (issue.code === 'unrecognized_keys') {
      const known = issue.message.split(' ');
      for (const key of issue.keys) {
        addIssue(issues, [...path, ...where, key], 'is not a known key', () =>
          suggest(key, known, 'known here'),
        );
      }
    } else {
      addIssue(issues, [...path, ...where], isWhat(valueAt(value, where)), issue.message);
    }
  }
  return undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}
