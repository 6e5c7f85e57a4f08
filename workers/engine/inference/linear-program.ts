/**
 * Linear programmes: minimise cost x, rows within bounds, x >= 0. The matrix is in columns: the entries
 * of column j are start[j]..start[j + 1] of `row` and `value`.
 */
export type LinearProgram = {
  columns: number;
  rows: number;
  cost: Float64Array;
  /** Infinite where a side is open. */
  rowLower: Float64Array;
  rowUpper: Float64Array;
  start: Int32Array;
  row: Int32Array;
  value: Float64Array;
};

/**
 * Returns the x of an optimum: of several always the same for the same programme, whatever was
 * solved before. @throws Error where there is none
 */
export type SolveLp = (program: LinearProgram) => Float64Array;

/**
 * The programme of splitting demand (I6): x[0..rows) is the share of each row missed, then the share of
 * its row that each usable offer takes, in the order of `offers`.
 *
 *   minimise  sum missCost rps miss + sum cost rps x     over the sum of rps
 *   such that miss + sum x = 1 in each row,  sum rps x / capacity <= 1 at each server
 */
export type SplitInput = {
  /** [row] */
  demandRps: Float64Array;
  /** [server]: share of its capacity that is there. */
  room: Float64Array;
  missCost: number;
  /** Usable ones; rows without demand have none. */
  offers: readonly { row: number; server: number; capacityRps: number; cost: number }[];
};

export function splitProgram({ demandRps, room, missCost, offers }: SplitInput): LinearProgram {
  const rows = demandRps.length;
  const servers = room.length;
  const columns = rows + offers.length;
  const total = demandRps.reduce((sum, rps) => sum + rps, 0);
  const program: LinearProgram = {
    columns,
    rows: rows + servers,
    cost: new Float64Array(columns),
    rowLower: new Float64Array(rows + servers).fill(-Infinity),
    rowUpper: new Float64Array(rows + servers).fill(1),
    start: new Int32Array(columns + 1),
    row: new Int32Array(rows + 2 * offers.length),
    value: new Float64Array(rows + 2 * offers.length),
  };
  program.rowUpper.set(room, rows);
  for (let row = 0; row < rows; row++) {
    program.rowLower[row] = 1;
    program.cost[row] = (missCost * demandRps[row]) / total;
    program.start[row + 1] = row + 1;
    program.row[row] = row;
    program.value[row] = 1;
  }
  offers.forEach(({ row, server, capacityRps, cost }, i) => {
    const at = rows + 2 * i;
    program.cost[rows + i] = (cost * demandRps[row]) / total;
    program.start[rows + i + 1] = at + 2;
    program.row[at] = row;
    program.value[at] = 1;
    program.row[at + 1] = rows + server;
    program.value[at + 1] = demandRps[row] / capacityRps;
  });
  return program;
}
