/** Claims that ship, and what the model gives for those it can show. */
import type { Claim, ClaimModel, Shown } from '../../claims.ts';
import { advanceTo, createRun } from '../../engine/engine.ts';
import { readMetrics } from '../../engine/measure.ts';
import { METRICS, metricIndex, type MetricKey } from '../../engine/metrics.ts';
import { durationS } from '../../scenario/units.ts';
import { compileWorld } from '../../world/compile.ts';
import { openScenario } from '../open-scenario.ts';

/** Text of a file of public/ by its path there. */
export type ReadPublic = (path: string) => Promise<string>;

export async function readClaims(read: ReadPublic): Promise<Claim[]> {
  return JSON.parse(await read('data/claims.json')) as Claim[];
}

/** Runs what stands for a claim. @throws where scenario, patch or metric are not valid */
export async function showClaim(model: ClaimModel, read: ReadPublic): Promise<Shown> {
  const metric = METRICS.find(({ key }) => key === model.metric);
  if (!metric) throw new Error(`no metric "${model.metric}"`);
  const valueOf = (patch: object) => runMetric(model, patch, metric.key, read);
  return {
    unit: metric.unit,
    value: await valueOf(model.patch),
    against: model.against === undefined ? null : await valueOf(model.against),
  };
}

async function runMetric(
  model: ClaimModel,
  patch: object,
  metric: MetricKey,
  read: ReadPublic,
): Promise<number> {
  const opened = await openScenario({
    text: await read(`scenarios/${model.scenario}.json`),
    patches: [patch],
    read: (file) => read(`data/${file}`),
  });
  if (!opened.ok) throw new Error(opened.issues.map(({ path, message }) => `${path} ${message}`).join('; '));
  const untilS = durationS(model.until);
  if (untilS === null || untilS > opened.scenario.durationS)
    throw new Error(`until ${model.until} is past the end`);
  const run = createRun(compileWorld(opened.scenario));
  advanceTo(run, untilS);
  const values = new Float64Array(METRICS.length);
  readMetrics(run, untilS, values, 0);
  return values[metricIndex(metric)];
}
