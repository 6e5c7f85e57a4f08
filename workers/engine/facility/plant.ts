/**
 * Sun and battery of a site (P2): the sun goes first, then the battery, then the grid. What the sun gives
 * beyond the load charges the battery; the rest is curtailed. A battery that has run empty
 * rests until it holds RESTART_SHARE again, so that it does not switch without end.
 */
import { place, unschedule } from '../event-queue.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { settleSite } from './ledger.ts';
import { updateSupply } from './supply.ts';

const RESTART_SHARE = 0.05;

/** Splits the site's draw over its sources, and sets when its battery turns. */
export function balancePlant(run: Run, site: number, timeS: number): void {
  const { world, state } = run;
  const { plants } = world.facility;
  const plant = world.facility.plant[site];
  const loadW = state.sitePowerW[site];
  const solarW = state.power.plantSolarW[plant];
  const storeJ = state.power.plantStoreJ[plant];
  const lackW = loadW > solarW ? loadW - solarW : 0;
  const surplusW = solarW > loadW ? solarW - loadW : 0;
  const batteryW = plants.batteryW[plant];
  let dischargeW = 0;
  if (state.power.plantResting[plant] === 0) {
    // Without a grid the battery gives all: the limit has seen to it that it can.
    dischargeW = lackW < batteryW || plants.connected[plant] === 0 ? lackW : batteryW;
  }
  let chargeW = 0;
  if (storeJ < plants.storeJ[plant]) chargeW = surplusW < batteryW ? surplusW : batteryW;
  state.power.plantDischargeW[plant] = dischargeW;
  state.power.plantChargeW[plant] = chargeW;
  state.power.plantCurtailedW[plant] = surplusW - chargeW;
  state.power.siteGridW[site] = plants.connected[plant] === 0 ? 0 : lackW - dischargeW;
  if (dischargeW > 0) {
    schedulePlant(run, plant, timeS + storeJ / dischargeW);
  } else if (chargeW > 0) {
    const goalJ =
      state.power.plantResting[plant] === 1 ? RESTART_SHARE * plants.storeJ[plant] : plants.storeJ[plant];
    const leftJ = goalJ > storeJ ? goalJ - storeJ : 0;
    schedulePlant(run, plant, timeS + leftJ / (chargeW * plants.efficiency[plant]));
  } else {
    const { n } = state;
    const { plantHeap, plantAt, plantDueS } = state.power;
    n[N.plantQueueSize] = unschedule(plantHeap, plantAt, plantDueS, n[N.plantQueueSize], plant);
  }
}

function schedulePlant(run: Run, plant: number, dueS: number): void {
  const { n } = run.state;
  const { plantHeap, plantAt, plantDueS } = run.state.power;
  plantDueS[plant] = dueS;
  n[N.plantQueueSize] = place(plantHeap, plantAt, plantDueS, n[N.plantQueueSize], plant);
}

/** Batteries that are empty, rested or full at `timeS`. */
export function turnPlants(run: Run, timeS: number): void {
  const { world, state } = run;
  const { plants } = world.facility;
  while (state.n[N.plantQueueSize] > 0 && state.power.plantDueS[state.power.plantHeap[0]] <= timeS) {
    const plant = state.power.plantHeap[0];
    const site = plants.site[plant];
    settleSite(run, site, timeS);
    if (state.power.plantDischargeW[plant] > 0) {
      state.power.plantStoreJ[plant] = 0;
      state.power.plantResting[plant] = 1;
    } else if (state.power.plantResting[plant] === 1) {
      state.power.plantStoreJ[plant] = RESTART_SHARE * plants.storeJ[plant];
      state.power.plantResting[plant] = 0;
    } else {
      state.power.plantStoreJ[plant] = plants.storeJ[plant];
    }
    const { n } = state;
    const { plantHeap, plantAt, plantDueS } = state.power;
    n[N.plantQueueSize] = unschedule(plantHeap, plantAt, plantDueS, n[N.plantQueueSize], plant);
    updateSupply(run, site);
  }
}
