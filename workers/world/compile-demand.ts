/** Inference: what each serving site can take of each request class (I2), and who asks (I1). */
import type { RequestClass, Scenario } from '../scenario/scenario.ts';
import { sortedKeys, type Ids } from './ids.ts';
import {
  SERVING_FILL,
  type DemandTable,
  type PoolTable,
  type ServingTable,
  type SiteTable,
} from './world.ts';

const DAY_S = 86400;
const BYTES_PER_PARAMETER = 2;

export function compileServing(
  scenario: Scenario,
  ids: Ids,
  sites: SiteTable,
  pools: PoolTable,
): ServingTable {
  const classIndex = ids.classes
    .map((_, c) => c)
    .filter((c) => scenario.classes[ids.classes[c]].kind === 'request');
  const classes = classIndex.map((c) => scenario.classes[ids.classes[c]] as RequestClass);
  const list: number[] = [];
  for (let s = 0; s < sites.count; s++) {
    let reserved = 0;
    for (let p = sites.poolStart[s]; p < sites.poolStart[s + 1]; p++) reserved += pools.forServing[p];
    if (reserved > 0) sites.server[s] = list.push(s) - 1;
  }
  const n = list.length * classes.length;
  const table: ServingTable = {
    count: list.length,
    site: Int32Array.from(list),
    classes: classes.length,
    class: Int32Array.from(classIndex),
    capacityRps: new Float64Array(n),
    slots: new Float64Array(n),
    serviceS: new Float64Array(n),
    prefillS: new Float64Array(n),
    dynamicW: new Float64Array(list.length),
    accelerators: new Float64Array(list.length),
    ttftLimitS: Float64Array.from(classes, (c) => c.ttftLimitS),
    requestBits: Float64Array.from(classes, (c) => c.requestKB * 8e3),
    responseBits: Float64Array.from(classes, (c) => c.responseKB * 8e3),
    tokensOut: Float64Array.from(classes, (c) => c.tokensOut),
  };
  list.forEach((s, server) => {
    const meter = sites.hostFactor[s] * sites.pue[s];
    for (let p = sites.poolStart[s]; p < sites.poolStart[s + 1]; p++) {
      table.accelerators[server] += pools.forServing[p];
      table.dynamicW[server] += pools.forServing[p] * pools.dynamicW[p] * SERVING_FILL * meter;
    }
    // A cap that the serving draw alone would break takes room away from serving (P1, I2).
    const spareW = sites.bestCapW[s] - sites.idleW[s];
    const lit = table.dynamicW[server] > spareW ? spareW / table.dynamicW[server] : 1;
    table.dynamicW[server] *= lit;
    classes.forEach((requestClass, c) => {
      const at = server * classes.length + c;
      for (let p = sites.poolStart[s]; p < sites.poolStart[s + 1]; p++) {
        const type = scenario.accelerators[ids.types[pools.type[p]]];
        const rate = replicaRates(requestClass, pools.peakFlops[p], type.memoryGBps * 1e9);
        const slots = (pools.forServing[p] * lit * requestClass.batch) / requestClass.acceleratorsPerReplica;
        table.slots[at] += slots;
        table.capacityRps[at] += (SERVING_FILL * slots) / rate.serviceS;
        table.prefillS[at] += slots * rate.prefillS;
      }
      // Mixed pools: slots and rates add up; times are their means over slots.
      table.prefillS[at] = table.slots[at] > 0 ? table.prefillS[at] / table.slots[at] : 0;
      table.serviceS[at] =
        table.capacityRps[at] > 0 ? (SERVING_FILL * table.slots[at]) / table.capacityRps[at] : 0;
    });
  });
  return table;
}

/**
 * Times of one request on a replica (I2). Prefill is bound by arithmetic; a decode step by the
 * larger of reading the active weights once and computing one token for each of the batch.
 */
function replicaRates(requestClass: RequestClass, peakFlops: number, memoryBytesPerS: number) {
  const { activeParamsB, acceleratorsPerReplica, batch, mfu, tokensIn, tokensOut } = requestClass;
  const parameters = activeParamsB * 1e9;
  const flops = acceleratorsPerReplica * peakFlops * mfu;
  const prefillS = (2 * parameters * tokensIn) / flops;
  const readS = (parameters * BYTES_PER_PARAMETER) / (acceleratorsPerReplica * memoryBytesPerS);
  const computeS = (2 * parameters * batch) / flops;
  return { prefillS, serviceS: prefillS + tokensOut * Math.max(readS, computeS) };
}

export function compileDemand(scenario: Scenario, ids: Ids, serving: ServingTable): DemandTable {
  const { demand } = scenario;
  const profileIds = sortedKeys(demand.profiles);
  const nMetros = ids.metros.length;
  const rowStart = new Int32Array(nMetros + 1);
  const rows: { metro: number; class: number; meanRps: number; profile: number }[] = [];
  ids.metros.forEach((id, metro) => {
    const asked = demand.metros[id] ?? {};
    for (const classId of sortedKeys(asked)) {
      const { requestsPerDay, profile } = asked[classId];
      rows.push({
        metro,
        class: serving.class.indexOf(ids.classes.indexOf(classId)),
        meanRps: requestsPerDay / DAY_S,
        profile: profile === null ? -1 : profileIds.indexOf(profile),
      });
    }
    rowStart[metro + 1] = rows.length;
  });
  const startS = scenario.startMs / 1000;
  return {
    epochS: demand.epochS,
    growthPerYear: demand.growthPerYear,
    lastMileS: demand.lastMileMs / 1e3,
    startHour: (((startS % DAY_S) + DAY_S) % DAY_S) / 3600,
    // 1970-01-01 was a Thursday; 0 is Monday.
    startDay: (((Math.floor(startS / DAY_S) + 3) % 7) + 7) % 7,
    count: rows.length,
    rowStart,
    class: Int32Array.from(rows, (row) => row.class),
    metro: Int32Array.from(rows, (row) => row.metro),
    meanRps: Float64Array.from(rows, (row) => row.meanRps),
    profile: Int32Array.from(rows, (row) => row.profile),
    hours: Float64Array.from(profileIds.flatMap((id) => demand.profiles[id].hours)),
    weekend: Float64Array.from(profileIds, (id) => demand.profiles[id].weekend),
  };
}
