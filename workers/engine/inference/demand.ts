/** Demand for inference: lambda(metro, class, epoch) (I1, T3). */
import type { World } from '../../world/world.ts';

const HOUR_S = 3600;
const YEAR_S = 365.25 * 86400;

/**
 * Writes the requests per second of every demand row, during epoch number `epoch`, to `out`:
 * daily mean x profile at local time x growth, and what a series adds, x the metro's surge. The
 * profile's hourly factors stand at the middle of their hours and are joined by straight lines.
 *
 * One loop, no calls: a number returned from a call is an allocation in some engines.
 */
export function fillDemand(world: World, surge: Float64Array, epoch: number, out: Float64Array): void {
  const { demand, metros } = world;
  const timeS = epoch * demand.epochS;
  const middleS = timeS + demand.epochS / 2;
  const growth = 1 + (demand.growthPerYear * timeS) / YEAR_S;
  for (let row = 0; row < demand.count; row++) {
    const mean = demand.meanRps[row] * growth * surge[demand.metro[row]];
    const profile = demand.profile[row];
    if (profile < 0) {
      out[row] = mean;
      continue;
    }
    const localHours = demand.startHour + middleS / HOUR_S + metros.utcOffsetH[demand.metro[row]];
    // | 0 keeps whole numbers whole for the compiler; local time is within a day of UTC >= 0.
    const day = (Math.floor(localHours / 24 + 1) | 0) - 1;
    const hour = localHours - 24 * day;
    const before = (hour + 0.5) | 0;
    const part = hour + 0.5 - before;
    const low = demand.hours[24 * profile + ((before + 23) % 24)];
    const high = demand.hours[24 * profile + (before % 24)];
    const weekday = (demand.startDay + day + 7) % 7;
    out[row] = mean * (low + part * (high - low));
    const weekend = demand.weekend[profile];
    if (weekday >= 5) out[row] *= weekend;
  }
  if (epoch >= demand.rateEpochs) return;
  for (let row = 0; row < demand.count; row++)
    if (demand.rateStart[row] >= 0)
      out[row] += demand.rates[demand.rateStart[row] + epoch] * surge[demand.metro[row]];
}
