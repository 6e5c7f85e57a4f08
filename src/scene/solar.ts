/**
 * Where the sun stands in the zenith: low-precision formulas of the Astronomical Almanac (page C5),
 * good to 0.01 degrees between 1950 and 2050; mean sidereal time as in the same almanac, page B8.
 */
import { wrapLon, type GeoPoint } from './projection.ts';

const RAD = Math.PI / 180;
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const DAY_MS = 86_400_000;

/** @param utcMs milliseconds since 1970, UTC */
export function subsolarPoint(utcMs: number): GeoPoint {
  const days = (utcMs - J2000_MS) / DAY_MS;
  const meanLon = 280.46 + 0.9856474 * days;
  const anomaly = (357.528 + 0.9856003 * days) * RAD;
  const eclipticLon = (meanLon + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RAD;
  const obliquity = (23.439 - 4e-7 * days) * RAD;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(eclipticLon)) / RAD;
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(eclipticLon), Math.cos(eclipticLon)) / RAD;
  const sidereal = 280.46062 + 360.98564737 * days;
  return { lat: declination, lon: wrapLon(ascension - sidereal) };
}
