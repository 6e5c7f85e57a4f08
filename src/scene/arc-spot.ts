/**
 * A point of a link's arc over ground that may be bent: on the plane the straight way, on the globe
 * the great circle. The vertex stage computes the same (tsl/ribbon.ts).
 */
import { Vector3 } from 'three/webgpu';
import { ARC_BASE, HIGHEST, arcPoint, type Arc } from './arcs.ts';
import { createSpot, type Globe, type Spot } from './globe.ts';

/** Arcs on the globe are held below this share of its radius. */
const HIGHEST_SHARE = 0.15;

/** Factor on the heights of arcs on the globe. */
export function globeArcScale(radius: number): number {
  return Math.min(1, (HIGHEST_SHARE * radius) / HIGHEST);
}

const a = createSpot();
const b = createSpot();
const left = new Vector3();

/** Fills `spot` with the ground under the arc at share `t` of the way; returns the height above it. */
export function arcSpot(globe: Globe, arc: Arc, t: number, morph: number, spot: Spot): number {
  const [x, y, height] = arcPoint(arc, t);
  globe.spotAt(arc.ax, arc.ay, a);
  globe.spotAt(arc.bx, arc.by, b);
  left.crossVectors(a.out, b.out);
  const sine = left.length();
  const angle = Math.atan2(sine, a.out.dot(b.out));
  const isShort = angle < 0.02 || sine < 1e-6;
  const [from, to] = isShort ? [1 - t, t] : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  spot.out.copy(a.out).multiplyScalar(from).addScaledVector(b.out, to);
  const bow = (arc.bow * 4 * t * (1 - t)) / globe.radius;
  if (sine > 1e-9) spot.out.addScaledVector(left, bow / sine);
  spot.out.normalize();
  spot.x = x;
  spot.y = y;
  return ARC_BASE + (height - ARC_BASE) * (1 + (globeArcScale(globe.radius) - 1) * morph);
}
