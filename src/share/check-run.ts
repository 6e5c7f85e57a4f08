/**
 * A JSON value from a link -> the run it stands for, or the first thing wrong with it. The shape is
 * held to the letter; what commands and patches say is for the engine's own schema to judge.
 */
import type { LoggedCommand } from '../../workers/protocol.ts';
import { BRANCH_NAMES, PAIR_NAMES, type BranchName, type ForkStart } from '../sim/lines.ts';

/** A scenario that comes with the page, or a file of the sender's own, which the link does not hold. */
export type Base = { scenario: string } | { file: string; bytes: number; sha256: string | null };

export type SharedRun = {
  base: Base;
  /** JSON Merge Patch on the base. */
  patch: Record<string, unknown> | null;
  seed: number;
  /** Commands of the built-in pair. */
  log: LoggedCommand[];
  /** Both only where there are forks: these, in order of name, and the branch on show. */
  forks?: ForkStart[];
  branch?: BranchName;
  /**
   * File of the sender's own policy that the branch on show ran under, by its name alone: code never comes by a link.
   * What opens is the branch without it, and `hash` is that of the one with it.
   */
  policy?: string;
  tick: number;
  linked: boolean;
  globe: boolean;
  /** Five numbers of the scene's handle. */
  camera: number[] | null;
  lang: 'en' | 'zh';
  /** By the index in the view's table of that kind. */
  selected: { kind: (typeof PICK_KINDS)[number]; index: number } | null;
  /** State hash at the tick, and what computed it. */
  hash: string;
  edition: string;
};

/** What is wrong with a link: `place` in it, and what was found or wanted there. */
export type LinkFault =
  | { code: 'no-link' | 'too-long' | 'too-large' | 'too-deep' | 'garbled'; place: string }
  | { code: 'version'; place: string; found: string }
  | { code: 'value'; place: string; found: string; wanted: string };

export type LinkReply = { ok: true; run: SharedRun } | { ok: false; fault: LinkFault };

const PICK_KINDS = ['site', 'link', 'metro'] as const;
export const MOST_COMMANDS = 2000;
const MOST_VALUES = 50_000;
const MOST_TICKS = 1e7;
const MAX_SEED = 0xffffffff;
/** Map units and radians: far beyond any view, and harmless. */
const FARTHEST = 1e6;
const LONGEST_TEXT = 200;
/** Keys that reach for the prototype of what they are copied to. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

type Test = { wanted: string; holds(value: unknown): boolean };
type Shape = Record<string, Test>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const whole = (most: number): Test => ({
  wanted: `0 … ${most}`,
  holds: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most,
});
const text: Test = {
  wanted: `"…" (≤ ${LONGEST_TEXT})`,
  holds: (value) => typeof value === 'string' && value.length > 0 && value.length <= LONGEST_TEXT,
};
const oneOf = (...values: unknown[]): Test => ({
  wanted: values.map((value) => JSON.stringify(value)).join(' | '),
  holds: (value) => values.includes(value),
});
const matching = (pattern: RegExp, wanted: string): Test => ({
  wanted,
  holds: (value) => typeof value === 'string' && pattern.test(value),
});
const orNull = ({ wanted, holds }: Test): Test => ({
  wanted: `${wanted} | null`,
  holds: (value) => value === null || holds(value),
});
const camera: Test = {
  wanted: `[x, z, distance, turn, tilt] (±${FARTHEST})`,
  holds: (value) =>
    Array.isArray(value) &&
    value.length === 5 &&
    value.every((one) => typeof one === 'number' && Math.abs(one) <= FARTHEST),
};
const anObject: Test = { wanted: '{…}', holds: isObject };
const aList: Test = {
  wanted: `[…] (≤ ${MOST_COMMANDS})`,
  holds: (value) => Array.isArray(value) && value.length <= MOST_COMMANDS,
};

const RUN: Shape = {
  base: anObject,
  patch: orNull(anObject),
  seed: whole(MAX_SEED),
  log: aList,
  tick: whole(MOST_TICKS),
  linked: oneOf(true, false),
  globe: oneOf(true, false),
  camera: orNull(camera),
  lang: oneOf('en', 'zh'),
  selected: orNull(anObject),
  hash: matching(/^[0-9a-f]{16}$/, '0-9a-f × 16'),
  edition: text,
};
const FORK_NAMES = BRANCH_NAMES.filter((name) => !PAIR_NAMES.includes(name));
const FORKED_RUN: Shape = {
  ...RUN,
  forks: {
    wanted: `[…] (1 … ${FORK_NAMES.length})`,
    holds: (value) => Array.isArray(value) && value.length > 0 && value.length <= FORK_NAMES.length,
  },
  branch: oneOf(...BRANCH_NAMES),
};
const FORK: Shape = {
  name: oneOf(...FORK_NAMES),
  from: oneOf(...BRANCH_NAMES),
  tick: whole(MOST_TICKS),
  linked: oneOf(true, false),
  inherited: whole(MOST_COMMANDS),
  log: aList,
};
const SHIPPED: Shape = { scenario: matching(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a-z 0-9 -') };
const OWN_FILE: Shape = {
  file: text,
  bytes: whole(1e9),
  sha256: orNull(matching(/^[0-9a-f]{64}$/, '0-9a-f × 64')),
};
const LOGGED: Shape = { tick: whole(MOST_TICKS), command: anObject };
const SELECTED: Shape = { kind: oneOf(...PICK_KINDS), index: whole(1e6) };

/** @param value nested no deeper than the call stack */
export function checkRun(value: unknown): LinkReply {
  const fault = hostile(value) ?? checkWhole(value);
  return fault ? { ok: false, fault } : { ok: true, run: value as SharedRun };
}

