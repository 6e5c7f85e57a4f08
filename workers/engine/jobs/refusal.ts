/** Whether a pool may take a job at all, under any policy. */
import { isReachable, partsNow } from '../network/reach.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';

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
  policy: 10,
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
  if (site === home && (saved < 0 || saved === site)) return REFUSAL.none;
  if (state.n[N.linked] === 0) return site === saved ? REFUSAL.none : REFUSAL.unlinked;
  if (saved >= 0 && saved !== site && !isReachable(world, state, run.routes, saved, site))
    return REFUSAL.unreachable;
  if (!isReachable(world, state, run.routes, home, site)) return REFUSAL.unreachable;
  return REFUSAL.none;
}

/**
 * Writes -Infinity to out[pool] of every pool in [from, to) that may not take a job, 0 to the others':
 * `refusal` without its reasons, and with what is the same for all pools looked up once.
 */
export function refusePools(run: Run, job: number, from: number, to: number, out: Float64Array): void {
  const { world, state } = run;
  const { jobs, pools, sites } = world;
  const { allowedType, mfu, allowedCountry } = jobs;
  const { siteUp } = state;
  const least = jobs.least[job];
  const home = jobs.home[job];
  const types = jobs.typeSet[job] * jobs.types;
  const speeds = jobs.class[job] * jobs.types;
  const countries = jobs.countrySet[job] * jobs.countries;
  const saved = world.classes.interruptible ? state.extra.jobSavedSite[job] : -1;
  const linked = state.n[N.linked] === 1;
  const part = partsNow(world, state, run.routes);
  for (let pool = from; pool < to; pool++) out[pool] = -Infinity;
  if (least > world.tenants.quota[jobs.tenant[job]]) return;
  for (let pool = from; pool < to; pool++) {
    const type = pools.type[pool];
    if (allowedType[types + type] === 0 || mfu[speeds + type] === 0 || least > roomEver(run, pool)) continue;
    const site = pools.site[pool];
    if (siteUp[site] === 0 || allowedCountry[countries + sites.country[site]] === 0) continue;
    if (site !== home || (saved >= 0 && saved !== site)) {
      if (!linked && site !== saved) continue;
      if (linked && (part[home] !== part[site] || (saved >= 0 && part[saved] !== part[site]))) continue;
    }
    out[pool] = 0;
  }
}
