/**
 * Keys of a scenario file, as axes name them: "policy.queue", "links.l1.gbps", and with a star for every
 * entry, "sites.*.pue".
 */
import { suggest } from '../scenario/issues.ts';
import { isObject, type JsonObject } from '../scenario/patch.ts';
import type { Issue } from '../scenario/scenario.ts';

export type Keys = readonly string[];

/** Parts of the file whose entries are known by an id: a patch that names none would make a new one. */
const COLLECTIONS = new Set(['accelerators', 'grids', 'sites', 'metros', 'links', 'classes', 'tenants']);

/**
 * The keys a pattern stands for.
 * @param file a scenario file with its bundles in it
 * @param path of the pattern, for the issue
 * @returns at least one, in the order of ids; or what is wrong with it
 */
export function matchKeys(file: JsonObject, pattern: string, path: string): Keys[] | Issue {
  const parts = pattern.split('.');
  const [collection, id] = parts;
  if (COLLECTIONS.has(collection) && id !== undefined && id !== '*') {
    const entries = isObject(file[collection]) ? file[collection] : {};
    if (!Object.hasOwn(entries, id)) {
      const hint = suggest(id, Object.keys(entries).sort(), collection);
      return { path, message: `names ${collection}.${id}, which does not exist`, hint };
    }
  }
  if (!parts.includes('*')) return [parts];
  const found: Keys[] = [];
  expandStars(file, parts, [], found);
  if (found.length > 0) return found;
  const known = isObject(file) ? Object.keys(file).sort() : [];
  return {
    path,
    message: `is "${pattern}", which names nothing there`,
    hint: suggest(collection, known, 'keys'),
  };
}

function expandStars(at: unknown, parts: Keys, before: Keys, found: Keys[]): void {
  const [part, ...rest] = parts;
  if (part === undefined) {
    found.push(before);
    return;
  }
  if (part === '*') {
    if (isObject(at))
      for (const key of Object.keys(at).sort()) expandStars(at[key], rest, [...before, key], found);
  } else if (isObject(at) && Object.hasOwn(at, part)) expandStars(at[part], rest, [...before, part], found);
  // The last key may be one that the file leaves to its default.
  else if (rest.length === 0 && isObject(at)) found.push([...before, part]);
}

/** What the file says there; undefined where it says nothing. */
export function valueAt(file: unknown, keys: Keys): unknown {
  let at = file;
  for (const key of keys) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** Sets one value of a patch that is being made. */
export function setAt(patch: JsonObject, keys: Keys, value: unknown): void {
  let at = patch;
  keys.forEach((key, i) => {
    const last = i === keys.length - 1;
    const there = Object.hasOwn(at, key) ? at[key] : undefined;
    const next = last ? value : isObject(there) ? there : {};
    if (next !== there)
      Object.defineProperty(at, key, { value: next, enumerable: true, configurable: true, writable: true });
    if (!last) at = next as JsonObject;
  });
}
