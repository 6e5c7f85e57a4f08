/** Sun and season by time of the run: no clock, only days since 1970 (T3, P1, P2). */
import type { World } from '../../world/world.ts';
import { PI, cosine, sine } from '../math.ts';

const DAY_S = 86400;
const RADIANS = PI / 180;
const TILT_DEG = 23.44;

/** Days since 1 March 0000 begin years that end with their leap day (Hinnant, "chrono-compatible low-level date algorithms"). */
function dayOfMarchYear(day: number): number {
  const days = day + 719468;
  const dayOfEra = days - Math.floor(days / 146097) * 146097;
  const year = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  return dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
}

/** Month, 0 to 11, of a day since 1970-01-01. */
export function monthOf(day: number): number {
  const fromMarch = Math.floor((5 * dayOfMarchYear(day) + 2) / 153);
  return fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
}

/** Day of the year, 1 on 1 January; 1 March is day 60 in every year. */
export function dayOfYear(day: number): number {
  const fromMarch = dayOfMarchYear(day);
  return fromMarch < 306 ? fromMarch + 60 : fromMarch - 305;
}

/** Mean temperature outdoors of a site in the local hour of `timeS`, without heat waves, in degrees Celsius. */
export function usualAmbientC(world: World, site: number, timeS: number): number {
  const { facility } = world;
  const localH = Math.floor((facility.startS + timeS) / 3600 + facility.utcOffsetH[site]);
  const day = Math.floor(localH / 24);
  return facility.ambientC[12 * site + monthOf(day)] + facility.ambientHoursC[24 * site + localH - 24 * day];
}

/**
 * Sine of the sun's height over a site at `timeS`, 0 at night. Declination after Cooper (1969);
 * solar time is that of the longitude, without the equation of time (up to 16 minutes).
 */
export function sunHeight(world: World, site: number, timeS: number): number {
  const { facility, sites } = world;
  const solarS = facility.startS + timeS + (sites.lon[site] / 360) * DAY_S;
  const day = Math.floor(solarS / DAY_S);
  const declination = TILT_DEG * RADIANS * sine((2 * PI * (284 + dayOfYear(day))) / 365);
  const hourAngle = 2 * PI * ((solarS - day * DAY_S) / DAY_S - 0.5);
  const latitude = sites.lat[site] * RADIANS;
  const height =
    sine(latitude) * sine(declination) + cosine(latitude) * cosine(declination) * cosine(hourAngle);
  return height > 0 ? height : 0;
}
