/** The schema of what stands somewhere and what joins it: accelerators, grids, sites, metros, links. */
import { SITE_ROLES, SITE_STATUSES } from './scenario.ts';
import { gridEnergy, siteCosts, siteEnergy } from './schema-energy.ts';
import {
  ONES,
  byId,
  capacity,
  country,
  hours,
  id,
  latitude,
  list,
  longitude,
  moment,
  number,
  oneOf,
  provenance,
  share,
  strict,
  text,
  truth,
  utcOffset,
  whole,
  words,
} from './schema-parts.ts';

export const accelerator = strict(
  {
    name: text('a name').optional(),
    vendor: text('a name').default(''),
    bf16Tflops: number('dense BF16 peak in TFLOP/s, above 0', { above: 0 }),
    stackPenalty: number('share of its use that the software stack costs, 0 to below 1', {
      min: 0,
      max: 0.99,
    }).default(0),
    memoryGB: number('memory in GB, above 0', { above: 0 }).default(80),
    memoryGBps: number('memory bandwidth in GB/s, above 0', { above: 0 }).default(2000),
    tdpW: number('watts at full load, 0 or more', { min: 0 }).default(700),
    idleW: number('watts when idle, 0 or more (default: 0.15 of tdpW)', { min: 0 }).optional(),
    priceUsd: number('US dollars, 0 or more', { min: 0 }).default(0),
    provenance,
  },
  'an accelerator type: {"bf16Tflops": 989}',
);

export const grid = strict(
  {
    name: text('a name').optional(),
    carbonGPerKwh: number('grams of CO2 per kWh, 0 or more', { min: 0 }),
    priceUsdPerMwh: number('US dollars per MWh'),
    carbonProfile: hours.default(ONES),
    priceProfile: hours.default(ONES),
    utcOffsetH: utcOffset.default(0),
    ...gridEnergy,
    provenance,
  },
  'a grid: {"carbonGPerKwh": 550, "priceUsdPerMwh": 80}',
);

export const site = strict(
  {
    name: words.optional(),
    lat: latitude,
    lon: longitude,
    country: country.default(''),
    region: text('a region (default: the country)').optional(),
    operator: text('a name').default(''),
    role: oneOf(SITE_ROLES).default('mixed'),
    status: oneOf(SITE_STATUSES).default('operational'),
    grid: id('a grid').nullable().default(null),
    pools: byId(whole('a number of accelerators, 0 or more'), 'accelerators by type: {"h100": 1000}'),
    powerMW: number('facility power in MW, 0 or more, or null for no cap', { min: 0 })
      .nullable()
      .default(null),
    pue: number('facility power over IT power, 1 or more, or null', { min: 1 }).nullable().default(null),
    hostOverhead: number('power of hosts over that of accelerators, 0 or more', { min: 0 }).default(0.25),
    phases: list(
      strict(
        {
          at: moment('when they come'),
          pools: byId(whole('a number of accelerators, 0 or more'), 'accelerators by type: {"h100": 1000}'),
        },
        'a phase: {"at": "2027-06-01", "pools": {"h100": 1000}}',
      ),
      'a list of phases',
    ).default([]),
    servingShare: share('share of accelerators kept for inference').default(0),
    ...siteEnergy,
    ...siteCosts,
    provenance,
  },
  'a site: {"lat": 31.3, "lon": 118.4, "pools": {"h100": 1000}}',
);

export const metro = strict(
  {
    name: words.optional(),
    lat: latitude,
    lon: longitude,
    country: country.default(''),
    region: text('a region (default: the country)').optional(),
    utcOffsetH: utcOffset.describe('hours ahead of UTC (default: longitude / 15, rounded)').optional(),
    populationM: number('millions of people, 0 or more', { min: 0 }).default(0),
    provenance,
  },
  'a metro: {"lat": 31.2, "lon": 121.5}',
);

export const link = strict(
  {
    a: id('a site or metro'),
    b: id('a site or metro'),
    gbps: capacity('capacity each way in Gbit/s', 12).optional(),
    bps: capacity('capacity each way in bit/s, instead of gbps', 21).optional(),
    delayMs: number('one-way delay in ms, 0 or more, or null to reckon it', { min: 0 })
      .nullable()
      .default(null),
    routeFactor: number('fibre length over great circle, 1 or more', { min: 1 }).default(1.5),
    kind: text('a kind, such as "fibre"').default('fibre'),
    virtual: truth('true or false: true is a service over other links, which nothing is routed over').default(
      false,
    ),
    name: text('a name').optional(),
    provenance,
  },
  'a link: {"a": "x", "b": "y", "gbps": 400}',
);
