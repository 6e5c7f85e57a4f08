/** Prices of what stands there, and rates of what it costs to keep, in US dollars (P3). */
import type { Scenario } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import type { LinkTable, PoolTable, SiteTable } from './world.ts';

/** Money (P3), US dollars; by site. */
export type EconomicsTable = {
  /** Accelerators and hosts less subsidy, paid off in `amortisationS`; buildings in `buildingS`. */
  equipmentUsd: Float64Array;
  buildingUsd: Float64Array;
  amortisationS: number;
  buildingS: number;
  staffUsdPerS: Float64Array;
  /** Half of each link that ends there; the halves that end in metros. */
  linkUsdPerS: Float64Array;
  metroLinkUsdPerS: number;
  /** Share of its accelerators that is kept for inference. */
  servingShare: Float64Array;
};

const YEAR_S = 365.25 * 86400;
const FIBRE_KM_PER_S = 1 / 4.9e-6;

/** Shell and power, US dollars a MW: facility capex of the facts, half as much in China. */
const BUILDING_USD_PER_MW: Record<string, number> = { CN: 6e6 };
const BUILDING_ELSEWHERE = 12e6;

export function compileEconomics(
  scenario: Scenario,
  ids: Ids,
  sites: SiteTable,
  pools: PoolTable,
  links: LinkTable,
  fullW: Float64Array,
): EconomicsTable {
  const { economics } = scenario;
  const n = ids.sites.length;
  const table: EconomicsTable = {
    equipmentUsd: new Float64Array(n),
    buildingUsd: new Float64Array(n),
    amortisationS: economics.amortisationYears * YEAR_S,
    buildingS: economics.buildingYears * YEAR_S,
    staffUsdPerS: new Float64Array(n),
    linkUsdPerS: new Float64Array(n),
    metroLinkUsdPerS: 0,
    servingShare: new Float64Array(n),
  };
  ids.sites.forEach((id, s) => {
    const site = scenario.sites[id];
    if (site.status !== 'operational') return;
    const subsidy = site.subsidy ?? economics.subsidy;
    const perMW =
      site.buildingUsdPerMW ??
      economics.buildingUsdPerMW ??
      BUILDING_USD_PER_MW[site.country] ??
      BUILDING_ELSEWHERE;
    const listed = Object.entries(site.pools).reduce(
      (sum, [type, count]) => sum + count * scenario.accelerators[type].priceUsd,
      0,
    );
    const equipment = listed * (site.hostCostFactor ?? economics.hostCostFactor);
    table.equipmentUsd[s] = equipment * (1 - subsidy);
    table.buildingUsd[s] = (perMW * fullW[s]) / 1e6;
    table.staffUsdPerS[s] =
      ((equipment + table.buildingUsd[s]) * (site.staffShare ?? economics.staffShare)) / YEAR_S;
    let serving = 0;
    for (let pool = sites.poolStart[s]; pool < sites.poolStart[s + 1]; pool++)
      serving += pools.forServing[pool];
    table.servingShare[s] = sites.installed[s] > 0 ? serving / sites.installed[s] : 0;
  });
  for (let link = 0; link < links.count; link++) {
    if (scenario.links[ids.links[link]].virtual) continue;
    const gbpsKm = (links.capacityBps[link] / 1e9) * links.delayS[link] * FIBRE_KM_PER_S;
    const half = (gbpsKm * economics.linkUsdPerGbpsKmYear) / YEAR_S / 2;
    for (const end of [links.a[link], links.b[link]]) {
      if (end < n) table.linkUsdPerS[end] += half;
      else table.metroLinkUsdPerS += half;
    }
  }
  return table;
}
