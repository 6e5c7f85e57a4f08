/** The schema of work and of what happens to it: classes, jobs, transfers, demand, events. */
import { z } from 'zod';
import { PLACEMENTS, ROUTINGS } from './scenario.ts';
import { shocks } from './schema-energy.ts';
import {
  ONES,
  byId,
  capacity,
  country,
  duration,
  hours,
  id,
  ids,
  list,
  moment,
  number,
  oneOf,
  provenance,
  quantiles,
  share,
  strict,
  text,
  truth,
  whole,
  words,
} from './schema-parts.ts';

const mfu = number('share of peak reached, above 0 and at most 1', { above: 0, max: 1 });

/** Better algorithms (P5). */
const improving = {
  efficiencyPerYear: number('work shrinks by this factor a year, 1 or more', { min: 1 }).default(1),
  efficiencyFrom: moment('when that begins').prefault(0),
};

const jobClass = strict(
  {
    kind: z.literal('job'),
    name: words.optional(),
    mfu: mfu.default(0.4),
    mfuByType: byId(mfu, 'shares of peak by accelerator type').default({}),
    datasetTB: number('TB, 0 or more', { min: 0 }).default(0),
    checkpointGB: number('GB, 0 or more', { min: 0 }).default(0),
    minMemoryGB: number('GB an accelerator must have, 0 or more', { min: 0 }).default(0),
    ...improving,
    checkpointTime: duration('time to write a checkpoint').prefault(0),
    checkpointEvery: duration('computing between two checkpoints').nullable().default(null),
    restartTime: duration('from a failure to computing again').prefault(0),
    acceleratorMtbfHours: number('mean hours between failures of one accelerator, above 0, or null', {
      above: 0,
    })
      .nullable()
      .default(null),
    acceleratorMtbfHoursByType: byId(
      number('mean hours between failures of one accelerator, above 0', { above: 0 }),
      'mean hours between failures by accelerator type',
    ).default({}),
    preemptible: truth('true or false').default(true),
    step: duration('time of a training step on the accelerators asked for').prefault(0),
    gradientGB: number('GB a site exchanges at a synchronisation, 0 or more', { min: 0 }).default(0),
    syncEvery: whole('steps between two synchronisations, 1 or more', { min: 1 }).default(1),
    overlap: share('share of the computing that hides the exchange').default(0),
    exchangeGbps: number('Gbit/s one site may send, above 0, or null', { above: 0 }).nullable().default(null),
    provenance,
  },
  'a class of jobs: {"kind": "job"}',
);

/** Defaults: interactive chat, after the Azure LLM inference trace of 2023 and a 70 B model. */
const requestClass = strict(
  {
    kind: z.literal('request'),
    name: words.optional(),
    tokensIn: number('tokens, above 0', { above: 0 }).default(1155),
    tokensOut: number('tokens, above 0', { above: 0 }).default(211),
    tokensInCv: number('standard deviation of tokens in over their mean, 0 to 20', {
      min: 0,
      max: 20,
    }).default(0),
    activeParamsB: number('billions of parameters per token, above 0', { above: 0 }).default(70),
    acceleratorsPerReplica: whole('a number of accelerators, 1 or more', { min: 1 }).default(8),
    batch: whole('requests decoded at once, 1 or more', { min: 1 }).default(32),
    mfu: mfu.default(0.4),
    totalParamsB: number('billions of parameters in all, above 0, or null', { above: 0 })
      .nullable()
      .default(null),
    bytesPerParam: number('bytes of a parameter in memory: 2, or 1 for FP8 and INT8', {
      above: 0,
      max: 8,
    }).default(2),
    serviceScv: number('squared coefficient of variation of the service time, 0 or more, or null', { min: 0 })
      .nullable()
      .default(null),
    arrivalScv: number(
      'squared coefficient of variation of the times between arrivals, 0 or more; 1: Poisson',
      { min: 0 },
    ).default(1),
    ttftLimitS: number('seconds to the first token, above 0', { above: 0 }).default(1),
    tpotLimitS: number('seconds to each further token, above 0, or null', { above: 0 })
      .nullable()
      .default(null),
    residency: list(country, 'a list of countries, "own" for the one that asks').default([]),
    ...improving,
    requestKB: number('kB, 0 or more', { min: 0 }).default(50),
    responseKB: number('kB, 0 or more', { min: 0 }).default(5),
    provenance,
  },
  'a class of requests: {"kind": "request"}',
);

export const workClass = z.discriminatedUnion('kind', [jobClass, requestClass], {
  error: 'a class with "kind": "job" or "kind": "request"',
});

