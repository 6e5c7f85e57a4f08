/**
 * Measuring (M): every figure as of a time, computed from the state without touching it, so
 * that looking more often changes nothing (T2).
 */
import { latencyPercentiles } from './inference/latency.ts';
import { power } from './math.ts';
import { METRICS, metricIndex } from './metrics.ts';
import type { Run } from './run.ts';
import { F, FLOW, N, WAIT_BINS_PER_OCTAVE, type EngineState } from './state.ts';

const PFLOP_DAY = 1e15 * 86400;
const INDEX = Object.fromEntries(METRICS.map((metric) => [metric.key, metricIndex(metric.key)])) as Record<
  (typeof METRICS)[number]['key'],
  number
>;

/** What `siteTotals` writes: integrals of one site since the start. */
export const TOTAL = {
  energyJ: 0,
  carbonG: 1,
  /** Of energy. */
  costUsd: 2,
  busySeconds: 3,
  flop: 4,
  itJ: 5,
  gridJ: 6,
  waterL: 7,
  solarJ: 8,
  curtailedJ: 9,
  capitalUsd: 10,
  operatingUsd: 11,
  /** Of both, what its accelerators kept for inference bear. */
  servingUsd: 12,
  size: 13,
} as const;

/** Fills `out` with a site's integrals (by TOTAL) at `timeS` >= the last event. */
export function siteTotals(run: Run, site: number, timeS: number, out: Float64Array): void {
  const { world, state } = run;
  const { economics, purchases } = world;
  const dt = timeS - state.siteSinceS[site];
  const gridJ = state.power.siteGridW[site] * dt;
  const grid = world.sites.grid[site];
  const plant = world.facility.plant[site];
  out[TOTAL.energyJ] = state.siteEnergyJ[site] + state.sitePowerW[site] * dt;
  out[TOTAL.gridJ] = state.power.siteGridJ[site] + gridJ;
  out[TOTAL.itJ] = state.power.siteItJ[site] + state.power.siteItW[site] * dt;
  out[TOTAL.waterL] = state.power.siteWaterL[site] + state.power.siteWaterLps[site] * dt;
  out[TOTAL.carbonG] = state.siteCarbonG[site];
  out[TOTAL.costUsd] = state.siteCostUsd[site];
  if (grid >= 0) {
    out[TOTAL.carbonG] += gridJ * state.gridCarbonGPerJ[grid];
    out[TOTAL.costUsd] += gridJ * state.gridPriceUsdPerJ[grid];
  }
  out[TOTAL.solarJ] = 0;
  out[TOTAL.curtailedJ] = 0;
  if (plant >= 0) {
    out[TOTAL.solarJ] = state.power.plantSolarJ[plant] + state.power.plantSolarW[plant] * dt;
    out[TOTAL.curtailedJ] = state.power.plantCurtailedJ[plant] + state.power.plantCurtailedW[plant] * dt;
  }
  out[TOTAL.capitalUsd] = 0;
  out[TOTAL.operatingUsd] = out[TOTAL.costUsd] + economics.linkUsdPerS[site] * timeS;
  for (let i = purchases.start[site]; i < purchases.start[site + 1] && purchases.atS[i] <= timeS; i++) {
    const agedS = timeS - purchases.atS[i];
    out[TOTAL.capitalUsd] +=
      purchases.equipmentUsd[i] * (agedS < economics.amortisationS ? agedS / economics.amortisationS : 1) +
      purchases.buildingUsd[i] * (agedS < economics.buildingS ? agedS / economics.buildingS : 1);
    out[TOTAL.operatingUsd] += purchases.staffUsdPerS[i] * agedS;
  }
  out[TOTAL.servingUsd] = economics.servingShare[site] * (out[TOTAL.capitalUsd] + out[TOTAL.operatingUsd]);
  out[TOTAL.busySeconds] = state.siteBusySeconds[site] + state.siteBusy[site] * dt;
  out[TOTAL.flop] = state.siteFlop[site] + state.siteUsefulFlops[site] * dt;
}

/**
 * Writes all metrics, in the order of METRICS, to out[offset..].
 * @param timeS the time of observation, >= the last event handled
 */
