/**
 * Gathering what is wrong with an input: all of it, each place once, up to a length a person reads.
 */
import type { Issue } from './scenario.ts';

/** Beyond this many, issues are only counted. */
const MAX_ISSUES = 200;

export type Path = readonly (string | number)[];
export type Issues = { list: Issue[]; more: number; paths: Set<string> };

export function createIssues(): Issues {
  return { list: [], more: 0, paths: new Set() };
}

/** Notes an issue; a second one at the same place is dropped. A hint that takes work to find is a function. */
export function addIssue(issues: Issues, path: Path, message: string, hint: string | (() => string)): void {
  const where = pathText(path);
  if (issues.paths.has(where)) return;
  issues.paths.add(where);
  if (issues.list.length >= MAX_ISSUES) {
    issues.more++;
    return;
  }
  issues.list.push({ path: where, message, hint: typeof hint === 'string' ? hint : hint() });
}

/** The list, with the number of those left out as its last entry. */
export function listIssues({ list, more }: Issues): Issue[] {
  if (more === 0) return list;
  return [...list, { path: 'file', message: `has ${more} more issues`, hint: 'mend those above first' }];
}

/** ['jobs', 'list', 3, 'a b'] -> 'jobs.list[3]["a b"]' */
export function pathText(path: Path): string {
  let result = '';
  for (const part of path) {
    if (typeof part === 'number') result += `[${part}]`;
    else if (/^[\p{L}\p{N}_$-]+$/u.test(part)) result += result === '' ? part : `.${part}`;
    else result += `[${JSON.stringify(shorten(part))}]`;
  }
  return result === '' ? 'file' : result;
}

/** "is -5", "is a list": what was found, for messages. */
export function isWhat(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (Array.isArray(value)) return isList(value);
  if (typeof value === 'string') return `is ${JSON.stringify(shorten(value))}`;
  if (typeof value === 'object' && value !== null) return 'is an object';
  return `is ${String(value)}`;
}

function isList(list: unknown[]): string {
  if (list.length === 0) return 'is an empty list';
  return list.length < 4 && list.every((item) => typeof item === 'number')
    ? `is [${list.join(', ')}]`
    : 'is a list';
}

/** What to write instead of an unknown name: the nearest known one, or all of them when few. */
export function suggest(name: string, known: readonly string[], what: string): string {
  const near = nearest(name, known);
  if (near !== null) return `did you mean "${near}"?`;
  if (known.length === 0) return `${what}: there is none`;
  return known.length <= 24 ? `${what}: ${known.map(shorten).join(', ')}` : `${what}: one of ${known.length}`;
}

function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  // Of three letters one may be wrong; a shorter name is near to everything.
  let least = 1 + Math.floor(Math.min(name.length, 40) / 3);
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

/** Fewest insertions, removals, replacements and swaps of neighbours between two texts. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      let best = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, before[j - 2] + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