/** A class as a file gives it. */
export type FileWorkClass = z.input<typeof workClass>;

/** Class of jobs that name none; added with an MFU of 1 where the scenario has none of that id. */
export const PLAIN_CLASS = 'job';

const residency = list(country, 'a list of countries').default([]);
const priority = number('a number; higher goes first').default(0);

const gangSize = whole('a number of accelerators, 1 to 2147483647', { min: 1, max: 0x7fffffff });
const maxSites = whole('sites it may be spread over, 1 to 64', { min: 1, max: 64 }).default(1);

export const tenant = strict(
  {
    quota: whole('accelerators its jobs may hold or queue for at once, or null').nullable().default(null),
    share: number('a weight in fair sharing, above 0', { above: 0 }).default(1),
  },
  'a tenant: {"quota": 1000, "share": 1}',
);

export const job = strict(
  {
    id: text('an id').optional(),
    class: id('a class of jobs').default(PLAIN_CLASS),
    tenant: text('a name').default(''),
    at: duration('when it is submitted').prefault(0),
    site: id('a site'),
    accelerators: gangSize,
    minAccelerators: gangSize.nullable().default(null),
    maxAccelerators: gangSize.nullable().default(null),
    maxSites,
    types: ids('an accelerator type'),
    hours: number('hours at full speed, 0 or more', { min: 0 }).nullable().default(null),
    flop: number('FLOP, 0 or more', { min: 0 }).nullable().default(null),
    estimateHours: number('hours, 0 or more', { min: 0 }).nullable().default(null),
    datasetTB: number('TB, 0 or more', { min: 0 }).nullable().default(null),
    priority,
    residency,
  },
  'a job: {"site": "a", "accelerators": 8, "hours": 2}',
);

const LOG = 'the path of a job log (.swf or .csv, plain or .gz), beside the scenario file';

/** A job log; a host reads it and puts its jobs under `list` (host/job-log). */
export const jobFile = z.union(
  [
    text(LOG),
    strict(
      {
        path: text(LOG),
        site: id('the site its jobs are submitted at (default: the only one)').optional(),
        class: id('a class of jobs').optional(),
        at: duration('time of the first submission (default: times as they stand in the log)').optional(),
        columns: byId(text("the log's name of a column"), 'names of CSV columns by ours').default({}),
      },
      '{"path": "log.swf", "site": "a", "class": "train"}',
    ),
  ],
  { error: `${LOG}, or {"path": "log.swf", "site": "a", "class": "train"}` },
);

export const MAX_JOBS = 5e6;

const ELASTIC = '[least, most] size over the size drawn, as [0.5, 2]';

export const generator = strict(
  {
    id: text('an id').optional(),
    class: id('a class of jobs').default(PLAIN_CLASS),
    tenant: text('a name').default(''),
    count: whole(`a number of jobs, 0 to ${MAX_JOBS}`, { min: 0, max: MAX_JOBS }),
    from: duration('time of the first').prefault(0),
    to: duration('time of the last (default: the end)').optional(),
    sites: byId(number('a weight, 0 or more', { min: 0 }), 'weights by site: {"a": 2, "b": 1}'),
    accelerators: quantiles('accelerators', 1),
    acceleratorsMultiple: whole('a number of accelerators, 1 or more', { min: 1 }).default(1),
    elastic: z
      .tuple([number(ELASTIC, { above: 0, max: 1 }), number(ELASTIC, { min: 1 })], { error: ELASTIC })
      .default([1, 1]),
    maxSites,
    hours: quantiles('hours', 0),
    estimateFactor: number('estimate over true length, above 0', { above: 0 }).default(1),
    datasetTB: quantiles('TB', 0).nullable().default(null),
    hourly: z.union([hours, z.tuple([])], { error: '24 factors by local hour, or none' }).default([]),
    types: ids('an accelerator type'),
    priority,
    residency,
    provenance,
  },
  'a generator: {"count": 100, "sites": {"a": 1}, "accelerators": [[0.5, 8]], "hours": [[0.5, 2]]}',
);

export const transfer = strict(
  {
    id: text('an id').optional(),
    from: id('a site or metro'),
    to: id('a site or metro'),
    bytes: number('bytes, above 0', { above: 0 }),
    at: duration('when it begins').prefault(0),
    via: ids('a link'),
    weight: number('its part of a shared link against others, 0.001 to 1000', {
      min: 0.001,
      max: 1000,
    }).default(1),
    maxGbps: capacity('the most it takes in Gbit/s', 12).nullable().default(null),
  },
  'a transfer: {"from": "a", "to": "b", "bytes": 1e12}',
);

