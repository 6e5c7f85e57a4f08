/**
 * Text -> JSON value, or what is wrong with it and where, in the same words in every browser.
 *
 * One pass of our own over the text finds the first syntax error, keys written twice (the
 * built-in parser would keep the last one in silence) and nesting too deep to be meant.
 */
import type { Issue } from './scenario.ts';

/** Files above this are refused unread; larger job logs belong in generators. */
const MAX_BYTES = 20e6;
const MAX_DEPTH = 100;
const MAX_REPEATED = 20;

export type ReadReply = { ok: true; value: unknown } | { ok: false; issues: Issue[] };

/** @param what name of the text in issues: "file", "patch 1" */
export function readJson(text: string, what = 'file'): ReadReply {
  const tooLarge = sizeIssue(text.length > MAX_BYTES / 3 ? utf8Bytes(text) : 0, what);
  if (tooLarge) return { ok: false, issues: [tooLarge] };
  const body = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  if (body.trim() === '') {
    return fail(what, 'is empty', 'a scenario in JSON, starting with {"format": "causeway/1"');
  }
  const issues: Issue[] = [];
  const wrong = scan(body, (position, key) => {
    if (issues.length < MAX_REPEATED)
      issues.push(at(body, what, position, `repeats the key ${quote(key)}`, 'each key once in an object'));
  });
  if (wrong) {
    const noise = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.exec(body);
    if (noise) {
      const code = noise[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return fail(what, `is not text: character ${noise.index + 1} is U+${code}`, 'a JSON text in UTF-8');
    }
    return { ok: false, issues: [at(body, what, wrong.position, wrong.message, wrong.hint)] };
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: JSON.parse(body) };
}

/** The issue of a file of this size, or null where it is small enough. For hosts that know it beforehand. */
export function sizeIssue(bytes: number, what = 'file'): Issue | null {
  if (bytes <= MAX_BYTES) return null;
  const size = (bytes / 1e6).toFixed(1);
  return {
    path: what,
    message: `is too large: ${size} MB`,
    hint: `at most ${MAX_BYTES / 1e6} MB; jobs.generate makes long job lists`,
  };
}

function fail(path: string, message: string, hint: string): ReadReply {
  return { ok: false, issues: [{ path, message, hint }] };
}

function at(text: string, what: string, position: number, message: string, hint: string): Issue {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return { path: `${what} line ${line} column ${column}`, message, hint };
}

function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A surrogate pair is two units here and four bytes there.
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}

type Wrong = { position: number; message: string; hint: string };

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
const SPACE = /[ \t\r\n]*/y;

/** Length of the match of a sticky pattern at i, or -1. */
function reach(pattern: RegExp, text: string, i: number): number {
  pattern.lastIndex = i;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** End of the string literal that begins at i, or -1 where there is none. */
function stringEnd(text: string, i: number): number {
  if (text[i] !== '"') return -1;
  for (let j = i + 1; j < text.length;) {
    const code = text.charCodeAt(j);
    if (code === 0x22) return j + 1;
    if (code < 0x20) return -1;
    if (code !== 0x5c) j++;
    else if ((j = reach(ESCAPE, text, j)) < 0) return -1;
  }
  return -1;
}

/** The first syntax error of a JSON text, or null; `repeated` hears of keys written twice. */
function scan(text: string, repeated: (position: number, key: string) => void): Wrong | null {
  /** One entry an open bracket: the keys seen of an object, or null for a list. */
  const open: (Set<string> | null)[] = [];
  let i = reach(SPACE, text, 0);
  let want: 'value' | 'value or end' | 'key' | 'key or end' | 'rest' = 'value';
  for (;;) {
    const keys = open.at(-1);
    const c = text[i];
    if ((want === 'key or end' && c === '}') || (want === 'value or end' && c === ']')) {
      open.pop();
      want = 'rest';
      i++;
    } else if (want === 'key' || want === 'key or end') {
      const end = stringEnd(text, i);
      if (end < 0) return wrongAt(text, i, 'a key');
      const raw = text.slice(i + 1, end - 1);
      const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
      if (keys!.has(key)) repeated(i, key);
      keys!.add(key);
      i = reach(SPACE, text, end);
      if (text[i] !== ':') return wrongAt(text, i, 'a colon');
      i++;
      want = 'value';
    } else if (want === 'rest') {
      if (keys === undefined) return i < text.length ? wrongAt(text, i, 'the end of the file') : null;
      if (c !== ',' && c !== (keys ? '}' : ']'))
        return wrongAt(text, i, keys ? 'a comma or "}"' : 'a comma or "]"');
      if (c === ',') want = keys ? 'key' : 'value';
      else open.pop();
      i++;
    } else if (c === '{' || c === '[') {
      if (open.length === MAX_DEPTH) {
        return {
          position: i,
          message: `is nested deeper than ${MAX_DEPTH} levels`,
          hint: 'a scenario needs about 8',
        };
      }
      open.push(c === '{' ? new Set() : null);
      want = c === '{' ? 'key or end' : 'value or end';
      i++;
    } else {
      const end = Math.max(stringEnd(text, i), reach(NUMBER, text, i), reach(WORD, text, i));
      if (end < 0) return wrongAt(text, i, 'a value');
      i = end;
      want = 'rest';
    }
    i = reach(SPACE, text, i);
  }
}

function wrongAt(text: string, i: number, wanted: string): Wrong {
  if (i >= text.length)
    return {
      position: i,
      message: `ends where ${wanted} should be`,
      hint: 'a whole JSON text; was it cut off?',
    };
  const found = /^[\p{L}\p{N}_.+-]+/u.exec(text.slice(i, i + 30))?.[0] ?? text[i];
  return {
    position: i,
    message: `has ${quote(found)} where ${wanted} should be`,
    hint: hintAt(text, i, wanted, found),
  };
}

function hintAt(text: string, i: number, wanted: string, found: string): string {
  const c = text[i];
  if (c === '/' || c === '#') return 'JSON has no comments';
  if (c === "'" || c === '\u201c' || c === '\u201d') return 'texts and keys stand in straight double quotes';
  if (c === '"')
    return wanted === 'a key' || wanted === 'a value'
      ? 'a text closed by a double quote on its line, \\ written \\\\'
      : `put ${wanted} before it`;
  if ((c === '}' || c === ']') && /,\s*$/.test(text.slice(Math.max(0, i - 200), i)))
    return 'no comma before a closing bracket';
  if (/^[+-]?(nan|inf)/i.test(found)) return 'JSON has no NaN or Infinity';
  if (/^[+-.\d]/.test(found) && wanted === 'a value') return 'a number such as 12, -0.5 or 1e12';
  if (wanted === 'a key') return 'keys stand in double quotes';
  if (wanted === 'the end of the file') return 'one JSON value and nothing after it';
  return wanted === 'a value'
    ? 'a text in double quotes, a number, true, false, null, a list or an object'
    : `put ${wanted} here`;
}
