/**
 * The pools that suit each kind of jobs at sites that have power. Derived, not state: a kind's pools
 * are listed when first asked for after a site went dark or has power again.
 */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';

export type OpenPools = {
  /** By kind; -1: not listed. */
  count: Int32Array;
  /** From where the kind's pools start among those of all kinds (world.jobs.kindStart), ascending; and their sites. */
  pool: Int32Array;
  site: Int32Array;
};

export function createOpenPools({ jobs }: World): OpenPools {
  return {
    count: new Int32Array(jobs.kindStart.length - 1).fill(-1),
    pool: new Int32Array(jobs.kindPools.length),
    site: new Int32Array(jobs.kindPools.length),
  };
}

/** To be called when a site goes dark or has power again; one that is down is dark. */
export function forgetOpenPools(open: OpenPools): void {
  open.count.fill(-1);
}

/** Lists a kind's pools, if they are not. Returns how many there are. */
export function listOpenPools(open: OpenPools, world: World, state: EngineState, kind: number): number {
  if (open.count[kind] >= 0) return open.count[kind];
  const { kindStart, kindPools } = world.jobs;
  const start = kindStart[kind];
  let count = 0;
  for (let i = start; i < kindStart[kind + 1]; i++) {
    const site = world.pools.site[kindPools[i]];
    if (state.siteUp[site] === 0 || state.power.siteDark[site] === 1) continue;
    open.pool[start + count] = kindPools[i];
    open.site[start + count] = site;
    count++;
  }
  open.count[kind] = count;
  return count;
}
