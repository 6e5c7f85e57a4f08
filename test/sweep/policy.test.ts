/** A policy of one's own: what is refused before it runs, what ends its run, and that nothing else is hurt. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, expect, test, vi } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { auditTo } from '../../workers/host/audit/audit.ts';
import { compilePolicy } from '../../workers/host/policy/compile.ts';
import { policyLoader } from '../../workers/host/policy/load.ts';
import { runUnderPolicy } from '../../workers/host/policy/run-under-policy.ts';
import { sweepCommand } from '../../workers/host/sweep/command.ts';
import { replayCommand } from '../../workers/host/sweep/replay.ts';
import { openShipped } from '../fixtures/shipped.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'causeway-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `import type { Score } from 'causeway/policy';\n${text}\n`);
  return path;
}

async function compiled(path: string): Promise<string> {
  const reply = await compilePolicy(path);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return reply.script;
}

const QUIET = { enter() {}, leave() {} };

/** The hash of who-gets-in at its end under a policy, or what ended it. */
async function endOf(script: string | null, audit = false): Promise<string> {
  const world = await openShipped('who-gets-in', true, {
    duration: '5d',
    policy: { placement: 'least-loaded' },
  });
  try {
    const placement = script === null ? undefined : policyLoader(script)(QUIET);
    const run = createRun(world, { solveLp: null, placement });
    if (audit) expect(auditTo(run, world.scenario.durationS)).toBeNull();
    else advanceTo(run, world.scenario.durationS);
    const { high, low } = stateHash(run);
    return hashText(high, low);
  } catch (error) {
    return (error as Error).message;
  }
}

/** least-loaded, in the words of the contract. */
const SAME = `export const score: Score = (_, place) =>
  place.startsNow ? place.free / Math.max(1, place.size) : -1e9 - place.backlogS;`;

test('a policy that says what a built-in one says gives its history, bit for bit', async () => {
  expect(await endOf(await compiled(file('same.ts', SAME)))).toBe(await endOf(null));
  const other = await endOf(
    await compiled(file('other.ts', 'export const score: Score = (_, place) => -place.free;')),
    true,
  );
  expect(other).toMatch(/^[0-9a-f]{16}$/);
  expect(other).not.toBe(await endOf(null));
});

test('the example holds to the contract', async () => {
  expect(await compilePolicy('examples/policies/follow-the-sun.ts')).toMatchObject({ ok: true });
});

test.each([
  [
    'a misspelt figure',
    'export const score: Score = (_, place) => place.fre;',
    /:2: Property 'fre' does not exist.*'free'/,
  ],
  [
    'a score that is a text',
    "export const score: Score = () => 'best';",
    /:2: Type 'string' is not assignable/,
  ],
  ['no score', 'export const scores = 1;', /no exported member named 'score'|has no exported member/],
  [
    'a clock of the host',
    'export const score: Score = () => performance.now();',
    /:2: Cannot find name 'performance'/,
  ],
  [
    'a file of the host',
    "import { readFileSync } from 'node:fs';\nexport const score: Score = () => readFileSync.length;",
    /:2: Cannot find (?:module|name) 'node:fs'/,
  ],
  ['no TypeScript at all', 'export const score: Score = (', /expected/],
])('%s is refused before it runs, with its line', async (_, text, message) => {
  const reply = await compilePolicy(file('bad.ts', text));
  if (reply.ok) throw new Error('taken');
  expect(reply.issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n')).toMatch(message);
});

test.each([
  [
    'throws',
    "if (job.id !== '') throw new Error('no idea');\n  return 1;",
    /^policy for job \S+ at \S+ \(\S+\), [\d.]+ s: no idea$/,
  ],
  ['throws no error', "if (job.id !== '') throw 'tea';\n  return 1;", /: threw tea$/],
  [
    'returns NaN',
    'return job.accelerators / 0 - Infinity;',
    /: the score is NaN, not a finite number or null$/,
  ],
  ['rolls dice', 'return Math.random();', /: Math\.random has no place in a policy/],
  ['looks at a clock', 'return Number(new Date()) + job.least;', /: Date has no place in a policy/],
])('a policy that %s ends its run with a fault that says where', async (_, body, message) => {
  const script = await compiled(file('faulty.ts', `export const score: Score = (job) => {\n  ${body}\n};`));
  expect(await endOf(script)).toMatch(message);
});

test('a run forgets what the one before it left in the module', async () => {
  const script = await compiled(
    file('memory.ts', 'let calls = 0;\nexport const score: Score = () => (++calls) % 7;'),
  );
  expect(await endOf(script)).toBe(await endOf(script));
});

test('in a sweep a policy that throws or loops ends its own runs, and no other; replay says the same', async () => {
  const path = file(
    'moody.ts',
    `export const score: Score = (job, place) => {
  if (place.site === 'harbour' && place.size === 33) for (;;);
  if (place.size === 55) throw new Error('five');
  return place.free;
};`,
  );
  const spec = join(folder, 'spec.json');
  const sizes = [40, 33, 44, 55, 60, 70];
  const axes = [{ key: 'sites.harbour.pools.card', values: sizes }];
  writeFileSync(spec, JSON.stringify({ format: 'causeway-sweep/1', scenario: 'hello', axes }));
  const out = join(folder, 'out');
  const done = await sweepCommand([spec, '--out', out, '--threads', '2', '--policy', path, '--json'], {});
  expect(done.ok && JSON.parse(done.text)).toMatchObject({ runs: 6, faults: 2 });
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(out, 'runs.parquet')) });
  expect(rows.map(({ fault }) => fault)).toEqual([
    null,
    'policy: a decision took longer than 2 s',
    null,
    expect.stringMatching(/^policy for job a at harbour \(card\), 0 s: five$/),
    null,
    null,
  ]);
  expect(rows.map(({ state_hash: hash }) => typeof hash)).toEqual([
    'string',
    'object',
    'string',
    'object',
    'string',
    'string',
  ]);
  expect(rows[1]!.doneJobs).toBeNull();
  expect(await replayCommand([out, '3'])).toMatchObject({ ok: true, agrees: true });
  expect(await replayCommand([out, '4'])).toMatchObject({ ok: true, agrees: true });
});

test('run --policy ends a loop, at the top of the file as well', async () => {
  const { scenario } = await openShipped('hello', true);
  const request = { untilS: 3600, out: null, audit: false, pooling: false };
  const said = async (name: string, text: string) => {
    const reply = await runUnderPolicy(file(name, text), scenario, request, () => {});
    return reply.ok ? reply.result : reply.issues[0]!.message;
  };
  expect(await said('forever.ts', 'for (;;);\nexport const score: Score = () => 1;')).toBe(
    'a decision took longer than 2 s',
  );
  expect(await said('fine.ts', SAME)).toMatchObject({ scenario: 'hello', until: 3600 });
});
