/** Land as triangles: its top, its low cliffs, and its coast as lines. Pure; of three only what cuts up a polygon. */
import { Earcut } from 'three/src/extras/Earcut.js';
import { LAND_TOP } from '../../measure.ts';
import type { LandShare, LandTriangles } from './made.ts';
import { createPoints, type Surface } from './points.ts';
import type { Rim } from './rim.ts';
import { clipBox, ringArea, type Ring, type Shape } from './rings.ts';
import { bridged, cellsOf, createCoastTest } from './world.ts';

/** What of the shapes is to be drawn in one share of the map. */
export function landTriangles(
  shapes: readonly Shape[],
  ground: Surface,
  rim: Rim,
  share: LandShare,
): LandTriangles {
  const isNear = share === 'near';
  const { west, east, south, north } = rim.box;
  const top = createPoints(ground);
  const topIndex: number[] = [];
  for (const shape of shapes) {
    const whole = bridged(shape);
    const within = isNear ? clipBox(whole, west, east, south, north) : whole;
    for (const piece of cellsOf(within, (column, row) => rim.holds(column, row) === isNear)) {
      const ring = opened(piece);
      let first = -1;
      for (let i = 0; i < ring.length; i += 2) {
        const at = top.add(ring[i]!, ring[i + 1]!, LAND_TOP);
        if (first < 0) first = at;
      }
      for (const corner of Earcut.triangulate(ring, [])) topIndex.push(first + corner);
    }
  }
  const shore = createPoints(ground);
  const cliffs: number[] = [];
  const coast: number[] = [];
  const isCoast = createCoastTest(ground.projection);
  for (const shape of shapes) {
    shape.forEach((ring, i) => {
      const loop = oriented(ring, i === 0);
      const count = loop.length / 2;
      const [lonAt, latAt] = [(j: number) => loop[2 * j]!, (j: number) => loop[2 * j + 1]!];
      const isWithin = (j: number): boolean => rim.holdsPlace(lonAt(j), latAt(j));
      const feet = new Int32Array(count).fill(-1);
      const footOf = (j: number): number => {
        if (feet[j]! < 0) {
          feet[j] = shore.add(lonAt(j), latAt(j), 0);
          shore.add(lonAt(j), latAt(j), LAND_TOP + 0.002);
        }
        return feet[j]!;
      };
      for (let j = 0; j < count; j++) {
        const next = (j + 1) % count;
        // An edge over the rim is on the map.
        if ((isWithin(j) || isWithin(next)) !== isNear) continue;
        if (!isCoast(lonAt(j), latAt(j), lonAt(next), latAt(next))) continue;
        const [from, to] = [footOf(j), footOf(next)];
        coast.push(from + 1, to + 1);
        cliffs.push(from, to, to + 1, from, to + 1, from + 1);
      }
    });
  }
  return {
    top: { ...top.columns(), index: Uint32Array.from(topIndex) },
    shore: { ...shore.columns(), cliffs: Uint32Array.from(cliffs), coast: Uint32Array.from(coast) },
  };
}

/** Without its first point once more at its end. */
function opened(ring: Ring): Ring {
  const closes = ring.length > 4 && ring[0] === ring.at(-2) && ring[1] === ring.at(-1);
  return closes ? ring.slice(0, -2) : ring;
}

/** Counter-clockwise for outlines, clockwise for holes, so that cliffs face the sea. */
function oriented(ring: Ring, outline: boolean): Ring {
  if (ringArea(ring) > 0 === outline) return ring;
  const turned: Ring = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i]!, ring[i + 1]!);
  return turned;
}
