/** The distances to the coast as textures, and what a fragment reads from them. */
import { DataTexture, DataUtils, HalfFloatType, LinearFilter, RGFormat, RepeatWrapping } from 'three/webgpu';
import { atan, float, select, texture, vec2 } from 'three/tsl';
import type { GlobeNodes } from '../../tsl/globe.ts';
import type { Stage } from '../../stage.ts';
import type { Float, Vec2, Vec3 } from '../../tsl/look.ts';
import { REACH, type Coasts, type LandShare } from './made.ts';

/** Distance, map units, at which no coast is felt. */
const OPEN = 5;

export type Fields = {
  /**
   * Of a place of the plane and of the earth, moved by (east, south) map units: its distance, map units,
   * and how its shore faces the sun.
   */
  at(plane: Vec2, out: Vec3, by?: Vec2): Vec2;
  fill(share: LandShare, coasts: Coasts): void;
  dispose(): void;
};

/** Open sea all over, so far from the coast, which faces nothing. */
function createField(distance: number): DataTexture {
  const sea = Uint16Array.of(DataUtils.toHalfFloat(-distance), 0);
  const field = new DataTexture(sea, 1, 1, RGFormat, HalfFloatType);
  field.minFilter = LinearFilter;
  field.magFilter = LinearFilter;
  field.needsUpdate = true;
  return field;
}

export function createFields(stage: Stage, globe: GlobeNodes): Fields {
  const { projection } = stage;
  const { middle, radius } = stage.globe;
  const near = createField(OPEN);
  const far = createField(OPEN / radius);
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
      ).level(float(0)).rg;
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
      const round: Vec2 = texture(far, place).level(float(0)).rg.mul(vec2(radius, 1));
      return select(globe.morph.lessThan(0.5), flat, round);
    },
    fill(share, { pairs, width }) {
      const field = share === 'near' ? near : far;
      // A texture on the GPU keeps its size.
      if (field.image.width !== width) field.dispose();
      field.image = { data: pairs, width, height: pairs.length / 2 / width };
      field.needsUpdate = true;
    },
    dispose() {
      near.dispose();
      far.dispose();
    },
  };
}
