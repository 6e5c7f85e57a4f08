/**
 * The world's land as rings of longitude (degrees from the middle of the map) and latitude, cut
 * opposite the middle; and cut further into cells so small that a flat triangle in each is as good
 * as round ground. Pure; no three here.
 */
import type { Projection } from '../../projection.ts';
import {
  clipRing,
  extentOf,
  polygonsOf,
  shifted,
  shiftsInto,
  thin,
  unwrap,
  type Ring,
  type Shape,
  type Topology,
} from './rings.ts';

/** Side of a cell, degrees: the ground bulges over it by 0.02 % of the earth's radius. */
const CELL = 2.5;
/** The half of the world either side of the middle; just short of the seam, where both ends meet. */
export const HALF_WORLD = 179.9999;
const FINEST_DEG = 0.02;

/** The rings of all polygons of an object of the file, from the middle outward. */
export function worldShapes(topology: Topology, projection: Projection, name = 'land'): Shape[] {
  const shapes: Shape[] = [];
  for (const polygon of polygonsOf(topology, name)) {
    const whole = polygon.map((ring) => closeAtPole(thin(unwrap(ring, projection), FINEST_DEG)));
    for (const shift of shiftsInto(whole[0]!, HALF_WORLD)) {
      const [outline, ...holes] = whole.map((ring) => between(ring, shift));
      if (outline && outline.length >= 6) shapes.push([outline, ...holes.filter((h) => h.length >= 6)]);
    }
  }
  return shapes;
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
    let [best, at, from] = [Infinity, 0, 0];
    for (let i = 0; i < ring.length; i += 2) {
      for (let j = 0; j < hole.length; j += 2) {
        const d = (ring[i]! - hole[j]!) ** 2 + (ring[i + 1]! - hole[j + 1]!) ** 2;
        if (d < best) [best, at, from] = [d, i, j];
      }
    }
    const around = [...hole.slice(from), ...hole.slice(0, from + 2)];
    ring = [...ring.slice(0, at + 2), ...around, ...ring.slice(at)];
  }
  return ring;
}

/** The pieces of a ring in the cells of the world's grid. */
export function cellsOf(ring: Ring): Ring[] {
  const pieces: Ring[] = [];
  for (const strip of slices(ring, 0)) pieces.push(...slices(strip, 1));
  return pieces;
}

function slices(ring: Ring, axis: 0 | 1): Ring[] {
  const [least, most] = extentOf(ring, axis);
  const [first, last] = [Math.floor(least / CELL), Math.ceil(most / CELL) - 1];
  const found: Ring[] = [];
  // What is left of the ring shrinks as slices are taken off it.
  let rest = ring;
  for (let cell = first; cell <= last && rest.length >= 6; cell++) {
    const edge = (cell + 1) * CELL;
    const piece = cell < last ? clipRing(rest, axis, edge, -1) : rest;
    if (piece.length >= 6) found.push(piece);
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
