/**
 * Land as rings on the plane of the flat map: cut opposite the projection's middle, clipped
 * to what is worth drawing, and thinned to the detail that can be seen. Pure; no three here.
 */
import { feature } from 'topojson-client';

import type { Projection } from '../../projection.ts';

export type Topology = Parameters<typeof feature>[0];
/** Flat x, y pairs; not closed (the last point is not the first again). */
export type Ring = number[];
/** First the outline, then its holes. */
export type Shape = Ring[];

/** Points nearer than this to the one before (map units) are left out. */
const FINEST = 0.03;

/** Longitude and latitude. */
export type Position = number[];
/** An outline and its holes, each closed, as GeoJSON has them. */
export type Polygon = Position[][];

/** Cuts a ring at the half-plane `keep(axis value) ` of one axis; sign 1 keeps above `at`, -1 below. */
export function clipRing(ring: Ring, axis: 0 | 1, at: number, sign: 1 | -1): Ring {
  const out: Ring = [];
  const count = ring.length / 2;
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    const [ax, ay, bx, by] = [ring[2 * i]!, ring[2 * i + 1]!, ring[2 * j]!, ring[2 * j + 1]!];
    const a = sign * ((axis === 0 ? ax : ay) - at);
    const b = sign * ((axis === 0 ? bx : by) - at);
    if (a >= 0) out.push(ax, ay);
    if (a >= 0 !== b >= 0) {
      const t = a / (a - b);
      out.push(ax + (bx - ax) * t, ay + (by - ay) * t);
    }
  }
  return out;
}

/** The least and the greatest value of one axis. */
export function extentOf(ring: Ring, axis: 0 | 1): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = axis; i < ring.length; i += 2) {
    if (ring[i]! < least) least = ring[i]!;
    if (ring[i]! > most) most = ring[i]!;
  }
  return [least, most];
}

export function shifted(ring: Ring, shift: number): Ring {
  return shift === 0 ? ring : ring.map((value, i) => (i % 2 === 0 ? value + shift : value));
}

/** The turns of the earth, degrees, that bring some of a ring within so much of the middle. */
export function shiftsInto(ring: Ring, halfLon: number): number[] {
  const [west, east] = extentOf(ring, 0);
  return [-360, 0, 360].filter((shift) => west + shift <= halfLon && east + shift >= -halfLon);
}

export function clipBox(ring: Ring, west: number, east: number, south: number, north: number): Ring {
  let out = ring;
  for (const [axis, low, high] of [
    [0, west, east],
    [1, south, north],
  ] as const) {
    const [least, most] = extentOf(out, axis);
    if (least < low) out = clipRing(out, axis, low, 1);
    if (most > high) out = clipRing(out, axis, high, -1);
  }
  return out;
}

/** Relative longitude, latitude pairs, unwrapped so that neighbours are never 360 degrees apart. */
export function unwrap(points: readonly Position[], projection: Projection): Ring {
  const out: Ring = [];
  let last = NaN;
  // The first point comes again at the end of a GeoJSON ring.
  for (let i = 0; i < points.length - 1; i++) {
    let lon = projection.relativeLon(points[i]![0]!);
    if (!Number.isNaN(last)) lon += 360 * Math.round((last - lon) / 360);
    out.push(lon, points[i]![1]!);
    last = lon;
  }
  return out;
}

/** Points within the bounds of the projection, then within `reach` of the origin on the plane. */
function toPlane(ring: Ring, shift: number, projection: Projection, reach: number): Ring {
  const { halfLon, south, north } = projection.bounds;
  const clipped = clipBox(shifted(ring, shift), -halfLon, halfLon, south, north);
  if (clipped.length < 6) return [];
  const plane: Ring = [];
  for (let i = 0; i < clipped.length; i += 2) {
    const edge = Math.min(Math.max(clipped[i]!, -179.9999), 179.9999);
    const [x, y] = projection.forward(clipped[i + 1]!, projection.centralLon + edge);
    plane.push(x, y);
  }
  return thin(clipBox(plane, -reach, reach, -reach, reach), FINEST);
}

export function thin(ring: Ring, least: number): Ring {
  const out: Ring = [];
  for (let i = 0; i < ring.length; i += 2) {
    const dx = ring[i]! - (out.at(-2) ?? Infinity);
    const dy = ring[i + 1]! - (out.at(-1) ?? Infinity);
    if (dx * dx + dy * dy >= least * least) out.push(ring[i]!, ring[i + 1]!);
  }
  return out.length >= 6 ? out : [];
}

/** Twice the area, positive when counter-clockwise. */
export function ringArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return sum;
}

/** The polygons of an object of the file. @throws when there is none of that name */
export function polygonsOf(topology: Topology, name = 'land'): Polygon[] {
  const object = topology.objects[name];
  if (!object) {
    throw new TypeError(`no '${name}' among the objects: ${Object.keys(topology.objects).join(', ')}`);
  }
  const collection = feature(topology, object);
  const features = collection.type === 'FeatureCollection' ? collection.features : [collection];
  return features.flatMap(({ geometry }) => {
    if (geometry.type === 'MultiPolygon') return geometry.coordinates;
    return geometry.type === 'Polygon' ? [geometry.coordinates] : [];
  });
}

/** What of the polygons lies within `reach` map units of the origin. */
export function landShapes(polygons: readonly Polygon[], projection: Projection, reach: number): Shape[] {
  const shapes: Shape[] = [];
  for (const polygon of polygons) {
    const unwrapped = polygon.map((ring) => unwrap(ring, projection));
    for (const shift of shiftsInto(unwrapped[0]!, projection.bounds.halfLon)) {
      const [outline, ...holes] = unwrapped.map((ring) => toPlane(ring, shift, projection, reach));
      if (!outline || outline.length === 0) continue;
      shapes.push([outline, ...holes.filter((hole) => hole.length > 0)]);
    }
  }
  return shapes;
}
