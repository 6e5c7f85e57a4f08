/** The schema of what energy.ts names: cooling, weather, sun, batteries, series, money, shocks. */
import { z } from 'zod';
import { COOLINGS } from './energy.ts';
import {
  country,
  duration,
  id,
  list,
  moment,
  number,
  oneOf,
  share,
  strict,
  text,
  truth,
} from './schema-parts.ts';

const MONTHS = 'degrees Celsius, -60 to 60: one figure, or 12 monthly means';
const celsius = number(MONTHS, { min: -60, max: 60 });
const ambientC = z
  .union([celsius, z.array(celsius, { error: MONTHS }).length(12, { error: MONTHS })], { error: MONTHS })
  .transform((value) => (typeof value === 'number' ? Array.from({ length: 12 }, () => value) : value))
  .nullable()
  .default(null);

const SWING = '24 differences from the mean in degrees Celsius by local hour';
const STILL = Array.from({ length: 24 }, () => 0);
const STEP = 'time each value holds: a whole number of minutes';
const SERIES = '{"carbonGPerKwh": [...], "priceUsdPerMwh": [...], "step": "1h"}';

export const siteEnergy = {
  cooling: oneOf(COOLINGS).nullable().default(null),
  ambientC,
  wueLPerKwh: number('litres of water for a kWh of IT, 0 or more, or null', { min: 0 })
    .nullable()
    .default(null),
  solarMW: number('MW with the sun overhead, 0 or more', { min: 0 }).default(0),
  /** Clouds, dirt, heat and inverters: brings 26 % of a year at 35 degrees to the 19 % that fields there give. */
  capacityFactor: share('share of what a clear sky would give').default(0.75),
  batteryMWh: number('MWh a battery holds, 0 or more', { min: 0 }).default(0),
  batteryMW: number('MW a battery takes or gives, 0 or more, or null', { min: 0 }).nullable().default(null),
  /** Lithium-ion, four hours: NREL, Annual Technology Baseline 2024. */
  batteryEfficiency: number('energy out over energy in, above 0 and at most 1', { above: 0, max: 1 }).default(
    0.85,
  ),
  batteryCharge: share('share of a battery that is full at the start').default(0.5),
  gridConnected: truth('true or false: false lives on sun and battery').default(true),
};

export const gridEnergy = {
  ambientC,
  ambientHoursC: z
    .array(number(SWING, { min: -60, max: 60 }), { error: SWING })
    .length(24, { error: SWING })
    .default(STILL),
  waterLPerKwh: number('litres of water for a kWh of generation, 0 or more', { min: 0 }).default(0),
  series: strict(
    {
      carbonGPerKwh: list(number('grams of CO2 per kWh, 0 or more', { min: 0 }), SERIES).default([]),
      priceUsdPerMwh: list(number('US dollars per MWh'), SERIES).default([]),
      step: duration(STEP)
        .refine((value) => value > 0 && value % 60 === 0, { error: STEP })
        .prefault('1h'),
    },
    SERIES,
  )
    .nullable()
    .default(null),
};

const subsidy = share('share of the price of accelerators and hosts that others pay');
const building = number('US dollars for a MW of building, 0 or more', { min: 0 });
const staff = share('share of the price of all that is there, a year');
const hosts = number('price with hosts over that of the accelerators, 1 or more', { min: 1 });

export const siteCosts = {
  subsidy: subsidy.nullable().default(null),
  buildingUsdPerMW: building.nullable().default(null),
  staffShare: staff.nullable().default(null),
  hostCostFactor: hosts.nullable().default(null),
};

const years = number('years, above 0', { above: 0 });

/** Estimates, but for the rent of links: 1,500 USD a month for 10 Gbps between hubs some 1,500 km apart. */
export const economics = strict(
  {
    amortisationYears: years.default(5),
    buildingYears: years.default(20),
    subsidy: subsidy.default(0),
    buildingUsdPerMW: building.nullable().default(null),
    staffShare: staff.default(0.02),
    hostCostFactor: hosts.default(1.25),
    linkUsdPerGbpsKmYear: number('US dollars, 0 or more', { min: 0 }).default(1.2),
  },
  '{"amortisationYears": 5, "subsidy": 0.2}',
);

const at = duration('when it happens');
const until = moment('when it is over').optional();
const siteId = id('a site');
const gridId = id('a grid');
const left = share('share of its power that is left');
const times = number('a factor, 0 or more; 1 ends it', { min: 0 });
const delta = number('degrees Celsius above the usual, -60 to 60; 0 ends it', { min: -60, max: 60 });

export const shocks = [
  strict({ at, do: z.literal('power-curtailment'), site: siteId, factor: left, until }, 'an event'),
  strict(
    {
      at,
      do: z.literal('heat-wave'),
      site: siteId.optional(),
      region: text('a region').optional(),
      country: country.optional(),
      deltaC: delta,
      until,
    },
    'an event',
  ),
  strict({ at, do: z.literal('price-spike'), grid: gridId, factor: times, until }, 'an event'),
  strict({ at, do: z.literal('carbon-shift'), grid: gridId, factor: times, until }, 'an event'),
] as const;
