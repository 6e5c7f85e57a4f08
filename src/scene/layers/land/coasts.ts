/** Works out the distances to the coast. Of three only what makes half floats. */
import { DataUtils } from 'three/src/extras/DataUtils.js';
import type { Projection } from '../../projection.ts';
import type { Quality } from '../../types.ts';
import { rasterise, signedDistance } from './distance.ts';
import { REACH, SIZES, type Coasts } from './made.ts';
import { landShapes, type Polygon, type Shape } from './rings.ts';

/** So much more of the world's width is worked out at either end, so that the seam does not show. */
const OVERLAP = 0.125;

/** Of what lies around the middle of the map. */
export function nearCoasts(polygons: readonly Polygon[], projection: Projection, quality: Quality): Coasts {
  const size = SIZES[quality];
  const square = { x: 0, y: 0, halfWidth: REACH, halfHeight: REACH };
  const shapes = landShapes(polygons, projection, REACH + 4);
  return halves(signedDistance(rasterise(shapes, square, size, size), size), size, size, 0);
}

/** Of the whole earth. @param world its land by longitude and latitude */
export function farCoasts(world: readonly Shape[], quality: Quality): Coasts {
  const width = SIZES[quality];
  const height = width / 2;
  const wide = Math.round(width * (1 + 2 * OVERLAP));
  const span = 180 * (1 + 2 * OVERLAP);
  const around = [-360, 0, 360].flatMap((shift) =>
    world.map((shape) => shape.map((ring) => ring.map((v, i) => (i % 2 === 0 ? v + shift : v)))),
  );
  const frame = { x: 0, y: 0, halfWidth: span, halfHeight: 90 };
  const distances = signedDistance(rasterise(around, frame, wide, height), wide, height);
  return halves(distances, wide, width, (wide - width) / 2);
}

/** The columns of `distances` (so `wide`) from `left` on, so many. */
function halves(distances: Float32Array, wide: number, columns: number, left: number): Coasts {
  const rows = distances.length / wide;
  const out = new Uint16Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      out[y * columns + x] = DataUtils.toHalfFloat(distances[y * wide + x + left]!);
    }
  }
  return out;
}
