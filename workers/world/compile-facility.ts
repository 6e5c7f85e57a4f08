/** What feeds and cools the sites, and the grids, as columns in SI (P1, P2, T3). */
import { MILD_C, drawFactor, fixedShare, meanOverhead } from './cooling.ts';
import { COOLINGS } from '../scenario/energy.ts';
import type { Scenario, Site } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import { installedAtStart } from './installed.ts';
import type { FacilityTable, GridTable, SiteTable } from './world.ts';

const HOUR_S = 3600;
const J_PER_MWH = 3.6e9;
const J_PER_KWH = 3.6e6;
/** Of a battery whose power is not given. */
const BATTERY_H = 4;

/** IT power at full load of what stands there at the start, W; no more than its cap is built for. */
function ratedAtStartW(scenario: Scenario, site: Site): number {
  const tdpW = Object.entries(installedAtStart(site)).reduce(
    (sum, [type, count]) => sum + count * scenario.accelerators[type].tdpW,
    0,
  );
  const fullW = tdpW * (1 + site.hostOverhead);
  return site.powerMW === null ? fullW : Math.min(fullW, site.powerMW * 1e6);
}

const STILL = Array<number>(24).fill(0);

/** Usual weather of a site: its own or its grid's months, and the grid's hours. */
function weather(scenario: Scenario, site: Site): { monthsC: number[]; hoursC: number[] } {
  const grid = site.grid === null ? null : scenario.grids[site.grid];
  return {
    monthsC: site.ambientC ?? grid?.ambientC ?? Array<number>(12).fill(MILD_C),
    hoursC: grid?.ambientHoursC ?? STILL,
  };
}

/** Annual mean at the reference load: as given, or as the kind of cooling makes it there. */
export function meanPue(scenario: Scenario, site: Site): number {
  if (site.pue !== null || site.cooling === null) return site.pue ?? 1;
  const { monthsC, hoursC } = weather(scenario, site);
  return 1 + meanOverhead(COOLINGS.indexOf(site.cooling), monthsC, hoursC);
}

/** What the curves of its kind are multiplied by, so that the annual mean is the PUE given. */
function coolingScale(scenario: Scenario, site: Site): number {
  if (site.cooling === null || site.pue === null) return 1;
  const { monthsC, hoursC } = weather(scenario, site);
  const overhead = meanOverhead(COOLINGS.indexOf(site.cooling), monthsC, hoursC);
  return overhead > 0 ? (site.pue - 1) / overhead : 1;
}

/** Of the rated IT power, what its cooling draws at any load. */
function fixedPart(scenario: Scenario, site: Site): number {
  return site.cooling === null
    ? 0
    : coolingScale(scenario, site) * fixedShare(COOLINGS.indexOf(site.cooling));
}

/** Facility W for one more W of IT at a temperature; `SiteTable.pue` apart. */
export function factorAt(scenario: Scenario, site: Site, ambientC: number): number {
  if (site.cooling === null) return 1;
  return 1 + coolingScale(scenario, site) * (drawFactor(COOLINGS.indexOf(site.cooling), ambientC) - 1);
}

/** IT power x `SiteTable.pue` that fits the cap at a temperature; the cap itself where the PUE is given. */
export function capAtW(scenario: Scenario, site: Site, ambientC: number): number {
  if (site.powerMW === null) return Infinity;
  const fixedW = fixedPart(scenario, site) * ratedAtStartW(scenario, site);
  return (site.powerMW * 1e6 - fixedW) / factorAt(scenario, site, ambientC);
}

