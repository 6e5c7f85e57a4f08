/**
 * Scenario events and live commands, merged into one table in order of time (T4, T6). A shock over
 * many places is a row for each, and one more where it ends.
 */
import { PLACEMENTS, type Happening, type Scenario, type ScenarioEvent } from '../scenario/scenario.ts';
import { sortedKeys, type Ids } from './ids.ts';
import { EVENT_KINDS, type EventTable } from './world.ts';

type Row = { atS: number; kind: Happening['do']; target: number; site?: number; value?: number };

export function compileEvents(events: readonly ScenarioEvent[], scenario: Scenario, ids: Ids): EventTable {
  const rows = events
    .flatMap((event, order) => rowsOf(event, scenario, ids).map((row) => ({ ...row, order })))
    .sort((x, y) => x.atS - y.atS || x.order - y.order || x.target - y.target);
  return {
    count: rows.length,
    atS: Float64Array.from(rows, ({ atS }) => atS),
    kind: Int32Array.from(rows, ({ kind }) => EVENT_KINDS.indexOf(kind)),
    target: Int32Array.from(rows, ({ target }) => target),
    site: Int32Array.from(rows, ({ site }) => site ?? -1),
    value: Float64Array.from(rows, ({ value }) => value ?? 0),
  };
}

/** @throws RangeError for a command that names what is not there */
function rowsOf(event: ScenarioEvent, scenario: Scenario, ids: Ids): Row[] {
  const { atS, do: kind } = event;
  const indexOf = (list: readonly string[], what: string, id: string): number => {
    const index = list.indexOf(id);
    if (index < 0) throw new RangeError(`${kind}: no ${what} '${id}'`);
    return index;
  };
  const during = (targets: number[], value: number, usual: number, untilS?: number): Row[] => [
    ...targets.map((target) => ({ atS, kind, target, value })),
    ...(untilS === undefined ? [] : targets.map((target) => ({ atS: untilS, kind, target, value: usual }))),
  ];
  switch (event.do) {
    case 'link-cut':
    case 'link-repair':
      return [{ atS, kind, target: indexOf(ids.links, 'link', event.link) }];
    case 'link-degrade':
      return [{ atS, kind, target: indexOf(ids.links, 'link', event.link), value: event.factor }];
    case 'job-migrate': {
      const target = indexOf(ids.jobs, 'job', event.job);
      return [{ atS, kind, target, site: indexOf(ids.sites, 'site', event.site) }];
    }
    case 'policy':
      return [{ atS, kind, target: event.placement ? PLACEMENTS.indexOf(event.placement) : -1 }];
    case 'power-curtailment':
      return during([indexOf(ids.sites, 'site', event.site)], event.factor, 1, event.untilS);
    case 'heat-wave':
      return during(heated(event, scenario, ids), event.deltaC, 0, event.untilS);
    case 'price-spike':
    case 'carbon-shift':
      return during([indexOf(sortedKeys(scenario.grids), 'grid', event.grid)], event.factor, 1, event.untilS);
    case 'link-all':
    case 'unlink-all':
      return [{ atS, kind, target: -1 }];
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
