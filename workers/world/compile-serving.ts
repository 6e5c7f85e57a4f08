/** What each serving site can take of each request class (I2). */
import type { RequestClass, Scenario } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import { compilePrompts } from './prompts.ts';
import { SERVING_FILL, type PoolTable, type ServingTable, type SiteTable } from './world.ts';

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
    for (let p = sites.poolStart[s]; p < sites.poolStart[s + 1]; p++) reserved += pools.servingEver[p];
    if (reserved > 0) sites.server[s] = list.push(s) - 1;
  }
  const n = list.length * classes.length;
  const table: ServingTable = {
    count: list.length,
    site: Int32Array.from(list),
    classes: classes.length,
    class: Int32Array.from(classIndex),
    useSite: Int32Array.from({ length: n }, (_, use) => list[Math.floor(use / classes.length)]),
    useClass: Int32Array.from({ length: n }, (_, use) => use % classes.length),
    capacityRps: new Float64Array(n),
    slots: new Float64Array(n),
    serviceS: new Float64Array(n),
    prefillS: new Float64Array(n),
    tokenS: new Float64Array(n),
    dynamicW: new Float64Array(list.length),
    accelerators: new Float64Array(list.length),
    ttftLimitS: Float64Array.from(classes, (c) => c.ttftLimitS),
    tpotLimitS: Float64Array.from(classes, (c) => c.tpotLimitS ?? Infinity),
    waitFactor: Float64Array.from(classes, (c) => (c.arrivalScv + (c.serviceScv ?? 1)) / 2),
    peakedness: Float64Array.from(classes, (c) => (c.arrivalScv + 1) / 2),
    prompts: compilePrompts(classes.map((c) => c.tokensInCv)),
    requestBits: Float64Array.from(classes, (c) => c.requestKB * 8e3),
    responseBits: Float64Array.from(classes, (c) => c.responseKB * 8e3),
    tokensOut: Float64Array.from(classes, (c) => c.tokensOut),
    efficiencyPerYear: Float64Array.from(classes, (c) => c.efficiencyPerYear),
    efficiencyFromS: Float64Array.from(classes, (c) => c.efficiencyFromS),
    improving: classes.some((c) => c.efficiencyPerYear !== 1),
  };
  list.forEach((s, server) => {
    const meter = sites.hostFactor[s] * sites.pue[s];
    for (let p = sites.poolStart[s]; p < sites.poolStart[s + 1]; p++) {
      table.accelerators[server] += pools.servingEver[p];
      table.dynamicW[server] += pools.servingEver[p] * pools.dynamicW[p] * SERVING_FILL * meter;
    }
    // A cap that the serving draw alone would break takes room away from serving (P1, I2).
    const spareW = sites.bestCapW[s] - sites.idleW[s];
    const lit = table.dynamicW[server] > spareW ? spareW / table.dynamicW[server] : 1;
    table.dynamicW[server] *= lit;
    classes.forEach((requestClass, c) => {
      const at = server * classes.length + c;
      for (let p = sites.poolStart[s]; p < sites.poolStart[s + 1]; p++) {
        const type = scenario.accelerators[ids.types[pools.type[p]]];
        if (!fits(requestClass, type.memoryGB)) continue;
        const peakFlops = pools.peakFlops[p] * (1 - type.stackPenalty);
        const rate = replicaRates(requestClass, peakFlops, type.memoryGBps * 1e9);
        const slots = (pools.servingEver[p] * lit * requestClass.batch) / requestClass.acceleratorsPerReplica;
        table.slots[at] += slots;
        table.capacityRps[at] += (SERVING_FILL * slots) / rate.serviceS;
        table.prefillS[at] += slots * rate.prefillS;
        table.tokenS[at] += slots * rate.tokenS;
      }
      // Mixed pools: slots and rates add up; times are their means over slots.
      table.prefillS[at] = table.slots[at] > 0 ? table.prefillS[at] / table.slots[at] : 0;
      table.tokenS[at] = table.slots[at] > 0 ? table.tokenS[at] / table.slots[at] : 0;
      table.serviceS[at] =
        table.capacityRps[at] > 0 ? (SERVING_FILL * table.slots[at]) / table.capacityRps[at] : 0;
    });
  });
  return table;
}

/** The weights lie in the memory of a replica's accelerators (I2). */
function fits(requestClass: RequestClass, memoryGB: number): boolean {
  const { totalParamsB, activeParamsB, bytesPerParam, acceleratorsPerReplica } = requestClass;
  return (totalParamsB ?? activeParamsB) * bytesPerParam <= acceleratorsPerReplica * memoryGB;
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
  const readS = (parameters * requestClass.bytesPerParam) / (acceleratorsPerReplica * memoryBytesPerS);
  const computeS = (2 * parameters * batch) / flops;
  const tokenS = Math.max(readS, computeS);
  return { prefillS, tokenS, serviceS: prefillS + tokensOut * tokenS };
}
