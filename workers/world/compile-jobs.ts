/**
 * Jobs, given or generated, as columns in order of submission.
 *
 * A generated job's every quantity is a counter-based draw keyed by (seed, generator, job
 * number): a patch to one generator leaves the jobs of the others as they were (T5).
 */
import { exponential, logarithm } from '../engine/math.ts';
import { STREAM, textKey, uniform } from '../engine/random.ts';
import type { JobGenerator, JobSpec, Quantiles, Scenario } from '../scenario/scenario.ts';
import { workShare } from './efficiency.ts';
import { sortedKeys, type Ids } from './ids.ts';
import type { JobTable, PoolTable, SiteTable } from './world.ts';

const HOUR_S = 3600;
const DAY_S = 86400;
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
  const specs = scenario.jobs.list.slice();
  for (const generator of scenario.jobs.generate) generate(scenario, generator, specs);
  const order = specs.map((_, i) => i);
  order.sort((i, j) => specs[i].atS - specs[j].atS || i - j);

  const n = specs.length;
  const nTypes = ids.types.length;
  const index = (list: string[]) => new Map(list.map((id, i) => [id, i]));
  const classIndex = index(ids.classes);
  const siteIndex = index(ids.sites);
  const tenantIndex = new Map<string, number>();
  const typeSets = new Map<string, number>();
  const countrySets = new Map<string, number>();
  const elastic = specs.some(
    ({ minAccelerators, maxAccelerators, accelerators }) =>
      (minAccelerators ?? accelerators) < accelerators || (maxAccelerators ?? accelerators) > accelerators,
  );
  const accelerators = new Int32Array(n);
  const spread = order.filter((i) => specs[i].maxSites > 1);
  const partStride = spread.reduce((most, i) => Math.max(most, specs[i].maxSites), 0);
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
    const spec = specs[order[j]];
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
    jobs.typeSet[j] = intern(typeSets, spec.types.slice().sort().join(' '));
    jobs.countrySet[j] = intern(countrySets, spec.residency.slice().sort().join(' '));
  }
  ids.tenants = [...tenantIndex.keys()];
  jobs.allowedType = membership([...typeSets.keys()], ids.types);
  jobs.allowedCountry = membership([...countrySets.keys()], countries);
  listKinds(jobs, sites, pools);
  return jobs;
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

function generate(scenario: Scenario, generator: JobGenerator, specs: JobSpec[]): void {
  const key = textKey(generator.id);
  const siteIds = sortedKeys(generator.sites);
  const weights = Float64Array.from(siteIds, (id) => generator.sites[id]);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const draw = (stream: number, job: number) => uniform(scenario.seed, stream, key, job);
  for (let job = 0; job < generator.count; job++) {
    let rest = draw(STREAM.homeSite, job) * totalWeight;
    let home = 0;
    while (home < siteIds.length - 1 && rest >= weights[home]) rest -= weights[home++];
    const size = quantile(generator.accelerators, draw(STREAM.accelerators, job));
    const multiple = generator.acceleratorsMultiple;
    const accelerators = Math.max(multiple, Math.round(size / multiple) * multiple);
    const [least, most] = generator.elastic;
    const hours = quantile(generator.hours, draw(STREAM.hours, job));
    specs.push({
      id: `${generator.id}-${job}`,
      class: generator.class,
      tenant: generator.tenant,
      atS: submitTime(scenario, generator, draw(STREAM.submitTime, job)),
      site: siteIds[home],
      accelerators,
      minAccelerators: least < 1 ? Math.max(1, Math.round(accelerators * least)) : null,
      maxAccelerators: most > 1 ? Math.round(accelerators * most) : null,
      maxSites: generator.maxSites,
      types: generator.types,
      hours,
      flop: null,
      estimateHours: hours * generator.estimateFactor,
      datasetTB:
        generator.datasetTB === null ? null : quantile(generator.datasetTB, draw(STREAM.dataset, job)),
      priority: generator.priority,
      residency: generator.residency,
    });
  }
}

/**
 * Inverse of the arrival curve: submissions in proportion to the hourly factors, which are
 * hours of the day at UTC+8 for sites there; the offset is the rounded longitude / 15.
 */
function submitTime(scenario: Scenario, generator: JobGenerator, share: number): number {
  const { fromS, toS, hourly } = generator;
  if (hourly.length === 0) return fromS + share * (toS - fromS);
  const lon = meanLongitude(scenario, generator);
  const offsetS = Math.round(lon / 15) * HOUR_S + ((scenario.startMs / 1000) % DAY_S);
  const factorAt = (t: number) => hourly[Math.floor(((((t + offsetS) % DAY_S) + DAY_S) % DAY_S) / HOUR_S)];
  let total = 0;
  for (let t = fromS; t < toS; t += HOUR_S) total += factorAt(t) * Math.min(HOUR_S, toS - t);
  let rest = share * total;
  for (let t = fromS; t < toS; t += HOUR_S) {
    const mass = factorAt(t) * Math.min(HOUR_S, toS - t);
    if (rest < mass) return t + rest / factorAt(t);
    rest -= mass;
  }
  return toS;
}

function meanLongitude(scenario: Scenario, generator: JobGenerator): number {
  let sum = 0;
  let weight = 0;
  for (const id of sortedKeys(generator.sites)) {
    sum += scenario.sites[id].lon * generator.sites[id];
    weight += generator.sites[id];
  }
  return weight > 0 ? sum / weight : 0;
}

/** Value at a share: log-linear between the points given, constant outside them. */
export function quantile(points: Quantiles, share: number): number {
  if (share <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i++) {
    const [hi, value] = points[i];
    if (share > hi) continue;
    const [lo, from] = points[i - 1];
    const part = (share - lo) / (hi - lo);
    if (from <= 0 || value <= 0) return from + part * (value - from);
    return exponential(logarithm(from) + part * (logarithm(value) - logarithm(from)));
  }
  return points[points.length - 1][1];
}
