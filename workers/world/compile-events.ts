/** Scenario events and live commands, merged into one table in order of time (T4, T6). */
import { PLACEMENTS, ROUTINGS, type ScenarioEvent } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import { EVENT_KINDS, type EventTable } from './world.ts';

export function compileEvents(events: readonly ScenarioEvent[], ids: Ids): EventTable {
  const sorted = events
    .map((event, order) => ({ event, order }))
    .sort((x, y) => x.event.atS - y.event.atS || x.order - y.order);
  const table: EventTable = {
    count: sorted.length,
    atS: Float64Array.from(sorted, ({ event }) => event.atS),
    kind: Int32Array.from(sorted, ({ event }) => EVENT_KINDS.indexOf(event.do)),
    target: new Int32Array(sorted.length).fill(-1),
    routing: new Int32Array(sorted.length).fill(-1),
    site: new Int32Array(sorted.length).fill(-1),
    value: new Float64Array(sorted.length),
  };
  sorted.forEach(({ event }, e) => {
    if ('link' in event) {
      table.target[e] = ids.links.indexOf(event.link);
      if (table.target[e] < 0) throw new RangeError(`${event.do}: no link '${event.link}'`);
    }
    if (event.do === 'job-migrate') {
      table.target[e] = ids.jobs.indexOf(event.job);
      table.site[e] = ids.sites.indexOf(event.site);
      if (table.target[e] < 0) throw new RangeError(`${event.do}: no job '${event.job}'`);
      if (table.site[e] < 0) throw new RangeError(`${event.do}: no site '${event.site}'`);
    }
    if (event.do === 'policy' && event.placement !== undefined)
      table.target[e] = PLACEMENTS.indexOf(event.placement);
    if (event.do === 'policy' && event.routing !== undefined)
      table.routing[e] = ROUTINGS.indexOf(event.routing);
    if (event.do === 'link-degrade') table.value[e] = event.factor;
  });
  return table;
}
