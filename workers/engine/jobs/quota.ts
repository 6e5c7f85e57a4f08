/**
 * Quotas (J7): a tenant's jobs that are queued or hold accelerators ask for no more than its
 * quota together, an elastic gang counted with its least. What comes beyond waits in the
 * tenant's own line, in order of arrival, whatever the policy of the queues.
 */
import { markTenant, type Run } from '../run.ts';
import { STAGE } from '../state.ts';
import { append, countQueued } from './queue.ts';

/** Counts a job against its tenant's quota, or holds it. Returns whether it may queue. */
export function admitted(run: Run, job: number, timeS: number): boolean {
  const { world, state } = run;
  if (!world.tenants.limited) return true;
  const tenant = world.jobs.tenant[job];
  if (state.extra.tenantHead[tenant] < 0 && fits(run, tenant, job)) {
    state.extra.tenantAdmitted[tenant] += world.jobs.least[job];
    return true;
  }
  state.jobStage[job] = STAGE.held;
  state.jobPool[job] = -1;
  append(state, state.extra.tenantHead, state.extra.tenantTail, tenant, job);
  countQueued(run, job, timeS, 1);
  return false;
}

/** Whether a job fits beside what its tenant has been admitted with. */
export function fits(run: Run, tenant: number, job: number): boolean {
  const { jobs, tenants } = run.world;
  return run.state.extra.tenantAdmitted[tenant] + jobs.least[job] <= tenants.quota[tenant];
}

/** A job has ended, or found no place: it counts no longer. */
export function discharge(run: Run, job: number): void {
  const { world, state } = run;
  if (!world.tenants.limited) return;
  state.extra.tenantAdmitted[world.jobs.tenant[job]] -= world.jobs.least[job];
  markTenant(run.work, world.jobs.tenant[job]);
}
