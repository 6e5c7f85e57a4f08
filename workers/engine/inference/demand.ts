/** Demand for inference: lambda(metro, class, epoch) (I1, T3). */
import type { World } from '../../world/world.ts';

const HOUR_S = 3600;
const YEAR_S = 365.25 * 86400;

/**
 * Requests per second of a demand row during the epoch that starts at `timeS`: daily mean x
 * profile at local time x growth. The profile's hourly factors stand at the middle of their
 * hours and are joined by straight lines.
 */
export function demandRps(world: World, row: number, timeS: number): number {
  const { demand, metros } = world;
  const growth = 1 + (demand.growthPerYear * timeS) / YEAR_S;
  const mean = demand.meanRps[row] * growth;
  const profile = demand.profile[row];
  if (profile < 0) return mean;
  const middle = timeS + demand.epochS / 2;
  const localHours = demand.startHour + middle / HOUR_S + metros.utcOffsetH[demand.metro[row]];
  const day = Math.floor(localHours / 24);
  const hour = localHours - 24 * day;
  const before = Math.floor(hour - 0.5);
  const part = hour - 0.5 - before;
  const low = demand.hours[24 * profile + ((before + 24) % 24)];
  const high = demand.hours[24 * profile + ((before + 25) % 24)];
  const weekday = (((demand.startDay + day) % 7) + 7) % 7;
  return mean * (low + part * (high - low)) * (weekday >= 5 ? demand.weekend[profile] : 1);
}