const rateSeries = strict(
  {
    metro: id('a metro'),
    class: id('a class of requests'),
    at: duration('when it begins').prefault(0),
    step: duration('time between two rates'),
    rps: list(number('requests a second, 0 or more', { min: 0 }), 'rates in requests a second'),
  },
  'a series: {"metro": "m", "class": "chat", "step": "5m", "rps": [10, 12]}',
);

const RATES = 'the path of a file of requests or rates (.csv, plain or .gz), beside the scenario file';
const oneDemandFile = strict(
  {
    path: text(RATES),
    metro: id('a metro'),
    class: id('a class of requests'),
    at: duration('time of its first row').prefault(0),
  },
  '{"path": "trace.csv", "metro": "m", "class": "chat"}',
);

/** Requests or rates over time; a host reads them and puts them under `series` (host/rate-file). */
export const demandFile = z.union([oneDemandFile, z.array(oneDemandFile)], {
  error: '{"path": "trace.csv", "metro": "m", "class": "chat"}, or a list of such',
});

export const demand = strict(
  {
    epoch: duration('time between changes of demand').prefault('5m'),
    profiles: byId(
      strict(
        {
          hours: hours.default(ONES),
          weekend: number('a factor, 0 or more', { min: 0 }).default(1),
        },
        'a profile: {"hours": [24 factors]}',
      ),
      'profiles by id',
    ).default({}),
    metros: byId(
      byId(
        strict(
          {
            requestsPerDay: number('requests a day, 0 or more', { min: 0 }),
            profile: id('a profile').nullable().default(null),
            provenance,
          },
          'demand of a class: {"requestsPerDay": 1e6}',
        ),
        'demand by class',
      ),
      'demand by metro and class',
    ).default({}),
    series: list(rateSeries, 'a list of series').default([]),
    file: demandFile.optional(),
    growthPerYear: number('growth a year, above -1 (0.5 is 50 % more)', { above: -1 }).default(0),
    lastMileMs: number('ms, 0 or more', { min: 0 }).default(10),
  },
  'an object with metros, profiles, epoch',
);

const at = moment('when it happens');
const linkId = id('a link');
const siteId = id('a site');
const countries = list(country, 'a list of countries (default: all)').default([]);
const factor = number('share of its capacity that is left, above 0 and at most 1', { above: 0, max: 1 });
export const scenarioEvent = z.discriminatedUnion(
  'do',
  [
    strict({ at, do: z.literal('link-cut'), link: linkId }, 'an event'),
    strict({ at, do: z.literal('link-repair'), link: linkId }, 'an event'),
    strict({ at, do: z.literal('link-degrade'), link: linkId, factor }, 'an event'),
    strict({ at, do: z.literal('link-all') }, 'an event'),
    strict({ at, do: z.literal('unlink-all') }, 'an event'),
    strict({ at, do: z.literal('site-outage'), site: siteId }, 'an event'),
    strict({ at, do: z.literal('site-repair'), site: siteId }, 'an event'),
    strict(
      {
        at,
        do: z.literal('delivery'),
        site: siteId,
        type: id('an accelerator type'),
        accelerators: whole('a number of accelerators, 0 to 1e9', { min: 0, max: 1e9 }),
        announced: truth('true, or false: no job waits for it').optional(),
      },
      'an event',
    ),
    strict({ at, do: z.literal('embargo'), types: ids('an accelerator type'), countries }, 'an event'),
    strict({ at, do: z.literal('embargo-end'), types: ids('an accelerator type'), countries }, 'an event'),
    strict(
      {
        at,
        do: z.literal('demand-surge'),
        metro: id('a metro, or null for all').nullable().default(null),
        factor: number('demand over what it would be, 0 or more', { min: 0 }),
      },
      'an event',
    ),
    strict(
      { at, do: z.literal('job-migrate'), job: id('a job'), site: id('the site it goes to') },
      'an event',
    ),
    strict(
      {
        at,
        do: z.literal('policy'),
        placement: oneOf(PLACEMENTS).optional(),
        routing: oneOf(ROUTINGS).optional(),
      },
      'an event',
    ),
    ...shocks,
  ],
  {
    error:
      'an event whose "do" is one of link-cut, link-repair, link-degrade, link-all, unlink-all, site-outage, site-repair, delivery, embargo, embargo-end, demand-surge, job-migrate, policy, power-curtailment, heat-wave, price-spike, carbon-shift',
  },
);