export function readMetrics(run: Run, timeS: number, out: Float64Array, offset: number): void {
  const { state } = run;
  sumSites(run, timeS, out, offset);
  readEnergy(run, timeS, out, offset);
  const { n, f } = state;
  const waited = f[F.queuedJobSeconds] + n[N.queuedJobs] * (timeS - f[F.queuedSinceS]);
  out[offset + INDEX.arrivedJobs] = n[N.arrivedJobs];
  out[offset + INDEX.queuedJobs] = n[N.queuedJobs];
  out[offset + INDEX.queuedAccelerators] = f[F.queuedAccelerators];
  out[offset + INDEX.stagingJobs] = n[N.stagingJobs];
  out[offset + INDEX.runningJobs] = n[N.runningJobs];
  out[offset + INDEX.doneJobs] = n[N.doneJobs];
  out[offset + INDEX.movedJobs] = n[N.movedJobs];
  out[offset + INDEX.failures] = n[N.failures];
  out[offset + INDEX.preemptions] = n[N.preemptions];
  out[offset + INDEX.migrations] = n[N.migrations];
  out[offset + INDEX.lostFlop] = f[F.lostFlop];
  out[offset + INDEX.waitMeanS] = ratio(waited, n[N.arrivedJobs]);
  out[offset + INDEX.waitP50S] = waitAtShare(state, 0.5);
  out[offset + INDEX.waitP95S] = waitAtShare(state, 0.95);

  const dt = timeS - f[F.requestsSinceS];
  const demanded = f[F.demandedRequests] + f[F.demandRps] * dt;
  out[offset + INDEX.demandRps] = f[F.demandRps];
  out[offset + INDEX.servedRps] = f[F.servedRps];
  out[offset + INDEX.shedRps] = f[F.demandRps] - f[F.servedRps];
  out[offset + INDEX.inTime] = ratio(f[F.inTimeRps], f[F.demandRps]);
  out[offset + INDEX.inTimeMean] = ratio(f[F.inTimeRequests] + f[F.inTimeRps] * dt, demanded);
  out[offset + INDEX.latencyS] = ratio(f[F.latencyRpsS], f[F.servedRps]);
  latencyPercentiles(run, -1, out, offset + INDEX.latencyP50S, INDEX.latencyP95S - INDEX.latencyP50S);
  out[offset + INDEX.tokenS] = ratio(f[F.tokenRpsS], f[F.servedRps]);
  const attaining = run.world.scenario.policy.objective === 'attainment';
  out[offset + INDEX.regret] = ratio(
    f[F.routedUsdPerS] - f[F.bestUsdPerS],
    attaining ? f[F.missedUsdPerS] : Math.abs(f[F.bestUsdPerS]),
  );
  out[offset + INDEX.regretMean] = ratio(
    f[F.routedUsd] - f[F.bestUsd] + (f[F.routedUsdPerS] - f[F.bestUsdPerS]) * dt,
    attaining ? f[F.missedUsd] + f[F.missedUsdPerS] * dt : Math.abs(f[F.bestUsd] + f[F.bestUsdPerS] * dt),
  );
  out[offset + INDEX.requestsDemanded] = demanded;
  out[offset + INDEX.requestsShed] = f[F.shedRequests] + (f[F.demandRps] - f[F.servedRps]) * dt;

  out[offset + INDEX.activeFlows] = n[N.sendingFlows];
  out[offset + INDEX.bytesMoved] = f[F.bytesMoved];
  out[offset + INDEX.networkRateBps] = totalRate(state);
  out[offset + INDEX.peakLinkLoad] = peakLoad(state);
}

function sumSites(run: Run, timeS: number, out: Float64Array, offset: number): void {
  const { world, state } = run;
  const { sites, pools } = world;
  const { totals, sums } = run.work;
  sums.fill(0);
  let installed = 0;
  let busy = 0;
  let goodput = 0;
  let powerW = 0;
  for (let site = 0; site < sites.count; site++) {
    siteTotals(run, site, timeS, totals);
    for (let total = 0; total < TOTAL.size; total++) sums[total] += totals[total];
    installed += state.siteInstalled[site];
    busy += state.siteBusy[site];
    goodput += state.siteUsefulFlops[site];
    powerW += state.sitePowerW[site];
  }
  let computing = 0;
  let staging = 0;
  let stalled = 0;
  let forJobs = 0;
  let peakFlops = 0;
  for (let pool = 0; pool < pools.count; pool++) {
    computing += state.poolComputing[pool];
    staging += state.poolStaging[pool];
    stalled += state.poolStalled[pool];
    forJobs += state.poolForJobs[pool];
    peakFlops += state.poolInstalled[pool] * pools.peakFlops[pool];
  }
  const { f } = state;
  const installedSeconds = f[F.installedSeconds] + f[F.installed] * (timeS - f[F.installedSinceS]);
  out[offset + INDEX.installed] = installed;
  out[offset + INDEX.peakFlops] = peakFlops;
  out[offset + INDEX.embargoed] = f[F.embargoed];
  out[offset + INDEX.utilisation] = ratio(busy, installed);
  out[offset + INDEX.utilisationMean] = ratio(sums[TOTAL.busySeconds], installedSeconds);
  out[offset + INDEX.trainingUtilisation] = ratio(computing, forJobs);
  out[offset + INDEX.stagingShare] = ratio(staging, installed);
  out[offset + INDEX.stalledShare] = ratio(stalled, installed);
  out[offset + INDEX.goodputFlops] = goodput;
  out[offset + INDEX.usefulFlop] = sums[TOTAL.flop];
  out[offset + INDEX.powerW] = powerW;
  out[offset + INDEX.energyJ] = sums[TOTAL.energyJ];
  out[offset + INDEX.carbonG] = sums[TOTAL.carbonG];
  out[offset + INDEX.costUsd] = sums[TOTAL.costUsd];
  out[offset + INDEX.carbonPerPflopDayG] = ratio(sums[TOTAL.carbonG], sums[TOTAL.flop] / PFLOP_DAY);
  out[offset + INDEX.costPerPflopDayUsd] = ratio(sums[TOTAL.costUsd], sums[TOTAL.flop] / PFLOP_DAY);
}

