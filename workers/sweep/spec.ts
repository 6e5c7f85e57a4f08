/**
 * The specification of a sweep, format `causeway-sweep/1`: which scenario, which axes, which seeds.
 * In: any JSON value. Out: a SweepSpec with its defaults, or all that is wrong with it.
 */
import { z } from 'zod';
import { addIssue, createIssues, isWhat, listIssues, suggest, type Issues } from '../scenario/issues.ts';
import type { JsonObject } from '../scenario/patch.ts';
import type { Issue } from '../scenario/scenario.ts';
import { duration, list, oneOf, strict, text, truth, whole } from '../scenario/schema-parts.ts';
import { METRICS } from '../engine/metrics.ts';

const MOST_SEED = 0xffffffff;
const SEED = 'a whole number, 0 to 4294967295';
const seed = whole(SEED, { min: 0, max: MOST_SEED });
const KEY = 'a key of the scenario, such as "links.l1.gbps" or "sites.*.pue"';
const patch = z.record(z.string(), z.unknown(), { error: 'a JSON Merge Patch: an object' });

export const METHODS = ['latin-hypercube', 'random', 'saltelli'] as const;

/** What kind of axis it is, by the key that says so; exactly one of them stands in an axis. */
export const AXIS_KINDS = ['values', 'patches', 'between', 'facts'] as const;

const axis = strict(
  {
    name: text('a name').min(1, { error: 'a name' }).optional(),
    key: text(KEY).optional(),
    values: list(z.unknown(), 'a list of values').min(1, { error: 'at least one value' }).optional(),
    patches: list(
      strict({ label: text('a label'), patch }, '{"label": "...", "patch": {...}}'),
      'a list of {"label": "...", "patch": {...}}',
    )
      .min(1, { error: 'at least one patch' })
      .optional(),
    between: z.tuple([z.number(), z.number()], { error: '[least, most]' }).optional(),
    scale: oneOf(['linear', 'log']).default('linear'),
    relative: truth('true or false: figures are factors of what the scenario says').default(false),
    facts: list(text(KEY), 'keys of figures with a band, such as ["grids.*.carbonGPerKwh"], or ["*"]')
      .min(1, { error: 'at least one key, or "*"' })
      .optional(),
    zip: text('a word: axes with the same one go step by step together').optional(),
  },
  '{"key": "linked", "values": [true, false]}',
);

const samples = strict(
  {
    count: whole('a number of draws, 1 to 1000000', { min: 1, max: 1e6 }).default(100),
    method: oneOf(METHODS).default('latin-hypercube'),
    seed: seed.default(1),
  },
  '{"count": 100}',
);

const SEEDS = 'a number of seeds, a list of seeds, or "sampled": one for each draw';
const seeds = z.union([whole(SEEDS, { min: 1, max: 1e6 }), list(seed, SEEDS).min(1), z.literal('sampled')], {
  error: SEEDS,
});

const metricNames = list(text('the key of a metric'), 'a list of metrics').min(1, {
  error: 'at least one metric',
});

const sweepFile = strict(
  {
    $schema: z.string().optional(),
    format: z.literal('causeway-sweep/1', { error: '"causeway-sweep/1"' }),
    scenario: text('a scenario file, or the id of one that comes with Causeway'),
    patch: patch.default({}),
    until: duration('time to run to').optional(),
    seeds: seeds.optional(),
    axes: list(axis, 'a list of axes').default([]),
    samples: samples.prefault({}),
    metrics: metricNames.optional(),
    series: strict(
      {
        metrics: metricNames,
        every: whole('a number of ticks, 1 or more', { min: 1 }).default(1),
      },
      '{"metrics": ["utilisation"]}',
    ).optional(),
  },
  'a sweep: {"format": "causeway-sweep/1", "scenario": "hello", "axes": [...]}',
);

export type SweepSpec = z.output<typeof sweepFile>;
export type AxisSpec = z.output<typeof axis>;
export type SampleMethod = (typeof METHODS)[number];

export type SpecReply = { ok: true; spec: SweepSpec } | { ok: false; issues: Issue[] };

/** @param input any JSON value. Never throws on JSON values. */
export function parseSweep(input: unknown): SpecReply {
  const issues = createIssues();
  const reply = sweepFile.safeParse(input);
  if (!reply.success) {
    for (const issue of reply.error.issues) tell(issues, input, issue);
    return { ok: false, issues: named(listIssues(issues)) };
  }
  const spec = reply.data;
  spec.axes.forEach((axis, i) => checkAxis(axis, i, issues));
  checkNames(spec, issues);
  checkMetrics(spec, issues);
  const sampled = spec.axes.some(isSampled);
  if (spec.seeds === 'sampled' && !sampled)
    addIssue(issues, ['seeds'], 'is "sampled", and no axis is', 'an axis with "between" or "facts"');
  if (issues.list.length > 0) return { ok: false, issues: named(listIssues(issues)) };
  return { ok: true, spec };
}

