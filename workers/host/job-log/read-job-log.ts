/**
 * `jobs.file` of a scenario -> `jobs.list`: finds what is asked for, reads the log's bytes,
 * unpacks them where they are gzipped, and hands the text to the reader of its format.
 */
import { isWhat } from '../../scenario/issues.ts';
import { isObject, type JsonObject } from '../../scenario/patch.ts';
import { jobFile } from '../../scenario/schema-work.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { readCsvLog } from './csv-log.ts';
import type { JobLog, LogRequest } from './gather.ts';
import { textOf, type ReadBytes } from '../text-of.ts';
import { readSwf } from './swf.ts';

/** @param file the whole scenario file, with `jobs.file` */
export async function readJobLog(file: JsonObject, read: ReadBytes): Promise<JobLog> {
  const request = requestOf(file);
  if (Array.isArray(request)) return { jobs: [], issues: request, notes: [] };
  let text: string;
  try {
    text = await textOf(await read(request.path));
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const hint = 'a job log (.swf, .csv, or either with .gz), beside the scenario file';
    return { jobs: [], issues: [{ path: request.path, message, hint }], notes: [] };
  }
  return isSwf(request.path, text) ? readSwf(text, request) : readCsvLog(text, request);
}

function requestOf(file: JsonObject): LogRequest | Issue[] {
  const given = (file.jobs as JsonObject).file;
  const checked = jobFile.safeParse(given);
  if (!checked.success) {
    return checked.error.issues.map((issue) => ({
      path: ['jobs.file', ...issue.path].join('.'),
      message: issue.path.length === 0 && issue.code === 'invalid_union' ? isWhat(given) : 'is not right',
      hint: issue.message,
    }));
  }
  const { data } = checked;
  const asked = typeof data === 'string' ? { path: data, columns: {} } : data;
  const sites = isObject(file.sites) ? Object.keys(file.sites) : [];
  const site = ('site' in asked && asked.site) || (sites.length === 1 ? sites[0] : null);
  if (site === null) {
    const message = `is missing, where there are ${sites.length} sites`;
    return [{ path: 'jobs.file.site', message, hint: 'the site at which the jobs of the log are submitted' }];
  }
  const workClass = 'class' in asked ? asked.class : undefined;
  const atS = 'at' in asked ? (asked.at ?? null) : null;
  return { path: asked.path, site, class: workClass, atS, columns: asked.columns };
}

/** By its name, or by its first line: a comment of that format, or numbers without commas. */
function isSwf(path: string, text: string): boolean {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (name.endsWith('.swf')) return true;
  if (name.endsWith('.csv')) return false;
  return /^\uFEFF?\s*(?:;|-?\d[^,]*$)/m.test(text.slice(0, 2000));
}
