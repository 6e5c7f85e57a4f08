/** What a scenario says of power, heat, water and money beyond the plain keys of sites and grids (P1-P3). */

/** What carries the heat away; `passive` is open air, without a machine. */
export const COOLINGS = ['air', 'evaporative', 'liquid', 'seawater', 'passive'] as const;
export type Cooling = (typeof COOLINGS)[number];

export type SiteEnergy = {
  /** Null: `pue` holds at any load and in any weather. */
  cooling: Cooling | null;
  /** Monthly means outdoors, 12; null: the grid's. */
  ambientC: number[] | null;
  /** Litres of water for a kWh of IT; null: by cooling and weather, none without `cooling`. */
  wueLPerKwh: number | null;
  /** Output with the sun overhead in a clear sky, and the share of the clear sky's that comes. */
  solarMW: number;
  capacityFactor: number;
  batteryMWh: number;
  /** Most it takes or gives; null: a quarter of `batteryMWh` (four hours). */
  batteryMW: number | null;
  /** Energy out over energy in; the loss is on the way in. */
  batteryEfficiency: number;
  /** Share of `batteryMWh` in it at the start. */
  batteryCharge: number;
  gridConnected: boolean;
};

export type GridEnergy = {
  /** Monthly means outdoors, 12, and what each local hour adds; null: 15 °C all year. */
  ambientC: number[] | null;
  ambientHoursC: number[];
  /** Litres of water for a kWh of generation. */
  waterLPerKwh: number;
  /** Values from the start on, each for `stepS`; where they end, mean and profile go on. */
  series: { carbonGPerKwh: number[]; priceUsdPerMwh: number[]; stepS: number } | null;
};

/** Null: that of `economics`. */
export type SiteCosts = {
  subsidy: number | null;
  buildingUsdPerMW: number | null;
  staffShare: number | null;
  hostCostFactor: number | null;
};

export type Economics = {
  /** Over which accelerators and their hosts are paid off, and buildings. */
  amortisationYears: number;
  buildingYears: number;
  /** Share of the price of accelerators and hosts that others pay. */
  subsidy: number;
  /** Null: by country. */
  buildingUsdPerMW: number | null;
  /** Staff and upkeep a year, as a share of the price of all that is there. */
  staffShare: number;
  /** Price of an accelerator with its share of hosts and network, over its own. */
  hostCostFactor: number;
  linkUsdPerGbpsKmYear: number;
};

/** Each holds until `untilS`, or until another of its kind; the last one said holds. */
export type Shock =
  | { do: 'power-curtailment'; site: string; factor: number; untilS?: number }
  | { do: 'heat-wave'; site?: string; region?: string; country?: string; deltaC: number; untilS?: number }
  | { do: 'price-spike'; grid: string; factor: number; untilS?: number }
  | { do: 'carbon-shift'; grid: string; factor: number; untilS?: number };
