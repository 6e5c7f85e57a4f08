/**
 * Where the camera looks: a spot on the ground, from how far, turned and tilted. As five numbers
 * (`View`) its place is x and z on the plane; on the globe, degrees of arc east and south of the
 * content's middle at the globe's own scale, which are the same numbers near the middle.
 */
import { MathUtils, Vector3, type PerspectiveCamera } from 'three/webgpu';
import { nearOf, type View } from './fit.ts';
import { createFooting, createSpot, type Globe, type Spot } from './globe.ts';
import type { Projection } from './projection.ts';
import { nodeAt, type Stage } from './stage.ts';

const RAD = Math.PI / 180;
/** The camera's ground keeps this far from the poles, degrees. */
export const HIGHEST_LAT = 84;

export type Aim = { spot: Spot; distance: number; turn: number; tilt: number };

export function aimOf(view: View, onGlobe: boolean, globe: Globe, projection: Projection): Aim {
  const spot = createSpot();
  const { distance, turn, tilt } = view;
  if (onGlobe) {
    const lat = globe.middle.lat - view.z / globe.radius / RAD;
    const lon = globe.middle.lon + view.x / globe.radius / RAD;
    globe.outward(lat, lon, spot.out);
    const { south, north } = projection.bounds;
    [spot.x, spot.y] = projection.forward(MathUtils.clamp(lat, south, north), lon);
  } else {
    globe.spotAt(view.x, -view.z, spot);
  }
  return { spot, distance, turn, tilt };
}

/** The same aim as five numbers on the plane or on the globe. */
export function viewOf(aim: Aim, onGlobe: boolean, globe: Globe): View {
  const { spot, distance, turn, tilt } = aim;
  if (!onGlobe) return { x: spot.x, z: -spot.y, distance, turn, tilt };
  const { lat, lon } = globe.geo(spot.out);
  const east = lon - globe.middle.lon;
  return {
    x: (east - 360 * Math.round(east / 360)) * RAD * globe.radius,
    z: (globe.middle.lat - lat) * RAD * globe.radius,
    distance,
    turn,
    tilt,
  };
}

/** A view moved over the ground; on the globe a way east is more of longitude the farther from the equator. */
export function shiftedView(v: View, dx: number, dz: number, onGlobe: boolean, globe: Globe): View {
  const lat = globe.middle.lat - v.z / globe.radius / RAD;
  const stretch = onGlobe ? 1 / Math.max(0.1, Math.cos(lat * RAD)) : 1;
  return { ...v, x: v.x + dx * stretch, z: v.z + dz };
}

/** A view from which the content lies so far to the right and down, map units as the camera sees them. */
export function pannedView(v: View, right: number, down: number, onGlobe: boolean, globe: Globe): View {
  const along = down / Math.max(0.3, Math.cos(v.tilt));
  return shiftedView(
    v,
    -right * Math.cos(v.turn) - along * Math.sin(v.turn),
    right * Math.sin(v.turn) - along * Math.cos(v.turn),
    onGlobe,
    globe,
  );
}

/** Greatest tilt, and what it is where the whole globe is seen. */
const FLATTEST = 1.24;
const FLATTEST_WHOLE = 0.95;

export function flattest(distance: number, onGlobe: boolean, { radius }: Globe): number {
  const far = onGlobe ? MathUtils.smoothstep(distance / radius, 0.5, 2) : 0;
  return MathUtils.lerp(FLATTEST, FLATTEST_WHOLE, far);
}

/** The pace of a move: slow, fast, slow. */
export const smooth = (t: number): number => (t < 0.5 ? 4 * t * t * t : 1 - Math.pow(2 - 2 * t, 3) / 2);

/** Between two aims: over the ground by the shortest way, in distance by ratio. */
export function mixAims(from: Aim, to: Aim, k: number, into: Aim): Aim {
  into.spot.x = MathUtils.lerp(from.spot.x, to.spot.x, k);
  into.spot.y = MathUtils.lerp(from.spot.y, to.spot.y, k);
  const angle = from.spot.out.angleTo(to.spot.out);
  const sine = Math.sin(angle);
  const [a, b] = sine < 1e-4 ? [1 - k, k] : [Math.sin((1 - k) * angle) / sine, Math.sin(k * angle) / sine];
  into.spot.out.copy(from.spot.out).multiplyScalar(a).addScaledVector(to.spot.out, b).normalize();
  into.distance = from.distance * Math.pow(to.distance / from.distance, k);
  into.turn = from.turn + Math.atan2(Math.sin(to.turn - from.turn), Math.cos(to.turn - from.turn)) * k;
  into.tilt = MathUtils.lerp(from.tilt, to.tilt, k);
  return into;
}

const footing = createFooting();
const ahead = new Vector3();

/**
 * From this far, in radii, the camera begins to look at the earth's centre, and from the second it does. The
 * nearer that is, the farther from the picture's middle does the spot it looked at get as it comes nearer.
 */