function checkWhole(value: unknown): LinkFault | null {
  const run = value as SharedRun;
  return (
    misshapen(value, shapeOf(value), '') ??
    misshapen(run.base, 'scenario' in run.base ? SHIPPED : OWN_FILE, 'base') ??
    (run.selected && misshapen(run.selected, SELECTED, 'selected')) ??
    checkLog(run.log, 'log') ??
    (run.forks ? checkForks(run.forks, run) : null)
  );
}

/** What a run holds besides what every run does goes by what it names. */
function shapeOf(value: unknown): Shape {
  if (!isObject(value)) return RUN;
  const shape = 'forks' in value || 'branch' in value ? FORKED_RUN : RUN;
  return 'policy' in value ? { ...shape, policy: text } : shape;
}

/** No two of a name, and the branch on show is one of them or of the pair. */
function checkForks(forks: ForkStart[], { branch, linked }: SharedRun): LinkFault | null {
  for (const [i, fork] of forks.entries()) {
    const place = `forks[${i}]`;
    const fault = misshapen(fork, FORK, place) ?? checkLog(fork.log, `${place}.log`);
    if (fault) return fault;
    if (fork.inherited > fork.log.length)
      return wrong(`${place}.inherited`, fork.inherited, whole(fork.log.length));
    if (forks.findIndex(({ name }) => name === fork.name) < i)
      return wrong(`${place}.name`, fork.name, { wanted: FORK_NAMES.join(' | ') });
  }
  const lines = [{ name: 'A', linked: true }, { name: 'B', linked: false }, ...forks];
  const shown = lines.find(({ name }) => name === branch);
  if (!shown) return wrong('branch', branch, oneOf(...lines.map(({ name }) => name)));
  return shown.linked === linked ? null : wrong('linked', linked, oneOf(shown.linked));
}

function checkLog(log: readonly unknown[], place: string): LinkFault | null {
  return log.reduce<LinkFault | null>(
    (found, logged, i) => found ?? checkLogged(logged, `${place}[${i}]`),
    null,
  );
}

function checkLogged(logged: unknown, place: string): LinkFault | null {
  return (
    misshapen(logged, LOGGED, place) ??
    (text.holds((logged as { command: Record<string, unknown> }).command['do'])
      ? null
      : wrong(`${place}.command.do`, (logged as { command: Record<string, unknown> }).command['do'], text))
  );
}

/** The first key of a shape that is missing or does not hold, or the first key too many. */
function misshapen(value: unknown, shape: Shape, place: string): LinkFault | null {
  if (!isObject(value)) return wrong(place || 'run', value, anObject);
  for (const [key, test] of Object.entries(shape)) {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    if (!test.holds(found)) return wrong(join(place, key), found, test);
  }
  const extra = Object.keys(value).find((key) => !Object.hasOwn(shape, key));
  return extra === undefined
    ? null
    : wrong(join(place, shorten(extra)), value[extra], { wanted: Object.keys(shape).join(', ') });
}

/** The first thing anywhere that no run of ours holds: a key of the prototype, a number without end, too much. */
function hostile(root: unknown): LinkFault | null {
  const open: [place: string, value: unknown][] = [['', root]];
  let seen = 0;
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const [place, value] = entry;
    seen += 1;
    if (seen > MOST_VALUES) return { code: 'too-large', place: place || 'run' };
    if (typeof value === 'number' && !Number.isFinite(value))
      return wrong(place || 'run', value, { wanted: '±1.8e308' });
    if (Array.isArray(value)) {
      if (value.length > MOST_VALUES) return { code: 'too-large', place: place || 'run' };
      value.forEach((one, i) => open.push([`${place}[${i}]`, one]));
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const at = join(place, shorten(key));
        if (FORBIDDEN.has(key)) return wrong(at, key, { wanted: 'a-z' });
        open.push([at, value[key]]);
      }
    }
  }
  return null;
}

function wrong(place: string, value: unknown, { wanted }: { wanted: string }): LinkFault {
  return { code: 'value', place, found: foundText(value), wanted };
}

function foundText(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return shorten(typeof value === 'string' ? JSON.stringify(value) : String(value));
}

function join(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
