/**
 * Where the flat map ends. Light gathers on it where the content is and is gone at the rim, so that what lies
 * beyond is to be seen on the globe alone. Told by cells of the world's grid, columns from the middle of the
 * map eastward and rows from the equator northward. Pure; no three here.
 */
import type { Projection } from '../../projection.ts';

/** Side of a cell, degrees: the ground bulges over it by 0.02 % of the earth's radius. */
export const CELL = 2.5;
/** Where the map begins to fade and where it is gone, in radii of the content; and how much sooner north and south. */
export const FADE = { from: 1.15, to: 2.9, tall: 1.12 };

const [COLUMNS, ROWS] = [360 / CELL, 180 / CELL];

/** Degrees from the middle, and of latitude. */
export type Box = { west: number; east: number; south: number; north: number };

export type Rim = {
  /** Whether anything of a cell may be within the rim. */
  holds(column: number, row: number): boolean;
  /** The same of the cell that a place is in. */
  holdsPlace(dLon: number, lat: number): boolean;
  /** Around all cells within. */
  box: Box;
};

export function createRim(projection: Projection): Rim {
  const reach = FADE.to * projection.contentRadius + (projection.scale * CELL * Math.PI) / 360;
  const isWithin = (column: number, row: number): boolean => {
    // Parallels beyond the poles of a cone have no place on its plane.
    const lat = Math.min(89.9, Math.max(-89.9, row * CELL));
    const dLon = Math.min(179.9999, Math.max(-180, column * CELL));
    const [x, y] = projection.forward(lat, projection.centralLon + dLon);
    return Math.hypot(x, y * FADE.tall) < reach;
  };
  const cells = new Uint8Array(COLUMNS * ROWS);
  const [west, south] = [-COLUMNS / 2, -ROWS / 2];
  const at = (column: number, row: number): number => (row - south) * COLUMNS + column - west;
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (let row = south; row <= -south; row++) {
    for (let column = west; column <= -west; column++) {
      if (!isWithin(column, row)) continue;
      // A corner belongs to the cells on all its sides.
      for (let r = Math.max(south, row - 1); r <= row && r < -south; r++) {
        for (let c = Math.max(west, column - 1); c <= column && c < -west; c++) cells[at(c, r)] = 1;
      }
      box.west = Math.min(box.west, (column - 1) * CELL);
      box.east = Math.max(box.east, (column + 1) * CELL);
      box.south = Math.min(box.south, (row - 1) * CELL);
      box.north = Math.max(box.north, (row + 1) * CELL);
    }
  }
  const holds = (column: number, row: number): boolean => cells[at(column, row)] === 1;
  const cellOf = (degrees: number, edge: number): number =>
    Math.min(-edge - 1, Math.max(edge, Math.floor(degrees / CELL)));
  return { holds, holdsPlace: (dLon, lat) => holds(cellOf(dLon, west), cellOf(lat, south)), box };
}
