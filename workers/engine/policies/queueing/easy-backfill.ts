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
import { startJob } from '../../jobs/stages.ts';
import type { Run } from '../../run.ts';
import { startHeads } from './fifo.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const easyBackfill: QueuePolicy = { writeKey: null, start: backfill };

function backfill(run: Run, pool: number, timeS: number): void {
  startHeads(run, pool, timeS);
  const { world, state } = run;
  const { accelerators } = world.jobs;
  const first = state.queueHead[pool];
  if (first < 0 || state.free[pool] === 0) return;
  if (state.jobNext[first] < 0) return;

  let available = state.free[pool];
  let shadowS = Infinity;
  for (let job = state.runHead[pool]; job >= 0; job = state.jobNext[job]) {
    available += accelerators[job];
    if (available < accelerators[first]) continue;
    shadowS = state.jobEndS[job] > timeS ? state.jobEndS[job] : timeS;
    // Whatever ends at that same time is free then too.
    for (
      let next = state.jobNext[job];
      next >= 0 && state.jobEndS[next] <= shadowS;
      next = state.jobNext[next]
    ) {
      available += accelerators[next];
    }
    break;
  }
  let extra = available - accelerators[first];

  let job = state.jobNext[first];
  while (job >= 0 && run.state.free[pool] > 0) {
    const next = run.state.jobNext[job];
    const wanted = accelerators[job];
    if (wanted <= run.state.free[pool]) {
      const endsInTime = timeS + jobEstimateS(world, job, pool) <= shadowS;
      if (endsInTime || wanted <= extra) {
        if (!endsInTime) extra -= wanted;
        startJob(run, job, timeS);
      }
    }
    job = next;
  }
}
