/**
 * The ground in the vertex stage, the same as globe.ts: from a place on the plane and the direction
 * from the earth's centre to a place in three's space, flat, round or between by one uniform. Every
 * layer stands on this.
 */
import { atan, cross, dot, float, mix, select, uniform, vec2, vec3 } from 'three/tsl';
import { SMALL_ANGLE, type Globe } from '../globe.ts';
import type { Projection } from '../projection.ts';
import type { Float, Vec2, Vec3 } from './look.ts';

export type FootingNodes = { at: Vec3; up: Vec3; east: Vec3; south: Vec3 };

export type GlobeNodes = {
  /** 0 flat, 1 globe. */
  morph: Float & { value: number };
  radius: number;
  /** Direction from the earth's centre to a place on the plane (x east, z south). */
  outward(plane: Vec2): Vec3;
  footing(plane: Vec2, out: Vec3): FootingNodes;
  /** A height above a place on the plane. */
  onMap(plane: Vec2, height: Float | number): Vec3;
  /** So far east and south of an anchor along its ground, unbent and to scale, and so high above it. */
  stand(anchor: Vec2, offset: Vec2, height: Float | number): Vec3;
};

const NEWTON_ROUNDS = 5;

function sineOver(angle: Float): Float {
  return select(angle.lessThan(SMALL_ANGLE), angle.mul(angle).div(-6).add(1), angle.sin().div(angle));
}

function dropOver(angle: Float): Float {
  const half: Float = angle.mul(0.5).sin();
  return select(
    angle.lessThan(SMALL_ANGLE),
    angle.mul(0.5).sub(angle.mul(angle).mul(angle).div(24)),
    half.mul(half).mul(2).div(angle),
  );
}

export function createGlobeNodes(globe: Globe, projection: Projection): GlobeNodes {
  const { radius, middle } = globe;
  const { cone } = projection.raw;
  const [x0, y0] = projection.origin;
  const morph = uniform(0);
  const rad = Math.PI / 180;
  const [sin0, cos0] = [Math.sin(middle.lat * rad), Math.cos(middle.lat * rad)];
  const lon0 = projection.relativeLon(middle.lon) * rad;
  const north = vec3(0, sin0, -cos0);

  const outward = (plane: Vec2): Vec3 => {
    const x: Float = plane.x.div(projection.scale).add(x0);
    const y: Float = plane.y.div(-projection.scale).add(y0);
    let [sin, cos, lon]: Float[] = [];
    if (cone) {
      const sign = Math.sign(cone.n);
      const [across, down] = [x.mul(sign), float(cone.rho0).sub(y).mul(sign)];
      const r: Float = vec2(across, down).length();
      // Tangent of 45 degrees and half the latitude.
      const t: Float = float(Math.abs(cone.f))
        .div(r.max(1e-6))
        .pow(1 / cone.n);
      const square: Float = t.mul(t);
      sin = square.sub(1).div(square.add(1));
      cos = t.mul(2).div(square.add(1));
      lon = atan(across, down).div(cone.n);
    } else {
      let lat: Float = y.div(1.15);
      for (let i = 0; i < NEWTON_ROUNDS; i++) {
        const q: Float = lat.mul(lat);
        const power: Float = q.mul(q);
        const value: Float = lat.mul(power.mul(q.mul(q.mul(0.02406).sub(0.14499)).add(0.23185)).add(1.0148));
        const slope: Float = power
          .mul(q.mul(q.mul(9 * 0.02406).sub(7 * 0.14499)).add(5 * 0.23185))
          .add(1.0148);
        lat = lat.sub(value.sub(y).div(slope));
      }
      sin = lat.sin();
      cos = lat.cos();
      lon = x;
    }
    const l: Float = lon!.sub(lon0);
    const ahead: Float = cos!.mul(l.cos());
    return vec3(cos!.mul(l.sin()), ahead.mul(cos0).add(sin!.mul(sin0)), ahead.mul(sin0).sub(sin!.mul(cos0)));
  };

  const bend = (plane: Vec2, out: Vec3) => {
    const aside: Float = vec2(out.x, out.z).length();
    const reach: Float = atan(aside, out.y).mul(radius).div(aside.max(1e-6));
    const q: Vec2 = mix(plane, vec2(out.x, out.z).mul(reach), morph);
    const far: Float = q.length();
    const angle: Float = far.mul(morph).div(radius);
    const shrink = sineOver(angle);
    const drop = dropOver(angle);
    const bearing: Vec2 = q.div(far.max(1e-6));
    const [sin, cos]: [Float, Float] = [angle.mul(shrink), angle.mul(drop).oneMinus()];
    const at: Vec3 = vec3(q.x.mul(shrink), far.mul(drop).negate(), q.y.mul(shrink));
    const up: Vec3 = vec3(bearing.x.mul(sin), cos, bearing.y.mul(sin));
    return { at, up, bearing, sin, cos };
  };

  const footing = (plane: Vec2, out: Vec3): FootingNodes => {
    const { at, up, bearing, sin, cos } = bend(plane, out);
    const bent: Vec3 = vec3(
      bearing.x.mul(bearing.x).mul(cos.oneMinus()).oneMinus(),
      bearing.x.mul(sin).negate(),
      bearing.x.mul(bearing.y).mul(cos.oneMinus()).negate(),
    );
    const axis: Vec3 = cross(north, out);
    const blend: Vec3 = mix(bent, axis.div(axis.length().max(1e-5)), morph);
    const level: Vec3 = blend.sub(up.mul(dot(blend, up)));
    const east: Vec3 = level.div(level.length().max(1e-5));
    return { at, up, east, south: cross(east, up) };
  };

  return {
    morph,
    radius,
    outward,
    footing,
    onMap(plane, height) {
      const { at, up } = bend(plane, outward(plane));
      return at.add(up.mul(height));
    },
    stand(anchor, offset, height) {
      const { at, up, east, south } = footing(anchor, outward(anchor));
      return at.add(east.mul(offset.x)).add(south.mul(offset.y)).add(up.mul(height));
    },
  };
}
