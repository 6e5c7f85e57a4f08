/**
 * The engine on the command line: the same worlds and the same hashes as in the browser.
 * Results go to stdout, faults and progress to stderr.
 */
import { HELP, readArguments, type Command } from './cli/arguments.ts';
import { calibrateTable } from './cli/calibrate-table.ts';
import { claimsTable } from './cli/claims-table.ts';
import { importFiles } from './cli/import-files.ts';
import { openFile } from './cli/open-file.ts';
import { poolingText, runPooling } from './cli/pooling.ts';
import { runUnderPolicy } from './policy/run-under-policy.ts';
import { prepareOut, runScenario } from './cli/run-scenario.ts';
import { summaryText } from './cli/summary-text.ts';
import { verifyTable } from './cli/verify-table.ts';
import { explain } from './cli/why.ts';
import { replayCommand } from './sweep/replay.ts';
import { sweepCommand } from './sweep/command.ts';
import type { Issue, Scenario } from '../scenario/scenario.ts';
import { formatDuration } from '../scenario/units.ts';

const DIFFERENCE = 1;
const FAULTY_INPUT = 2;

/** What prints a table, and whether all is well. */
const TABLES = { verify: verifyTable, calibrate: calibrateTable, claims: claimsTable };

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (args[0] === 'import') {
    const issues = await importFiles(args.slice(1), (line) => process.stderr.write(`${line}\n`));
    return issues.length > 0 ? refuse(issues) : 0;
  }
  if (args[0] === 'sweep') {
    const done = await sweepCommand(args.slice(1), process.env);
    if (!done.ok) return refuse(done.issues);
    process.stdout.write(done.text);
    return 0;
  }
  if (args[0] === 'replay') {
    const done = await replayCommand(args.slice(1));
    if (!done.ok) return refuse(done.issues);
    process.stdout.write(done.text);
    return done.agrees ? 0 : DIFFERENCE;
  }
  const reply = readArguments(args);
  if (!reply.ok) return refuse([reply.issue]);
  const { command } = reply;
  if (command.verb === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (command.verb !== 'run' && command.verb !== 'check' && command.verb !== 'why') {
    const { text, good } = await TABLES[command.verb]();
    process.stdout.write(text);
    return good ? 0 : DIFFERENCE;
  }
  const opened = await openFile(command.file, command.patches);
  if (!opened.ok) return refuse(opened.issues);
  process.stderr.write(opened.notes.map(({ path, message }) => `${path}: ${message}\n`).join(''));
  if (command.verb === 'check') return check(opened.scenario);
  return command.verb === 'why' ? why(opened.scenario, command) : run(opened.scenario, command);
}

async function why(scenario: Scenario, command: Extract<Command, { verb: 'why' }>): Promise<number> {
  const reply = await explain(scenario, command.about, command.at);
  if (!reply.ok) return refuse([reply.issue]);
  process.stdout.write(command.json ? `${JSON.stringify(reply.value)}\n` : reply.text);
  return 0;
}

function refuse(issues: readonly Issue[]): number {
  process.stderr.write(issues.map(({ path, message, hint }) => `${path}: ${message} (${hint})\n`).join(''));
  return FAULTY_INPUT;
}

function check(scenario: Scenario): number {
  const count = (entries: object) => Object.keys(entries).length;
  const { list, generate } = scenario.jobs;
  const jobs = generate.reduce((sum, generator) => sum + generator.count, list.length);
  process.stdout.write(
    `${scenario.id} is valid: ${count(scenario.sites)} sites, ${count(scenario.metros)} metros, ` +
      `${count(scenario.links)} links, ${jobs} jobs, ${formatDuration(scenario.durationS)}\n`,
  );
  return 0;
}

async function run(scenario: Scenario, command: Extract<Command, { verb: 'run' }>): Promise<number> {
  const { untilS, out, audit, json, pooling, policy } = command;
  const endS = scenario.durationS;
  if (untilS !== null && untilS > endS) {
    const hint = `at most the scenario's ${formatDuration(endS)}; --set duration=... makes it longer`;
    return refuse([{ path: '--until', message: `is ${formatDuration(untilS)}`, hint }]);
  }
  const unwritable = out === null ? null : prepareOut(out);
  if (unwritable) return refuse([unwritable]);
  const request = { untilS: untilS ?? endS, out, audit };
  let result;
  if (policy === null) result = await (pooling ? runPooling : runScenario)(scenario, request, showProgress);
  else {
    const own = await runUnderPolicy(policy, scenario, { ...request, pooling }, showProgress);
    if (!own.ok) return refuse(own.issues);
    ({ result } = own);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if ('wrong' in result) {
    process.stderr.write(result.wrong.map((what) => `at ${result.timeS} s: ${what}\n`).join(''));
    return DIFFERENCE;
  }
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(summaryText(result) + (result.pooling ? poolingText(result.pooling) : ''));
  return 0;
}

function showProgress(share: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${(100 * share).toFixed(0).padStart(3)} %`);
}
