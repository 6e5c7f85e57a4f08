/**
 * The files of a command -> Scenario: finds the scenario by path or id, reads patches and bundles.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { suggest } from '../../scenario/issues.ts';
import { readJson, sizeIssue, type ReadReply } from '../../scenario/json-text.ts';
import { isObject } from '../../scenario/patch.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openScenario, type OpenReply } from '../open-scenario.ts';
import type { PatchSource } from './arguments.ts';

const PUBLIC = new URL('../../../public/', import.meta.url);

/** @param file a path, or the id of a scenario under public/scenarios */
export async function openFile(file: string, sources: readonly PatchSource[]): Promise<OpenReply> {
  const shipped = new URL(`scenarios/${encodeURIComponent(file)}.json`, PUBLIC);
  const source = !existsSync(file) && existsSync(shipped) ? shipped : file;
  const text = readText(source, file);
  if (typeof text !== 'string') return { ok: false, issues: [text] };
  const patches: unknown[] = [];
  const issues: Issue[] = [];
  for (const source of sources) {
    const patch = patchValue(source, issues);
    if (patch !== undefined && !isObject(patch)) {
      issues.push({
        path: source.name,
        message: 'is not an object',
        hint: 'a patch such as {"linked": false}',
      });
    }
    patches.push(patch);
  }
  if (issues.length > 0) return { ok: false, issues };
  const directory = dirname(typeof source === 'string' ? source : fileURLToPath(source));
  return openScenario({
    text,
    patches,
    read: (name) => readFile(new URL(`data/${name}`, PUBLIC), 'utf8'),
    readLog: (path) => readFile(resolve(directory, path)),
  });
}

function patchValue(source: PatchSource, issues: Issue[]): unknown {
  if ('value' in source) return source.value;
  const text = readText(source.file, source.name);
  if (typeof text !== 'string') {
    issues.push(text);
    return undefined;
  }
  const read = readJson(text, source.name);
  if (read.ok) return read.value;
  issues.push(...read.issues);
  return undefined;
}

/** A file of JSON that is no scenario. */
export function readJsonFile(path: string): ReadReply {
  const text = readText(path, path);
  return typeof text === 'string' ? readJson(text, path) : { ok: false, issues: [text] };
}

/** The text of a file, or why there is none. */
function readText(file: string | URL, name: string): string | Issue {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return { path: name, message: 'does not exist', hint: shippedHint(name) };
  if (stats.isDirectory()) return { path: name, message: 'is a directory', hint: 'a file' };
  const tooLarge = sizeIssue(stats.size, name);
  if (tooLarge) return tooLarge;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return { path: name, message: `cannot be read: ${(error as Error).message}`, hint: 'a readable file' };
  }
}

function shippedHint(name: string): string {
  const directory = new URL('scenarios/', PUBLIC);
  if (!existsSync(directory)) return 'a file';
  const ids = readdirSync(directory).filter((entry) => entry.endsWith('.json') && entry !== 'index.json');
  return suggest(
    name,
    ids.map((entry) => entry.slice(0, -'.json'.length)),
    'a file, or one of',
  );
}
