/** Runs of a sweep on threads: numbers in, records of finished runs out, in the order they come. */
import { Piscina } from 'piscina';
import { faultRow } from '../../sweep/run.ts';
import { OVERDUE } from '../../policy/limit.ts';
import { createClock, watch } from '../policy/watch.ts';
import { THREAD_LOADER } from '../thread-loader.ts';
import { scenarioText, type Prepared } from './directory.ts';
import { encodeRow } from './journal.ts';
import { NONE, type Task, type ThreadData } from './task.ts';

/** Runs a thread has at hand, so that none waits for the next number. */
const AHEAD = 2;

/**
 * A run that breaks its thread, or whose policy does not answer, ends with a fault; its thread is replaced, and no
 * other run is touched.
 * @param runs numbers, taken as they are needed
 * @param finished gets each record once
 * @throws what `finished` throws, or Error where no thread starts
 */
export async function runOnThreads(
  { plan, file, policy, sweep }: Prepared,
  runs: Iterable<number>,
  threads: number,
  finished: (record: Uint8Array) => void,
): Promise<void> {
  const slots = AHEAD * threads;
  const clock = createClock(slots);
  const data: ThreadData = { spec: plan.spec, scenario: scenarioText(file), policy, clock };
  const pool = new Piscina<Task, Uint8Array>({
    filename: new URL('./sweep.thread.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    execArgv: THREAD_LOADER,
    workerData: data,
  });
  const underWay: (AbortController | null)[] = Array.from({ length: slots }, () => null);
  const stopWatch = policy === null ? null : watch(clock, (slot) => underWay[slot]?.abort());
  const numbers = runs[Symbol.iterator]();
  const work = async (slot: number): Promise<void> => {
    for (let next = numbers.next(); !next.done; next = numbers.next()) {
      const run = next.value;
      const controller = new AbortController();
      underWay[slot] = controller;
      let record: Uint8Array;
      try {
        record = await pool.run({ run, slot }, { signal: controller.signal });
      } catch (error) {
        const fault = controller.signal.aborted ? POLICY_OVERDUE : messageOf(error);
        record = encodeRow(faultRow(sweep.point(run), fault));
      }
      underWay[slot] = null;
      finished(record);
    }
  };
  try {
    // A thread that cannot start would fail every run; one that breaks later fails its own.
    const broken = new Promise<never>((_, reject) => pool.on('error', reject));
    broken.catch(() => {});
    await Promise.race([pool.run({ run: NONE, slot: 0 }), broken]);
    await Promise.all(Array.from({ length: slots }, (_, slot) => work(slot)));
  } finally {
    stopWatch?.();
    await pool.destroy();
  }
}

const POLICY_OVERDUE = `policy: ${OVERDUE}`;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
