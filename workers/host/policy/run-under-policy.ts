/** `run --policy`: one run with a policy of one's own, on a thread that can be ended. */
import { Piscina } from 'piscina';
import type { Issue, Scenario } from '../../scenario/scenario.ts';
import type { Violation } from '../audit/audit.ts';
import type { Progress, RunRequest, Summary } from '../cli/run-scenario.ts';
import { THREAD_LOADER } from '../thread-loader.ts';
import { compilePolicy } from './compile.ts';
import { OVERDUE } from '../../policy/limit.ts';
import { SLOT, createClock, watch } from './watch.ts';

export type OwnRequest = Omit<RunRequest, 'placement'> & { pooling: boolean };
/** `clock` has the slots of SLOT. */
export type OwnTask = { script: string; scenario: Scenario; request: OwnRequest; clock: Int32Array };

type Reply = { ok: true; result: Summary | Violation } | { ok: false; issues: Issue[] };

const SHOW_EVERY_MS = 200;

/** @param path of the policy's file */
export async function runUnderPolicy(
  path: string,
  scenario: Scenario,
  request: OwnRequest,
  progress: Progress,
): Promise<Reply> {
  const compiled = await compilePolicy(path);
  if (!compiled.ok) return compiled;
  const clock = createClock(2);
  const pool = new Piscina<OwnTask, Summary | Violation>({
    filename: new URL('./run.thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    execArgv: THREAD_LOADER,
  });
  const controller = new AbortController();
  const stopWatch = watch(clock.subarray(0, 1), () => controller.abort());
  const shown = setInterval(() => progress(Atomics.load(clock, SLOT.done) / 1000), SHOW_EVERY_MS);
  try {
    const task: OwnTask = { script: compiled.script, scenario, request, clock };
    return { ok: true, result: await pool.run(task, { signal: controller.signal }) };
  } catch (error) {
    const message = controller.signal.aborted ? OVERDUE : (error as Error).message.replace(/^policy /, '');
    return { ok: false, issues: [{ path, message, hint: 'see workers/policy/contract.ts' }] };
  } finally {
    stopWatch();
    clearInterval(shown);
    await pool.destroy();
  }
}
