/** Higher priority first, then in order of submission; nobody passes the head (J7). */
import { startHeads } from './fifo.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const priority: QueuePolicy = {
  writeKey(run, job) {
    run.state.jobKey[job] = -run.world.jobs.priority[job];
  },
  start: startHeads,
};
