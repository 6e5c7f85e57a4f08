/** Prices of what is bought, and rates of what it costs to keep, in US dollars (P3). */
import type { Scenario } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import { announcedFor } from './installed.ts';
import type { FacilityTable, LinkTable, PoolTable, SiteTable } from './world.ts';

/** Money (P3), US dollars; by site. */
export type EconomicsTable = {
  /** By pool: one accelerator with its part of a host, before subsidy. */
  acceleratorUsd: Float64Array;
  subsidy: Float64Array;
  /** Accelerators are paid off in `amortisationS`, buildings in `buildingS`. */
  amortisationS: number;
  buildingS: number;
  /** Of shell and power; without a cap they are built for this part of the IT power at full load. */
  buildingUsdPerW: Float64Array;
  builtPart: Float64Array;
  /** IT power at full load of what stands there at the start and of all that is announced, W. */
  ratedEverW: Float64Array;
  /** Share of the price before subsidy that staff costs, per second. */
  staffPerS: Float64Array;
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
  facility: FacilityTable,
): EconomicsTable {
  const { economics } = scenario;
  const n = ids.sites.length;
  const table: EconomicsTable = {
    acceleratorUsd: Float64Array.from(pools.site, (s, pool) => {
      const site = scenario.sites[ids.sites[s]];
      const { priceUsd } = scenario.accelerators[ids.types[pools.type[pool]]];
      return priceUsd * (site.hostCostFactor ?? economics.hostCostFactor);
    }),
    subsidy: new Float64Array(n),
    amortisationS: economics.amortisationYears * YEAR_S,
    buildingS: economics.buildingYears * YEAR_S,
    buildingUsdPerW: new Float64Array(n),
    builtPart: Float64Array.from(facility.mildFactor, (factor, s) => factor + facility.fixedPart[s]),
    ratedEverW: new Float64Array(n),
    staffPerS: new Float64Array(n),
    linkUsdPerS: new Float64Array(n),
    metroLinkUsdPerS: 0,
    servingShare: new Float64Array(n),
  };
  ids.sites.forEach((id, s) => {
    const site = scenario.sites[id];
    table.subsidy[s] = site.subsidy ?? economics.subsidy;
    table.staffPerS[s] = (site.staffShare ?? economics.staffShare) / YEAR_S;
    table.buildingUsdPerW[s] =
      (site.buildingUsdPerMW ??
        economics.buildingUsdPerMW ??
        BUILDING_USD_PER_MW[site.country] ??
        BUILDING_ELSEWHERE) / 1e6;
    let serving = 0;
    for (let pool = sites.poolStart[s]; pool < sites.poolStart[s + 1]; pool++) {
      const installed = pools.forJobs[pool] + pools.forServing[pool] + pools.dark[pool];
      table.ratedEverW[s] += installed * pools.ratedW[pool];
      serving += pools.forServing[pool];
    }
    for (const { type, accelerators } of announcedFor(scenario, id))
      table.ratedEverW[s] += accelerators * scenario.accelerators[type].tdpW * sites.hostFactor[s];
    table.servingShare[s] = sites.installed[s] > 0 ? serving / sites.installed[s] : site.servingShare;
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
