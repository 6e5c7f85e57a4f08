/**
 * Fair share over tenants (J7): the next job is that of the tenant who has held the fewest
 * accelerator-seconds so far for its share, over all sites and since the start, without decay; ties by
 * accelerators held now, then by the tenant's number. Within a tenant jobs keep the order of
 * submission. Nobody passes the job whose turn it is: a wide one is not starved by narrow ones.
 */
import { startJob } from '../../jobs/stages.ts';
import type { Run } from '../../run.ts';
import type { QueuePolicy } from './queue-policy.ts';

export const fairShare: QueuePolicy = {
  writeKey: null,
  start(run, pool, timeS) {
    const { least } = run.world.jobs;
    for (let job = nextJob(run, pool, timeS); job >= 0; job = nextJob(run, pool, timeS)) {
      if (least[job] > run.state.free[pool]) return;
      startJob(run, job, timeS);
    }
  },
};

/** The first job of the tenant whose turn it is, or -1. */
function nextJob(run: Run, pool: number, timeS: number): number {
  const { queueHead } = run.state;
  const { tenantHeld, tenantUsedS, tenantSinceS } = run.state.extra;
  const { share } = run.world.tenants;
  const tenants = tenantHeld.length;
  let next = -1;
  let fewest = Infinity;
  let leastHeld = 0;
  for (let tenant = 0; tenant < tenants; tenant++) {
    const job = queueHead[pool * tenants + tenant];
    if (job < 0) continue;
    const held = tenantHeld[tenant];
    const usedS = (tenantUsedS[tenant] + held * (timeS - tenantSinceS[tenant])) / share[tenant];
    if (next >= 0 && (usedS > fewest || (usedS === fewest && held >= leastHeld))) continue;
    next = job;
    fewest = usedS;
    leastHeld = held;
  }
  return next;
}