/** Whether an axis is drawn from a range, not stepped through. */
export function isSampled(axis: AxisSpec): boolean {
  return axis.between !== undefined || axis.facts !== undefined;
}

/** The name of an axis in results: its own, or its key. */
export function axisName(axis: AxisSpec, at: number): string {
  return axis.name ?? axis.key ?? (axis.facts ? 'facts' : `axis ${at + 1}`);
}

/** The JSON Schema (draft 2020-12) of what may stand in a file. */
export function sweepJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(sweepFile, { io: 'input' }),
    title: 'Causeway sweep',
    description: 'A sweep over a scenario of Causeway, format causeway-sweep/1.',
  };
}

function tell(issues: Issues, input: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ');
    for (const key of issue.keys)
      addIssue(issues, [...path, key], 'is not a known key', suggest(key, known, 'known here'));
    return;
  }
  let found: unknown = input;
  for (const part of path) {
    const at = found as JsonObject;
    found = typeof found === 'object' && found !== null && Object.hasOwn(found, part) ? at[part] : undefined;
  }
  addIssue(issues, path, isWhat(found), issue.message);
}

function checkAxis(axis: AxisSpec, i: number, issues: Issues): void {
  const path = ['axes', i];
  const kinds = AXIS_KINDS.filter((kind) => axis[kind] !== undefined);
  if (kinds.length !== 1) {
    const hint = '"key" with "values" or "between"; "patches"; or "facts"';
    addIssue(issues, path, kinds.length === 0 ? 'has no values' : `has ${kinds.join(' and ')}`, hint);
    return;
  }
  const [kind] = kinds;
  const wantsKey = kind === 'values' || kind === 'between';
  if (wantsKey && (axis.key === undefined || axis.key.split('.').includes('')))
    addIssue(issues, [...path, 'key'], isWhat(axis.key), KEY);
  if (!wantsKey && axis.key !== undefined)
    addIssue(issues, [...path, 'key'], `stands beside "${kind}"`, `no "key": "${kind}" says what changes`);
  if (isSampled(axis) && axis.zip !== undefined)
    addIssue(issues, [...path, 'zip'], 'is of an axis that is drawn', 'drawn axes go together anyway');
  if (!wantsKey && axis.relative)
    addIssue(issues, [...path, 'relative'], `stands beside "${kind}"`, 'with "values" or "between"');
  if (axis.relative && axis.values?.some((value) => typeof value !== 'number'))
    addIssue(issues, [...path, 'values'], 'are not all numbers', 'factors, since the axis is relative');
  if (!axis.between) return;
  const [least, most] = axis.between;
  if (!(least < most))
    addIssue(issues, [...path, 'between'], `is [${least}, ${most}]`, '[least, most], ascending');
  if (axis.scale === 'log' && !(least > 0))
    addIssue(issues, [...path, 'between'], `is [${least}, ${most}]`, 'above 0, since the scale is "log"');
}

/** Names are columns of the results: all different, and none of the columns every result has. */
function checkNames({ axes }: SweepSpec, issues: Issues): void {
  const names = axes.map(axisName);
  names.forEach((name, i) => {
    if (names.indexOf(name) !== i)
      addIssue(
        issues,
        ['axes', i, 'name'],
        `is "${name}", as of another axis`,
        'names that are all different',
      );
  });
  const groups = new Map<string, { length: number; name: string }>();
  axes.forEach(({ zip, values, patches }, i) => {
    const length = (values ?? patches)?.length;
    if (zip === undefined || length === undefined) return;
    const first = groups.get(zip);
    if (!first) groups.set(zip, { length, name: names[i] });
    else if (first.length !== length)
      addIssue(
        issues,
        ['axes', i, 'zip'],
        `goes with "${first.name}", which has ${first.length} steps and not ${length}`,
        'axes of equal length',
      );
  });
}

function checkMetrics({ metrics, series }: SweepSpec, issues: Issues): void {
  const known: string[] = METRICS.map(({ key }) => key);
  const check = (name: string, path: (string | number)[]) => {
    if (!known.includes(name))
      addIssue(issues, path, `is "${name}", which is no metric`, suggest(name, known, 'metrics'));
  };
  metrics?.forEach((name, i) => check(name, ['metrics', i]));
  series?.metrics.forEach((name, i) => check(name, ['series', 'metrics', i]));
}

/** The whole of a file is called by what it is. */
function named(issues: Issue[]): Issue[] {
  return issues.map((issue) => (issue.path === 'file' ? { ...issue, path: 'sweep' } : issue));
}
