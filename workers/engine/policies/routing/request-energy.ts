/** What one more request costs at each site this hour, in money or carbon. */
import type { Run } from '../../run.ts';

/**
 * Writes energy of a request above idle, at the meter (PUE included), x the grid's value, to out[offer];
 * 0 for a site without a grid.
 * @param perJ of each grid, USD/J or g/J
 */
export function requestValues({ world, state, router }: Run, perJ: Float64Array, out: Float64Array): void {
  const { demand, serving, sites } = world;
  const { offers, offerUse, offerServer } = demand;
  for (let offer = 0; offer < offers; offer++) {
    const server = offerServer[offer];
    const capacity = router.rates.capacityRps[offerUse[offer]];
    const grid = sites.grid[serving.site[server]];
    out[offer] = 0;
    if (grid < 0 || capacity === 0) continue;
    const factor = state.power.siteDrawFactor[serving.site[server]];
    out[offer] = ((serving.dynamicW[server] * factor) / capacity) * perJ[grid];
  }
}