const WHOLE_FROM = 1;
const WHOLE_AT = 3.6;

/** Stands the camera at an aim over ground bent by `morph`; it looks at the height `floor` over it. */
export function pose(camera: PerspectiveCamera, aim: Aim, morph: number, globe: Globe, floor: number): void {
  const { at, up, east, south } = globe.footing(aim.spot, morph, footing);
  const { distance, tilt, turn } = aim;
  const flat = Math.sin(tilt) * distance;
  camera.position
    .copy(at)
    .addScaledVector(up, floor + Math.cos(tilt) * distance)
    .addScaledVector(east, flat * Math.sin(turn))
    .addScaledVector(south, flat * Math.cos(turn));
  const sink = morph * globe.radius * MathUtils.smoothstep(distance / globe.radius, WHOLE_FROM, WHOLE_AT);
  ahead.copy(at).addScaledVector(up, floor - sink);
  camera.near = nearOf(distance);
  camera.far = distance * 12 + 100;
  camera.up.copy(up);
  camera.lookAt(ahead);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}

const ROUNDS = 200;
/** Content spread wider than this around its middle (cosine) has no side of the earth to itself. */
const WIDEST = 0.1;

/**
 * The spot that faces all sites at once: the middle of the least cap of the earth that holds them
 * (Bădoiu and Clarkson 2003); the map's own middle where that cap is near half of the earth.
 */
export function contentSpot({ globe, places, view }: Stage): Spot {
  const spot = createSpot();
  const outs = view.sites.map((_, i) => globe.spotAt(places[2 * i]!, places[2 * i + 1]!, spot).out.clone());
  if (outs.length === 0) return createSpot();
  const middle = outs[0]!.clone();
  const farthest = (): Vector3 =>
    outs.reduce((far, out) => (middle.dot(out) < middle.dot(far) ? out : far), outs[0]!);
  for (let round = 1; round <= ROUNDS; round++) {
    middle.lerp(farthest(), 1 / (round + 1)).normalize();
  }
  if (middle.dot(farthest()) < WIDEST) return createSpot();
  spot.out.copy(middle);
  return spot;
}

/** From where a whole globe is seen, in radii. */
const FAR = 5;

/**
 * How far towers reach from the middle of a globe that is seen whole, in its radii; at least 1.
 * @param tallest height of the tallest of them, in radii
 */
export function reachOnGlobe(
  { globe, heights, places, view }: Stage,
  at: Spot,
  tilt: number,
  tallest: number,
): number {
  const { up, south } = globe.footing(at, 1, createFooting());
  const eye = up
    .clone()
    .multiplyScalar(1 + FAR * Math.cos(tilt))
    .addScaledVector(south, FAR * Math.sin(tilt));
  const most = heights.reduce((high, height) => Math.max(high, height), 0);
  const spot = createSpot();
  return view.sites.reduce((reach, _, i) => {
    const away = Math.min(
      Math.PI / 2,
      globe.spotAt(places[2 * i]!, places[2 * i + 1]!, spot).out.angleTo(eye),
    );
    return Math.max(reach, (1 + (tallest * heights[i]!) / most) * Math.sin(away));
  }, 1);
}

/** Distance from the ground at which the globe's rim has a radius of `px` on a canvas of `height`. */
export function wholeGlobeDistance(
  globe: Globe,
  px: number,
  height: number,
  fov: number,
  tilt: number,
): number {
  const tangent = (px / (height / 2)) * Math.tan((fov * RAD) / 2);
  const eye = globe.radius / Math.sin(Math.atan(tangent));
  const cosine = globe.radius * Math.cos(tilt);
  return -cosine + Math.sqrt(cosine * cosine - globe.radius * globe.radius + eye * eye);
}

/** Distance over the half width of what is to be seen from there. */
const AWAY = 3.2;
/** Nearest, in parts of the distance that shows it all. */
const NEAREST_SHARE = 0.25;

/**
 * The globe with these places in its middle, as near as they allow.
 * @param whole the view of all of it
 * @param spare height of the canvas over that of the room the panels leave
 */
export function viewAround(stage: Stage, nodes: readonly number[], whole: View, spare: number): View {
  const { globe } = stage;
  const spots = nodes.map((node) => globe.spotAt(...nodeAt(stage, node, 1), createSpot()));
  const middle = createSpot();
  middle.out.set(0, 0, 0);
  for (const { out } of spots) middle.out.add(out);
  if (middle.out.lengthSq() < 1e-6) return whole;
  middle.out.normalize();
  const widest = spots.reduce((most, { out }) => Math.max(most, out.angleTo(middle.out)), 0);
  const near = AWAY * Math.sin(Math.min(widest, Math.PI / 2)) * globe.radius * spare;
  const distance = MathUtils.clamp(near, whole.distance * NEAREST_SHARE, whole.distance);
  return viewOf({ spot: middle, distance, turn: 0, tilt: whole.tilt }, true, globe);
}
