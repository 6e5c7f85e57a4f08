/** Scenario events and live commands, merged into one table in order of time (T4, T6). */
import { PLACEMENTS, ROUTINGS, type Scenario, type ScenarioEvent } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import { EVENT_KINDS, type EventTable, type PoolTable } from './world.ts';

/** Where events look up what they name. */
export type EventPlaces = { ids: Ids; countries: string[]; pools: PoolTable };

type Row = { atS: number; kind: number; target: number; scope: number; value: number };

/** Phases of growth that come after the start, as deliveries (P4). */
export function phaseEvents(scenario: Scenario): ScenarioEvent[] {
  return Object.entries(scenario.sites).flatMap(([site, { phases }]) =>
    phases
      .filter(({ atS }) => atS > 0)
      .flatMap(({ atS, pools }) =>
        Object.entries(pools).map(([type, accelerators]): ScenarioEvent => ({
          atS,
          do: 'delivery',
          site,
          type,
          accelerators,
        })),
      ),
  );
}

/** @throws RangeError for an event that names what is not there */
export function compileEvents(events: readonly ScenarioEvent[], places: EventPlaces): EventTable {
  const sorted = events
    .map((event, order) => ({ event, order }))
    .sort((x, y) => x.event.atS - y.event.atS || x.order - y.order);
  const rows = sorted.flatMap(({ event }) => rowsOf(event, places));
  return {
    count: rows.length,
    atS: Float64Array.from(rows, ({ atS }) => atS),
    kind: Int32Array.from(rows, ({ kind }) => kind),
    target: Int32Array.from(rows, ({ target }) => target),
    scope: Int32Array.from(rows, ({ scope }) => scope),
    value: Float64Array.from(rows, ({ value }) => value),
  };
}

function rowsOf(event: ScenarioEvent, { ids, countries, pools }: EventPlaces): Row[] {
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
    case 'policy':
      return [
        row(
          event.placement === undefined ? -1 : PLACEMENTS.indexOf(event.placement),
          event.routing === undefined ? -1 : ROUTINGS.indexOf(event.routing),
        ),
      ];
  }
}
