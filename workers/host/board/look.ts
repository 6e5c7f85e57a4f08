/** A wish of the page -> what it shows of the runs that pass: a picture, a heat map, a page of the table. */
import { createFilter, isSet, passBrushes, type Bits, type Filter } from './filter.ts';
import { drawField, paint, type Field } from './density.ts';
import { mapHeat } from './heat.ts';
import type { HeatWish, LinesWish, Look, Looked, TableRow, TableWish } from './protocol.ts';
import type { Board } from './read.ts';

export type Viewer = {
  board: Board;
  filter: Filter;
  /** All runs as lines, for the axes and size drawn last. */
  all: { key: string; field: Field } | null;
  /** Rows in the order of a dimension, ascending, by dimension; made when first asked for. */
  orders: Map<number, Uint32Array>;
};

export function createViewer(board: Board): Viewer {
  return { board, filter: createFilter(board.columns, board.count), all: null, orders: new Map() };
}

export function look(viewer: Viewer, { brushes, lines, heat, table }: Look): Looked {
  const passing = passBrushes(viewer.filter, brushes);
  const { width, height } = lines;
  return {
    passing,
    pixels: picture(viewer, lines, passing),
    width,
    height,
    heat: heatOf(viewer, heat),
    rows: pageOf(viewer, table),
  };
}

function picture(viewer: Viewer, wish: LinesWish, passing: number): Uint8ClampedArray<ArrayBuffer> {
  const { board, filter } = viewer;
  const { count } = board;
  const draw = (bits: Bits | null): Field =>
    drawField(wish, board.head.dimensions, board.columns, count, bits);
  const key = `${wish.dimensions} ${wish.width} ${wish.height}`;
  if (viewer.all?.key !== key) viewer.all = { key, field: draw(null) };
  const { field } = viewer.all;
  const over = passing === count ? field : draw(filter.passing);
  return paint(field, over, { all: count, passing }, wish.ink, wish.quiet);
}

function heatOf({ board, filter }: Viewer, { x, y, of }: HeatWish) {
  const along = (d: number) => ({ ...board.head.dimensions[d], column: board.columns[d] });
  return mapHeat(along(x), along(y), board.columns[of], filter.passing);
}

function pageOf({ board, filter, orders }: Viewer, { by, down, page, perPage }: TableWish): TableRow[] {
  const rows: TableRow[] = [];
  let order = orders.get(by);
  if (!order) orders.set(by, (order = orderBy(by < 0 ? board.run : board.columns[by])));
  // What is not known stands last either way.
  const known = by < 0 ? board.count : knownIn(board.columns[by], order);
  const at = (i: number): number => order[down && i < known ? known - 1 - i : i];
  let skip = page * perPage;
  for (let i = 0; i < order.length && rows.length < perPage; i++) {
    const row = at(i);
    if (!isSet(filter.passing, row) || skip-- > 0) continue;
    rows.push({
      row,
      run: board.run[row],
      seed: board.seed[row],
      values: Float64Array.from(board.columns, (column) => column[row]),
      fault: board.faults.get(row) ?? null,
    });
  }
  return rows;
}

/** Ascending; unknown values last, equal ones as they stand in the file. */
function orderBy(column: Float64Array | Uint32Array): Uint32Array {
  const rank = (row: number): number => (Number.isNaN(column[row]) ? Infinity : column[row]);
  return Uint32Array.from({ length: column.length }, (_, row) => row).sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}

function knownIn(column: Float64Array, order: Uint32Array): number {
  let known = order.length;
  while (known > 0 && Number.isNaN(column[order[known - 1]])) known--;
  return known;
}
