/**
 * Conservative backfilling (J7; Mualem and Feitelson, TPDS 2001): every queued job has a
 * reservation, and none may delay that of a job before it.
 *
 * At each event all reservations are planned anew, in order of arrival: each job gets the
 * earliest start at which, by the estimates, enough accelerators are free for its whole length.
 * Those whose start is now start. As jobs end before their estimates, plans move forward and
 * nobody jumps the order of arrival on the way. A job over its estimate counts as ending now,
 * yet what it holds is not given away before it ends.
 */
import { jobEstimateS } from '../../jobs/length.ts';
import { earliestSlot, planRunning, reserve } from '../../jobs/profile.ts';
import { startJob } from '../../jobs/stages.ts';
import { startHeads } from './fifo.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const conservativeBackfill: QueuePolicy = {
  writeKey: null,
  start(run, pool, timeS) {
    const { least } = run.world.jobs;
    const { state, work } = run;
    // Before any reservation stands, the plan of a head that fits is to start now.
    startHeads(run, pool, timeS);
    if (state.queueHead[pool] < 0 || state.free[pool] === 0) return;
    planRunning(run, pool, timeS);
    // With nothing free now, no plan of a later job can matter: it would be made anew anyway.
    for (let job = state.queueHead[pool]; job >= 0 && run.state.free[pool] > 0;) {
      const next = run.state.jobNext[job];
      const lengthS = jobEstimateS(run, job, pool);
      const slot = earliestSlot(work.profile, least[job], lengthS);
      // One that waits for more than the pool will have, lent ones come and go (I7), has no time to reserve.
      if (slot < work.profile.count) reserve(work.profile, slot, least[job], lengthS);
      if (slot === 0) startJob(run, job, timeS);
      job = next;
    }
  },
};
