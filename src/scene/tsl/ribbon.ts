/**
 * The curve of a link in the vertex stage (the same as arc-spot.ts), and moving a vertex sideways by
 * pixels on the screen, so that lines keep their width at any distance.
 */
import {
  atan,
  cameraProjectionMatrix,
  cameraViewMatrix,
  cross,
  dot,
  float,
  mix,
  vec2,
  vec4,
} from 'three/tsl';
import { globeArcScale } from '../arc-spot.ts';
import { ARC_BASE } from '../arcs.ts';
import type { GlobeNodes } from './globe.ts';
import { above, type Float, type Look, type Vec2, type Vec3, type Vec4 } from './look.ts';

/** Ends on the ground (x, z), apex height, sideways bow (left of the way positive). */
export type ArcNodes = { from: Vec2; to: Vec2; height: Float; bow: Float };

/**
 * A way over the ground: straight on the plane, a great circle on the globe, each bowed by as much.
 * Made once for all the points of it that a vertex asks for.
 */
export function arcPath(globe: GlobeNodes, arc: ArcNodes): (t: Float, lift?: Float | null) => Vec3 {
  const a: Vec3 = globe.outward(arc.from);
  const b: Vec3 = globe.outward(arc.to);
  const turn: Vec3 = cross(a, b);
  const sine: Float = turn.length();
  const angle: Float = atan(sine, dot(a, b));
  const isLong: Float = above(angle, 0.02);
  const aside: Vec3 = turn.div(sine.max(1e-6)).mul(arc.bow.div(globe.radius));
  const scale: Float = mix(float(1), float(globeArcScale(globe.radius)), globe.morph);
  const share = (s: Float): Float => mix(s, s.mul(angle).sin().div(sine.max(1e-6)), isLong);
  return (t, lift = null) => {
    const { plane, height, rise } = flatArc(arc, t);
    const out: Vec3 = a
      .mul(share(t.oneMinus()))
      .add(b.mul(share(t)))
      .add(aside.mul(rise))
      .normalize();
    const { at, up } = globe.footing(plane, out);
    return at.add(up.mul(lift ?? height.mul(scale).add(ARC_BASE + 0.03)));
  };
}

function flatArc(arc: ArcNodes, t: Float): { plane: Vec2; height: Float; rise: Float } {
  const way: Vec2 = arc.to.sub(arc.from);
  const rise: Float = t.mul(t.oneMinus()).mul(4);
  const side: Float = arc.bow.mul(rise).div(way.length().max(1e-4));
  // Left of the way, seen from above with z to the south.
  const left: Vec2 = vec2(way.y, way.x.negate());
  return { plane: arc.from.add(way.mul(t)).add(left.mul(side)), height: arc.height.mul(rise), rise };
}

export function toClip(position: Vec3): Vec4 {
  return cameraProjectionMatrix.mul(cameraViewMatrix).mul(vec4(position, 1));
}

/** Unit direction on the screen (pixels, y up) from one clip position to another. */
export function screenDirection(look: Look, from: Vec4, to: Vec4): Vec2 {
  const way: Vec2 = to.xy
    .div(to.w.max(1e-3))
    .sub(from.xy.div(from.w.max(1e-3)))
    .mul(look.size);
  return way.div(way.length().max(1e-5));
}

/** `clip` moved by pixels along a screen direction and to its right. */
export function shift(look: Look, clip: Vec4, along: Vec2, forwardPx: Float, rightPx: Float): Vec4 {
  const right: Vec2 = vec2(along.y, along.x.negate());
  const px: Vec2 = along.mul(forwardPx).add(right.mul(rightPx));
  return vec4(clip.xy.add(px.mul(2).div(look.size).mul(clip.w)), clip.z, clip.w);
}

/** How far apart the two directions run, 0 at the ends and 1 along most of the way. */
export function parting(t: Float): Float {
  return t.mul(t.oneMinus()).mul(9).min(float(1));
}
