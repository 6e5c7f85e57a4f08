/**
 * The ground as geometry: the land that was made of its files, the net of the graticule, and the body
 * of the earth. Its attributes are the columns of `points.ts`.
 */
import { BufferAttribute, BufferGeometry, Sphere } from 'three/webgpu';
import { LAND_TOP } from '../../measure.ts';
import { createPoints, type Columns, type Surface } from './points.ts';
import type { LandTriangles } from './made.ts';

const BODY_STEP = 3;
const EARTH = new Sphere();

function geometryOf({ position, plane, lift, major }: Columns, index: Uint32Array): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(position, 3));
  geometry.setAttribute('plane', new BufferAttribute(plane, 2));
  geometry.setAttribute('lift', new BufferAttribute(lift, 1));
  geometry.setAttribute('major', new BufferAttribute(major, 1));
  geometry.setIndex(new BufferAttribute(index, 1));
  // Told, or three goes through all points for a middle to sort by; the ground is sorted by order alone.
  geometry.boundingSphere = EARTH;
  return geometry;
}

export function landGeometry({ top, shore }: LandTriangles) {
  const cliffs = geometryOf(shore, shore.cliffs);
  const coast = new BufferGeometry();
  for (const name of Object.keys(cliffs.attributes)) coast.setAttribute(name, cliffs.getAttribute(name));
  coast.setIndex(new BufferAttribute(shore.coast, 1));
  coast.boundingSphere = EARTH;
  return { top: geometryOf(top, top.index), cliffs, coast };
}

/** Meridians and parallels every `step` degrees, at sea level; those every 15 degrees are `major`. */
export function graticule(ground: Surface, step: number): BufferGeometry {
  const { projection } = ground;
  const points = createPoints(ground);
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
  return geometryOf(points.columns(), Uint32Array.from(index));
}

/** The whole earth as a grid. */
export function bodyGeometry(ground: Surface): BufferGeometry {
  const points = createPoints(ground);
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
  return geometryOf(points.columns(), Uint32Array.from(index));
}

/** Lines of longitude and latitude over the land, cut where the map is. */
export function boundaryGeometry(lines: readonly (readonly number[])[][], ground: Surface): BufferGeometry {
  const { projection } = ground;
  const points = createPoints(ground);
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
  return geometryOf(points.columns(), Uint32Array.from(index));
}
