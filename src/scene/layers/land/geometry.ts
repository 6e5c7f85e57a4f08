/**
 * Land as triangles: its top, its low cliffs, its coast as lines; the net of the graticule; and the
 * body of the earth. Each vertex has its place on the plane (`plane`: x east, z south), its
 * direction from the earth's centre (`position`) and its height (`lift`), so that the same buffers
 * are the flat map and the globe.
 */
import { BufferGeometry, Float32BufferAttribute, ShapeUtils, Vector2, Vector3 } from 'three/webgpu';
import type { Globe } from '../../globe.ts';
import type { Projection } from '../../projection.ts';
import { LAND_TOP } from '../../tsl/look.ts';
import { ringArea, type Ring, type Shape } from './rings.ts';
import { HALF_WORLD, bridged, cellsOf, createCoastTest } from './world.ts';

export type LandGeometry = { top: BufferGeometry; cliffs: BufferGeometry; coast: BufferGeometry };

/** Beyond the bounds of the flat map by as much as the rim fades, degrees. */
const FADE_DEG = 12;
const BODY_STEP = 3;

type Points = {
  add(dLon: number, lat: number, lift: number, major?: number): number;
  geometry(index?: number[]): BufferGeometry;
};

function createPoints(projection: Projection, globe: Globe): Points {
  const plane: number[] = [];
  const position: number[] = [];
  const lifts: number[] = [];
  const majors: number[] = [];
  const out = new Vector3();
  const { south, north } = projection.bounds;
  return {
    add(dLon, lat, lift, major = 1) {
      const east = Math.min(HALF_WORLD, Math.max(-HALF_WORLD, dLon));
      const lon = projection.centralLon + east;
      const flat = Math.min(projection.raw.cone ? north : 90, Math.max(south - FADE_DEG, lat));
      const [x, y] = projection.forward(flat, lon);
      globe.outward(lat, lon, out);
      plane.push(x, -y);
      position.push(out.x, out.y, out.z);
      lifts.push(lift);
      majors.push(major);
      return lifts.length - 1;
    },
    geometry(index) {
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', new Float32BufferAttribute(position, 3));
      geometry.setAttribute('plane', new Float32BufferAttribute(plane, 2));
      geometry.setAttribute('lift', new Float32BufferAttribute(lifts, 1));
      geometry.setAttribute('major', new Float32BufferAttribute(majors, 1));
      if (index) geometry.setIndex(index);
      return geometry;
    },
  };
}

export function landGeometry(shapes: readonly Shape[], projection: Projection, globe: Globe): LandGeometry {
  const top = createPoints(projection, globe);
  const topIndex: number[] = [];
  for (const shape of shapes) {
    for (const piece of cellsOf(bridged(shape))) {
      const contour = pointsOf(piece);
      const first = contour.map((point) => top.add(point.x, point.y, LAND_TOP))[0]!;
      for (const face of ShapeUtils.triangulateShape(contour, [])) {
        for (const corner of face) topIndex.push(first + corner);
      }
    }
  }
  const shore = createPoints(projection, globe);
  const cliffIndex: number[] = [];
  const coastIndex: number[] = [];
  const isCoast = createCoastTest(projection);
  for (const shape of shapes) {
    shape.forEach((ring, i) => {
      const loop = oriented(ring, i === 0);
      const feet = loop.map((point) => {
        const foot = shore.add(point.x, point.y, 0);
        shore.add(point.x, point.y, LAND_TOP + 0.002);
        return foot;
      });
      loop.forEach((a, j) => {
        const b = loop[(j + 1) % loop.length]!;
        if (!isCoast(a.x, a.y, b.x, b.y)) return;
        const [from, to] = [feet[j]!, feet[(j + 1) % loop.length]!];
        coastIndex.push(from + 1, to + 1);
        cliffIndex.push(from, to, to + 1, from, to + 1, from + 1);
      });
    });
  }
  const cliffs = shore.geometry(cliffIndex);
  const coast = new BufferGeometry();
  for (const name of Object.keys(cliffs.attributes)) coast.setAttribute(name, cliffs.getAttribute(name));
  coast.setIndex(coastIndex);
  return { top: top.geometry(topIndex), cliffs, coast };
}

function pointsOf(ring: Ring): Vector2[] {
  const points: Vector2[] = [];
  for (let i = 0; i < ring.length; i += 2) points.push(new Vector2(ring[i]!, ring[i + 1]!));
  return points;
}

/** Counter-clockwise for outlines, clockwise for holes, so that cliffs face the sea. */
function oriented(ring: Ring, outline: boolean): Vector2[] {
  const points = pointsOf(ring);
  return ringArea(ring) > 0 === outline ? points : points.reverse();
}

/** Meridians and parallels every `step` degrees, at sea level; those every 15 degrees are `major`. */
export function graticule(projection: Projection, globe: Globe, step: number): BufferGeometry {
  const points = createPoints(projection, globe);
  const index: number[] = [];
  const fine = 2.5;
  const line = (from: number, to: number, at: (s: number) => number): void => {
    let last = at(from);
    for (let s = from + fine; s < to + fine; s += fine) {
      const next = at(Math.min(s, to));
      index.push(last, next);
      last = next;
    }
  };
  const majorAt = (degrees: number): number => (Math.abs(degrees % 15) < 1e-9 ? 1 : 0);
  const first = Math.ceil((projection.centralLon - 180) / step) * step;
  for (let lon = first; lon <= projection.centralLon + 180; lon += step) {
    line(-85, 85, (lat) => points.add(lon - projection.centralLon, lat, 0.012, majorAt(lon)));
  }
  for (let lat = -90 + step; lat < 90; lat += step) {
    line(-180, 180, (dLon) => points.add(dLon, lat, 0.012, majorAt(lat)));
  }
  return points.geometry(index);
}

/** The whole earth as a grid. */
export function bodyGeometry(projection: Projection, globe: Globe): BufferGeometry {
  const points = createPoints(projection, globe);
  const index: number[] = [];
  const [columns, rows] = [360 / BODY_STEP, 180 / BODY_STEP];
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const at = points.add(column * BODY_STEP - 180, row * BODY_STEP - 90, 0);
      if (row === rows || column === columns) continue;
      const above = at + columns + 1;
      index.push(at, at + 1, above + 1, at, above + 1, above);
    }
  }
  return points.geometry(index);
}

/** Lines of longitude and latitude over the land, cut where the map is. */
export function boundaryGeometry(
  lines: readonly (readonly number[])[][],
  projection: Projection,
  globe: Globe,
): BufferGeometry {
  const points = createPoints(projection, globe);
  const index: number[] = [];
  for (const line of lines) {
    let last = -1;
    let lastLon = 0;
    for (const [lon, lat] of line) {
      const dLon = projection.relativeLon(lon!);
      const at = points.add(dLon, lat!, LAND_TOP + 0.003);
      if (last >= 0 && Math.abs(dLon - lastLon) < 180) index.push(last, at);
      [last, lastLon] = [at, dLon];
    }
  }
  return points.geometry(index);
}
