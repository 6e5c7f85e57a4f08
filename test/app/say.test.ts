/** The line that says what a step changed, forwards and back. */
import { expect, test } from 'vitest';
import { METRICS, metricIndex, type MetricKey } from '../../workers/engine/metrics.ts';
import { describeChange } from '../../src/panels/say.ts';
import { createSeries, writeSeries } from '../../src/sim/series.ts';

const series = createSeries();
const row = (values: Partial<Record<MetricKey, number>>): Float64Array => {
  const made = new Float64Array(METRICS.length);
  for (const [key, value] of Object.entries(values)) made[metricIndex(key as MetricKey)] = value;
  return made;
};
writeSeries(series, 0, row({ arrivedJobs: 4, doneJobs: 1, queuedJobs: 3, utilisation: 0.5 }));
writeSeries(series, 1, row({ arrivedJobs: 6, doneJobs: 1, queuedJobs: 2, utilisation: 0.5 }));

const said = (lang: 'en' | 'zh', from: number, to: number): string =>
  describeChange(lang, series, from, to).replaceAll('\u2212', '-');

test('a step on says what came', () => {
  expect(said('en', 0, 1)).toBe('Tick 1: 2 jobs arrived, queue -1.');
  expect(said('zh', 0, 1)).toBe('第 1 步：2 个作业到达，排队 -1。');
});
test('a step back says what has not come yet', () => {
  expect(said('en', 1, 0)).toBe('Back at tick 0: 2 not yet arrived, queue +1.');
  expect(said('zh', 1, 0)).toBe('回到第 0 步：2 个尚未到达，排队 +1。');
});
test('of what is not computed nothing is said', () => {
  expect(said('en', 0, 7)).toBe('Tick 7: nothing changed.');
});
