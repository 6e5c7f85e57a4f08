/** What always holds (C), as a list of what does not: empty for a sound state. */
import type { Run } from '../../engine/run.ts';
import type { World } from '../../world/world.ts';
import { F, FLOW, N, STAGE } from '../../engine/state.ts';

const SAME = 1e-9;

/** Violations of the invariants of `run`, in words. */
export function violations(run: Run): string[] {
  return [...allocation(run), ...network(run), ...jobs(run), ...bytes(run), ...requests(run), ...power(run)];
}

function poolName(world: World, pool: number): string {
  return `pool ${world.ids.types[world.pools.type[pool]]} of site ${world.ids.sites[world.pools.site[pool]]}`;
}

function arcName(world: World, arc: number): string {
  return `link ${world.ids.links[arc >> 1]} ${arc % 2 === 0 ? 'from a to b' : 'from b to a'}`;
}

function allocation(run: Run): string[] {
  const { world, state } = run;
  const wrong: string[] = [];
  const held = new Int32Array(world.pools.count);
  for (let job = 0; job < world.jobs.count; job++) {
    const stage = state.jobStage[job];
    if (stage === STAGE.staging || stage === STAGE.running)
      held[state.jobPool[job]] += world.jobs.accelerators[job];
  }
  for (let pool = 0; pool < world.pools.count; pool++) {
    if (held[pool] > world.pools.forJobs[pool])
      wrong.push(`${poolName(world, pool)}: ${held[pool]} held of ${world.pools.forJobs[pool]}`);
    if (state.free[pool] + held[pool] !== world.pools.forJobs[pool])
      wrong.push(`${poolName(world, pool)}: free and held do not add up`);
    if (state.poolComputing[pool] + state.poolStaging[pool] !== held[pool])
      wrong.push(`${poolName(world, pool)}: stages do not add up`);
  }
  return wrong;
}

/** N3: capacities hold, loads are the sums of rates, and every flow has a bottleneck. */
function network(run: Run): string[] {
  const { world, state } = run;
  const wrong: string[] = [];
  const stride = state.n[N.hopStride];
  const load = new Float64Array(2 * world.links.count);
  const level = new Float64Array(2 * world.links.count);
  const sending: number[] = [];
  for (let flow = 0; flow < state.n[N.flowCapacity]; flow++) {
    if (state.flowPhase[flow] !== FLOW.sending) continue;
    sending.push(flow);
    for (let hop = flow * stride; hop < flow * stride + state.flowHops[flow]; hop++) {
      const arc = state.hopArc[hop];
      load[arc] += state.flowRateBps[flow];
      level[arc] = Math.max(level[arc], state.flowRateBps[flow] / state.flowWeight[flow]);
      if (state.linkUp[arc >> 1] === 0)
        wrong.push(`flow ${flow} uses link ${world.ids.links[arc >> 1]}, which is cut`);
    }
  }
  for (let arc = 0; arc < load.length; arc++) {
    const capacity = state.arcCapacityBps[arc];
    if (load[arc] > capacity * (1 + SAME))
      wrong.push(`${arcName(world, arc)} carries ${load[arc]} of ${capacity}`);
    if (Math.abs(load[arc] - state.arcLoadBps[arc]) > capacity * SAME)
      wrong.push(`${arcName(world, arc)}: load ${state.arcLoadBps[arc]} is not ${load[arc]}`);
  }
  for (const flow of sending) {
    const rate = state.flowRateBps[flow];
    if (rate >= state.flowCapBps[flow] * (1 - SAME)) continue;
    let bottleneck = false;
    for (let hop = flow * stride; hop < flow * stride + state.flowHops[flow]; hop++) {
      const arc = state.hopArc[hop];
      const saturated = load[arc] >= state.arcCapacityBps[arc] * (1 - SAME);
      if (saturated && rate / state.flowWeight[flow] >= level[arc] * (1 - SAME)) bottleneck = true;
    }
    if (!bottleneck) wrong.push(`flow ${flow} at ${rate} bit/s has no bottleneck`);
  }
  return wrong;
}

