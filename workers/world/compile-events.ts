/**
 * Scenario events and live commands, merged into one table in order of time (T4, T6). A shock over
 * many places is a row for each, and one more where it ends.
 */
import {
  PLACEMENTS,
  ROUTINGS,
  type Happening,
  type Scenario,
  type ScenarioEvent,
} from '../scenario/scenario.ts';
import { sortedKeys, type Ids } from './ids.ts';
import { EVENT_KINDS, type EventTable, type PoolTable, type SiteTable, type SupplyTable } from './world.ts';

/** Where events look up what they name. */
export type EventPlaces = {
  scenario: Scenario;
  ids: Ids;
  countries: string[];
  sites: SiteTable;
  pools: PoolTable;
  supply: SupplyTable;
};

type Row = { atS: number; kind: number; target: number; scope: number; value: number };

/** Phases of growth that come after the start, as deliveries (P4). */
export function phaseEvents(scenario: Scenario): ScenarioEvent[] {
  return Object.keys(scenario.sites).flatMap((site) => phaseEventsAt(scenario, site));
}

/** Those of one site. */
export function phaseEventsAt(scenario: Scenario, site: string): ScenarioEvent[] {
  return scenario.sites[site].phases
    .filter(({ atS }) => atS > 0)
    .flatMap(({ atS, pools }) =>
      Object.entries(pools).map(([type, accelerators]): ScenarioEvent => ({
        atS,
        do: 'delivery',
        site,
        type,
        accelerators,
      })),
    );
}

/** @throws RangeError for an event that names what is not there */
export function compileEvents(events: readonly ScenarioEvent[], places: EventPlaces): EventTable {
  const rows = events
    .flatMap((event, order) => rowsOf(event, places).map((row) => ({ ...row, order })))
    .sort((x, y) => x.atS - y.atS || x.order - y.order);
  return {
    count: rows.length,
    atS: Float64Array.from(rows, ({ atS }) => atS),
    kind: Int32Array.from(rows, ({ kind }) => kind),
    target: Int32Array.from(rows, ({ target }) => target),
    scope: Int32Array.from(rows, ({ scope }) => scope),
    value: Float64Array.from(rows, ({ value }) => value),
    arrives: arrivals(rows, places),
  };
}

/**
 * Where deliveries come to (P4): to the pool they are for or, under an embargo of its type in its country, to
 * that of the type's stand-in at the same site; -1 where there is none.
 */
function arrivals(rows: readonly Row[], { countries, sites, pools, supply }: EventPlaces): Int32Array {
  const kept = new Set<number>();
  const isKept = (type: number, site: number) => kept.has(type * countries.length + sites.country[site]);
  return Int32Array.from(rows, ({ kind, target, scope }) => {
    const name = EVENT_KINDS[kind];
    if (name === 'embargo') kept.add(target * countries.length + scope);
    if (name === 'embargo-end') kept.delete(target * countries.length + scope);
    if (name !== 'delivery') return -1;
    const site = pools.site[target];
    if (!isKept(pools.type[target], site)) return target;
    const substitute = supply.substitute[pools.type[target]];
    if (substitute < 0 || isKept(substitute, site)) return -1;
    for (let pool = sites.poolStart[site]; pool < sites.poolStart[site + 1]; pool++)
      if (pools.type[pool] === substitute) return pool;
    return -1;
  });
}

function rowsOf(event: ScenarioEvent, { scenario, ids, countries, pools }: EventPlaces): Row[] {
  const find = (list: readonly string[], id: string, what: string): number => {
    const index = list.indexOf(id);
    if (index < 0) throw new RangeError(`${event.do}: no ${what} '${id}'`);
    return index;
  };
  const row = (target: number, scope = -1, value = 0): Row => ({
    atS: event.atS,
    kind: EVENT_KINDS.indexOf(event.do),
    target,
    scope,
    value,
  });
  const during = (targets: number[], value: number, usual: number, untilS?: number): Row[] => [
    ...targets.map((target) => row(target, -1, value)),
    ...(untilS === undefined ? [] : targets.map((target) => ({ ...row(target, -1, usual), atS: untilS }))),
  ];
  switch (event.do) {
    case 'link-cut':
    case 'link-repair':
      return [row(find(ids.links, event.link, 'link'))];
    case 'link-degrade':
      return [row(find(ids.links, event.link, 'link'), -1, event.factor)];
    case 'link-all':
    case 'unlink-all':
      return [row(-1)];
    case 'site-outage':
    case 'site-repair':
      return [row(find(ids.sites, event.site, 'site'))];
    case 'delivery': {
      const site = find(ids.sites, event.site, 'site');
      const type = find(ids.types, event.type, 'accelerator type');
      const pool = pools.site.findIndex((other, p) => other === site && pools.type[p] === type);
      if (pool < 0) throw new RangeError(`delivery: site '${event.site}' has no pool of '${event.type}'`);
      return [row(pool, -1, event.accelerators)];
    }
    case 'embargo':
    case 'embargo-end':
      return event.types.flatMap((type) =>
        (event.countries.length > 0
          ? event.countries.filter((one) => countries.includes(one))
          : countries
        ).map((one) => row(find(ids.types, type, 'accelerator type'), countries.indexOf(one))),
      );
    case 'demand-surge':
      return [row(event.metro === null ? -1 : find(ids.metros, event.metro, 'metro'), -1, event.factor)];
    case 'job-migrate':
      return [row(find(ids.jobs, event.job, 'job'), find(ids.sites, event.site, 'site'))];
    case 'power-curtailment':
      return during([find(ids.sites, event.site, 'site')], event.factor, 1, event.untilS);
    case 'heat-wave':
      return during(heated(event, scenario, ids), event.deltaC, 0, event.untilS);
    case 'price-spike':
    case 'carbon-shift':
      return during([find(sortedKeys(scenario.grids), event.grid, 'grid')], event.factor, 1, event.untilS);
    case 'policy':
      return [
        row(
          event.placement === undefined ? -1 : PLACEMENTS.indexOf(event.placement),
          event.routing === undefined ? -1 : ROUTINGS.indexOf(event.routing),
        ),
      ];
  }
}

function heated(event: Happening & { do: 'heat-wave' }, scenario: Scenario, ids: Ids): number[] {
  const { site, region, country } = event;
  const found = ids.sites.flatMap((id, s) => {
    const one = scenario.sites[id];
    return id === site || one.region === region || one.country === country ? [s] : [];
  });
  if (found.length === 0) throw new RangeError(`heat-wave: no site at '${site ?? region ?? country}'`);
  return found;
}
