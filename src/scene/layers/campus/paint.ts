/**
 * What the cells of a campus show at a tick: an occupancy and the places of its gangs, as runs of
 * cells that show the same. There are as many as gangs come and go, however large the campus is, so that
 * a tick writes and uploads little. A cell of several accelerators shows the one in its middle.
 */
import { GANG_STATES, type Occupancy } from '../../../../workers/frame/occupancy.ts';
import { CELL_STATES, type CellState } from '../../../sim/inside.ts';
import { assign, type Span } from './assign.ts';
import { CELLS_PER_RACK, type Plan } from './plan.ts';

export const JOB_COLOURS = 8;
/** In place of a gang's row. */
export const NO_GANG = -1;
/** State of a cell that its rack does not have. */
export const NO_CELL = 31;

/** Cells of one pool from one to the next run's first, counted over every place of every rack. */
export type Run = {
  from: number;
  /** Row of the gang in the occupancy, or NO_GANG. */
  gang: number;
  /** Index in CELL_STATES, or NO_CELL. */
  state: number;
  /** One of JOB_COLOURS. */
  colour: number;
  /** Draw of an accelerator, as a share of its most. */
  load: number;
};

export type Painting = {
  runs: Run[];
  /** By rack: the run of its first cell, and its draw, W. */
  rackRun: Int32Array;
  rackW: Float64Array;
  /** Most a rack of any pool draws, W: the top of the scale of heat. */
  fullRackW: number;
  /** Of each pool; gangs keep them from tick to tick. */
  spans: Span[][];
  occupancy: Occupancy;
};

const CODE = Object.fromEntries(CELL_STATES.map((state, at) => [state, at])) as Record<CellState, number>;
const OF_GANG: Record<(typeof GANG_STATES)[number], CellState> = {
  running: 'running',
  staging: 'staging',
  restarting: 'restarting',
  saving: 'saving',
};

/** Row of a gang in the occupancy, by pool and job. */
function rowsByJob({ gangs, pools }: Occupancy): Map<number, number>[] {
  const rows = Array.from({ length: pools.count }, () => new Map<number, number>());
  for (let i = 0; i < gangs.count; i++) rows[gangs.pool[i]!]!.set(gangs.job[i]!, i);
  return rows;
}

/** @param before the painting of an earlier tick, whose gangs keep their places */
export function paint(plan: Plan, occupancy: Occupancy, before: Painting | null): Painting {
  const { pools, gangs } = occupancy;
  const racks = plan.rackX.length;
  const painting: Painting = {
    runs: [],
    rackRun: new Int32Array(racks),
    rackW: new Float64Array(racks),
    fullRackW: 0,
    spans: [],
    occupancy,
  };
  const rows = rowsByJob(occupancy);
  for (let pool = 0; pool < pools.count; pool++) {
    const held = new Map([...rows[pool]!].map(([job, row]) => [job, gangs.held[row]!]));
    painting.spans.push(assign(before?.spans[pool] ?? [], held, pools.forJobs[pool]!));
    const fullW = pools.idleW[pool]! + pools.dynamicW[pool]!;
    painting.fullRackW = Math.max(painting.fullRackW, fullW * plan.perCell * CELLS_PER_RACK);
    paintPool(plan, painting, pool, rows[pool]!);
  }
  return painting;
}

type Shows = Pick<Run, 'gang' | 'state' | 'colour'> & {
  /** Share of what an accelerator draws above its idle draw. */
  work: number;
};

const nobody = (state: CellState, work = 0): Shows => ({
  gang: NO_GANG,
  state: CODE[state],
  colour: 0,
  work,
});

/** Tells what accelerators show in order of their places: up to which one, and what. */
function tellPool(
  { spans, occupancy }: Painting,
  pool: number,
  rows: Map<number, number>,
  tell: (to: number, shows: Shows) => void,
): void {
  const { pools, gangs, up, dark, throttle } = occupancy;
  if (!up) {
    tell(Infinity, nobody('broken'));
    return;
  }
  const free = nobody(dark ? 'off' : 'idle');
  for (const { from, to, gang } of spans[pool]!) {
    tell(from, free);
    const row = rows.get(gang)!;
    const state = OF_GANG[GANG_STATES[gangs.state[row]!]!];
    const runs = state === 'running';
    tell(to, {
      gang: row,
      state: CODE[runs && throttle < 1 ? 'throttled' : state],
      colour: gang % JOB_COLOURS,
      work: runs ? throttle : 0,
    });
  }
  const servingFrom = pools.forJobs[pool]!;
  tell(servingFrom, free);
  if (!dark) {
    tell(servingFrom + pools.servingBusy[pool]!, nobody('servingBusy', 1));
    tell(servingFrom + pools.forServing[pool]!, nobody('servingIdle'));
  }
  tell(Infinity, nobody('off'));
}

function paintPool(plan: Plan, painting: Painting, pool: number, rows: Map<number, number>): void {
  const { runs, occupancy } = painting;
  const [idleW, dynamicW] = [occupancy.pools.idleW[pool]!, occupancy.pools.dynamicW[pool]!];
  const cells = plan.poolCells[pool]!;
  const firstRack = plan.poolRack[pool]!;
  const first = firstRack * CELLS_PER_RACK;
  let done = 0;
  tellPool(painting, pool, rows, (to, { gang, state, colour, work }) => {
    const end = cellsBefore(plan, pool, to);
    if (end <= done) return;
    const drawW = occupancy.dark || state >= CODE.off ? 0 : idleW + dynamicW * work;
    runs.push({ from: first + done, gang, state, colour, load: drawW / (idleW + dynamicW || 1) });
    addToRacks(plan, painting, pool, done, end, drawW);
    done = end;
  });
  if (cells % CELLS_PER_RACK > 0)
    runs.push({ from: first + cells, gang: NO_GANG, state: NO_CELL, colour: 0, load: 0 });
}

/** Cells of a pool whose middle accelerator comes before place `to`. */
function cellsBefore(plan: Plan, pool: number, to: number): number {
  const [perCell, cells] = [plan.perCell, plan.poolCells[pool]!];
  // The last cell may stand for fewer, and so has its middle earlier.
  const middleOfLast = ((cells - 1) * perCell + plan.counts[pool]!) / 2;
  if (middleOfLast < to) return cells;
  return Math.min(cells - 1, Math.max(0, Math.ceil(to / perCell - 0.5)));
}

/** Gives each rack what cells from..to-1 of a pool draw, and the run that was told last as its first. */
function addToRacks(
  plan: Plan,
  { runs, rackRun, rackW }: Painting,
  pool: number,
  from: number,
  to: number,
  drawW: number,
): void {
  const firstRack = plan.poolRack[pool]!;
  const installed = plan.counts[pool]!;
  const accelerators = (cells: number): number => Math.min(cells * plan.perCell, installed);
  for (let rack = Math.floor(from / CELLS_PER_RACK); rack * CELLS_PER_RACK < to; rack++) {
    const start = rack * CELLS_PER_RACK;
    if (start >= from) rackRun[firstRack + rack] = runs.length - 1;
    const [a, b] = [Math.max(from, start), Math.min(to, start + CELLS_PER_RACK)];
    rackW[firstRack + rack]! += drawW * (accelerators(b) - accelerators(a));
  }
}

/** What a cell shows; undefined where there is no such place. */
export function runAt({ runs }: Painting, cell: number): Run | undefined {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.from <= cell) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1];
}
