/**
 * How far every place is from the coast, positive on land, map units: over a square around the
 * middle of the flat map, and, coarser, over the whole earth by longitude and latitude.
 */
import { DataTexture, DataUtils, HalfFloatType, LinearFilter, RedFormat, RepeatWrapping } from 'three/webgpu';
import { atan, float, select, texture, vec2 } from 'three/tsl';
import type { GlobeNodes } from '../../tsl/globe.ts';
import type { Stage } from '../../stage.ts';
import type { Float, Vec2, Vec3 } from '../../tsl/look.ts';
import type { Quality } from '../../types.ts';
import { rasterise, signedDistance } from './distance.ts';
import { landShapes, type Shape, type Topology } from './rings.ts';

/** Half side of the square, map units. */
const REACH = 64;
const SIZE = { test: 512, full: 1024 } as const;
const WORLD_SIZE = { test: 512, full: 1024 } as const;
/** So much more of the world's width is worked out at either end, so that the seam does not show. */
const OVERLAP = 0.125;

export type Fields = {
  /** Distance at a place of the plane and of the earth, moved by (east, south) map units. */
  distanceAt(plane: Vec2, out: Vec3, by?: Vec2): Float;
  fill(topology: Topology, world: readonly Shape[]): void;
  dispose(): void;
};

function createField(width: number, height: number): DataTexture {
  const data = new Uint16Array(width * height).fill(DataUtils.toHalfFloat(-40));
  const field = new DataTexture(data, width, height, RedFormat, HalfFloatType);
  field.minFilter = LinearFilter;
  field.magFilter = LinearFilter;
  field.needsUpdate = true;
  return field;
}

export function createFields(stage: Stage, globe: GlobeNodes, quality: Quality): Fields {
  const { projection } = stage;
  const { middle, radius } = stage.globe;
  const size = SIZE[quality];
  const [width, height] = [WORLD_SIZE[quality], WORLD_SIZE[quality] / 2];
  const near = createField(size, size);
  const whole = createField(width, height);
  whole.wrapS = RepeatWrapping;
  const rad = Math.PI / 180;
  const [sin0, cos0] = [Math.sin(middle.lat * rad), Math.cos(middle.lat * rad)];
  const lon0 = projection.relativeLon(middle.lon) * rad;

  return {
    distanceAt(plane, out, by = vec2(0, 0)) {
      const flat: Float = texture(
        near,
        plane
          .add(by)
          .div(2 * REACH)
          .add(0.5),
      )
        .level(float(0))
        .r.mul((2 * REACH) / size);
      const sin: Float = out.y.mul(sin0).sub(out.z.mul(cos0));
      const cos: Float = sin.mul(sin).oneMinus().max(0.02).sqrt();
      const lon: Float = atan(out.x, out.y.mul(cos0).add(out.z.mul(sin0))).add(lon0);
      const at: Vec2 = vec2(
        lon
          .add(by.x.div(cos.mul(radius)))
          .div(2 * Math.PI)
          .add(0.5),
        sin.clamp(-1, 1).asin().sub(by.y.div(radius)).div(-Math.PI).add(0.5),
      );
      const round: Float = texture(whole, at)
        .level(float(0))
        .r.mul((2 * Math.PI * radius) / width);
      return select(globe.morph.lessThan(0.5), flat, round);
    },
    fill(topology, world) {
      const shapes = landShapes(topology, projection, REACH + 4);
      const square = { x: 0, y: 0, halfWidth: REACH, halfHeight: REACH };
      write(near, signedDistance(rasterise(shapes, square, size, size), size), size, 0);
      const wide = Math.round(width * (1 + 2 * OVERLAP));
      const span = 180 * (1 + 2 * OVERLAP);
      const around = [-360, 0, 360].flatMap((shift) =>
        world.map((shape) => shape.map((ring) => ring.map((v, i) => (i % 2 === 0 ? v + shift : v)))),
      );
      const frame = { x: 0, y: 0, halfWidth: span, halfHeight: 90 };
      const distances = signedDistance(rasterise(around, frame, wide, height), wide, height);
      write(whole, distances, wide, (wide - width) / 2);
    },
    dispose() {
      near.dispose();
      whole.dispose();
    },
  };
}

/** Copies the columns of `distances` (so `wide`) from `left` on. */
function write(field: DataTexture, distances: Float32Array, wide: number, left: number): void {
  const { data, width, height } = field.image as { data: Uint16Array; width: number; height: number };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = DataUtils.toHalfFloat(distances[y * wide + x + left]!);
    }
  }
  field.needsUpdate = true;
}