function jobs(run: Run): string[] {
  const { state } = run;
  const count = { queued: 0, staging: 0, running: 0, done: 0 };
  for (const stage of state.jobStage) {
    if (stage === STAGE.queued || stage === STAGE.unplaced) count.queued++;
    if (stage === STAGE.staging) count.staging++;
    if (stage === STAGE.running) count.running++;
    if (stage === STAGE.done) count.done++;
  }
  const { n } = state;
  const wrong: string[] = [];
  const arrived = count.queued + count.staging + count.running + count.done;
  if (arrived !== n[N.arrivedJobs]) wrong.push(`${n[N.arrivedJobs]} jobs arrived, ${arrived} accounted for`);
  if (count.queued !== n[N.queuedJobs]) wrong.push(`${n[N.queuedJobs]} queued, ${count.queued} found`);
  if (count.staging !== n[N.stagingJobs]) wrong.push(`${n[N.stagingJobs]} staging, ${count.staging} found`);
  if (count.running !== n[N.runningJobs]) wrong.push(`${n[N.runningJobs]} running, ${count.running} found`);
  if (count.done !== n[N.doneJobs]) wrong.push(`${n[N.doneJobs]} done, ${count.done} found`);
  return wrong;
}

function requests(run: Run): string[] {
  const { f, metroDemandRps, metroServedRps } = run.state;
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  const wrong: string[] = [];
  const near = (a: number, b: number) => Math.abs(a - b) <= SAME * (1 + Math.abs(b));
  if (!near(sum(metroDemandRps), f[F.demandRps])) wrong.push('demand of metros does not add up');
  if (!near(sum(metroServedRps), f[F.servedRps])) wrong.push('served of metros does not add up');
  if (!near(sum(run.state.siteServedRps), f[F.servedRps])) wrong.push('served of sites does not add up');
  if (f[F.servedRps] > f[F.demandRps] * (1 + SAME)) wrong.push('more served than demanded');
  if (f[F.inTimeRps] > f[F.servedRps] * (1 + SAME)) wrong.push('more in time than served');
  return wrong;
}

function power(run: Run): string[] {
  const { world, state } = run;
  const wrong: string[] = [];
  for (let site = 0; site < world.sites.count; site++) {
    const powerW = state.sitePowerW[site];
    if (powerW > world.sites.powerCapW[site] * (1 + SAME))
      wrong.push(`site ${world.ids.sites[site]} draws ${powerW} W over its cap`);
    if (powerW < world.sites.idleW[site] * (1 - SAME))
      wrong.push(`site ${world.ids.sites[site]} draws ${powerW} W, below idle`);
    const throttle = state.siteThrottle[site];
    if (!(throttle >= 0 && throttle <= 1)) wrong.push(`site ${world.ids.sites[site]}: clocks at ${throttle}`);
  }
  return wrong;
}

/** Bytes counted as moved are those of the transfers and datasets that have landed. */
function bytes(run: Run): string[] {
  const { world, state } = run;
  let landed = 0;
  for (let transfer = 0; transfer < world.transfers.count; transfer++) {
    if (state.transferFinishS[transfer] > 0) landed += world.transfers.bits[transfer] / 8;
  }
  for (let job = 0; job < world.jobs.count; job++) {
    const computes = state.jobStage[job] === STAGE.running || state.jobStage[job] === STAGE.done;
    const away = computes && world.pools.site[state.jobPool[job]] !== world.jobs.home[job];
    if (away) landed += world.jobs.datasetBits[job] / 8;
  }
  const moved = state.f[F.bytesMoved];
  return Math.abs(moved - landed) <= SAME * landed ? [] : [`${moved} bytes moved, ${landed} landed`];
}
