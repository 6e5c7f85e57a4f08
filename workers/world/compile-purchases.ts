/** What a site is built of, and when it is bought: what stands there at the start, then each delivery (P3, P4). */
import type { EconomicsTable } from './compile-economics.ts';
import type { EventTable, PoolTable, SiteTable } from './world.ts';

/** US dollars of what is bought at one time for one site, by site and then time; paid off from then on. */
export type PurchaseTable = {
  /** (site -> purchase) */
  start: Int32Array;
  atS: Float64Array;
  /** Accelerators and hosts less subsidy; building and power. */
  equipmentUsd: Float64Array;
  buildingUsd: Float64Array;
  /** A year's share of the price before subsidy, for staff. */
  staffUsdPerS: Float64Array;
};

type Purchase = { atS: number; pool: number; count: number };

export function compilePurchases(
  events: EventTable,
  sites: SiteTable,
  pools: PoolTable,
  economics: EconomicsTable,
): PurchaseTable {
  const bySite = Array.from({ length: sites.count }, (): Purchase[] => []);
  for (let pool = 0; pool < pools.count; pool++) {
    const count = pools.forJobs[pool] + pools.forServing[pool] + pools.dark[pool];
    bySite[pools.site[pool]].push({ atS: 0, pool, count });
  }
  for (let event = 0; event < events.count; event++) {
    const pool = events.arrives[event];
    if (pool < 0) continue;
    bySite[pools.site[pool]].push({ atS: events.atS[event], pool, count: events.value[event] });
  }
  const start = new Int32Array(sites.count + 1);
  bySite.forEach((list, s) => (start[s + 1] = start[s] + list.length));
  const table: PurchaseTable = {
    start,
    atS: new Float64Array(start[sites.count]),
    equipmentUsd: new Float64Array(start[sites.count]),
    buildingUsd: new Float64Array(start[sites.count]),
    staffUsdPerS: new Float64Array(start[sites.count]),
  };
  bySite.forEach((list, s) => {
    let built = 0;
    list.forEach(({ atS, pool, count }, i) => {
      const row = start[s] + i;
      const ratedW = count * pools.ratedW[pool];
      let builtW = ratedW * economics.builtPart[s];
      if (sites.powerCapW[s] < Infinity) {
        const share = Math.min(1 - built, economics.ratedEverW[s] > 0 ? ratedW / economics.ratedEverW[s] : 1);
        built += share;
        builtW = share * sites.powerCapW[s];
      }
      table.atS[row] = atS;
      table.equipmentUsd[row] = count * economics.acceleratorUsd[pool] * (1 - economics.subsidy[s]);
      table.buildingUsd[row] = builtW * economics.buildingUsdPerW[s];
      table.staffUsdPerS[row] =
        (count * economics.acceleratorUsd[pool] + table.buildingUsd[row]) * economics.staffPerS[s];
    });
  });
  return table;
}
