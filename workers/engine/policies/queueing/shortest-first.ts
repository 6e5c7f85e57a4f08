/**
 * The shortest job first, by the user's estimate; nobody passes the head (J7). It shortens the
 * mean wait and may keep a long job waiting as long as shorter ones come.
 */
import { jobEstimateS } from '../../jobs/length.ts';
import { startHeads } from './fifo.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const shortestFirst: QueuePolicy = {
  writeKey(run, job, pool) {
    run.state.extra.jobKey[job] = jobEstimateS(run, job, pool);
  },
  start: startHeads,
};