/** Where the energy came from, water and money, from what `sumSites` has left in `work.sums`. */
function readEnergy(run: Run, timeS: number, out: Float64Array, offset: number): void {
  const { world, state } = run;
  const { sums } = run.work;
  const { economics, facility, sites } = world;
  let itW = 0;
  out[offset + INDEX.waterLph] = 0;
  for (let site = 0; site < sites.count; site++) {
    itW += state.power.siteItW[site];
    out[offset + INDEX.waterLph] += 3600 * state.power.siteWaterLps[site];
  }
  out[offset + INDEX.pue] = 0;
  out[offset + INDEX.pueMean] = 0;
  if (itW > 0) out[offset + INDEX.pue] = out[offset + INDEX.powerW] / itW;
  if (sums[TOTAL.itJ] > 0) out[offset + INDEX.pueMean] = sums[TOTAL.energyJ] / sums[TOTAL.itJ];
  out[offset + INDEX.gridEnergyJ] = sums[TOTAL.gridJ];
  out[offset + INDEX.solarEnergyJ] = sums[TOTAL.solarJ];
  out[offset + INDEX.curtailedEnergyJ] = sums[TOTAL.curtailedJ];
  out[offset + INDEX.batteryJ] = 0;
  for (let plant = 0; plant < facility.plants.count; plant++)
    out[offset + INDEX.batteryJ] += storedJ(run, plant, timeS);
  out[offset + INDEX.waterL] = sums[TOTAL.waterL];

  const metroUsd = economics.metroLinkUsdPerS * timeS;
  const servingUsd = metroUsd + sums[TOTAL.servingUsd];
  const totalUsd = sums[TOTAL.capitalUsd] + sums[TOTAL.operatingUsd] + metroUsd;
  const tokens = state.f[F.servedTokens] + state.f[F.servedTokensPerS] * (timeS - state.f[F.tokensSinceS]);
  out[offset + INDEX.capitalUsd] = sums[TOTAL.capitalUsd];
  out[offset + INDEX.operatingUsd] = sums[TOTAL.operatingUsd] + metroUsd;
  out[offset + INDEX.totalCostUsd] = totalUsd;
  out[offset + INDEX.tokensServed] = tokens;
  out[offset + INDEX.totalCostPerPflopDayUsd] = 0;
  out[offset + INDEX.costPerMillionTokensUsd] = 0;
  if (sums[TOTAL.flop] > 0)
    out[offset + INDEX.totalCostPerPflopDayUsd] = (totalUsd - servingUsd) / (sums[TOTAL.flop] / PFLOP_DAY);
  if (tokens > 0) out[offset + INDEX.costPerMillionTokensUsd] = servingUsd / (tokens / 1e6);
}

/** Energy in a battery at `timeS` >= the last event. */
export function storedJ({ world, state }: Run, plant: number, timeS: number): number {
  const { plants } = world.facility;
  const rateW =
    state.power.plantChargeW[plant] * plants.efficiency[plant] - state.power.plantDischargeW[plant];
  return state.power.plantStoreJ[plant] + rateW * (timeS - state.siteSinceS[plants.site[plant]]);
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** The wait that a share of the started jobs did not exceed: the middle of its bin. */
function waitAtShare(state: EngineState, share: number): number {
  const { waitBins } = state;
  const rank = share * state.f[F.startedJobs];
  if (rank === 0) return 0;
  let seen = 0;
  for (let bin = 0; bin < waitBins.length; bin++) {
    seen += waitBins[bin];
    if (seen >= rank) return bin === 0 ? 0 : power(2, (bin - 0.5) / WAIT_BINS_PER_OCTAVE);
  }
  return 0;
}

function totalRate(state: EngineState): number {
  const { flowPhase, flowRateBps } = state;
  let sum = 0;
  for (let flow = 0; flow < flowPhase.length; flow++)
    if (flowPhase[flow] === FLOW.sending) sum += flowRateBps[flow];
  return sum;
}

function peakLoad(state: EngineState): number {
  const { arcLoadBps, arcCapacityBps } = state;
  let peak = 0;
  for (let arc = 0; arc < arcLoadBps.length; arc++) {
    const load = arcLoadBps[arc] / arcCapacityBps[arc];
    if (load > peak) peak = load;
  }
  return peak;
}
