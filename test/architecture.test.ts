/**
 * The shape of the house: who may import whom, what may not occur where, and how large a room is.
 * There is no list of exceptions: what breaks a rule moves, or the rule changes for all.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAY_IMPORT } from './rooms.ts';
import { codeOf, importsOf, sourceFiles, type SourceFile } from './source-files.ts';

const ROOMS = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length);

const files = sourceFiles('workers', 'src', 'test');
const worker = files.filter(({ path }) => path.startsWith('workers/'));
/** Runs in every browser and in Node, and must come to the same bits. */
const hermetic = worker.filter(({ path }) => !path.startsWith('workers/host/'));

function roomOf(path: string): string | undefined {
  return ROOMS.find((room) => path.startsWith(room));
}

function allows(entry: string, target: string): boolean {
  return entry.endsWith('/') || entry.endsWith(':')
    ? target.startsWith(entry)
    : target === entry || target.startsWith(`${entry}/`);
}

/** The imports of a file that the table does not allow, as 'path -> target'. */
function trespasses(path: string, text: string): string[] {
  const room = roomOf(path);
  if (!room) return [`${path} is in no room of the table`];
  return importsOf(path, text)
    .filter((target) => !allows(room, target) && !MAY_IMPORT[room]!.some((entry) => allows(entry, target)))
    .map((target) => `${path} -> ${target}`);
}

/** All that a file reaches for, by way of the project's own files. */
function reachOf(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const file = files.find((candidate) => candidate.path === path);
  if (file) for (const target of importsOf(path, file.text)) reachOf(target, seen);
  return seen;
}

/** Where a pattern occurs in the code of files, as 'path: found'. */
function occurrences(among: SourceFile[], pattern: RegExp): string[] {
  return among.flatMap(({ path, code }) =>
    [...code.matchAll(pattern)].map(([found]) => `${path}: ${found.trim()}`),
  );
}

describe('who may import whom', () => {
  it('follows the table', () => {
    expect(files.flatMap(({ path, text }) => trespasses(path, text))).toEqual([]);
  });

  it('keeps three out of whatever the panels and charts reach for', () => {
    const panels = files.filter(({ path }) =>
      /^src\/(?:panels|charts|sim|i18n|share|keep|import|claims|bands|story|present|policy)\//.test(path),
    );
    const heavy = panels.filter(({ path }) =>
      [...reachOf(path)].some((target) => /^(?:three|@react-three)(?:\/|$)/.test(target)),
    );
    expect(heavy.map(({ path }) => path)).toEqual([]);
  });

  it('sees every kind of import', () => {
    const text = [
      "import type { A } from './a.ts';",
      "import {\n  b,\n} from '../b.ts';",
      "import 'side.css';",
      "export { c } from './c.ts';",
      "const d = await import('./d.ts');",
      "new Worker(new URL('./e.worker.ts', import.meta.url));",
      "import url from './f.json?url';",
      "// import './no.ts';",
      "const text = 'a'; const from = b; call('from', 'elsewhere');",
    ].join('\n');
    expect(importsOf('src/x/y.ts', text)).toEqual([
      'src/x/a.ts',
      'src/b.ts',
      'side.css',
      'src/x/c.ts',
      'src/x/d.ts',
      'src/x/e.worker.ts',
      'src/x/f.json',
    ]);
  });

  it.each([
    ['workers/engine/engine.ts', "import { x } from '../host/cli.ts';"],
    ['workers/engine/engine.ts', "import fs from 'node:fs';"],
    ['workers/scenario/parse.ts', "import { y } from '../engine/engine.ts';"],
    ['workers/host/cli.ts', "import { App } from '../../src/App.tsx';"],
    ['src/scene/Scene.tsx', "import { createState } from '../../workers/engine/state.ts';"],
    ['src/sim/store.ts', "import { useState } from 'react';"],
    ['src/panels/Legend.tsx', "import { Color } from 'three';"],
    ['src/charts/Chart.tsx', "import { Color } from 'three/webgpu';"],
    ['tools/new.ts', ''],
  ])('finds the fault of %s with %s', (path, text) => {
    expect(trespasses(path, text)).toHaveLength(1);
  });
});

describe('what may not occur', () => {
  it('in workers: chance and clocks (T5, T6), but for the host', () => {
    expect(
      occurrences(
        hermetic,
        /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.|\bcrypto\b/g,
      ),
    ).toEqual([]);
  });

  it('outside engine/math.ts: arithmetic in which browsers differ in the last bit (T6)', () => {
    const sameEverywhere =
      'abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|PI|LN2|LN10|E|SQRT2';
    const computing = worker.filter(
      ({ path }) =>
        path !== 'workers/engine/math.ts' && !/^workers\/host\/facts\/(?:derive|geo|raw)/.test(path),
    );
    expect(
      occurrences(computing, new RegExp(`\\bMath\\.(?!(?:${sameEverywhere})\\b)\\w+|\\*\\*`, 'g')),
    ).toEqual([]);
  });

  it('in what computes: orders and words that depend on the place it runs in', () => {
    expect(occurrences(hermetic, /\blocaleCompare\b|\bIntl\b|\btoLocale\w+/g)).toEqual([]);
  });

  it('in workers: classes', () => {
    expect(occurrences(worker, /^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+\w+/gm)).toEqual([]);
  });

  it('in what computes: state of a module that changes', () => {
    expect(occurrences(hermetic, /^(?:export\s+)?(?:let|var)\s+\w+/gm)).toEqual([]);
  });

  it('anywhere: work put off, tests switched off', () => {
    const putOff = files
      .filter(({ text }) => /\b(?:TO[D]O|FIX[M]E|X[X]X)\b/.test(text))
      .map(({ path }) => path);
    expect(putOff).toEqual([]);
    expect(occurrences(files, /\b(?:it|test|describe)\.(?:skip|only|todo)\b/g)).toEqual([]);
  });

  it('is looked for in code alone', () => {
    expect(codeOf("a /* Math.random */ + 'Date.now' // x ** y\n+ b")).toBe("a  + '' \n+ b");
  });
});

describe('rooms', () => {
  const lengths = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));

  it('are at most 400 lines long', () => {
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  it('are small: about 100 lines in the median', () => {
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(120);
  });
});

describe('the engine is compiled', () => {
  it('without DOM, Node, clock or chance in sight', () => {
    const config = JSON.parse(readFileSync('workers/tsconfig.json', 'utf8')) as {
      compilerOptions: { lib: string[]; types: string[] };
      include: string[];
    };
    expect(config.compilerOptions).toMatchObject({ lib: ['es2023'], types: [] });
    expect(config.include).toEqual(['scenario', 'world', 'engine', 'frame', 'sweep', 'policy']);
  });
});
