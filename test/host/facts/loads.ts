/**
 * How full a scenario is on paper, reckoned from its file alone and not by the engine:
 * accelerators asked for by jobs over those free for jobs, and serving slots asked for over
 * those that may be filled. Rates, so no queue and no network enters.
 */
import type { Quantiles, RequestClass, Scenario, Site } from '../../../workers/scenario/scenario.ts';

/** Slots that routing may fill. */
const FILL = 0.9;
const WEEK_H = 168;

/** Mean of a quantile list, log-linear between its points, by the midpoint rule. */
export function meanOf(points: Quantiles): number {
  const steps = 4000;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const share = (step + 0.5) / steps;
    const next = points.findIndex(([upTo]) => upTo >= share);
    const [hi, to] = points[next < 0 ? points.length - 1 : next]!;
    const [lo, from] = next <= 0 ? [hi, to] : points[next - 1]!;
    sum += hi === lo ? to : from * (to / from) ** ((share - lo) / (hi - lo));
  }
  return sum / steps;
}

const installed = (site: Site) =>
  site.status === 'operational' ? Object.values(site.pools).reduce((sum, count) => sum + count, 0) : 0;

export type SiteLoad = { region: string; country: string; free: number; asked: number };

/** By site: accelerators free for jobs, and the mean number that a steady week of its own jobs asks for. */
export function jobLoad(scenario: Scenario): Map<string, SiteLoad> {
  const loads = new Map<string, SiteLoad>();
  for (const [id, site] of Object.entries(scenario.sites)) {
    const free = installed(site) * (1 - site.servingShare);
    loads.set(id, { region: site.region, country: site.country, free, asked: 0 });
  }
  for (const generator of scenario.jobs.generate) {
    // What runs when the week begins fills the first hours; it is no rate.
    if (generator.toS - generator.fromS < 3600) continue;
    const acceleratorHours = generator.count * meanOf(generator.accelerators) * meanOf(generator.hours);
    const total = Object.values(generator.sites).reduce((sum, weight) => sum + weight, 0);
    for (const [id, weight] of Object.entries(generator.sites)) {
      loads.get(id)!.asked += (acceleratorHours * weight) / total / WEEK_H;
    }
  }
  return loads;
}

export type ServingLoad = { accelerators: number; filled: number; rps: number };

/**
 * By region, as islands: serving accelerators, and the share of the slots that may be filled
 * which demand takes at an hour of a weekday. `all` pools every region.
 */
export function servingLoad(scenario: Scenario, hourUtc: number, country: string): Map<string, ServingLoad> {
  const { metros, classes, demand } = scenario;
  const loads = new Map<string, ServingLoad>();
  const regions = new Set(
    [...Object.values(metros), ...Object.values(scenario.sites)].flatMap((p) =>
      p.country === country ? p.region : [],
    ),
  );
  const requestClasses = Object.entries(classes).filter(([, c]) => c.kind === 'request') as [
    string,
    RequestClass,
  ][];
  for (const region of [...regions, 'all']) {
    const within = (place: { region: string; country: string }) =>
      place.country === country && (region === 'all' || place.region === region);
    const load: ServingLoad = { accelerators: 0, filled: 0, rps: 0 };
    const sites = Object.values(scenario.sites).filter((site) => within(site) && installed(site) > 0);
    for (const site of sites) load.accelerators += installed(site) * site.servingShare;
    for (const [id, requestClass] of requestClasses) {
      const capacity = sites.reduce((sum, site) => sum + capacityRps(scenario, site, requestClass), 0);
      let rps = 0;
      for (const [metroId, asked] of Object.entries(demand.metros)) {
        const metro = metros[metroId]!;
        const wanted = asked[id];
        if (!wanted || !within(metro)) continue;
        const hour = (((Math.floor(hourUtc + metro.utcOffsetH) % 24) + 24) % 24) as number;
        const factor = wanted.profile === null ? 1 : demand.profiles[wanted.profile]!.hours[hour]!;
        rps += (wanted.requestsPerDay / 86400) * factor;
      }
      load.rps += rps;
      if (rps > 0) load.filled += rps / capacity;
    }
    loads.set(region, load);
  }
  return loads;
}

/** Requests a second a site can take of one class if it served no other. */
function capacityRps(scenario: Scenario, site: Site, c: RequestClass): number {
  let rps = 0;
  for (const [type, count] of Object.entries(site.pools)) {
    const { bf16Tflops, memoryGBps } = scenario.accelerators[type]!;
    const flops = c.acceleratorsPerReplica * bf16Tflops * 1e12 * c.mfu;
    const read = (c.activeParamsB * 1e9 * c.bytesPerParam) / (c.acceleratorsPerReplica * memoryGBps * 1e9);
    const compute = (2 * c.activeParamsB * 1e9 * c.batch) / flops;
    const prefill = (2 * c.activeParamsB * 1e9 * c.tokensIn) / flops;
    const slots = ((count * site.servingShare) / c.acceleratorsPerReplica) * c.batch;
    rps += (FILL * slots) / (prefill + c.tokensOut * Math.max(read, compute));
  }
  return rps;
}
