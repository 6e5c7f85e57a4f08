/**
 * What each cell of a campus shows at a tick: an occupancy and the places of its gangs, as four bytes
 * a cell. A cell of several accelerators shows the one in its middle.
 */
import { GANG_STATES, type Occupancy } from '../../../../workers/frame/occupancy.ts';
import { CELL_STATES, type CellState } from '../../../sim/inside.ts';
import { assign, type Span } from './assign.ts';
import { CELLS_PER_RACK, type Plan } from './plan.ts';

export const JOB_COLOURS = 8;
/** In place of a gang's number. */
export const NO_GANG = 0xffff;
/** State of a cell that its rack does not have. */
export const NO_CELL = 31;

export type Painting = {
  /** Gang (low, high byte), state x 8 + colour, share of full draw x 255; by cell of every rack. */
  bytes: Uint8Array;
  /** Draw of each rack, W. */
  rackW: Float64Array;
  /** Most a rack of any pool draws, W: the top of the scale of heat. */
  fullRackW: number;
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
    bytes: before?.bytes ?? new Uint8Array(4 * CELLS_PER_RACK * racks),
    rackW: before?.rackW ?? new Float64Array(racks),
    fullRackW: 0,
    spans: [],
    occupancy,
  };
  painting.rackW.fill(0);
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

function paintPool(plan: Plan, painting: Painting, pool: number, rows: Map<number, number>): void {
  const { bytes, rackW, occupancy } = painting;
  const { pools, gangs, up, dark, throttle } = occupancy;
  const spans = painting.spans[pool]!;
  const [idleW, dynamicW] = [pools.idleW[pool]!, pools.dynamicW[pool]!];
  const servingFrom = pools.forJobs[pool]!;
  const busyTo = servingFrom + pools.servingBusy[pool]!;
  const servingTo = servingFrom + pools.forServing[pool]!;
  const firstRack = plan.poolRack[pool]!;
  const cells = plan.poolCells[pool]!;
  const slots = Math.ceil(cells / CELLS_PER_RACK) * CELLS_PER_RACK;
  const running = throttle < 1 ? CODE.throttled : CODE.running;
  const [perCell, installed] = [plan.perCell, plan.counts[pool]!];
  const base = 4 * firstRack * CELLS_PER_RACK;
  const fullW = idleW + dynamicW || 1;
  let span = 0;
  for (let cell = 0; cell < slots; cell++) {
    const from = cell * perCell;
    const count = Math.min(perCell, installed - from);
    const middle = from + count / 2;
    while (span < spans.length && spans[span]!.to <= middle) span++;
    let row = NO_GANG;
    let state = CODE.off;
    let colour = 0;
    let load = 0;
    if (cell >= cells) state = NO_CELL;
    else if (!up) state = CODE.broken;
    else if (span < spans.length && spans[span]!.from <= middle) {
      row = rows.get(spans[span]!.gang)!;
      state = CODE[OF_GANG[GANG_STATES[gangs.state[row]!]!]];
      if (state === CODE.running) {
        state = running;
        load = throttle;
      }
      colour = gangs.job[row]! % JOB_COLOURS;
    } else if (dark) state = CODE.off;
    else if (middle < servingFrom) state = CODE.idle;
    else if (middle < busyTo) {
      state = CODE.servingBusy;
      load = 1;
    } else if (middle < servingTo) state = CODE.servingIdle;
    const drawW = dark || state >= CODE.off ? 0 : idleW + dynamicW * load;
    const at = base + 4 * cell;
    bytes[at] = row & 255;
    bytes[at + 1] = row >> 8;
    bytes[at + 2] = state * JOB_COLOURS + colour;
    bytes[at + 3] = (255 * drawW) / fullW + 0.5;
    if (state !== NO_CELL) rackW[firstRack + Math.floor(cell / CELLS_PER_RACK)]! += drawW * count;
  }
}

/** Row in the occupancy of the gang a cell shows, or NO_GANG. */
export function gangAt({ bytes }: Painting, cell: number): number {
  return bytes[4 * cell]! | (bytes[4 * cell + 1]! << 8);
}

/** Index in CELL_STATES of what a cell shows, or NO_CELL. */
export function stateAt({ bytes }: Painting, cell: number): number {
  return bytes[4 * cell + 2]! >> 3;
}
