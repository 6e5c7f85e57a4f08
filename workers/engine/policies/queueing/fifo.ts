/** First in, first out: the head of the queue starts when it fits; nobody passes it (J7). */
import { startJob } from '../../jobs/stages.ts';
import type { Run } from '../../run.ts';

export function fifo(run: Run, pool: number, timeS: number): void {
  const { accelerators } = run.world.jobs;
  for (let job = run.state.queueHead[pool]; job >= 0; job = run.state.queueHead[pool]) {
    if (accelerators[job] > run.state.free[pool]) return;
    startJob(run, job, timeS);
  }
}
