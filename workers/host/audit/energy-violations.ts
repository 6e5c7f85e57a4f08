/** C: power within its limits, and energy accounted for, at every site; P1, P2. */
import type { Run } from '../../engine/run.ts';

const SAME = 1e-9;

export function energyViolations(run: Run): string[] {
  const { world, state } = run;
  const { sites, facility } = world;
  const wrong: string[] = [];
  for (let site = 0; site < sites.count; site++) {
    const name = `site ${world.ids.sites[site]}`;
    const powerW = state.sitePowerW[site];
    const limitW = Math.min(sites.powerCapW[site], state.power.siteLimitW[site]);
    const leastW = state.power.siteDrawFactor[site] * state.siteIdleW[site] + state.power.siteFixedW[site];
    const dark = state.power.siteDark[site] === 1;
    if (powerW > limitW * (1 + SAME)) wrong.push(`${name} draws ${powerW} W over its limit of ${limitW}`);
    if (dark && powerW !== 0) wrong.push(`${name} is dark and draws ${powerW} W`);
    if (!dark && powerW < leastW * (1 - SAME)) wrong.push(`${name} draws ${powerW} W, below idle`);
    if (dark && state.siteUp[site] === 1 && leastW <= limitW * (1 - SAME))
      wrong.push(`${name} is dark with ${limitW} W`);
    const throttle = state.siteThrottle[site];
    if (!(throttle >= 0 && throttle <= 1)) wrong.push(`${name}: clocks at ${throttle}`);
    if (state.power.siteItW[site] > powerW * (1 + SAME)) wrong.push(`${name}: PUE below 1`);
    if (facility.plant[site] >= 0) wrong.push(...plantViolations(run, site, name));
    else if (state.power.siteGridJ[site] !== state.siteEnergyJ[site])
      wrong.push(
        `${name}: ${state.power.siteGridJ[site]} J from the grid, ${state.siteEnergyJ[site]} J used`,
      );
  }
  return wrong;
}

/** Solar + grid + discharge = load + charge + curtailed, now and since the start. */
function plantViolations(run: Run, site: number, name: string): string[] {
  const { state } = run;
  const { facility } = run.world;
  const { plants } = facility;
  const plant = facility.plant[site];
  const wrong: string[] = [];
  const balance = (what: string, sources: number[], uses: number[]) => {
    const given = sources.reduce((sum, value) => sum + value, 0);
    const taken = uses.reduce((sum, value) => sum + value, 0);
    if (Math.abs(given - taken) > SAME * (given + taken))
      wrong.push(`${name}: ${what} ${given}, ${taken} used`);
    if ([...sources, ...uses].some((value) => value < 0)) wrong.push(`${name}: ${what} below 0`);
  };
  balance(
    'W',
    [state.power.plantSolarW[plant], state.power.siteGridW[site], state.power.plantDischargeW[plant]],
    [state.sitePowerW[site], state.power.plantChargeW[plant], state.power.plantCurtailedW[plant]],
  );
  balance(
    'J',
    [state.power.plantSolarJ[plant], state.power.siteGridJ[site], state.power.plantDischargedJ[plant]],
    [state.siteEnergyJ[site], state.power.plantChargedJ[plant], state.power.plantCurtailedJ[plant]],
  );
  const storeJ = state.power.plantStoreJ[plant];
  const moved =
    plants.efficiency[plant] * state.power.plantChargedJ[plant] - state.power.plantDischargedJ[plant];
  const turned =
    plants.efficiency[plant] * state.power.plantChargedJ[plant] + state.power.plantDischargedJ[plant];
  if (Math.abs(plants.chargeJ[plant] + moved - storeJ) > SAME * (plants.storeJ[plant] + turned))
    wrong.push(`${name}: ${storeJ} J in the battery, not ${plants.chargeJ[plant] + moved}`);
  if (storeJ < -SAME * plants.storeJ[plant] || storeJ > plants.storeJ[plant] * (1 + SAME))
    wrong.push(`${name}: ${storeJ} J in a battery of ${plants.storeJ[plant]}`);
  if (state.power.plantDischargeW[plant] > plants.batteryW[plant] * (1 + SAME))
    wrong.push(`${name}: the battery gives ${state.power.plantDischargeW[plant]} W`);
  if (state.power.plantResting[plant] === 1 && state.power.plantDischargeW[plant] > 0)
    wrong.push(`${name}: the battery rests and gives`);
  if (plants.connected[plant] === 0 && state.power.siteGridJ[site] !== 0) wrong.push(`${name} has no grid`);
  return wrong;
}
