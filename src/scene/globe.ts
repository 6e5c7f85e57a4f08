/**
 * The ground of the map, flat, round, or on the way between. The flat map is the projection's plane;
 * the globe is a sphere of the plane's own scale that touches it from below at the content's middle.
 * Between them the plane rolls up: a place goes from its place on the plane to its distance and
 * bearing from the middle, while the ground's curvature grows from none to the sphere's. At every
 * moment all ground lies on one sphere (or plane), so nothing on it ever sinks in.
 *
 * three's space: x east, y up, z south at the middle, which is the origin. The vertex stage computes
 * the same (tsl/globe.ts); this one is for the camera, picking, labels and tests.
 */
import { Vector3 } from 'three/webgpu';
import { outwardAround, type Outward } from './earth.ts';
import { wrapLon, type GeoPoint, type Projection } from './projection.ts';

const RAD = Math.PI / 180;

/** A place on the ground: x east and y north on the plane, and the direction from the earth's centre. */
export type Spot = { x: number; y: number; out: Vector3 };

/** The ground at a spot, and the directions there. */
export type Footing = { at: Vector3; up: Vector3; east: Vector3; south: Vector3 };

export type Globe = {
  /** Map units. */
  radius: number;
  middle: GeoPoint;
  /** Towards the north pole from the earth's centre. */
  north: Vector3;
  outward: Outward;
  geo(out: Vector3): GeoPoint;
  /** The spot at a place on the plane. */
  spotAt(x: number, y: number, spot: Spot): Spot;
  /** The ground there at `morph` 0 (flat) to 1 (globe). */
  footing(spot: Spot, morph: number, to: Footing): Footing;
};

export function createSpot(): Spot {
  return { x: 0, y: 0, out: new Vector3(0, 1, 0) };
}

export function createFooting(): Footing {
  return { at: new Vector3(), up: new Vector3(), east: new Vector3(), south: new Vector3() };
}

/** Below this, sine and cosine are taken from their series: the GPU's own are only absolutely exact. */
export const SMALL_ANGLE = 0.05;

export function createGlobe(projection: Projection): Globe {
  const radius = projection.scale;
  const middle = projection.inverse(0, 0);
  const [sin0, cos0] = [Math.sin(middle.lat * RAD), Math.cos(middle.lat * RAD)];
  const north = new Vector3(0, sin0, -cos0);
  const bent = new Vector3();
  const axis = new Vector3();

  const outward = outwardAround(middle);
  return {
    radius,
    middle,
    north,
    outward,
    geo(out) {
      const sin = out.y * sin0 - out.z * cos0;
      const ahead = out.y * cos0 + out.z * sin0;
      const lat = Math.asin(Math.min(1, Math.max(-1, sin))) / RAD;
      return { lat, lon: wrapLon(middle.lon + Math.atan2(out.x, ahead) / RAD) };
    },
    spotAt(x, y, spot) {
      spot.x = x;
      spot.y = y;
      const { lat, lon } = projection.inverse(x, y);
      outward(lat, lon, spot.out);
      return spot;
    },
    footing(spot, morph, { at, up, east, south }) {
      const { out } = spot;
      const aside = Math.hypot(out.x, out.z);
      const reach = (radius * Math.atan2(aside, out.y)) / Math.max(aside, 1e-6);
      // The plane rolled up, seen from the middle: distance and bearing.
      const qx = spot.x + (reach * out.x - spot.x) * morph;
      const qz = -spot.y + (reach * out.z + spot.y) * morph;
      const far = Math.hypot(qx, qz);
      const angle = (far * morph) / radius;
      const shrink = angle < SMALL_ANGLE ? 1 - (angle * angle) / 6 : Math.sin(angle) / angle;
      const drop = angle < SMALL_ANGLE ? angle / 2 - angle ** 3 / 24 : (1 - Math.cos(angle)) / angle;
      at.set(qx * shrink, -far * drop, qz * shrink);
      const [bx, bz] = far > 1e-9 ? [qx / far, qz / far] : [0, 0];
      const [sin, cos] = [angle * shrink, 1 - angle * drop];
      up.set(bx * sin, cos, bz * sin);
      // East of the plane, carried along by the bend, gives way to east on the earth.
      bent.set(1 - bx * bx * (1 - cos), -bx * sin, -bx * bz * (1 - cos));
      axis.crossVectors(north, out).normalize();
      east.lerpVectors(bent, axis, morph);
      east.addScaledVector(up, -east.dot(up)).normalize();
      south.crossVectors(east, up);
      return { at, up, east, south };
    },
  };
}

const toPoint = new Vector3();
const fromCentre = new Vector3();

/**
 * Whether the earth hides `point` from `eye`; never on the flat map.
 * @param slack share of the radius by which a point may lie behind the horizon
 */
export function isBeyondHorizon(
  globe: Globe,
  morph: number,
  eye: Vector3,
  point: Vector3,
  slack = 1e-4,
): boolean {
  if (morph < 1e-3) return false;
  const radius = globe.radius / morph;
  fromCentre.set(eye.x, eye.y + radius, eye.z);
  toPoint.subVectors(point, eye);
  const distance = toPoint.length();
  const along = -fromCentre.dot(toPoint) / distance;
  if (along <= 0 || along >= distance) return false;
  return fromCentre.lengthSq() - along * along < (radius * (1 - slack)) ** 2;
}
