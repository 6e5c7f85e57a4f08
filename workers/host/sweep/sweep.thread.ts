/** A thread of the pool: holds the sweep, and runs it a number at a time. */
import { workerData } from 'node:worker_threads';
import { move } from 'piscina';
import { expandSweep } from '../../sweep/expand.ts';
import { createRunner, runPoint } from '../../sweep/run.ts';
import { policyLoader } from '../policy/load.ts';
import { watchmanOf } from '../policy/watch.ts';
import { toolsFor } from '../solver.ts';
import { encodeRow } from './journal.ts';
import { NONE, type Task, type ThreadData } from './task.ts';

const data = workerData as ThreadData;
const file = JSON.parse(data.scenario);
const reply = expandSweep(data.spec, file);
if (!reply.ok) throw new Error(`${reply.issues[0].path}: ${reply.issues[0].message}`);
const { sweep } = reply;
const policy = data.policy === null ? null : policyLoader(data.policy);
let slot = 0;
const runner = createRunner(file, data.spec, async (world) => {
  const tools = await toolsFor(world);
  return policy === null ? tools : { ...tools, placement: policy(watchmanOf(data.clock, slot)) };
});

/** @returns the record of the run's row, which changes hands instead of being copied */
export default async function runOne(task: Task): Promise<Uint8Array> {
  if (task.run === NONE) return new Uint8Array(0);
  ({ slot } = task);
  return move(encodeRow(await runPoint(runner, sweep.point(task.run)))) as Uint8Array;
}
