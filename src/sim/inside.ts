/** What is known of the campus looked into: plain data between the scene and the panels. */
import { GANG_STATES, type Occupancy } from '../../workers/frame/occupancy.ts';

/** How near one is: each level has its legend. */
export const CAMPUS_LEVELS = ['campus', 'hall', 'row', 'rack', 'accelerator'] as const;
export type CampusLevel = (typeof CAMPUS_LEVELS)[number];

/** By what cells are coloured. */
export const CAMPUS_VIEWS = ['job', 'power', 'heat'] as const;
export type CampusView = (typeof CAMPUS_VIEWS)[number];

/** Where in the campus the camera looks; numbers count from 1, and are 0 between halls or rows. */
export type CampusPlace = {
  site: number;
  /** Accelerators a cell stands for. */
  perCell: number;
  cells: number;
  halls: number;
  level: CampusLevel;
  hall: number;
  row: number;
  rack: number;
};

/** One cell under the pointer; CSS pixels of the canvas. */
export type CellPick = {
  x: number;
  y: number;
  /** Index in the view's types. */
  type: number;
  hall: number;
  row: number;
  rack: number;
  /** First and last accelerator of its pool that it stands for, from 1. */
  first: number;
  last: number;
  /** Index in CELL_STATES. */
  state: number;
  /** Draw of one of its accelerators, W, and of its rack. */
  powerW: number;
  rackW: number;
  /** Whose it is, if somebody's. */
  gang: { job: number; class: number; tenant: number; held: number } | null;
};

/** What an accelerator is doing, in the order of the legend. */
export const CELL_STATES = [
  'running',
  'throttled',
  'staging',
  'restarting',
  'saving',
  'servingBusy',
  'servingIdle',
  'idle',
  'off',
  'broken',
] as const;
export type CellState = (typeof CELL_STATES)[number];

const OF_GANG = {
  running: 'running',
  staging: 'staging',
  restarting: 'restarting',
  saving: 'saving',
} as const;

/** Accelerators of a site in each state, in the order of CELL_STATES; they add up to what is installed. */
export function countStates({ pools, gangs, up, dark, throttle }: Occupancy): number[] {
  const counts: Record<CellState, number> = {
    running: 0,
    throttled: 0,
    staging: 0,
    restarting: 0,
    saving: 0,
    servingBusy: 0,
    servingIdle: 0,
    idle: 0,
    off: 0,
    broken: 0,
  };
  let held = 0;
  for (let i = 0; i < gangs.count; i++) {
    const state = OF_GANG[GANG_STATES[gangs.state[i]!]!];
    counts[state === 'running' && throttle < 1 ? 'throttled' : state] += gangs.held[i]!;
    held += gangs.held[i]!;
  }
  for (let pool = 0; pool < pools.count; pool++) {
    const [jobs, serving, busy] = [pools.forJobs[pool]!, pools.forServing[pool]!, pools.servingBusy[pool]!];
    counts[up ? (dark ? 'off' : 'idle') : 'broken'] += jobs;
    counts[dark ? 'off' : 'servingBusy'] += busy;
    counts[dark ? 'off' : 'servingIdle'] += serving - busy;
    counts[up ? 'off' : 'broken'] += pools.installed[pool]! - jobs - serving;
  }
  counts[up ? (dark ? 'off' : 'idle') : 'broken'] -= held;
  return CELL_STATES.map((state) => counts[state]);
}
