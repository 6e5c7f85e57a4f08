/** What stands at a site at the start, and what the scenario says will come (P4). */
import type { Scenario, Site } from '../scenario/scenario.ts';
import { phaseEventsAt } from './compile-events.ts';

/** Accelerators by type that stand at t = 0: none where nothing is in operation yet. */
export function installedAtStart(site: Site): Record<string, number> {
  const now: Record<string, number> = site.status === 'operational' ? { ...site.pools } : {};
  for (const { atS, pools } of site.phases)
    if (atS <= 0) for (const [type, count] of Object.entries(pools)) now[type] = (now[type] ?? 0) + count;
  return now;
}

/** Types that stand at a site at some time, in order: each has a pool, if an empty one. */
export function typesEver(scenario: Scenario, id: string): string[] {
  const types = new Set(Object.keys(installedAtStart(scenario.sites[id])));
  for (const { pools } of scenario.sites[id].phases) for (const type of Object.keys(pools)) types.add(type);
  for (const event of scenario.events)
    if (event.do === 'delivery' && event.site === id) types.add(event.type);
  for (const type of types) {
    const substitute = scenario.substitutes[type];
    if (substitute !== undefined) types.add(substitute);
  }
  return [...types].sort();
}

/** Accelerators of a type that the scenario announces for a site after the start, as ordered or as stand-ins. */
export function deliveredLater(scenario: Scenario, id: string, type: string): number {
  let count = 0;
  for (const event of announcedFor(scenario, id))
    if (event.type === type || scenario.substitutes[event.type] === type) count += event.accelerators;
  return count;
}

/** Deliveries to a site after the start that are announced. */
export function announcedFor(scenario: Scenario, id: string): { type: string; accelerators: number }[] {
  return phaseEventsAt(scenario, id)
    .concat(scenario.events)
    .flatMap((event) =>
      event.do === 'delivery' && event.site === id && event.announced !== false ? [event] : [],
    );
}
