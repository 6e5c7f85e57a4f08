/** What always holds (C), as a list of what does not: empty for a sound state. */
import type { Run } from '../../engine/run.ts';
import { energyViolations } from './energy-violations.ts';
import type { World } from '../../world/world.ts';
import { firstPart, lastPart } from '../../engine/jobs/parts.ts';
import { queueScore } from '../../engine/policies/placement/placement-policy.ts';
import { F, FLOW, N, STAGE } from '../../engine/state.ts';

const SAME = 1e-9;

/** Violations of the invariants of `run`, in words. */
export function violations(run: Run): string[] {
  return [
    ...allocation(run),
    ...remembered(run),
    ...quotas(run),
    ...network(run),
    ...jobs(run),
    ...bytes(run),
    ...requests(run),
    ...energyViolations(run),
  ];
}

function poolName(world: World, pool: number): string {
  return `pool ${world.ids.types[world.pools.type[pool]]} of site ${world.ids.sites[world.pools.site[pool]]}`;
}

function arcName(world: World, arc: number): string {
  return `link ${world.ids.links[arc >> 1]} ${arc % 2 === 0 ? 'from a to b' : 'from b to a'}`;
}

/** The stages in which a job holds accelerators, and what the pool counts them as. */
const HOLDING: Partial<Record<number, 'poolComputing' | 'poolStaging' | 'poolStalled'>> = {
  [STAGE.running]: 'poolComputing',
  [STAGE.staging]: 'poolStaging',
  [STAGE.restarting]: 'poolStalled',
  [STAGE.saving]: 'poolStalled',
};

function allocation(run: Run): string[] {
  const { world, state } = run;
  const wrong: string[] = [];
  const column = () => new Float64Array(world.pools.count);
  const found = {
    poolComputing: column(),
    poolStaging: column(),
    poolStalled: column(),
    poolExcess: column(),
    poolReleasing: column(),
  };
  const held = column();
  const useful = new Float64Array(world.sites.count);
  const peak = new Float64Array(world.sites.count);
  for (let job = 0; job < world.jobs.count; job++) {
    const counted = HOLDING[state.jobStage[job]];
    const end = lastPart(world, state, job);
    let size = 0;
    for (let part = firstPart(world, state, job); part <= end; part++) {
      if (state.jobHeld[part] > 0 && counted === undefined)
        wrong.push(`job ${world.ids.jobs[job]} holds accelerators in stage ${state.jobStage[job]}`);
      if (counted === undefined) continue;
      const pool = state.jobPool[part];
      size += state.jobHeld[part];
      held[pool] += state.jobHeld[part];
      found[counted][pool] += state.jobHeld[part];
      found.poolExcess[pool] += Math.max(0, part === job ? state.jobHeld[part] - world.jobs.least[job] : 0);
      if (state.jobStage[job] === STAGE.saving) found.poolReleasing[pool] += state.jobHeld[part];
      useful[world.pools.site[pool]] += state.jobUsefulFlops[part];
    }
    if (counted !== undefined && (size < world.jobs.least[job] || size > world.jobs.most[job]))
      wrong.push(`job ${world.ids.jobs[job]} holds ${size} accelerators`);
  }
  for (let pool = 0; pool < world.pools.count; pool++) {
    peak[world.pools.site[pool]] += state.poolForJobs[pool] * world.pools.peakFlops[pool];
    if (held[pool] > state.poolForJobs[pool])
      wrong.push(`${poolName(world, pool)}: ${held[pool]} held of ${state.poolForJobs[pool]}`);
    const lent = world.harvest ? state.extra.poolLent[pool] : 0;
    if (lent > state.poolForServing[pool] || (lent > 0 && state.extra.poolDebt[pool] > lent))
      wrong.push(`${poolName(world, pool)}: ${lent} lent of ${state.poolForServing[pool]}`);
    if (state.poolForJobs[pool] + state.poolForServing[pool] - lent > state.poolInstalled[pool])
      wrong.push(`${poolName(world, pool)}: more powered than installed`);
    if (state.free[pool] + held[pool] !== state.poolForJobs[pool])
      wrong.push(`${poolName(world, pool)}: free and held do not add up`);
    for (const key of Object.keys(found) as (keyof typeof found)[])
      if (state[key][pool] !== found[key][pool])
        wrong.push(`${poolName(world, pool)}: ${key} is ${state[key][pool]}, not ${found[key][pool]}`);
  }
  for (let site = 0; site < world.sites.count; site++)
    if (Math.abs(state.siteUsefulFlops[site] - useful[site]) > SAME * peak[site])
      wrong.push(`site ${world.ids.sites[site]}: ${state.siteUsefulFlops[site]} FLOP/s, not ${useful[site]}`);
  return wrong;
}

