/** The view model of a compiled world: what the page is told once. */
import type { Happening, Provenance, Scenario, Words } from '../scenario/scenario.ts';
import { meanPue } from './compile-facility.ts';
import { announcedFor, installedAtStart } from './installed.ts';
import type { EventView, LinkView, MetroView, NamedView, SiteView, ViewModel } from './view-model.ts';
import { sortedKeys } from './ids.ts';
import type { World } from './world.ts';

export function describeWorld(world: World): ViewModel {
  const { scenario, ids } = world;
  return {
    scenario: {
      id: scenario.id,
      name: scenario.name,
      summary: scenario.summary,
      sources: scenario.sources,
      startMs: scenario.startMs,
      durationS: scenario.durationS,
      tickS: scenario.tickS,
      ticks: lastTick(scenario),
      openTick: Math.min(lastTick(scenario), Math.round(scenario.openAtS / scenario.tickS)),
      seed: scenario.seed,
      linked: scenario.linked,
      placement: scenario.policy.placement,
      routing: scenario.policy.routing,
      queue: scenario.policy.queue,
      jobs: world.jobs.count,
      requests: world.demand.count > 0,
    },
    sites: ids.sites.map((id, site) => describeSite(world, id, site)),
    metros: ids.metros.map((id) => describeMetro(scenario, id)),
    links: ids.links.map((id, link) => describeLink(world, id, link)),
    classes: ids.classes.map((id) => ({
      id,
      name: scenario.classes[id].name,
      kind: scenario.classes[id].kind,
      spec: scenario.classes[id],
    })),
    tenants: ids.tenants.map((id) => ({
      id,
      quota: scenario.tenants[id]?.quota ?? null,
      share: scenario.tenants[id]?.share ?? 1,
    })),
    grids: describeNamed(scenario.grids, sortedKeys(scenario.grids)),
    types: describeNamed(scenario.accelerators, ids.types),
    events: scenario.events.map((event): EventView => ({
      atS: event.atS,
      what: event.do,
      label: eventLabel(event),
    })),
    story: scenario.story,
  };
}

function describeNamed(
  table: Record<string, { name: string; provenance?: Provenance }>,
  ids: readonly string[],
): NamedView[] {
  return ids.map((id) => ({ id, name: table[id].name, provenance: table[id].provenance ?? null }));
}

/** Number of the last tick; a last interval shorter than a tick counts as one. */
export function lastTick(scenario: Scenario): number {
  return Math.ceil(scenario.durationS / scenario.tickS);
}

/** Time of a tick in seconds since start. */
export function tickTimeS(scenario: Scenario, tick: number): number {
  return Math.min(scenario.durationS, tick * scenario.tickS);
}

function describeSite(world: World, id: string, site: number): SiteView {
  const { scenario } = world;
  const given = scenario.sites[id];
  const counts = countsEver(scenario, id);
  const pools = sortedKeys(counts).map((type) => ({
    type,
    name: scenario.accelerators[type].name,
    count: counts[type],
  }));
  return {
    id,
    name: given.name,
    lat: given.lat,
    lon: given.lon,
    country: given.country,
    region: given.region,
    operator: given.operator,
    role: given.role,
    status: given.status,
    grid: given.grid,
    pools,
    accelerators: pools.reduce((sum, pool) => sum + pool.count, 0),
    peakFlops: pools.reduce(
      (sum, pool) => sum + pool.count * scenario.accelerators[pool.type].bf16Tflops * 1e12,
      0,
    ),
    powerCapW: world.sites.powerCapW[site] === Infinity ? null : world.sites.powerCapW[site],
    pue: meanPue(scenario, given),
    servingShare: given.servingShare,
    provenance: given.provenance ?? null,
  };
}

/** Accelerators by type of a site: at the start and with all that is announced; of one that never opens, what it is planned to have. */
function countsEver(scenario: Scenario, id: string): Record<string, number> {
  const given = scenario.sites[id];
  const counts = installedAtStart(given);
  for (const { type, accelerators } of announcedFor(scenario, id))
    counts[type] = (counts[type] ?? 0) + accelerators;
  return Object.keys(counts).length > 0 ? counts : given.pools;
}

function describeMetro(scenario: Scenario, id: string): MetroView {
  const { name, lat, lon, country, region, utcOffsetH, populationM, provenance } = scenario.metros[id];
  return { id, name, lat, lon, country, region, utcOffsetH, populationM, provenance: provenance ?? null };
}

function describeLink(world: World, id: string, link: number): LinkView {
  const { links, scenario } = world;
  const given = scenario.links[id];
  return {
    id,
    name: given.name,
    kind: given.kind,
    a: links.a[link],
    b: links.b[link],
    capacityBps: links.capacityBps[link],
    delayS: links.delayS[link],
    provenance: given.provenance ?? null,
  };
}

const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`;
const signed = (value: number): string => (value > 0 ? `+${value}` : `${value}`);

/** A short text for the timeline. */
export function eventLabel(event: Happening): Words {
  switch (event.do) {
    case 'link-cut':
      return { en: `${event.link} cut`, zh: `${event.link} 中断` };
    case 'link-repair':
      return { en: `${event.link} repaired`, zh: `${event.link} 修复` };
    case 'link-degrade':
      return {
        en: `${event.link} at ${event.factor * 100} %`,
        zh: `${event.link} 降至 ${event.factor * 100}%`,
      };
    case 'link-all':
      return { en: 'linked', zh: '互联' };
    case 'unlink-all':
      return { en: 'unlinked', zh: '断开互联' };
    case 'site-outage':
      return { en: `${event.site} out`, zh: `${event.site} 停运` };
    case 'site-repair':
      return { en: `${event.site} back`, zh: `${event.site} 恢复` };
    case 'delivery':
      return {
        en: `${event.site}: ${event.accelerators} ${event.type} delivered`,
        zh: `${event.site}：交付 ${event.type} ${event.accelerators} 块`,
      };
    case 'embargo':
      return { en: `embargo on ${event.types.join(', ')}`, zh: `禁运 ${event.types.join('、')}` };
    case 'embargo-end':
      return { en: `embargo on ${event.types.join(', ')} ends`, zh: `解除禁运 ${event.types.join('、')}` };
    case 'demand-surge':
      return {
        en: `demand x ${event.factor}${event.metro === null ? '' : ` in ${event.metro}`}`,
        zh: `${event.metro ?? ''}需求 × ${event.factor}`,
      };
    case 'job-migrate':
      return { en: `${event.job} to ${event.site}`, zh: `${event.job} 迁往 ${event.site}` };
    case 'power-curtailment':
      return event.factor === 1
        ? { en: `${event.site} at full power`, zh: `${event.site} 恢复供电` }
        : {
            en: `${event.site} at ${percent(event.factor)} power`,
            zh: `${event.site} 限电至 ${percent(event.factor)}`,
          };
    case 'heat-wave': {
      const place = event.site ?? event.region ?? event.country;
      return event.deltaC === 0
        ? { en: `${place}: heat over`, zh: `${place} 高温结束` }
        : { en: `${place} ${signed(event.deltaC)} °C`, zh: `${place} 气温 ${signed(event.deltaC)} °C` };
    }
    case 'price-spike':
      return { en: `${event.grid}: price x ${event.factor}`, zh: `${event.grid} 电价 × ${event.factor}` };
    case 'carbon-shift':
      return { en: `${event.grid}: carbon x ${event.factor}`, zh: `${event.grid} 碳强度 × ${event.factor}` };
    case 'policy':
      return { en: `policy: ${event.placement ?? 'unchanged'}`, zh: `策略：${event.placement ?? '不变'}` };
  }
}
