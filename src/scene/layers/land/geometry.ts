/** Land as triangles: its top, its low cliffs, its coast as lines; and the net of the graticule. */
import { BufferGeometry, Float32BufferAttribute, ShapeUtils, Vector2 } from 'three/webgpu';
import type { Projection } from '../../projection.ts';
import { LAND_TOP } from '../../tsl/look.ts';
import { createCoastTest, ringArea, type Shape } from './rings.ts';

export type LandGeometry = { top: BufferGeometry; cliffs: BufferGeometry; coast: BufferGeometry };

function geometryOf(positions: number[], index?: number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  if (index) geometry.setIndex(index);
  return geometry;
}

export function landGeometry(shapes: readonly Shape[], projection: Projection, reach: number): LandGeometry {
  const top: number[] = [];
  const topIndex: number[] = [];
  const cliffs: number[] = [];
  const cliffIndex: number[] = [];
  const coast: number[] = [];
  const isCoast = createCoastTest(projection, reach);
  for (const shape of shapes) {
    const base = top.length / 3;
    const loops = shape.map((ring, i) => orient(ring, i === 0));
    for (const loop of loops) for (const point of loop) top.push(point.x, LAND_TOP, -point.y);
    for (const face of ShapeUtils.triangulateShape(loops[0]!, loops.slice(1))) {
      for (const corner of face) topIndex.push(base + corner);
    }
    for (const loop of loops) {
      loop.forEach((a, i) => {
        const b = loop[(i + 1) % loop.length]!;
        if (!isCoast(a.x, a.y, b.x, b.y)) return;
        coast.push(a.x, LAND_TOP + 0.002, -a.y, b.x, LAND_TOP + 0.002, -b.y);
        const at = cliffs.length / 3;
        cliffs.push(a.x, 0, -a.y, b.x, 0, -b.y, b.x, LAND_TOP, -b.y, a.x, LAND_TOP, -a.y);
        cliffIndex.push(at, at + 1, at + 2, at, at + 2, at + 3);
      });
    }
  }
  return { top: geometryOf(top, topIndex), cliffs: geometryOf(cliffs, cliffIndex), coast: geometryOf(coast) };
}

/** Counter-clockwise for outlines, clockwise for holes, so that cliffs face the sea. */
function orient(ring: readonly number[], outline: boolean): Vector2[] {
  const points: Vector2[] = [];
  for (let i = 0; i < ring.length; i += 2) points.push(new Vector2(ring[i]!, ring[i + 1]!));
  if (ringArea(ring as number[]) > 0 !== outline) points.reverse();
  return points;
}

/** Meridians and parallels every `step` degrees, at sea level. */
export function graticule(projection: Projection, step: number): BufferGeometry {
  const { halfLon, south, north } = projection.bounds;
  const positions: number[] = [];
  const add = (lat0: number, lon0: number, lat1: number, lon1: number): void => {
    for (const [lat, lon] of [
      [lat0, lon0],
      [lat1, lon1],
    ] as const) {
      const relative = Math.min(179.999, Math.max(-179.999, lon));
      const [x, y] = projection.forward(lat, projection.centralLon + relative);
      positions.push(x, 0.012, -y);
    }
  };
  const fine = 2;
  const first = Math.ceil((projection.centralLon - halfLon) / step) * step - projection.centralLon;
  for (let lon = first; lon <= halfLon; lon += step) {
    for (let lat = south; lat < north; lat += fine) add(lat, lon, Math.min(north, lat + fine), lon);
  }
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    for (let lon = -halfLon; lon < halfLon; lon += fine) add(lat, lon, lat, Math.min(halfLon, lon + fine));
  }
  return geometryOf(positions);
}
