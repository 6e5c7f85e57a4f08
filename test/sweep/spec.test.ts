/** The specification of a sweep, and what is said of one that is wrong, before anything runs. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../workers/scenario/patch.ts';
import { expandSweep } from '../../workers/sweep/expand.ts';
import { parseSweep } from '../../workers/sweep/spec.ts';
import { plain } from '../scenario/plain.ts';

/** Everything said of a specification over the plain scenario, a line each. */
export function said(spec: JsonObject): string[] {
  const parsed = parseSweep({ format: 'causeway-sweep/1', scenario: 'plain', ...spec });
  const reply = parsed.ok ? expandSweep(parsed.spec, plain as JsonObject) : parsed;
  return reply.ok ? [] : reply.issues.map(({ path, message, hint }) => `${path}: ${message} (${hint})`);
}

test.each<[string, JsonObject, string]>([
  ['an unknown key', { axis: [] }, 'axis: is not a known key (did you mean "axes"?)'],
  [
    'an unknown key of an axis',
    { axes: [{ kye: 'linked', values: [true] }] },
    'axes[0].kye: is not a known key (did you mean "key"?)',
  ],
  [
    'an axis of nothing',
    { axes: [{ key: 'linked' }] },
    'axes[0]: has no values ("key" with "values" or "between"; "patches"; or "facts")',
  ],
  [
    'an id there is not',
    { axes: [{ key: 'links.bv.gbps', values: [1, 2] }] },
    'axes[0].key: names links.bv, which does not exist (links: bw, ws)',
  ],
  [
    'a key there is not',
    { axes: [{ key: 'links.bw.gpbs', values: [1] }] },
    'axes[0].values[0]: links.bw.gpbs: is not a known key (did you mean "gbps"?)',
  ],
  [
    'a value that cannot be',
    { axes: [{ key: 'policy.queue', values: ['fifo', 'lifo'] }] },
    'axes[0].values[1]: policy.queue: is "lifo" (one of fifo, easy-backfill, conservative-backfill, priority, shortest-first, fair-share)',
  ],
  [
    'a metric there is not',
    { metrics: ['waitMean'] },
    'metrics[0]: is "waitMean", which is no metric (did you mean "waitMeanS"?)',
  ],
  [
    'zipped axes of unlike length',
    {
      axes: [
        { key: 'linked', values: [true, false], zip: 'x' },
        { key: 'tick', values: [60], zip: 'x' },
      ],
    },
    'axes[1].zip: goes with "linked", which has 2 steps and not 1 (axes of equal length)',
  ],
  [
    'two axes of one name',
    {
      axes: [
        { key: 'linked', values: [true] },
        { name: 'linked', key: 'tick', values: [60] },
      ],
    },
    'axes[1].name: is "linked", as of another axis (names that are all different)',
  ],
  [
    'a seed as an axis',
    { axes: [{ key: 'seed', values: [1, 2] }] },
    'axes[0].values[0]: changes "seed" ("seeds")',
  ],
  [
    'a range upside down',
    { axes: [{ key: 'links.bw.gbps', between: [2, 1] }] },
    'axes[0].between: is [2, 1] ([least, most], ascending)',
  ],
  [
    'a range that cannot be',
    { axes: [{ key: 'links.bw.gbps', between: [-1, 1] }] },
    'axes[0].between: links.bw.gbps: is -1 (capacity each way in Gbit/s, 1e-12 to 1e12)',
  ],
  [
    'facts without a band',
    { axes: [{ facts: ['links.*.gbps'] }] },
    'axes[0].facts[0]: is "links.*.gbps": no such figure has a band (figures with a band: *)',
  ],
  [
    'a factor of what is not given',
    { axes: [{ key: 'sites.*.pue', values: [1.1], relative: true }] },
    'axes[0].key: is "sites.*.pue", which has no figure in the scenario (a key that is given there as a number)',
  ],
  [
    'seeds for draws, and no draw',
    { seeds: 'sampled' },
    'seeds: is "sampled", and no axis is (an axis with "between" or "facts")',
  ],
])('%s is refused, with what would be right', (_, spec, line) => {
  expect(said(spec)).toContain(line);
});

test('what is right is taken', () => {
  expect(said({ seeds: 3, axes: [{ key: 'links.bw.gbps', between: [1, 2] }] })).toEqual([]);
});
