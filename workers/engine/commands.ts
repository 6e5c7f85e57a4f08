/** Scenario events and live commands (F): the first things that happen at an instant (T4). */
import { EVENT_KINDS } from '../world/world.ts';
import { darken, deliver, relight } from './facility/capacity.ts';
import { shockGrid } from './facility/grids.ts';
import { updateSupply, updateWeather } from './facility/supply.ts';
import { migrateJob } from './jobs/interruption.ts';
import { placeAllAgain } from './jobs/placement.ts';
import { setLinkCapacity, setLinkUp } from './network/flows.ts';
import type { Run } from './run.ts';
import { N } from './state.ts';

/** Applies the events due at `timeS`, in order. */
export function applyEvents(run: Run, timeS: number): void {
  const { world, state } = run;
  const { events } = world;
  let changed = false;
  while (state.n[N.eventCursor] < events.count && events.atS[state.n[N.eventCursor]] <= timeS) {
    applyEvent(run, state.n[N.eventCursor], timeS);
    state.n[N.eventCursor]++;
    changed = true;
  }
  if (!changed) return;
  run.work.route = true;
  placeAllAgain(run, timeS);
}

function applyEvent(run: Run, event: number, timeS: number): void {
  const { world, state } = run;
  const target = world.events.target[event];
  const kind = EVENT_KINDS[world.events.kind[event]];
  switch (kind) {
    case 'link-cut':
      setLinkUp(run, timeS, target, false);
      return;
    case 'link-repair':
      setLinkCapacity(run, target, world.links.capacityBps[target]);
      setLinkUp(run, timeS, target, true);
      return;
    case 'link-degrade':
      setLinkCapacity(run, target, world.links.capacityBps[target] * world.events.value[event]);
      return;
    case 'link-all':
      state.n[N.linked] = 1;
      return;
    case 'unlink-all':
      state.n[N.linked] = 0;
      return;
    case 'site-outage':
      darken(run, target, timeS);
      return;
    case 'site-repair':
      relight(run, target);
      return;
    case 'delivery':
      deliver(run, world.events.arrives[event], world.events.value[event], timeS);
      return;
    case 'embargo':
    case 'embargo-end':
      // What comes under it is known (compile-events.ts).
      return;
    case 'demand-surge':
      if (target < 0) state.metroSurge.fill(world.events.value[event]);
      else state.metroSurge[target] = world.events.value[event];
      return;
    case 'job-migrate':
      migrateJob(run, target, world.events.scope[event], timeS);
      return;
    case 'power-curtailment':
      state.power.siteFeed[target] = world.events.value[event];
      updateSupply(run, target);
      return;
    case 'heat-wave':
      state.power.siteHeatC[target] = world.events.value[event];
      if (world.facility.cooling[target] >= 0) updateWeather(run, target);
      // What a request costs there changes within the hour.
      run.router.orderHour = -1;
      return;
    case 'price-spike':
      state.power.gridPriceFactor[target] = world.events.value[event];
      shockGrid(run, target, timeS);
      return;
    case 'carbon-shift':
      state.power.gridCarbonFactor[target] = world.events.value[event];
      shockGrid(run, target, timeS);
      return;
    case 'policy':
      if (target >= 0) state.n[N.placement] = target;
      if (world.events.scope[event] >= 0) state.n[N.routing] = world.events.scope[event];
      return;
  }
}
