/**
 * The ground plan of a campus from a site's real pools: halls of rows of racks of cells, the same
 * for the same counts. A cell is one accelerator, or a power of two of them where the site has more
 * than there is room for on the screen. Lengths are in the plan's own units (a rack is 0.6 wide,
 * 1 deep and 2 high); x to the right, z towards the viewer; the middle of the campus is the origin.
 */
export const RACK = { across: 4, up: 8, width: 0.6, depth: 1, height: 2 } as const;
export const CELLS_PER_RACK = RACK.across * RACK.up;
/** From one rack to the next in its row. */
const RACK_PITCH = 0.72;
/** From the front of one row to that of the next: as seen from the first view no row hides another. */
export const ROW_PITCH = 3.2;
/** Racks stand in bays, with a cross aisle between two. */
const BAY = 20;
const CROSS_AISLE = 1.4;
const MOST_PER_ROW = 80;
const MOST_ROWS = 10;
/** Width to depth that halls and the campus come near to. */
const HALL_ASPECT = 1.5;
const CAMPUS_ASPECT = 1.35;
const MOST_A_SHELF = 24;
const WALL_ROOM = 1.6;
const YARD = 6;

export type Hall = {
  /** Index of the pool, and number among its pool's halls. */
  pool: number;
  number: number;
  /** Of many; its middle and size on the ground, walls included. */
  of: number;
  x: number;
  z: number;
  width: number;
  depth: number;
  firstRack: number;
  racks: number;
  rows: number;
  perRow: number;
};

export type Plan = {
  /** Accelerators a cell stands for. */
  perCell: number;
  cells: number;
  /** By pool: accelerators, cells, and the first rack. */
  counts: readonly number[];
  poolCells: readonly number[];
  poolRack: readonly number[];
  halls: Hall[];
  /** By rack: middle of its foot, hall, and how many of its cells there are. */
  rackX: Float32Array;
  rackZ: Float32Array;
  rackHall: Int32Array;
  rackCells: Uint8Array;
  /** Size of the whole, from edge to edge. */
  width: number;
  depth: number;
};

/** Smallest power of two with which the pools take no more than `limit` cells. */
export function acceleratorsPerCell(counts: readonly number[], limit: number): number {
  const cells = (per: number): number => counts.reduce((sum, count) => sum + Math.ceil(count / per), 0);
  let per = 1;
  while (cells(per) > Math.max(limit, counts.length)) per *= 2;
  return per;
}

function rowLength(perRow: number): number {
  return (perRow - 1) * RACK_PITCH + RACK.width + Math.floor((perRow - 1) / BAY) * CROSS_AISLE;
}

function planHall(racks: number): Pick<Hall, 'racks' | 'rows' | 'perRow' | 'width' | 'depth'> {
  const rowsWished = Math.round(Math.sqrt((racks * RACK_PITCH) / (ROW_PITCH * HALL_ASPECT)));
  const rows = Math.min(MOST_ROWS, Math.max(1, rowsWished, Math.ceil(racks / MOST_PER_ROW)));
  const perRow = Math.ceil(racks / rows);
  return {
    racks,
    rows: Math.ceil(racks / perRow),
    perRow,
    width: rowLength(perRow) + 2 * WALL_ROOM,
    depth: (Math.ceil(racks / perRow) - 1) * ROW_PITCH + RACK.depth + 2 * WALL_ROOM,
  };
}

/** @param counts accelerators by pool; a pool of none has no hall */
export function planCampus(counts: readonly number[], limit: number): Plan {
  const perCell = acceleratorsPerCell(counts, limit);
  const poolCells = counts.map((count) => Math.ceil(count / perCell));
  const poolRack: number[] = [];
  const halls: Hall[] = [];
  let racks = 0;
  poolCells.forEach((cells, pool) => {
    poolRack.push(racks);
    const needed = Math.ceil(cells / CELLS_PER_RACK);
    const of = Math.ceil(needed / (MOST_PER_ROW * MOST_ROWS));
    for (let number = 0; number < of; number++) {
      const share = Math.floor(((number + 1) * needed) / of) - Math.floor((number * needed) / of);
      halls.push({ pool, number, of, x: 0, z: 0, firstRack: racks, ...planHall(share) });
      racks += share;
    }
  });
  const size = arrange(halls);
  const plan: Plan = {
    perCell,
    cells: poolCells.reduce((sum, cells) => sum + cells, 0),
    counts,
    poolCells,
    poolRack,
    halls,
    rackX: new Float32Array(racks),
    rackZ: new Float32Array(racks),
    rackHall: new Int32Array(racks),
    rackCells: new Uint8Array(racks),
    ...size,
  };
  halls.forEach((hall, index) => placeRacks(plan, hall, index));
  return plan;
}

type Shelf = { halls: Hall[]; width: number; depth: number };

function shelve(halls: Hall[], limit: number): Shelf[] {
  const shelves: Shelf[] = [];
  for (const hall of halls) {
    const last = shelves.at(-1);
    if (last && last.width + YARD + hall.width <= limit) {
      last.halls.push(hall);
      last.width += YARD + hall.width;
      last.depth = Math.max(last.depth, hall.depth);
    } else shelves.push({ halls: [hall], width: hall.width, depth: hall.depth });
  }
  return shelves;
}

function sizeOf(shelves: Shelf[]): { width: number; depth: number } {
  return {
    width: shelves.reduce((most, shelf) => Math.max(most, shelf.width), 0),
    depth: shelves.reduce((sum, shelf) => sum + shelf.depth + YARD, 0) - (shelves.length > 0 ? YARD : 0),
  };
}

/**
 * Shelves of halls, the first at the back, as long as comes nearest to the campus's proportions;
 * sets the halls' middles, and returns the size of it all.
 */
function arrange(halls: Hall[]): { width: number; depth: number } {
  let [shelves, size] = [shelve(halls, 0), sizeOf(shelve(halls, 0))];
  const oddity = ({ width, depth }: typeof size): number => Math.abs(Math.log(width / depth / CAMPUS_ASPECT));
  let limit = 0;
  for (const hall of halls.slice(0, MOST_A_SHELF)) {
    limit += hall.width + YARD;
    const tried = shelve(halls, limit);
    if (oddity(sizeOf(tried)) < oddity(size)) [shelves, size] = [tried, sizeOf(tried)];
  }
  let z = -size.depth / 2;
  for (const shelf of shelves) {
    let x = -shelf.width / 2;
    for (const hall of shelf.halls) {
      hall.x = x + hall.width / 2;
      hall.z = z + hall.depth / 2;
      x += hall.width + YARD;
    }
    z += shelf.depth + YARD;
  }
  return size;
}

function placeRacks(plan: Plan, hall: Hall, index: number): void {
  const left = hall.x - hall.width / 2 + WALL_ROOM + RACK.width / 2;
  const back = hall.z - hall.depth / 2 + WALL_ROOM + RACK.depth / 2;
  for (let i = 0; i < hall.racks; i++) {
    const rack = hall.firstRack + i;
    const place = i % hall.perRow;
    const inPool = (rack - plan.poolRack[hall.pool]!) * CELLS_PER_RACK;
    plan.rackX[rack] = left + place * RACK_PITCH + Math.floor(place / BAY) * CROSS_AISLE;
    plan.rackZ[rack] = back + Math.floor(i / hall.perRow) * ROW_PITCH;
    plan.rackHall[rack] = index;
    plan.rackCells[rack] = Math.min(CELLS_PER_RACK, plan.poolCells[hall.pool]! - inPool);
  }
}