/** What placement remembers of a pool is so. */
function remembered(run: Run): string[] {
  const { policy, known, startsUpTo, starting, queueing } = run.work.poolScores;
  if (!policy?.starting) return [];
  const { poolQueuedJobs, free, poolExcess } = run.state;
  const wrong: string[] = [];
  for (let pool = 0; pool < run.world.pools.count; pool++) {
    if (known[pool] === 0) continue;
    const atOnce = poolQueuedJobs[pool] === 0 ? free[pool] + poolExcess[pool] : -1;
    if (startsUpTo[pool] !== atOnce)
      wrong.push(`${poolName(run.world, pool)}: starts up to ${atOnce}, not ${startsUpTo[pool]}`);
    if (starting[pool] !== policy.starting(run, pool) || queueing[pool] !== queueScore(run, pool))
      wrong.push(`${poolName(run.world, pool)}: remembered by an old score`);
  }
  return wrong;
}

/** J7: what a tenant's jobs hold or queue for stays within its quota. */
function quotas(run: Run): string[] {
  const { world, state } = run;
  if (!world.tenants.limited) return [];
  const wrong: string[] = [];
  const counted = new Float64Array(world.tenants.count);
  const apart = new Set<number>([STAGE.pending, STAGE.done, STAGE.unplaced, STAGE.held]);
  for (let job = 0; job < world.jobs.count; job++)
    if (!apart.has(state.jobStage[job])) counted[world.jobs.tenant[job]] += world.jobs.least[job];
  for (let tenant = 0; tenant < world.tenants.count; tenant++) {
    const name = `tenant '${world.ids.tenants[tenant]}'`;
    if (counted[tenant] > world.tenants.quota[tenant])
      wrong.push(`${name} over its quota: ${counted[tenant]}`);
    if (counted[tenant] !== state.extra.tenantAdmitted[tenant])
      wrong.push(`${name}: ${state.extra.tenantAdmitted[tenant]} admitted, ${counted[tenant]} found`);
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
  const { world, state } = run;
  const count = { queuedJobs: 0, stagingJobs: 0, runningJobs: 0, stalledJobs: 0, doneJobs: 0 };
  const waiting = new Set<number>([STAGE.queued, STAGE.unplaced, STAGE.held, STAGE.spread]);
  const wrong: string[] = [];
  for (let job = 0; job < world.jobs.count; job++) {
    const stage = state.jobStage[job];
    if (waiting.has(stage)) count.queuedJobs++;
    if (stage === STAGE.staging) count.stagingJobs++;
    if (stage === STAGE.running) count.runningJobs++;
    if (stage === STAGE.restarting || stage === STAGE.saving) count.stalledJobs++;
    if (stage === STAGE.done) count.doneJobs++;
    if (state.jobLeftS[job] < 0) wrong.push(`job ${world.ids.jobs[job]} has ${state.jobLeftS[job]} s left`);
    if (stage === STAGE.running && state.jobSpeed[job] > 0 && state.jobAt[job] < 0)
      wrong.push(`job ${world.ids.jobs[job]} runs without an end`);
  }
  const { n } = state;
  const keys = Object.keys(count) as (keyof typeof count)[];
  const found = keys.reduce((sum, key) => sum + count[key], 0);
  if (found !== n[N.arrivedJobs]) wrong.push(`${n[N.arrivedJobs]} jobs arrived, ${found} accounted for`);
  for (const key of keys)
    if (count[key] !== n[N[key]]) wrong.push(`${key} is ${n[N[key]]}, not ${count[key]}`);
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

/**
 * Bytes counted as moved are those of the transfers and datasets that have landed. Where jobs
 * may move twice or over several sites, the state does not tell what was staged.
 */
function bytes(run: Run): string[] {
  const { world, state } = run;
  const twice = world.classes.interruptible || state.n[N.failures] > 0;
  if (twice || world.jobs.spreadRows > 0) return [];
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
