/** What was assembled -> the text of a scenario file, with the jobs of a log in it or in a file beside it. */
import Papa from 'papaparse';
import type { JsonObject } from '../scenario/patch.ts';
import type { Assembled } from './assemble.ts';
import type { LogJob } from './cluster.ts';

/** More jobs than this make a file that is slow to open and to edit: they stay in a log of their own. */
const MOST_INSIDE = 30_000;

export type Written = {
  text: string;
  /** Name -> text of a file that the scenario names. */
  files: Record<string, string>;
};

export function writeScenario({ scenario, jobs }: Assembled): Written {
  if (jobs.length === 0) return { text: textOf(scenario), files: {} };
  if (jobs.length <= MOST_INSIDE)
    return { text: textOf({ ...scenario, jobs: { list: jobs.map(entryOf) } }), files: {} };
  const path = `${scenario.id as string}.jobs.csv`;
  return {
    text: textOf({ ...scenario, jobs: { file: { path, site: jobs[0].site } } }),
    files: { [path]: logOf(jobs) },
  };
}

/** One entry of a collection a line. */
export function textOf(scenario: JsonObject): string {
  const lines = Object.entries(scenario).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${valueText(value, 2)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

function valueText(value: unknown, depth: number): string {
  const flat = JSON.stringify(value);
  if (depth > 4 || flat.length < 100 || typeof value !== 'object' || value === null) return flat;
  const indent = ' '.repeat(depth);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return flat;
    return `[\n${value.map((item) => `${indent}  ${JSON.stringify(item)}`).join(',\n')}\n${indent}]`;
  }
  const lines = Object.entries(value).map(
    ([key, item]) => `${indent}  ${JSON.stringify(key)}: ${valueText(item, depth + 2)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function entryOf({ id, tenant, atS, site, accelerators, runS, estimateS, types }: LogJob): JsonObject {
  return {
    id,
    at: atS,
    site,
    accelerators,
    hours: runS / 3600,
    ...(estimateS === null ? {} : { estimateHours: estimateS / 3600 }),
    ...(tenant === '' || tenant in Object.prototype ? {} : { tenant }),
    ...(types.length === 0 ? {} : { types }),
  };
}

/** As host/job-log reads it. */
function logOf(jobs: LogJob[]): string {
  return Papa.unparse(
    {
      fields: ['id', 'tenant', 'submit_s', 'accelerators', 'run_s', 'estimate_s', 'types'],
      data: jobs.map(({ id, tenant, atS, accelerators, runS, estimateS, types }) => [
        id,
        tenant in Object.prototype ? '' : tenant,
        atS,
        accelerators,
        runS,
        estimateS ?? '',
        types.join('|'),
      ]),
    },
    { newline: '\n' },
  );
}
