/**
 * The world's land as rings of longitude (degrees from the middle of the map) and latitude, cut
 * opposite the middle; and cut further into cells so small that a flat triangle in each is as good
 * as round ground. Pure; no three here.
 */
import type { Projection } from '../../projection.ts';
import {
  clipRing,
  extentOf,
  shifted,
  shiftsInto,
  thin,
  unwrap,
  type Polygon,
  type Position,
  type Ring,
  type Shape,
} from './rings.ts';
import { CELL, type Box } from './rim.ts';

/** The half of the world either side of the middle; just short of the seam, where both ends meet. */
export const HALF_WORLD = 179.9999;
const FINEST_DEG = 0.02;

/** The rings of all polygons, from the middle outward; of those outside of `box`, if given, none. */
export function worldShapes(polygons: readonly Polygon[], projection: Projection, box?: Box): Shape[] {
  const shapes: Shape[] = [];
  for (const polygon of polygons) {
    if (box && isOutside(polygon[0]!, projection, box)) continue;
    const whole = polygon.map((ring) => closeAtPole(thin(unwrap(ring, projection), FINEST_DEG)));
    for (const shift of shiftsInto(whole[0]!, HALF_WORLD)) {
      const [outline, ...holes] = whole.map((ring) => between(ring, shift));
      if (outline && outline.length >= 6) shapes.push([outline, ...holes.filter((h) => h.length >= 6)]);
    }
  }
  return shapes;
}

/** Whether the places of a ring are all to one side of a box. */
function isOutside(outline: readonly Position[], projection: Projection, box: Box): boolean {
  let [west, east, south, north] = [180, -180, 90, -90];
  for (const [lon, lat] of outline) {
    const dLon = projection.relativeLon(lon!);
    west = Math.min(west, dLon);
    east = Math.max(east, dLon);
    south = Math.min(south, lat!);
    north = Math.max(north, lat!);
  }
  return west > box.east || east < box.west || south > box.north || north < box.south;
}

/** A ring that goes once around the earth encloses the south pole. */
function closeAtPole(ring: Ring): Ring {
  const [first, last] = [ring[0]!, ring.at(-2)!];
  return Math.abs(last - first) < 180 ? ring : [...ring, last, -90, first, -90];
}

function between(ring: Ring, shift: number): Ring {
  const moved = shifted(ring, shift);
  const [least, most] = extentOf(moved, 0);
  if (least >= -HALF_WORLD && most <= HALF_WORLD) return moved;
  const west = clipRing(moved, 0, -HALF_WORLD, 1);
  return west.length < 6 ? [] : clipRing(west, 0, HALF_WORLD, -1);
}

/** An outline with its holes drawn into it by a cut to each from the nearest point of the outline. */
export function bridged([outline, ...holes]: Shape): Ring {
  let ring = outline!;
  for (const hole of holes) {
    const [west, east] = extentOf(hole, 0);
    const [south, north] = extentOf(hole, 1);
    let [best, at, from] = [Infinity, 0, 0];
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [ring[i]!, ring[i + 1]!];
      // No point of the hole is nearer than its box.
      const aside = Math.max(west - x, x - east, 0);
      const along = Math.max(south - y, y - north, 0);
      if (aside * aside + along * along >= best) continue;
      for (let j = 0; j < hole.length; j += 2) {
        const d = (x - hole[j]!) ** 2 + (y - hole[j + 1]!) ** 2;
        if (d < best) [best, at, from] = [d, i, j];
      }
    }
    const around = [...hole.slice(from), ...hole.slice(0, from + 2)];
    ring = [...ring.slice(0, at + 2), ...around, ...ring.slice(at)];
  }
  return ring;
}

/** The pieces of a ring in those cells of the world's grid that are wanted. */
export function cellsOf(ring: Ring, isWanted: (column: number, row: number) => boolean): Ring[] {
  return slices(ring, 0).flatMap(({ piece: strip, cell: column }) =>
    slices(strip, 1)
      .filter(({ cell: row }) => isWanted(column, row))
      .map(({ piece }) => piece),
  );
}

function slices(ring: Ring, axis: 0 | 1): { piece: Ring; cell: number }[] {
  const [least, most] = extentOf(ring, axis);
  const [first, last] = [Math.floor(least / CELL), Math.ceil(most / CELL) - 1];
  const found: { piece: Ring; cell: number }[] = [];
  // What is left of the ring shrinks as slices are taken off it.
  let rest = ring;
  for (let cell = first; cell <= last && rest.length >= 6; cell++) {
    const edge = (cell + 1) * CELL;
    const piece = cell < last ? clipRing(rest, axis, edge, -1) : rest;
    if (piece.length >= 6) found.push({ piece, cell });
    rest = cell < last ? clipRing(rest, axis, edge, 1) : [];
  }
  return found;
}

/** True when an edge of a ring is coast, not a cut: by our seam, the file's own, or the pole. */
export function createCoastTest(projection: Projection) {
  const isSeam = (dLon: number): boolean => {
    const lon = projection.centralLon + dLon;
    return Math.abs(dLon) > 179.99 || Math.abs(((lon % 360) + 540) % 360) < 1e-3;
  };
  return (aLon: number, aLat: number, bLon: number, bLat: number): boolean =>
    !(isSeam(aLon) && isSeam(bLon)) && !(aLat < -89.9 || bLat < -89.9);
}
