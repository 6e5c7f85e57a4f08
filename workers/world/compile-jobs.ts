/** Jobs, given or generated, as columns in order of submission. */
import { textKey } from '../engine/random.ts';
import type { JobSpec, Scenario } from '../scenario/scenario.ts';
import { workShare } from './efficiency.ts';
import { createDraws } from './generate-jobs.ts';
import type { Ids } from './ids.ts';
import type { JobTable, PoolTable, SiteTable } from './world.ts';

const HOUR_S = 3600;
/** What dividing by 3600 and multiplying again can do to a number. */
const ROUNDING = 4e-16;

export function compileJobs(
  scenario: Scenario,
  ids: Ids,
  countries: string[],
  sites: SiteTable,
  pools: PoolTable,
  failing: boolean,
): JobTable {
  const given = openJobs(scenario);
  const { count: n, maxSites, specOf } = given;
  const order = orderOf(given.submitS);
  const nTypes = ids.types.length;
  const index = (list: string[]) => new Map(list.map((id, i) => [id, i]));
  const classIndex = index(ids.classes);
  const siteIndex = index(ids.sites);
  const tenantIndex = new Map<string, number>();
  const typeSets = new Map<string, number>();
  const countrySets = new Map<string, number>();
  const elastic = given.mayResize && order.some((i) => isElastic(specOf(i)));
  const accelerators = new Int32Array(n);
  const spread = maxSites.filter((sites) => sites > 1);
  const partStride = spread.reduce((most, sites) => Math.max(most, sites), 0);
  const jobs: JobTable = {
    count: n,
    entities: n + spread.length * partStride,
    spreadRows: spread.length,
    partStride,
    spreadRow: new Int32Array(n).fill(-1),
    maxSites: new Int32Array(n),
    spreadJob: new Int32Array(spread.length),
    submitS: new Float64Array(n),
    class: new Int32Array(n),
    tenant: new Int32Array(n),
    home: new Int32Array(n),
    accelerators,
    least: elastic ? new Int32Array(n) : accelerators,
    most: elastic ? new Int32Array(n) : accelerators,
    elastic,
    key: new Int32Array(failing ? n : 0),
    lengthS: new Float64Array(n),
    flop: new Float64Array(n),
    estimateS: new Float64Array(n),
    datasetBits: new Float64Array(n),
    priority: new Float64Array(n),
    typeSet: new Int32Array(n),
    countrySet: new Int32Array(n),
    allowedType: new Uint8Array(0),
    allowedCountry: new Uint8Array(0),
    mfu: compileMfu(scenario, ids),
    types: nTypes,
    countries: countries.length,
    kind: new Int32Array(n),
    kindStart: new Int32Array(1),
    kindPools: new Int32Array(0),
  };
  ids.jobs = new Array<string>(n);
  let row = 0;
  for (let j = 0; j < n; j++) {
    const spec = specOf(order[j]);
    const workClass = scenario.classes[spec.class];
    ids.jobs[j] = spec.id;
    jobs.submitS[j] = spec.atS;
    jobs.class[j] = classIndex.get(spec.class)!;
    jobs.tenant[j] = intern(tenantIndex, spec.tenant);
    jobs.home[j] = siteIndex.get(spec.site)!;
    jobs.accelerators[j] = spec.accelerators;
    if (elastic) {
      jobs.least[j] = spec.minAccelerators ?? spec.accelerators;
      jobs.most[j] = spec.maxAccelerators ?? spec.accelerators;
    }
    if (failing) jobs.key[j] = textKey(spec.id);
    jobs.maxSites[j] = spec.maxSites;
    if (spec.maxSites > 1) {
      jobs.spreadJob[row] = j;
      jobs.spreadRow[j] = row++;
    }
    const work = workShare(workClass.efficiencyPerYear, workClass.efficiencyFromS, spec.atS);
    jobs.lengthS[j] = spec.hours === null ? -1 : secondsOf(spec.hours) * work;
    jobs.flop[j] = (spec.flop ?? 0) * work;
    jobs.estimateS[j] = spec.estimateHours === null ? -1 : secondsOf(spec.estimateHours) * work;
    const classTB = workClass.kind === 'job' ? workClass.datasetTB : 0;
    jobs.datasetBits[j] = (spec.datasetTB ?? classTB) * 8e12;
    jobs.priority[j] = spec.priority;
    jobs.typeSet[j] = intern(typeSets, setName(spec.types));
    jobs.countrySet[j] = intern(countrySets, setName(spec.residency));
  }
  ids.tenants = [...tenantIndex.keys()];
  jobs.allowedType = membership([...typeSets.keys()], ids.types);
  jobs.allowedCountry = membership([...countrySets.keys()], countries);
  listKinds(jobs, sites, pools);
  return jobs;
}

type GivenJobs = {
  count: number;
  submitS: Float64Array;
  maxSites: Int32Array;
  /** Whether some may be elastic: only then each is looked at. */
  mayResize: boolean;
  /** Holds until the next is asked for. */
  specOf(i: number): JobSpec;
};

