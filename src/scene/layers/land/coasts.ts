/** Works out the distances to the coast. Of three only what makes half floats. */
import { DataUtils } from 'three/src/extras/DataUtils.js';
import { SUN } from '../../measure.ts';
import type { Projection } from '../../projection.ts';
import { rasterise, signedDistance } from './distance.ts';
import { REACH, type Coasts } from './made.ts';
import { landShapes, type Polygon, type Shape } from './rings.ts';

/** So much more of the world's width is worked out at either end, so that the seam does not show. */
const OVERLAP = 0.125;

/** Of what lies around the middle of the map. @param size pixels to a side */
export function nearCoasts(polygons: readonly Polygon[], projection: Projection, size: number): Coasts {
  const square = { x: 0, y: 0, halfWidth: REACH, halfHeight: REACH };
  const shapes = landShapes(polygons, projection, REACH + 4);
  const distances = signedDistance(rasterise(shapes, square, size, size), size);
  return coastsFrom(distances, size, 0, (2 * REACH) / size, () => 1);
}

/** Of the whole earth. @param world its land by longitude and latitude */
export function farCoasts(world: readonly Shape[], width: number): Coasts {
  const height = width / 2;
  const wide = Math.round(width * (1 + 2 * OVERLAP));
  const span = 180 * (1 + 2 * OVERLAP);
  const around = [-360, 0, 360].flatMap((shift) =>
    world.map((shape) => shape.map((ring) => ring.map((v, i) => (i % 2 === 0 ? v + shift : v)))),
  );
  const frame = { x: 0, y: 0, halfWidth: span, halfHeight: 90 };
  const distances = signedDistance(rasterise(around, frame, wide, height), wide, height);
  // A degree of longitude is the shorter the nearer to a pole.
  const across = (y: number): number => Math.max(0.14, Math.sin(((y + 0.5) / height) * Math.PI));
  return coastsFrom(distances, wide, (wide - width) / 2, (2 * Math.PI) / width, across);
}

/**
 * The columns of `distances` (pixels, so `wide`) but for those up to `left` from either side.
 * @param unit what a pixel's height is
 * @param across how wide a pixel of a row is, in its heights
 */
export function coastsFrom(
  distances: Float32Array,
  wide: number,
  left: number,
  unit: number,
  across: (row: number) => number,
): Coasts {
  const rows = distances.length / wide;
  const columns = wide - 2 * left;
  const pairs = new Uint16Array(2 * columns * rows);
  let at = 0;
  for (let y = 0; y < rows; y++) {
    const [north, south] = [Math.max(0, y - 1) * wide, Math.min(rows - 1, y + 1) * wide];
    const east = SUN.x / across(y);
    for (let x = left; x < left + columns; x++) {
      const here = y * wide + x;
      const [west, next] = [x === 0 ? here : here - 1, x === wide - 1 ? here : here + 1];
      const facing =
        -(
          east * (distances[next]! - distances[west]!) +
          SUN.z * (distances[south + x]! - distances[north + x]!)
        ) / 2;
      pairs[at++] = DataUtils.toHalfFloat(distances[here]! * unit);
      pairs[at++] = DataUtils.toHalfFloat(Math.min(1, Math.max(-1, facing)));
    }
  }
  return { pairs, width: columns };
}
