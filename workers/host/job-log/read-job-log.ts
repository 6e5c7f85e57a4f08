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
import { readSwf } from './swf.ts';

export type ReadBytes = (file: string) => Promise<Uint8Array>;

/** Text of more than this is refused: a log packed to be opened by mistake or in malice. */
const MAX_BYTES = 400e6;

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

/** Text of the bytes, unpacked where they begin as gzip does. @throws where they are broken */
async function textOf(bytes: Uint8Array): Promise<string> {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = packed ? await unpack(bytes) : bytes;
  if (plain.byteLength > MAX_BYTES) throw new Error(`it has more than ${MAX_BYTES / 1e6} MB`);
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new Error(`unpacked it has more than ${MAX_BYTES / 1e6} MB`);
    }
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** By its name, or by its first line: a comment of that format, or numbers without commas. */
function isSwf(path: string, text: string): boolean {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (name.endsWith('.swf')) return true;
  if (name.endsWith('.csv')) return false;
  return /^\uFEFF?\s*(?:;|-?\d[^,]*$)/m.test(text.slice(0, 2000));
}
