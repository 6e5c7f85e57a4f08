/**
 * Points of the ground as columns. Each has its place on the plane (`plane`: x east, z south), its
 * direction from the earth's centre (`position`) and its height (`lift`), so that the same columns
 * are the flat map and the globe. Pure; no three here.
 */
import type { Outward } from '../../earth.ts';
import type { Projection } from '../../projection.ts';
import { HALF_WORLD } from './world.ts';

/** Beyond the bounds of the flat map by as much as the rim fades, degrees. */
const FADE_DEG = 12;

export type Columns = {
  /** Three of them a point. */
  position: Float32Array;
  /** Two a point. */
  plane: Float32Array;
  lift: Float32Array;
  /** 1 for lines of the wide net. */
  major: Float32Array;
};

/** The ground that points are put on. */
export type Surface = { projection: Projection; outward: Outward };

export type Points = {
  /** @param dLon degrees from the middle of the map @returns the number of the point */
  add(dLon: number, lat: number, lift: number, major?: number): number;
  columns(): Columns;
};

export function createPoints({ projection, outward }: Surface): Points {
  const plane: number[] = [];
  const position: number[] = [];
  const lifts: number[] = [];
  const majors: number[] = [];
  const out = { x: 0, y: 0, z: 0 };
  const { south, north } = projection.bounds;
  return {
    add(dLon, lat, lift, major = 1) {
      const east = Math.min(HALF_WORLD, Math.max(-HALF_WORLD, dLon));
      const lon = projection.centralLon + east;
      const flat = Math.min(projection.raw.cone ? north : 90, Math.max(south - FADE_DEG, lat));
      const [x, y] = projection.forward(flat, lon);
      outward(lat, lon, out);
      plane.push(x, -y);
      position.push(out.x, out.y, out.z);
      lifts.push(lift);
      majors.push(major);
      return lifts.length - 1;
    },
    columns: () => ({
      position: Float32Array.from(position),
      plane: Float32Array.from(plane),
      lift: Float32Array.from(lifts),
      major: Float32Array.from(majors),
    }),
  };
}
