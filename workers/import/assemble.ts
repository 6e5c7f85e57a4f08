/**
 * Parts of files -> one scenario file, with what had to be assumed said in notes and in the file
 * itself. Pure: the same parts make the same scenario.
 */
import type { JsonObject } from '../scenario/patch.ts';
import { align, mean } from './align.ts';
import {
  GBPS,
  generatedLoad,
  H100,
  LOAD_DAYS,
  PLACE,
  POOL,
  servingFor,
  TOKENS,
  TRAINING,
} from './assumed.ts';
import { idOf } from './cells.ts';
import { clockOf, tickFor, type Stretch } from './clock.ts';
import { rounded } from './energy-patch.ts';
import { clusterOf, type LogJob } from './cluster.ts';
import type { EnergyPart, GraphPart, JobsPart, LoadPart, MachinesPart, Part } from './parts.ts';
import type { Phrase } from './report.ts';
import { joinGraphs, topologyOf } from './topology.ts';

export type Read = { file: string; part: Part };

export type Assembled = {
  /** Without the jobs of a log, which a host puts in or beside it. */
  scenario: JsonObject;
  jobs: LogJob[];
  notes: Phrase[];
};

type Of<P extends Part> = { file: string; part: P };

const DAY_S = 86400;

export function assemble(read: Read[]): Assembled {
  const of = <K extends Part['kind']>(kind: K) =>
    read.filter(({ part }) => part.kind === kind) as Of<Extract<Part, { kind: K }>>[];
  const graphs: Of<GraphPart>[] = of('graph');
  const logs: Of<JobsPart>[] = of('jobs');
  const machines: Of<MachinesPart>[] = of('machines');
  const loads: Of<LoadPart>[] = of('load');
  const energy: Of<EnergyPart>[] = of('energy');

  const assumedLoad = logs.length + loads.length === 0;
  const clock = clockOf(
    [...logs.map(({ part }) => stretchOfJobs(part)), ...loads.map(({ part }) => stretchOfLoad(part))],
    assumedLoad ? LOAD_DAYS * DAY_S : 0,
  );
  if (assumedLoad && energy.length > 0) clock.startMs = energy[0].part.fromS * 1000;
  const notes: Phrase[] = [...clock.notes];

  const topology = graphs.length > 0 ? topologyOf(joinGraphs(graphs.map(({ part }) => part))) : null;
  const sites: Record<string, JsonObject> = topology?.sites ?? {};
  const links: Record<string, JsonObject> = topology?.links ?? {};
  const accelerators: Record<string, JsonObject> = { ...topology?.accelerators };
  if (topology) notes.push(...topology.notes);

  const scenario: JsonObject = { format: 'causeway/1', ...titleOf(read) };
  Object.assign(scenario, {
    sources: read.map(({ file }) => file),
    start: new Date(clock.startMs).toISOString(),
    duration: clock.durationS,
    tick: tickFor(clock.durationS),
  });

  const cluster =
    logs.length + machines.length > 0 ? clusterOf(logs, machines, clock.offsetsS, topology) : null;
  if (cluster) {
    Object.assign(accelerators, cluster.accelerators);
    Object.assign(sites, cluster.sites);
    notes.push(...cluster.notes);
    if (topology && !Object.values(sites).some(({ pools }) => Object.hasOwn(pools as object, 'h100')))
      delete accelerators.h100;
  }

  const demand = loads.length > 0 ? demandOf(loads, clock.offsetsS.slice(logs.length)) : null;
  if (demand) {
    const home = topology ? topology.home : 'serving';
    if (!topology) sites.serving = placedSite({ en: 'Serving site', zh: '推理站点' }, {});
    const site = sites[home];
    const pools = site.pools as Record<string, number>;
    accelerators.h100 = H100;
    site.pools = { ...pools, h100: (topology ? (pools.h100 ?? 0) : 0) + demand.accelerators };
    const all = sum(Object.values(site.pools as Record<string, number>));
    site.servingShare = Number(((site.pools as Record<string, number>).h100 / all).toFixed(6));
    scenario.metros = {
      users: { name: { en: 'Users', zh: '用户' }, lat: site.lat, lon: site.lon, utcOffsetH: 0 },
    };
    links['users-to-site'] = { a: 'users', b: home, gbps: MESH, delayMs: 0 };
    scenario.demand = demand.demand;
    scenario.classes = { ...(scenario.classes as object), ...demand.classes };
    notes.push(...demand.notes);
    if (!topology) notes.push(PLACE_NOTE);
  } else if (cluster && !topology) notes.push(PLACE_NOTE);

  if (Object.keys(sites).length === 0) {
    sites.site = placedSite({ en: 'Site', zh: '站点' }, { h100: POOL });
    accelerators.h100 = H100;
    notes.push(PLACE_NOTE);
  }
  if (cluster && demand && !topology)
    links['cluster-to-serving'] = { a: 'cluster', b: 'serving', gbps: GBPS };

  if (assumedLoad) {
    const pools = Object.values(sites).map(({ pools }) =>
      sum(Object.values(pools as Record<string, number>)),
    );
    const load = generatedLoad(
      Object.keys(sites).filter((_, i) => pools[i] > 0),
      Math.min(...pools.filter((count) => count > 0), POOL),
    );
    scenario.classes = { training: TRAINING };
    scenario.jobs = { generate: [load] };
    notes.push({
      en: `the file says nothing of work: ${load.count as number} training jobs in ${LOAD_DAYS} days are assumed`,
      zh: `文件未含任何任务：假定 ${LOAD_DAYS} 天内有 ${load.count as number} 个训练作业`,
    });
  }
  if (energy.length > 0) {
    const { grids, notes: told } = gridsOf(energy, clock.startMs, clock.durationS);
    scenario.grids = grids;
    const [first] = Object.keys(grids);
    for (const site of Object.values(sites)) site.grid = first;
    notes.push(...told);
  }
  Object.assign(scenario, { accelerators, sites, links });
  scenario.policy = { placement: 'least-loaded', queue: 'easy-backfill' };
  scenario.summary = summaryOf(read, notes);
  return { scenario, jobs: cluster?.jobs ?? [], notes };
}

