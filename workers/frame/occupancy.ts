/**
 * Who holds the accelerators of one site at one tick: what comes beside a frame while somebody
 * looks inside a site. One Float64Array, laid out here for both sides of the wall:
 *
 * [header | pool columns | gang columns], every column contiguous in the order of its names.
 * Pools in order of their type; gangs in order of pool, then of job.
 */
const OCCUPANCY_MAGIC = 0xca05f;
const OCCUPANCY_VERSION = 1;

export const OCCUPANCY_HEADER = [
  'magic',
  'version',
  'site',
  'pools',
  'gangs',
  /** 1: powered, 0: out. */
  'up',
  /** 1: too little power for its idle draw. */
  'dark',
  /** Clock of its jobs, 0 to 1 (J4). */
  'throttle',
] as const;

export const POOL_COLUMNS = [
  /** Index in the view's types. */
  'type',
  'installed',
  /** Powered, for jobs (what serving lends among them) and for serving only. */
  'forJobs',
  'forServing',
  /** Of those, busy on average. */
  'servingBusy',
  /** Draw of one accelerator at the meter, W: idle, and above that at full load. */
  'idleW',
  'dynamicW',
] as const;

export const GANG_COLUMNS = [
  /** Counted from the site's first pool. */
  'pool',
  'job',
  'class',
  'tenant',
  'held',
  /** Index in GANG_STATES. */
  'state',
] as const;

/** Of a gang that holds accelerators. */
export const GANG_STATES = ['running', 'staging', 'restarting', 'saving'] as const;

type Header = (typeof OCCUPANCY_HEADER)[number];
type PoolColumn = (typeof POOL_COLUMNS)[number];
type GangColumn = (typeof GANG_COLUMNS)[number];

export type Occupancy = {
  site: number;
  up: boolean;
  dark: boolean;
  throttle: number;
  pools: Record<PoolColumn, Float64Array> & { count: number };
  gangs: Record<GangColumn, Float64Array> & { count: number };
};

export function occupancyLength(pools: number, gangs: number): number {
  return OCCUPANCY_HEADER.length + POOL_COLUMNS.length * pools + GANG_COLUMNS.length * gangs;
}

/** Header of an occupancy that is being written. */
export function startOccupancy(
  values: Float64Array,
  fields: Omit<Record<Header, number>, 'magic' | 'version'>,
) {
  const header: Record<Header, number> = { magic: OCCUPANCY_MAGIC, version: OCCUPANCY_VERSION, ...fields };
  OCCUPANCY_HEADER.forEach((name, at) => {
    values[at] = header[name];
  });
}

/** Columns are views on the buffer. @throws RangeError when it is no occupancy of this version. */
export function readOccupancy(buffer: ArrayBuffer): Occupancy {
  const values = new Float64Array(buffer);
  const header = (field: Header): number => values[OCCUPANCY_HEADER.indexOf(field)]!;
  if (header('magic') !== OCCUPANCY_MAGIC || header('version') !== OCCUPANCY_VERSION) {
    throw new RangeError(
      `not an occupancy of version ${OCCUPANCY_VERSION}: starts with ${values[0]}, ${values[1]}`,
    );
  }
  const [pools, gangs] = [header('pools'), header('gangs')];
  if (values.length !== occupancyLength(pools, gangs)) {
    throw new RangeError(`occupancy of ${values.length} values, expected ${occupancyLength(pools, gangs)}`);
  }
  let offset: number = OCCUPANCY_HEADER.length;
  const table = <K extends string>(names: readonly K[], count: number) => ({
    ...(Object.fromEntries(names.map((name) => [name, values.subarray(offset, (offset += count))])) as Record<
      K,
      Float64Array
    >),
    count,
  });
  return {
    site: header('site'),
    up: header('up') === 1,
    dark: header('dark') === 1,
    throttle: header('throttle'),
    pools: table(POOL_COLUMNS, pools),
    gangs: table(GANG_COLUMNS, gangs),
  };
}
