/** The distances to the coast as textures, and what a fragment reads from them, map units. */
import { DataTexture, DataUtils, HalfFloatType, LinearFilter, RedFormat, RepeatWrapping } from 'three/webgpu';
import { atan, float, select, texture, vec2 } from 'three/tsl';
import type { GlobeNodes } from '../../tsl/globe.ts';
import type { Stage } from '../../stage.ts';
import type { Float, Vec2, Vec3 } from '../../tsl/look.ts';
import type { Quality } from '../../types.ts';
import { REACH, SIZES, type Coasts, type LandShare } from './made.ts';

export type Fields = {
  /** Distance at a place of the plane and of the earth, moved by (east, south) map units. */
  distanceAt(plane: Vec2, out: Vec3, by?: Vec2): Float;
  fill(share: LandShare, coasts: Coasts): void;
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
  const size = SIZES[quality];
  const near = createField(size, size);
  const far = createField(size, size / 2);
  far.wrapS = RepeatWrapping;
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
      const round: Float = texture(far, at)
        .level(float(0))
        .r.mul((2 * Math.PI * radius) / size);
      return select(globe.morph.lessThan(0.5), flat, round);
    },
    fill(share, coasts) {
      const field = share === 'near' ? near : far;
      field.image.data = coasts;
      field.needsUpdate = true;
    },
    dispose() {
      near.dispose();
      far.dispose();
    },
  };
}