export function compileFacility(scenario: Scenario, ids: Ids, sites: SiteTable): FacilityTable {
  const list = ids.sites.map((id) => scenario.sites[id]);
  const gridOf = (site: Site) => (site.grid === null ? null : scenario.grids[site.grid]);
  const skies = list.map((site) => weather(scenario, site));
  const hasPlant = (site: Site) => site.solarMW > 0 || site.batteryMWh > 0 || !site.gridConnected;
  const owners = list.flatMap((site, s) => (hasPlant(site) ? [s] : []));
  const plants = owners.map((s) => list[s]);
  return {
    epochS: epochOf(scenario),
    epochs:
      Object.keys(scenario.grids).length > 0 ||
      owners.length > 0 ||
      list.some((site) => site.cooling !== null),
    startS: scenario.startMs / 1000,
    cooling: Int32Array.from(list, ({ cooling }) => (cooling === null ? -1 : COOLINGS.indexOf(cooling))),
    coolingScale: Float64Array.from(list, (site) => coolingScale(scenario, site)),
    fixedPart: Float64Array.from(list, (site) => fixedPart(scenario, site)),
    mildFactor: Float64Array.from(list, (site, s) => sites.pue[s] * factorAt(scenario, site, MILD_C)),
    ambientC: Float64Array.from(skies.flatMap(({ monthsC }) => monthsC)),
    ambientHoursC: Float64Array.from(skies.flatMap(({ hoursC }) => hoursC)),
    utcOffsetH: Float64Array.from(list, (site) => gridOf(site)?.utcOffsetH ?? Math.round(site.lon / 15)),
    wueGiven: Uint8Array.from(list, ({ wueLPerKwh }) => (wueLPerKwh === null ? 0 : 1)),
    wueLPerJ: Float64Array.from(list, ({ wueLPerKwh }) => (wueLPerKwh ?? 0) / J_PER_KWH),
    plant: Int32Array.from(sites.grid, (_, s) => owners.indexOf(s)),
    plants: {
      count: owners.length,
      site: Int32Array.from(owners),
      solarW: Float64Array.from(plants, (site) => site.solarMW * 1e6 * site.capacityFactor),
      storeJ: Float64Array.from(plants, ({ batteryMWh }) => batteryMWh * J_PER_MWH),
      batteryW: Float64Array.from(plants, ({ batteryMW, batteryMWh }) =>
        batteryMWh > 0 ? (batteryMW ?? batteryMWh / BATTERY_H) * 1e6 : 0,
      ),
      efficiency: Float64Array.from(plants, ({ batteryEfficiency }) => batteryEfficiency),
      chargeJ: Float64Array.from(plants, (site) => site.batteryMWh * site.batteryCharge * J_PER_MWH),
      connected: Uint8Array.from(plants, ({ gridConnected }) => (gridConnected ? 1 : 0)),
    },
  };
}

/** An hour, or what divides it and the steps of all series. */
function epochOf(scenario: Scenario): number {
  let epochS = HOUR_S;
  for (const { series } of Object.values(scenario.grids)) {
    let rest = series?.stepS ?? HOUR_S;
    while (rest > 0) [epochS, rest] = [rest, epochS % rest];
  }
  return epochS;
}

export function compileGrids(scenario: Scenario, gridIds: string[]): GridTable {
  const list = gridIds.map((id) => scenario.grids[id]);
  const starts = (values: number[][]): Int32Array => {
    const start = new Int32Array(values.length + 1);
    values.forEach(({ length }, g) => (start[g + 1] = start[g] + length));
    return start;
  };
  const carbon = list.map(({ series }) => series?.carbonGPerKwh ?? []);
  const price = list.map(({ series }) => series?.priceUsdPerMwh ?? []);
  return {
    count: list.length,
    carbonGPerJ: Float64Array.from(
      list.flatMap((grid) => grid.carbonProfile.map((factor) => (grid.carbonGPerKwh * factor) / J_PER_KWH)),
    ),
    priceUsdPerJ: Float64Array.from(
      list.flatMap((grid) => grid.priceProfile.map((factor) => (grid.priceUsdPerMwh * factor) / J_PER_MWH)),
    ),
    utcOffsetH: Float64Array.from(list, ({ utcOffsetH }) => utcOffsetH),
    waterLPerJ: Float64Array.from(list, ({ waterLPerKwh }) => waterLPerKwh / J_PER_KWH),
    seriesStepS: Float64Array.from(list, ({ series }) => series?.stepS ?? HOUR_S),
    carbonStart: starts(carbon),
    carbonSeries: Float64Array.from(carbon.flat(), (value) => value / J_PER_KWH),
    priceStart: starts(price),
    priceSeries: Float64Array.from(price.flat(), (value) => value / J_PER_MWH),
  };
}
