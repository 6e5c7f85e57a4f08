/** Whether a pool may take a job at all, under any policy. */
import { isReachable, partsNow } from '../network/reach.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { listOpenPools } from './open-pools.ts';

/** Why a pool may not take a job; 0: it may. */
export const REFUSAL = {
  none: 0,
  /** More than the pool has for jobs; or than it may power. */
  tooLarge: 1,
  power: 2,
  quota: 3,
  acceleratorType: 4,
  memory: 5,
  residency: 6,
  unlinked: 7,
  unreachable: 8,
  outage: 9,
  /** No power now: off the grid without sun, or curtailed. */
  dark: 10,
  policy: 11,
} as const;

/** What holds under any policy: size, quota, type, memory, residency, links (J1, N5). */
export function refusal(run: Run, job: number, pool: number): number {
  const { world, state } = run;
  const { jobs, tenants } = world;
  const least = jobs.least[job];
  if (state.siteUp[world.pools.site[pool]] === 0) return REFUSAL.outage;
  if (least > roomEver(run, pool))
    return least > state.poolInstalled[pool] - state.poolForServing[pool] ? REFUSAL.tooLarge : REFUSAL.power;
  if (least > tenants.quota[jobs.tenant[job]]) return REFUSAL.quota;
  return refusalOfKind(run, job, pool);
}

/** Accelerators a pool may come to have for jobs: what may be lent by night is worth waiting for (I7). */
function roomEver(run: Run, pool: number): number {
  const { poolForJobs, poolForServing, extra } = run.state;
  return run.world.harvest
    ? poolForJobs[pool] + poolForServing[pool] - extra.poolLent[pool]
    : poolForJobs[pool];
}

/** The same whatever the size. */
export function refusalOfKind(run: Run, job: number, pool: number): number {
  const { world, state } = run;
  const { jobs, pools, sites } = world;
  const site = pools.site[pool];
  const type = pools.type[pool];
  const home = jobs.home[job];
  if (state.siteUp[site] === 0) return REFUSAL.outage;
  if (jobs.allowedType[jobs.typeSet[job] * jobs.types + type] === 0) return REFUSAL.acceleratorType;
  if (jobs.mfu[jobs.class[job] * jobs.types + type] === 0) return REFUSAL.memory;
  if (jobs.allowedCountry[jobs.countrySet[job] * jobs.countries + sites.country[site]] === 0)
    return REFUSAL.residency;
  const saved = world.classes.interruptible ? state.extra.jobSavedSite[job] : -1;
  if (site !== home || (saved >= 0 && saved !== site)) {
    if (state.n[N.linked] === 0 && site !== saved) return REFUSAL.unlinked;
    if (state.n[N.linked] === 1) {
      if (saved >= 0 && saved !== site && !isReachable(world, state, run.routes, saved, site))
        return REFUSAL.unreachable;
      if (!isReachable(world, state, run.routes, home, site)) return REFUSAL.unreachable;
    }
  }
  return state.power.siteDark[site] === 1 ? REFUSAL.dark : REFUSAL.none;
}

/**
 * `refusal` without its reasons, for an open pool of the job's kind (open-pools.ts) and a job within its quota.
 * @param site the pool's
 */
export function mayTake(run: Run, job: number, pool: number, site: number): boolean {
  const { world, state } = run;
  const least = world.jobs.least[job];
  if (least > state.poolForJobs[pool] && (!world.harvest || least > roomEver(run, pool))) return false;
  const home = world.jobs.home[job];
  const saved = world.classes.interruptible ? state.extra.jobSavedSite[job] : -1;
  if (site === home && (saved < 0 || saved === site)) return true;
  if (state.n[N.linked] !== 1) return site === saved;
  const part = partsNow(world, state, run.routes);
  return part[home] === part[site] && (saved < 0 || part[saved] === part[site]);
}

export function withinQuota({ world }: Run, job: number): boolean {
  return world.jobs.least[job] <= world.tenants.quota[world.jobs.tenant[job]];
}

/**
 * Lists the pools in [from, to) that may take a job in `work.candidates`, ascending.
 * @returns how many
 */
export function listCandidates(run: Run, job: number, from: number, to: number): number {
  const { world, state } = run;
  const { candidates, openPools } = run.work;
  if (!withinQuota(run, job)) return 0;
  const kind = world.jobs.kind[job];
  const first = world.jobs.kindStart[kind];
  const end = first + listOpenPools(openPools, world, state, kind);
  let count = 0;
  for (let i = first; i < end; i++) {
    const pool = openPools.pool[i];
    if (pool >= from && pool < to && mayTake(run, job, pool, openPools.site[i])) candidates[count++] = pool;
  }
  return count;
}
