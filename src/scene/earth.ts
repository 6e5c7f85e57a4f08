/** Directions from the earth's centre, as three has them: x east, y up, z south at the middle of the content. */
import type { GeoPoint } from './projection.ts';

const RAD = Math.PI / 180;

export type Direction = { x: number; y: number; z: number };

/** Writes the unit direction of a place, degrees. */
export type Outward = <T extends Direction>(lat: number, lon: number, out: T) => T;

export function outwardAround(middle: GeoPoint): Outward {
  const [sin0, cos0] = [Math.sin(middle.lat * RAD), Math.cos(middle.lat * RAD)];
  return (lat, lon, out) => {
    const l = (lon - middle.lon) * RAD;
    const [sin, cos] = [Math.sin(lat * RAD), Math.cos(lat * RAD)];
    const ahead = cos * Math.cos(l);
    out.x = cos * Math.sin(l);
    out.y = ahead * cos0 + sin * sin0;
    out.z = ahead * sin0 - sin * cos0;
    return out;
  };
}
