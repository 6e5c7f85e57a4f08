/** A policy typed in the page: types taken away with its lines kept, shut in, and told of by line. */
import { readdirSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { compilePolicy } from '../../src/policy/compile.ts';
import { EXAMPLES, exampleText } from '../../src/policy/texts.ts';
import { en } from '../../src/i18n/en.ts';
import { builtInPair, forkAgain, forkOf, forkStart, underPolicy } from '../../src/sim/lines.ts';
import { enclose, lineOf, POLICY_FILE, PRELUDE } from '../../workers/policy/enclose.ts';
import { compilePolicy as compileForCommand } from '../../workers/host/policy/compile.ts';

/** What the sandbox makes of a policy, in a host that has what `globals` names. */
function exportsOf(
  text: string,
  globals: Record<string, unknown> = {},
): { score: (...told: unknown[]) => unknown } {
  const compiled = compilePolicy(text);
  if (!compiled.ok) throw new Error(compiled.fault.code);
  const context = createContext({ ...globals });
  runInContext(PRELUDE, context);
  runInContext(enclose(compiled.script, Object.keys(globals)), context, POLICY_FILE);
  return runInContext('policyExports', context) as ReturnType<typeof exportsOf>;
}

/** What a call throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return null;
}

test.each(EXAMPLES)('%s holds to the contract and is taken by both ways in', async (name) => {
  const text = exampleText(name);
  expect(text).toBe(readFileSync(`examples/policies/${name}`, 'utf8'));
  expect(await compileForCommand(`examples/policies/${name}`)).toMatchObject({ ok: true });
  const place = { startsNow: false, backlogS: 60 };
  expect(exportsOf(text).score({}, place, {})).toBeLessThan(0);
});

test('every example of the folder is offered, and has a name', () => {
  expect([...EXAMPLES].sort()).toEqual(readdirSync('examples/policies').sort());
  expect(Object.keys(en.policy.examples)).toEqual([...EXAMPLES]);
});

test.each([
  ['export const score = (\n  job,\n  place,\n) => place.free *;\n', { code: 'syntax', line: 4 }],
  ['export const score = () => 1;\n}\n', { code: 'syntax', line: 2 }],
  ['const score = () => 1;\n', { code: 'noScore' }],
])('%j is refused', (text, fault) => {
  expect(compilePolicy(text)).toMatchObject({ ok: false, fault });
});

test('what throws is told with the line that was typed', () => {
  const text = [
    "import type { Score } from 'causeway/policy';",
    'type Weights = {',
    '  free: number;',
    '};',
    'const weigh = (weights: Weights): number => {',
    "  throw new Error('too light');",
    '};',
    'export const score: Score = () => weigh({ free: 1 });',
  ];
  const { score } = exportsOf(text.join('\n'));
  const thrown = thrownBy(() => score());
  expect(thrown).toMatchObject({ message: 'too light' });
  expect(lineOf(thrown)).toBe(6);
  expect(lineOf(new Error('of the engine'))).toBeNull();
});

test('has no clock, no chance and nothing of its host, but all of the language', () => {
  const host = { fetch: () => 'out', self: {}, postMessage: () => {}, 'not a name': 1 };
  const { score } = exportsOf(
    'export const score = (what: string) => what === "dice" ? Math.random() : what === "clock" ? Date.now() :\n' +
      'what === "now" ? new Date() : [typeof fetch, typeof self, typeof postMessage, typeof policyGiven, this, Math.max(1, 2)];',
    host,
  );
  expect(score('all')).toEqual(['undefined', 'undefined', 'undefined', 'undefined', undefined, 2]);
  for (const what of ['dice', 'clock', 'now']) {
    const thrown = thrownBy(() => score(what));
    expect(String(thrown)).toMatch(/has no place in a policy/);
    expect(lineOf(thrown)).toBe(what === 'now' ? 2 : 1);
  }
});

test('imports nothing but types', () => {
  expect(() => exportsOf("import { a } from './a.ts';\nexport const score = () => a;")).toThrow(
    'imports nothing: ./a.ts is not there',
  );
});

test('a branch under a policy is the whole run of the one it left, and is never shared or kept', () => {
  const command = { tick: 3, command: { do: 'link-cut', link: 0 } } as never;
  const [linked] = builtInPair([], [command]);
  const policy = { name: 'mine.ts', script: '' };
  const line = underPolicy(linked, policy, 'C');
  expect(line).toMatchObject({ name: 'C', fork: { from: 'A', tick: 0 }, policy, patches: linked.patches });
  expect(line.log).toEqual({ inherited: [[command]], actions: [], undone: [] });
  expect(forkStart(line)).toBeNull();
  // Again under an edited text, from itself: it is still the one that A was left for.
  expect(underPolicy(line, policy, 'C').fork).toEqual({ from: 'A', tick: 0 });
  const fork = forkOf(line, 5, 'D');
  expect(fork.policy).toBe(policy);
  expect(forkStart(fork)).toBeNull();
  expect(forkAgain(builtInPair(), { ...forkStart(forkOf(linked, 5, 'D'))! }).policy).toBeNull();
});
