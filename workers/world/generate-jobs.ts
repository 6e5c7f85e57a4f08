/**
 * Generated jobs, drawn one at a time.
 *
 * Every quantity of a job is a counter-based draw keyed by (seed, generator, job number): a
 * patch to one generator leaves the jobs of the others as they were (T5).
 */
import { exponential, logarithm } from '../engine/math.ts';
import { STREAM, textKey, uniform } from '../engine/random.ts';
import type { JobGenerator, JobSpec, Quantiles, Scenario } from '../scenario/scenario.ts';
import { sortedKeys } from './ids.ts';

const HOUR_S = 3600;
const DAY_S = 86400;

export type Draws = {
  submitS(job: number): number;
  /** The job that was submitted then, in an object that the next overwrites: worlds of a sweep are made by the thousand. */
  spec(job: number, atS: number): JobSpec;
};

export function createDraws(scenario: Scenario, generator: JobGenerator): Draws {
  const { seed } = scenario;
  const { fromS, toS, acceleratorsMultiple: multiple } = generator;
  const [least, most] = generator.elastic;
  const key = textKey(generator.id);
  const siteIds = sortedKeys(generator.sites);
  const weights = Float64Array.from(siteIds, (id) => generator.sites[id]);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const curve = generator.hourly.length === 0 ? null : arrivalCurve(scenario, generator);
  const accelerators = curveOf(generator.accelerators);
  const hours = curveOf(generator.hours);
  const datasetTB = generator.datasetTB === null ? null : curveOf(generator.datasetTB);
  const { class: className, tenant, maxSites, types, priority, residency } = generator;
  const spec: JobSpec = {
    id: '',
    class: className,
    tenant,
    atS: 0,
    site: '',
    accelerators: 0,
    minAccelerators: null,
    maxAccelerators: null,
    maxSites,
    types,
    hours: 0,
    flop: null,
    estimateHours: 0,
    datasetTB: null,
    priority,
    residency,
  };
  return {
    submitS(job) {
      const share = uniform(seed, STREAM.submitTime, key, job);
      return curve === null ? fromS + share * (toS - fromS) : timeOn(curve, share);
    },
    spec(job, atS) {
      let rest = uniform(seed, STREAM.homeSite, key, job) * totalWeight;
      let home = 0;
      while (home < siteIds.length - 1 && rest >= weights[home]) rest -= weights[home++];
      const size = valueOn(accelerators, uniform(seed, STREAM.accelerators, key, job));
      const length = valueOn(hours, uniform(seed, STREAM.hours, key, job));
      spec.id = `${generator.id}-${job}`;
      spec.atS = atS;
      spec.site = siteIds[home];
      spec.accelerators = Math.max(multiple, Math.round(size / multiple) * multiple);
      if (least < 1) spec.minAccelerators = Math.max(1, Math.round(spec.accelerators * least));
      if (most > 1) spec.maxAccelerators = Math.round(spec.accelerators * most);
      spec.hours = length;
      spec.estimateHours = length * generator.estimateFactor;
      if (datasetTB !== null) spec.datasetTB = valueOn(datasetTB, uniform(seed, STREAM.dataset, key, job));
      return spec;
    },
  };
}

/** Submissions in proportion to the hourly factors, by the hour from the start on. */
type ArrivalCurve = { fromS: number; toS: number; factors: number[]; masses: number[]; total: number };

/**
 * The hourly factors are hours of the day at UTC+8 for sites there; the offset is the rounded longitude / 15.
 */
function arrivalCurve(scenario: Scenario, generator: JobGenerator): ArrivalCurve {
  const { fromS, toS, hourly } = generator;
  const lon = meanLongitude(scenario, generator);
  const offsetS = Math.round(lon / 15) * HOUR_S + ((scenario.startMs / 1000) % DAY_S);
  const factors: number[] = [];
  const masses: number[] = [];
  let total = 0;
  for (let t = fromS; t < toS; t += HOUR_S) {
    const factor = hourly[Math.floor(((((t + offsetS) % DAY_S) + DAY_S) % DAY_S) / HOUR_S)];
    const mass = factor * Math.min(HOUR_S, toS - t);
    factors.push(factor);
    masses.push(mass);
    total += mass;
  }
  return { fromS, toS, factors, masses, total };
}

/** Inverse of the arrival curve. */
function timeOn({ fromS, toS, factors, masses, total }: ArrivalCurve, share: number): number {
  let rest = share * total;
  let t = fromS;
  for (let hour = 0; hour < masses.length; hour++) {
    if (rest < masses[hour]) return t + rest / factors[hour];
    rest -= masses[hour];
    t += HOUR_S;
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

/** A distribution by its quantiles, with what is read at each draw. */
type Curve = { points: Quantiles; logarithms: number[] };

function curveOf(points: Quantiles): Curve {
  return { points, logarithms: points.map(([, value]) => (value > 0 ? logarithm(value) : NaN)) };
}

/** Value at a share: log-linear between the points given, constant outside them. */
function valueOn({ points, logarithms }: Curve, share: number): number {
  if (share <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i++) {
    const [hi, value] = points[i];
    if (share > hi) continue;
    const [lo, from] = points[i - 1];
    const part = (share - lo) / (hi - lo);
    if (from <= 0 || value <= 0) return from + part * (value - from);
    return exponential(logarithms[i - 1] + part * (logarithms[i] - logarithms[i - 1]));
  }
  return points[points.length - 1][1];
}
