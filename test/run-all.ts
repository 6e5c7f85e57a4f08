/**
 * The one command that says whether the tree is good: `npm test`.
 * Runs every check in order, stops at none of them, and ends with `N passed, N failed`,
 * summed over the test runners; a check that is no test runner counts as one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { needChromium } from './e2e/chromium.ts';

type Count = { passed: number; failed: number; skipped: number };
type Result = Count & { name: string; seconds: number };

const OUTPUT = 'test/output';

/** Runs a program of node_modules/.bin in sight of the reader; true when it exits 0. */
function run(program: string, ...args: string[]): boolean {
  console.log(`\n> ${program} ${args.join(' ')}`);
  const { status, error } = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(error.message);
  return status === 0;
}

function check(program: string, ...args: string[]): Count {
  const good = run(program, ...args);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/** What vitest's JSON reporter writes, as far as it is read here. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

function vitest(config: string, report: string): Count {
  const file = `${OUTPUT}/${report}.json`;
  rmSync(file, { force: true });
  const good = run(
    'vitest',
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  );
  let read: VitestReport;
  try {
    read = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch (error) {
    console.error(`no report from vitest: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // A file that could not be loaded fails without failing a test of its own.
  const broken = read.testResults.filter(
    (entry) => entry.status === 'failed' && !entry.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = read.numFailedTests + broken;
  return {
    passed: read.numPassedTests,
    failed: failed === 0 && (!good || read.numPassedTests === 0) ? 1 : failed,
    skipped: read.numPendingTests,
  };
}

/** Whether the soak that plays beside the browser tests ends well; false without one. */
let soaked: Promise<boolean> = Promise.resolve(false);

function browserTests(): Count {
  try {
    needChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  soaked = soak();
  return vitest('test/e2e/vitest.config.ts', 'e2e');
}

const SOAK_SAYS = `${OUTPUT}/soak.txt`;

/** Five minutes of play in the table, with what the tests leave of the processor. */
async function soak(): Promise<boolean> {
  const says = openSync(SOAK_SAYS, 'w');
  const playing = spawn('tsx', ['test/e2e/soak.ts'], {
    stdio: ['ignore', says, says],
    shell: process.platform === 'win32',
    env: { ...process.env, SOAK_MINUTES: '5', SOAK_SPEED: '12', SOAK_BESIDE: '1', RENDERER: 'none' },
  });
  try {
    const [status] = (await once(playing, 'exit')) as [number | null];
    console.log(`\n> tsx test/e2e/soak.ts\n${readFileSync(SOAK_SAYS, 'utf8')}`);
    return status === 0;
  } catch (error) {
    console.error(error);
    return false;
  }
}

async function soakBeside(): Promise<Count> {
  const good = await soaked;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

const STEPS: [name: string, step: () => Count | Promise<Count>][] = [
  ['format', () => check('prettier', '--check', '--log-level=warn', '.')],
  ['lint', () => check('oxlint', '--deny-warnings')],
  ['types: engine', () => check('tsc', '-p', 'workers')],
  ['types: host', () => check('tsc', '-p', 'workers/host')],
  ['types: app', () => check('tsc', '-p', 'src')],
  ['types: test', () => check('tsc', '-p', 'test')],
  ['unused', () => check('knip', '--no-progress')],
  ['unit, property, golden', () => vitest('test/vitest.config.ts', 'unit')],
  ['build', () => check('vite', 'build', '--logLevel=warn')],
  ['build: one file', () => check('vite', 'build', '--config', 'vite.one-file.config.ts', '--logLevel=warn')],
  ['browser', browserTests],
  ['soak', soakBeside],
];

mkdirSync(OUTPUT, { recursive: true });
const results: Result[] = [];
for (const [name, step] of STEPS) {
  const start = performance.now();
  const count = await step();
  results.push({ name, ...count, seconds: (performance.now() - start) / 1000 });
}

const total = (key: keyof Count): number => results.reduce((sum, result) => sum + result[key], 0);
console.log('');
for (const { name, passed, failed, seconds } of results) {
  const verdict = failed ? `${failed} failed` : 'good';
  console.log(
    `${name.padEnd(24)}${seconds.toFixed(1).padStart(7)} s  ${`${passed} passed`.padEnd(12)} ${verdict}`,
  );
}
console.log(
  `${'all'.padEnd(24)}${results
    .reduce((sum, { seconds }) => sum + seconds, 0)
    .toFixed(1)
    .padStart(7)} s\n`,
);
const skipped = total('skipped');
console.log(`${total('passed')} passed, ${total('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = total('failed') ? 1 : 0;
