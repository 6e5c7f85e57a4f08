/**
 * The curve of a link in the vertex stage (the same as arcs.ts), and moving a vertex sideways by
 * pixels on the screen, so that lines keep their width at any distance.
 */
import { cameraProjectionMatrix, cameraViewMatrix, float, vec2, vec3, vec4 } from 'three/tsl';
import { ARC_BASE } from '../arcs.ts';
import type { Float, Look, Vec2, Vec3, Vec4 } from './look.ts';

/** Ends on the ground (x, z), apex height, sideways bow (left of the way positive). */
export type ArcNodes = { from: Vec2; to: Vec2; height: Float; bow: Float };

export function arcAt(arc: ArcNodes, t: Float, lift: Float | null = null): Vec3 {
  const way: Vec2 = arc.to.sub(arc.from);
  const rise: Float = t.mul(t.oneMinus()).mul(4);
  const side: Float = arc.bow.mul(rise).div(way.length().max(1e-4));
  // Left of the way, seen from above with z to the south.
  const left: Vec2 = vec2(way.y, way.x.negate());
  const ground: Vec2 = arc.from.add(way.mul(t)).add(left.mul(side));
  const y: Float = lift ?? arc.height.mul(rise).add(ARC_BASE + 0.03);
  return vec3(ground.x, y, ground.y);
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
