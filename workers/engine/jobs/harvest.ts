/**
 * Harvesting (I7): serving accelerators that an epoch's demand leaves idle run jobs, where the
 * scenario says so. Each epoch a pool keeps SPARE times what its site uses and lends the rest; what
 * demand wants back comes from the free ones, then from preemptible jobs, which save first. Until
 * they have given it back, the router does without: nothing is held twice.
 */
import { updateSupply } from '../facility/supply.ts';
import { markPool, type Run } from '../run.ts';
import { STAGE } from '../state.ts';
import { evict } from './interruption.ts';
import { forgetPool } from './pool-scores.ts';

/** Kept for serving over what is used, so that the next epochs' growth finds room. */
const SPARE = 1.25;

/** After a split of demand: lends what is idle, asks back what is not. */
export function harvest(run: Run, timeS: number): void {
  const { world, state, router } = run;
  const { serving, sites, pools } = world;
  for (let server = 0; server < serving.count; server++) {
    const site = serving.site[server];
    let changed = false;
    let powered = 0;
    let ever = 0;
    for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++) {
      powered += state.poolForServing[pool];
      ever += pools.servingEver[pool];
    }
    const used = powered > 0 ? ((router.full[server] - router.room[server]) * ever) / powered : 1;
    const idle = used * SPARE < 1 ? 1 - used * SPARE : 0;
    for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++) {
      const target = Math.floor(state.poolForServing[pool] * idle);
      const lent = state.extra.poolLent[pool] - state.extra.poolDebt[pool];
      if (target === lent) continue;
      changed = true;
      if (target > lent) lend(run, pool, target - lent);
      else askBack(run, pool, lent - target, timeS);
    }
    if (changed) updateSupply(run, site);
  }
}

/** A debt not yet paid is forgiven first. */
function lend(run: Run, pool: number, count: number): void {
  const { state } = run;
  const forgiven = Math.min(count, state.extra.poolDebt[pool]);
  state.extra.poolDebt[pool] -= forgiven;
  state.extra.poolLent[pool] += count - forgiven;
  state.poolForJobs[pool] += count - forgiven;
  state.free[pool] += count - forgiven;
  forgetPool(run.work.poolScores, pool);
  markPool(run.work, pool);
}

function askBack(run: Run, pool: number, count: number, timeS: number): void {
  const { state } = run;
  state.extra.poolDebt[pool] += count;
  payDebt(run, pool);
  let missing = state.extra.poolDebt[pool] - state.poolReleasing[pool] - state.poolExcess[pool];
  while (missing > 0) {
    const victim = lastPreemptible(run, pool);
    if (victim < 0) break;
    missing -= run.state.jobHeld[victim];
    evict(run, victim, timeS);
  }
  markPool(run.work, pool);
}

/** Gives free accelerators of a pool back to serving, as far as they are owed. */
export function payDebt(run: Run, pool: number): void {
  const { state } = run;
  const paid = Math.min(state.free[pool], state.extra.poolDebt[pool]);
  if (paid <= 0) return;
  state.free[pool] -= paid;
  forgetPool(run.work.poolScores, pool);
  state.poolForJobs[pool] -= paid;
  state.extra.poolDebt[pool] -= paid;
  state.extra.poolLent[pool] -= paid;
  updateSupply(run, run.world.pools.site[pool]);
}

/** The lowest priority that may be stopped, of those the last submitted; -1 for none. */
function lastPreemptible(run: Run, pool: number): number {
  const { world, state } = run;
  const { priority, class: jobClass, count } = world.jobs;
  let last = -1;
  for (let job = state.runHead[pool]; job >= 0; job = state.jobNext[job]) {
    if (job >= count || state.jobStage[job] === STAGE.saving) continue;
    if (world.classes.preemptible[jobClass[job]] === 0) continue;
    if (last < 0 || priority[job] < priority[last] || (priority[job] === priority[last] && job > last))
      last = job;
  }
  return last;
}
