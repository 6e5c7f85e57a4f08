/**
 * EASY backfilling with one count-based reservation (J7; Lifka, JSSPP 1995).
 *
 * Jobs start in order of arrival while they fit. The first that does not gets a reservation:
 * its shadow time, when by the estimates enough accelerators will be free, and the extra ones,
 * free at that time beyond its own need. A later job may pass it if it fits now and either
 * ends by the shadow time, by its estimate, or uses extra accelerators only. The queue is
 * scanned in order of arrival. A job over its estimate counts as ending now.
 */
import { jobEstimateS } from '../../jobs/length.ts';
import { runningJobs } from '../../jobs/running-order.ts';
import { startJob } from '../../jobs/stages.ts';
import type { Run } from '../../run.ts';
import { startHeads } from './fifo.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const easyBackfill: QueuePolicy = { writeKey: null, start: backfill };

function backfill(run: Run, pool: number, timeS: number): void {
  startHeads(run, pool, timeS);
  const { world, state, work } = run;
  const { least } = world.jobs;
  const first = state.queueHead[pool];
  if (first < 0 || state.free[pool] === 0) return;
  if (state.jobNext[first] < 0) return;

  const running = runningJobs(work.running, state, pool);
  const count = work.running.count[pool];
  const { jobHeld } = state;
  let available = state.free[pool];
  let shadowS = Infinity;
  for (let i = 0; i < count; i++) {
    available += jobHeld[running[i]];
    if (available < least[first]) continue;
    shadowS = state.jobEndS[running[i]] > timeS ? state.jobEndS[running[i]] : timeS;
    // Whatever ends at that same time is free then too.
    while (++i < count && state.jobEndS[running[i]] <= shadowS) available += jobHeld[running[i]];
    break;
  }
  let extra = available - least[first];

  let job = state.jobNext[first];
  while (job >= 0 && run.state.free[pool] > 0) {
    const next = run.state.jobNext[job];
    const wanted = least[job];
    if (wanted <= run.state.free[pool]) {
      const endsInTime = timeS + jobEstimateS(run, job, pool) <= shadowS;
      if (endsInTime || wanted <= extra) {
        if (!endsInTime) extra -= wanted;
        startJob(run, job, timeS);
      }
    }
    job = next;
  }
}
