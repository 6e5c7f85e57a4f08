/** Whether a pool may take a job at all, under any policy. */
import { routeDelayS } from '../network/routes.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';

/** Why a pool may not take a job; 0: it may. */
export const REFUSAL = {
  none: 0,
  tooLarge: 1,
  acceleratorType: 2,
  memory: 3,
  residency: 4,
  unlinked: 5,
  unreachable: 6,
  policy: 7,
} as const;

/** What holds under any policy: size, type, memory, residency, links (J1, N5). */
export function refusal(run: Run, job: number, pool: number): number {
  const { world, state } = run;
  const { jobs, pools, sites } = world;
  const site = pools.site[pool];
  const type = pools.type[pool];
  const home = jobs.home[job];
  if (jobs.accelerators[job] > pools.forJobs[pool]) return REFUSAL.tooLarge;
  if (jobs.allowedType[jobs.typeSet[job] * jobs.types + type] === 0) return REFUSAL.acceleratorType;
  if (jobs.mfu[jobs.class[job] * jobs.types + type] === 0) return REFUSAL.memory;
  if (jobs.allowedCountry[jobs.countrySet[job] * jobs.countries + sites.country[site]] === 0)
    return REFUSAL.residency;
  if (site === home) return REFUSAL.none;
  if (state.n[N.linked] === 0) return REFUSAL.unlinked;
  if (routeDelayS(world, state, run.routes, home, site) === Infinity) return REFUSAL.unreachable;
  return REFUSAL.none;
}
