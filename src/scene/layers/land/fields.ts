/** The distances to the coast as textures, and what a fragment reads from them. */
import { DataTexture, DataUtils, HalfFloatType, LinearFilter, RGFormat, RepeatWrapping } from 'three/webgpu';
import { atan, float, select, texture, vec2 } from 'three/tsl';
import type { GlobeNodes } from '../../tsl/globe.ts';
import type { Stage } from '../../stage.ts';
import type { Float, Vec2, Vec3 } from '../../tsl/look.ts';
import type { Quality } from '../../types.ts';
import { REACH, SIZES, type Coasts, type LandShare } from './made.ts';

export type Fields = {
  /**
   * Of a place of the plane and of the earth, moved by (east, south) map units: its distance, map units,
   * and how its shore faces the sun.
   */
  at(plane: Vec2, out: Vec3, by?: Vec2): Vec2;
  fill(share: LandShare, coasts: Coasts): void;
  dispose(): void;
};

function createField(width: number, height: number): DataTexture {
  // Open sea, which faces nothing: a pair of half floats in one word, the distance in its lower half.
  const sea = new Uint32Array(width * height).fill(DataUtils.toHalfFloat(-40));
  const data = new Uint16Array(sea.buffer);
  const field = new DataTexture(data, width, height, RGFormat, HalfFloatType);
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
    at(plane, out, by = vec2(0, 0)) {
      const flat: Vec2 = texture(
        near,
        plane
          .add(by)
          .div(2 * REACH)
          .add(0.5),
      )
        .level(float(0))
        .rg.mul(vec2((2 * REACH) / size, 1));
      const sin: Float = out.y.mul(sin0).sub(out.z.mul(cos0));
      const cos: Float = sin.mul(sin).oneMinus().max(0.02).sqrt();
      const lon: Float = atan(out.x, out.y.mul(cos0).add(out.z.mul(sin0))).add(lon0);
      const place: Vec2 = vec2(
        lon
          .add(by.x.div(cos.mul(radius)))
          .div(2 * Math.PI)
          .add(0.5),
        sin.clamp(-1, 1).asin().sub(by.y.div(radius)).div(-Math.PI).add(0.5),
      );
      const round: Vec2 = texture(far, place)
        .level(float(0))
        .rg.mul(vec2((2 * Math.PI * radius) / size, 1));
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