const MESH = 100;
const PLACE_NOTE: Phrase = {
  en: 'the file says no place: Ashburn, Virginia, is assumed',
  zh: '文件没有位置：假定在弗吉尼亚州阿什本',
};

function sum(counts: number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function placedSite(name: Phrase, pools: Record<string, number>): JsonObject {
  return {
    name,
    ...PLACE,
    country: 'US',
    pools,
    provenance: { source: 'assumed at import', confidence: 'estimate', note: PLACE_NOTE.en },
  };
}

function titleOf(read: Read[]): JsonObject {
  const names = read.map(({ file, part }) => (part.kind === 'graph' && part.name) || bareName(file));
  const shown = names.length > 3 ? [...names.slice(0, 3), `+${names.length - 3}`] : names;
  return { id: idOf(shown.join('-'), 'imported', new Set()), name: { en: shown.join(' · ').slice(0, 200) } };
}

function bareName(file: string): string {
  return file.replace(/\.gz$/i, '').replace(/\.(?:csv|tsv|txt|swf|jsonl?|ndjson|graphml|xml)$/i, '');
}

function summaryOf(read: Read[], notes: Phrase[]): JsonObject {
  const files = read
    .map(({ file }) => file)
    .slice(0, 5)
    .join(', ');
  return {
    en: `Imported from ${files}. ${notes.map(({ en }) => `${en}.`).join(' ')}`.slice(0, 5000),
    zh: `导入自 ${files}。${notes.map(({ zh }) => `${zh}。`).join('')}`.slice(0, 5000),
  };
}

function stretchOfJobs({ jobs, zeroS }: JobsPart): Stretch {
  let fromS = Infinity;
  let toS = 0;
  for (const { atS, runS } of jobs) {
    fromS = Math.min(fromS, atS);
    toS = Math.max(toS, atS + runS);
  }
  const zero = zeroS ?? 0;
  return { fromS: zero + fromS, toS: zero + toS };
}

function stretchOfLoad({ fromS, stepS, rps }: LoadPart): Stretch {
  return { fromS, toS: fromS + stepS * rps.length };
}

function demandOf(loads: Of<LoadPart>[], offsetsS: number[]) {
  const taken = new Set<string>();
  const classes: Record<string, JsonObject> = {};
  const notes: Phrase[] = [];
  let plain: string | null = null;
  const series = loads.map(({ file, part }, i) => {
    const { tokensIn, tokensOut } = part;
    const told = tokensIn !== null || tokensOut !== null;
    const id = told || plain === null ? idOf(told ? bareName(file) : 'requests', 'requests', taken) : plain;
    if (!told) plain = id;
    classes[id] = {
      kind: 'request',
      name: told ? { en: bareName(file) } : { en: 'Requests', zh: '请求' },
      tokensIn: Number((tokensIn ?? TOKENS.in).toPrecision(6)),
      tokensOut: Number((tokensOut ?? TOKENS.out).toPrecision(6)),
    };
    return {
      metro: 'users',
      class: id,
      at: Math.max(0, part.fromS + offsetsS[i]),
      step: part.stepS,
      rps: rounded(part.rps),
    };
  });
  const accelerators = servingFor(
    loads.map(({ part }) => ({
      rps: part.rps.reduce((most, rate) => Math.max(most, rate), 0),
      tokensIn: part.tokensIn ?? TOKENS.in,
      tokensOut: part.tokensOut ?? TOKENS.out,
    })),
  );
  notes.push({
    en: `${accelerators} H100 are set to answer them: the peak of each file with half as much again, a 70 B model on 8`,
    zh: `设 ${accelerators} 张 H100 应答：按各文件峰值的一倍半，700 亿参数模型占 8 张`,
  });
  const epoch = loads.reduce((least, { part }) => Math.min(least, part.stepS), 300);
  return { demand: { epoch, series, lastMileMs: 10 }, classes, accelerators, notes };
}

function gridsOf(energy: Of<EnergyPart>[], startMs: number, durationS: number) {
  const taken = new Set<string>();
  const grids: Record<string, JsonObject> = {};
  const notes: Phrase[] = [];
  const carbons = energy.filter(({ part }) => part.carbon.length > 0);
  const others = energy.filter(({ part }) => part.carbon.length === 0);
  const used = new Set<EnergyPart>();
  for (const { part } of [...carbons, ...others]) {
    if (used.has(part)) continue;
    used.add(part);
    // A file of prices says of itself no more than its name: it goes with the carbon of the zone it names.
    const beside = others.find(
      ({ file, part: price }) =>
        !used.has(price) &&
        price.stepS === part.stepS &&
        ((carbons.length === 1 && others.length === 1) || file.includes(part.zone)),
    );
    const own = align(part, startMs, durationS);
    const priced = beside ? align(beside.part, startMs, durationS) : own;
    if (beside) used.add(beside.part);
    if (own.note) notes.push(own.note);
    const price = priced.price;
    grids[idOf(part.zone, 'grid', taken)] = {
      name: part.zone.slice(0, 200),
      carbonGPerKwh: Number(mean(own.carbon).toPrecision(6)),
      priceUsdPerMwh: Number(mean(price).toPrecision(6)),
      series: { step: part.stepS, carbonGPerKwh: rounded(own.carbon), priceUsdPerMwh: rounded(price) },
    };
    if (own.carbon.length === 0)
      notes.push({
        en: `no carbon is known of ${part.zone}: 0 is taken`,
        zh: `${part.zone} 没有碳强度：取 0`,
      });
    if (price.length === 0)
      notes.push({ en: `no price is known of ${part.zone}: 0 is taken`, zh: `${part.zone} 没有电价：取 0` });
  }
  return { grids, notes };
}