/** All jobs by their number, those of the list first. */
function openJobs(scenario: Scenario): GivenJobs {
  const { list, generate } = scenario.jobs;
  const count = generate.reduce((jobs, generator) => jobs + generator.count, list.length);
  const submitS = new Float64Array(count);
  const maxSites = new Int32Array(count);
  list.forEach((spec, i) => {
    submitS[i] = spec.atS;
    maxSites[i] = spec.maxSites;
  });
  let next = list.length;
  const sources = generate.map((generator) => {
    const source = { from: next, draws: createDraws(scenario, generator) };
    for (let job = 0; job < generator.count; job++) submitS[next + job] = source.draws.submitS(job);
    maxSites.fill(generator.maxSites, next, next + generator.count);
    next += generator.count;
    return source;
  });
  return {
    count,
    submitS,
    maxSites,
    mayResize:
      list.some(
        ({ minAccelerators, maxAccelerators }) => minAccelerators !== null || maxAccelerators !== null,
      ) || generate.some(({ elastic: [least, most] }) => least < 1 || most > 1),
    specOf(i) {
      if (i < list.length) return list[i];
      let s = sources.length - 1;
      while (sources[s].from > i) s--;
      return sources[s].draws.spec(i - sources[s].from, submitS[i]);
    },
  };
}

function isElastic({ minAccelerators, maxAccelerators, accelerators }: JobSpec): boolean {
  return (minAccelerators ?? accelerators) < accelerators || (maxAccelerators ?? accelerators) > accelerators;
}

/** Numbers in order of their times, equal times in that of the numbers. No function is called to compare. */
function orderOf(timesS: Float64Array): Int32Array {
  const sorted = timesS.slice().sort();
  const taken = new Int32Array(sorted.length);
  const order = new Int32Array(sorted.length);
  for (let i = 0; i < order.length; i++) {
    let first = 0;
    for (let end = order.length; first < end;) {
      const middle = (first + end) >> 1;
      if (sorted[middle] < timesS[i]) first = middle + 1;
      else end = middle;
    }
    order[first + taken[first]++] = i;
  }
  return order;
}

function setName(members: string[]): string {
  return members.length < 2 ? members.join() : members.slice().sort().join(' ');
}

/** Jobs that the same pools suit, by what does not change in a run, are of one kind. */
function listKinds(jobs: JobTable, sites: SiteTable, pools: PoolTable): void {
  const kinds = new Map<number, number>();
  const starts = [0];
  const suited: number[] = [];
  for (let job = 0; job < jobs.count; job++) {
    const types = jobs.typeSet[job] * jobs.types;
    const speeds = jobs.class[job] * jobs.types;
    const countries = jobs.countrySet[job] * jobs.countries;
    jobs.kind[job] = intern(
      kinds,
      (types * jobs.mfu.length + speeds) * jobs.allowedCountry.length + countries,
    );
    if (jobs.kind[job] < starts.length - 1) continue;
    for (let pool = 0; pool < pools.count; pool++) {
      const type = pools.type[pool];
      const country = sites.country[pools.site[pool]];
      if (jobs.allowedType[types + type] === 0 || jobs.mfu[speeds + type] === 0) continue;
      if (jobs.allowedCountry[countries + country] === 1) suited.push(pool);
    }
    starts.push(suited.length);
  }
  jobs.kindStart = Int32Array.from(starts);
  jobs.kindPools = Int32Array.from(suited);
}

/** Hours as seconds. Whole seconds stay whole: 10 s written as 10/3600 h end when 10 s do. */
function secondsOf(hours: number): number {
  const seconds = hours * HOUR_S;
  const whole = Math.round(seconds);
  return Math.abs(seconds - whole) <= seconds * ROUNDING ? whole : seconds;
}

function intern<Key>(table: Map<Key, number>, key: Key): number {
  let number = table.get(key);
  if (number === undefined) {
    number = table.size;
    table.set(key, number);
  }
  return number;
}

/** [set * members + member] = 1 where the set, space-separated, names the member or is empty. */
function membership(sets: string[], members: string[]): Uint8Array {
  const matrix = new Uint8Array(sets.length * members.length);
  sets.forEach((set, row) => {
    const named = new Set(set.split(' '));
    members.forEach((member, column) => {
      matrix[row * members.length + column] = set === '' || named.has(member) ? 1 : 0;
    });
  });
  return matrix;
}

function compileMfu(scenario: Scenario, ids: Ids): Float64Array {
  const nTypes = ids.types.length;
  const mfu = new Float64Array(ids.classes.length * nTypes);
  ids.classes.forEach((id, c) => {
    const workClass = scenario.classes[id];
    if (workClass.kind !== 'job') return;
    ids.types.forEach((type, k) => {
      const fits = scenario.accelerators[type].memoryGB >= workClass.minMemoryGB;
      const stack = 1 - scenario.accelerators[type].stackPenalty;
      mfu[c * nTypes + k] = fits ? (workClass.mfuByType[type] ?? workClass.mfu) * stack : 0;
    });
  });
  return mfu;
}
