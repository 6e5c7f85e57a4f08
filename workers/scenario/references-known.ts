/**
 * What the checks of references share: careful access to raw JSON, and "is there one of that id?".
 */
import { addIssue, isWhat, suggest, type Issues, type Path } from './issues.ts';
import { isObject, type JsonObject } from './patch.ts';

/** A collection of the file as its entries; null where it is not even an object. */
export type Known = { ids: Set<string>; entries: JsonObject } | null;
export type Places = Record<
  'accelerators' | 'grids' | 'sites' | 'metros' | 'links' | 'classes' | 'nodes',
  Known
>;

/** An own property of an object, else undefined. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Notes an id that is not among those known; anything but a text is passed over. */
export function checkId(id: unknown, known: Known, path: Path, what: string, issues: Issues): void {
  if (typeof id !== 'string' || known === null || known.ids.has(id)) return;
  addIssue(issues, path, `${isWhat(id)}, which does not exist`, () => suggest(id, [...known.ids], what));
}

/** Notes an id that another entry of the list has; the path is that of the entry. */
export function checkUnique(id: unknown, seen: Set<string>, path: Path, issues: Issues): void {
  if (typeof id !== 'string') return;
  if (seen.has(id)) addIssue(issues, [...path, 'id'], `${isWhat(id)} again`, 'an id of its own');
  seen.add(id);
}

/** Notes a key that should be an id of a collection and is not. */
export function checkKey(key: string, known: Known, path: Path, what: string, issues: Issues): void {
  if (known === null || known.ids.has(key)) return;
  addIssue(issues, path, `is not one of ${what}`, () => suggest(key, [...known.ids], what));
}
