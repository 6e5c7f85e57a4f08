/**
 * The scenario file, format `causeway/1`, as a schema: one zod type an entry (schema-places.ts,
 * schema-work.ts), from which the published JSON Schema is generated. Defaults that need nothing else are set here, those
 * that depend on a neighbour (an id, a TDP) in fill.ts; references are checked in references.ts.
 */
import { z } from 'zod';
import { OBJECTIVES, PLACEMENTS, QUEUES, ROUTINGS, SHARINGS } from './scenario.ts';
import {
  byId,
  date,
  duration,
  list,
  oneOf,
  share,
  strict,
  text,
  truth,
  whole,
  words,
} from './schema-parts.ts';
import { economics } from './schema-energy.ts';
import { accelerator, grid, link, metro, site } from './schema-places.ts';
import { storyScene } from './schema-story.ts';
import {
  demand,
  generator,
  job,
  jobFile,
  scenarioEvent,
  tenant,
  transfer,
  workClass,
} from './schema-work.ts';

const policy = strict(
  {
    placement: oneOf(PLACEMENTS).default('least-loaded'),
    routing: oneOf(ROUTINGS).default('nearest'),
    spillOver: share("share of a site's room over which spill-over goes on").default(0.8),
    objective: oneOf(OBJECTIVES).default('cost'),
    regret: truth('true or false: holds each split of demand against the optimum').default(false),
    queue: oneOf(QUEUES).default('fifo'),
    harvest: truth('true or false: idle serving accelerators run preemptible jobs').default(false),
    preempt: truth('true or false: higher priority takes the place of lower').default(false),
  },
  '{"placement": "least-loaded", "routing": "nearest", "queue": "fifo"}',
);

const jobs = strict(
  {
    list: list(job, 'a list of jobs').default([]),
    generate: list(generator, 'a list of generators').default([]),
    file: jobFile.optional(),
  },
  'jobs: {"list": [...], "generate": [...], "file": "log.swf"}',
);

const emptyTo = <T extends z.ZodType>(value: T, what: string) => byId(value, what).default({} as never);

/** The whole file. parse.ts checks the collections entry by entry, so that one file's faults stay countable. */
export const scenarioFile = strict(
  {
    $schema: z.string().optional(),
    format: z.literal('causeway/1', { error: '"causeway/1"' }),
    id: text('an id').default('scenario'),
    name: words.optional(),
    summary: words.prefault(''),
    sources: list(text('a source'), 'a list of sources').default([]),
    start: date('a date such as "2026-01-05T00:00:00Z"').prefault('2026-01-01T00:00:00Z'),
    duration: duration('length of the run').prefault('7d'),
    tick: duration('time between two pictures').prefault('5m'),
    seed: whole('a whole number, 0 to 4294967295', { min: 0, max: 0xffffffff }).default(1),
    openAt: duration('time at which the page opens').prefault(0),
    include: list(text('a name of a data bundle'), 'a list of data bundles').default([]),
    linked: truth('true or false').default(true),
    sharing: oneOf(SHARINGS).default('max-min'),
    accelerators: emptyTo(accelerator, 'accelerator types by id'),
    grids: emptyTo(grid, 'grids by id'),
    sites: emptyTo(site, 'sites by id'),
    metros: emptyTo(metro, 'metros by id'),
    links: emptyTo(link, 'links by id'),
    classes: emptyTo(workClass, 'classes by id'),
    substitutes: byId(text('an accelerator type'), 'types by the one they stand in for').default({}),
    tenants: emptyTo(tenant, 'tenants by name'),
    jobs: jobs.prefault({}),
    transfers: strict(
      { list: list(transfer, 'a list of transfers').default([]) },
      '{"list": [...]}',
    ).prefault({}),
    demand: demand.prefault({}),
    economics: economics.prefault({}),
    policy: policy.prefault({}),
    events: list(scenarioEvent, 'a list of events').default([]),
    story: list(storyScene, 'a list of scenes').default([]),
  },
  'a scenario: an object',
);

export type ScenarioFile = z.output<typeof scenarioFile>;

/** The JSON Schema (draft 2020-12) of what may stand in a file. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(scenarioFile, { io: 'input' }),
    title: 'Causeway scenario',
    description: 'A scenario of Causeway, format causeway/1.',
  };
}
