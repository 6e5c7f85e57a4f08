/** `causeway sweep`: a specification -> a directory of results, on threads here or on a cluster's tasks. */
import type { Issue } from '../../scenario/scenario.ts';
import { WHOLE, runOfShard, shardCount, type Shard } from '../../sweep/shard.ts';
import { readSweepArguments, type SweepRequest } from './arguments.ts';
import { editionIssue, openDirectory, settle, type Prepared } from './directory.ts';
import {
  appendRecord,
  closeJournal,
  decodeRow,
  indexJournals,
  openJournal,
  type JournalIndex,
} from './journal.ts';
import { writeKubernetes } from './kubernetes.ts';
import { writeResults } from './merge.ts';
import { openSpec } from './open-spec.ts';
import { runOnThreads } from './pool.ts';
import { planText, probe } from './probe.ts';
import { grouped, showProgress } from './progress.ts';
import { submitSlurm } from './slurm.ts';
import { gather, sweepText } from './summary.ts';

type Done = { ok: true; text: string } | { ok: false; issues: Issue[] };

/** @returns what to print, or what is wrong */
export async function sweepCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<Done> {
  const reply = readSweepArguments(args, environment);
  if (!reply.ok) return { ok: false, issues: [reply.issue] };
  const { request } = reply;
  if (request.do === 'merge') {
    const prepared = openDirectory(request.out);
    if ('message' in prepared) return { ok: false, issues: [prepared] };
    return merge(request.out, prepared, request.json);
  }
  if (request.do === 'run' && request.spec === null) {
    const prepared = openDirectory(request.out);
    const wrong = 'message' in prepared ? prepared : editionIssue(prepared.plan, request.out);
    return wrong ? { ok: false, issues: [wrong] } : runSweep(request, prepared as Prepared);
  }
  const opened = await openSpec(request.spec!, request.policy);
  if (!opened.ok) return opened;
  const { prepared, notes } = opened;
  process.stderr.write(notes.map(({ path, message }) => `${path}: ${message}\n`).join(''));
  if (request.do === 'plan') {
    const estimate = await probe(prepared, request.threads);
    return { ok: true, text: request.json ? `${JSON.stringify(estimate)}\n` : planText(estimate) };
  }
  const inTheWay = settle(request.out, prepared);
  if (inTheWay) return { ok: false, issues: [inTheWay] };
  if (request.do === 'slurm') return submitSlurm(request);
  if (request.do === 'kubernetes') return writeKubernetes(request);
  return runSweep(request, prepared);
}

async function runSweep(request: Extract<SweepRequest, { do: 'run' }>, prepared: Prepared): Promise<Done> {
  const { out, shard, threads, json } = request;
  const index = indexJournals(out, prepared.sweep.count);
  const { todo, mine } = runsToDo(index, prepared.sweep.count, shard ?? WHOLE);
  if (todo > 0) await runMissing(out, prepared, index, shard ?? WHOLE, todo, mine - todo, threads);
  if (shard === null) return merge(out, prepared, json);
  const text = `shard ${shard.index} of ${shard.of}: ${grouped(mine)} runs, ${grouped(mine - todo)} of them done before\n`;
  return { ok: true, text: json ? `${JSON.stringify({ shard, runs: mine, before: mine - todo })}\n` : text };
}

function runsToDo(index: JournalIndex, count: number, shard: Shard): { todo: number; mine: number } {
  const mine = shardCount(count, shard);
  let todo = 0;
  for (let i = 0; i < mine; i++) if (index.length[runOfShard(shard, i)] === 0) todo++;
  return { todo, mine };
}

async function runMissing(
  out: string,
  prepared: Prepared,
  index: JournalIndex,
  shard: Shard,
  todo: number,
  before: number,
  threads: number,
): Promise<void> {
  function* missing() {
    const mine = shardCount(prepared.sweep.count, shard);
    for (let i = 0; i < mine; i++) if (index.length[runOfShard(shard, i)] === 0) yield runOfShard(shard, i);
  }
  const journal = openJournal(out, shard);
  const progress = showProgress(process.stderr, todo, before);
  process.once('SIGINT', stop);
  try {
    await runOnThreads(prepared, missing(), Math.min(threads, todo), (record) => {
      appendRecord(journal, record);
      progress.finished(decodeRow(record).fault !== null);
    });
  } finally {
    process.off('SIGINT', stop);
    progress.close();
    closeJournal(journal);
  }
}

/** What is finished is in the journal; nothing has to be put in order. */
function stop(): void {
  process.stderr.write('\nstopped: the same command goes on from here\n');
  process.exit(STOPPED);
}

/** As shells have it: 128 and the number of the signal. */
const STOPPED = 130;

/** Writes the results, where all runs are there. */
async function merge(out: string, prepared: Prepared, json: boolean): Promise<Done> {
  const { sweep, plan } = prepared;
  const index = indexJournals(out, sweep.count);
  if (index.found < sweep.count) {
    const lacking = sweep.count - index.found;
    const first = index.length.indexOf(0);
    const message = `lacks ${grouped(lacking)} of ${grouped(sweep.count)} runs, the first of them ${first}`;
    return {
      ok: false,
      issues: [{ path: out, message, hint: 'the same sweep again: it does what is missing' }],
    };
  }
  const { seen, gathered } = gather(sweep);
  await writeResults(out, prepared, index, seen);
  if (!json) return { ok: true, text: `${sweepText(sweep, gathered)}results in ${out}\n` };
  const { id, edition, scenario } = plan;
  const summary = { plan: id, edition, scenario, runs: sweep.count, faults: gathered.faults.length };
  return { ok: true, text: `${JSON.stringify(summary)}\n` };
}
