/** First in, first out: the head of the queue starts when it fits; nobody passes it (J7). */
import { startJob } from '../../jobs/stages.ts';
import type { Run } from '../../run.ts';
import type { QueuePolicy } from './queue-policy.ts';

/** Starts jobs from the head of a pool's queue, whatever its order, until one does not fit. */
export function startHeads(run: Run, pool: number, timeS: number): void {
  const { least } = run.world.jobs;
  for (let job = run.state.queueHead[pool]; job >= 0; job = run.state.queueHead[pool]) {
    if (least[job] > run.state.free[pool]) return;
    startJob(run, job, timeS);
  }
}

export const fifo: QueuePolicy = { writeKey: null, start: startHeads };
