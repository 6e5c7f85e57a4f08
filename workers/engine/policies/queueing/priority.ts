/**
 * Higher priority first, then in order of submission; nobody passes the head (J7). Where the
 * scenario lets it, a head that does not fit takes the place of lower priorities (J8).
 */
import { preemptFor } from '../../jobs/preemption.ts';
import { startHeads } from './fifo.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const priority: QueuePolicy = {
  writeKey(run, job) {
    run.state.extra.jobKey[job] = -run.world.jobs.priority[job];
  },
  start(run, pool, timeS) {
    startHeads(run, pool, timeS);
    const head = run.state.queueHead[pool];
    if (run.world.preempt && head >= 0) preemptFor(run, head, timeS);
  },
};
