/**
 * The columns of the state by name, and a state without any yet: every field in one literal.
 *
 * An object filled by computed keys alone is a hash table to V8, and each reading of a column a
 * search in it; filled in from this one, runs take half the time.
 */
export type EngineState = {
  buffer: ArrayBuffer;
  n: Int32Array;
  f: Float64Array;
  waitBins: Int32Array;
  // pools
  free: Int32Array;
  /** Accelerators delivered; of those, powered for jobs and for inference: none during an outage. */
  poolInstalled: Int32Array;
  poolForJobs: Int32Array;
  poolForServing: Int32Array;
  poolComputing: Int32Array;
  poolStaging: Int32Array;
  /** Held by jobs that save or restart. */
  poolStalled: Int32Array;
  /** Of those, what comes free when they have saved. */
  poolReleasing: Int32Array;
  poolElasticJobs: Int32Array;
  /** Accelerators that elastic gangs hold above their least. */
  poolExcess: Int32Array;
  poolQueuedJobs: Int32Array;
  poolRunningJobs: Int32Array;
  poolQueuedAccelerators: Float64Array;
  /** Accelerator-seconds of estimated work queued and running: what placement weighs. */
  poolBacklogS: Float64Array;
  queueHead: Int32Array;
  queueTail: Int32Array;
  runHead: Int32Array;
  runTail: Int32Array;
  // sites
  /** Useful FLOP/s of the jobs computing there, as of the event at hand; siteUsefulFlops takes it over. */
  siteGoodputFlops: Float64Array;
  siteJobsW: Float64Array;
  siteServingW: Float64Array;
  siteServingBusy: Float64Array;
  siteThrottle: Float64Array;
  /** 0 during an outage. */
  siteUp: Uint8Array;
  /** Accelerators delivered, powered or not; idle draw of the powered ones at the meter. */
  siteInstalled: Float64Array;
  siteIdleW: Float64Array;
  sitePowerW: Float64Array;
  siteEnergyJ: Float64Array;
  siteCarbonG: Float64Array;
  siteCostUsd: Float64Array;
  siteBusySeconds: Float64Array;
  siteFlop: Float64Array;
  siteSinceS: Float64Array;
  /** Accelerators computing or serving, and useful FLOP/s, at the rates the integrals use. */
  siteBusy: Float64Array;
  siteUsefulFlops: Float64Array;
  siteServedRps: Float64Array;
  gridCarbonGPerJ: Float64Array;
  gridPriceUsdPerJ: Float64Array;
  /** An object of its own: a literal of 128 fields or more gets another map each time, and all code for it is made anew. */
  power: PowerState;
  extra: ExtraState;
  // jobs, [entity]: also the parts of gangs over several sites
  jobPool: Int32Array;
  /** Accelerators held. */
  jobHeld: Int32Array;
  /** A job's or part's staging, or a part's stream of gradients; -1 for none. */
  jobFlow: Int32Array;
  /** Useful FLOP/s now. */
  jobUsefulFlops: Float64Array;
  // jobs, [job]
  jobStage: Uint8Array;
  jobStartS: Float64Array;
  jobRunS: Float64Array;
  jobEndS: Float64Array;
  /** Work left, in seconds on the accelerators asked for at full clocks, as of jobSinceS. */
  jobLeftS: Float64Array;
  jobSinceS: Float64Array;
  /** Work per second: 1 on what it asked for, at full clocks, without exchange. */
  jobSpeed: Float64Array;
  /** Useful FLOP in a second of work. */
  jobFlops: Float64Array;
  jobDueS: Float64Array;
  jobNext: Int32Array;
  jobPrevious: Int32Array;
  jobHeap: Int32Array;
  jobAt: Int32Array;
  // transfers
  transferFinishS: Float64Array;
  // metros
  /** Demand over what it would be. */
  metroSurge: Float64Array;
  metroDemandRps: Float64Array;
  metroServedRps: Float64Array;
  metroInTimeRps: Float64Array;
  metroLatencyRpsS: Float64Array;
  /** [pair * 2]: the flow of requests, and of responses, or -1. */
  pairFlow: Int32Array;
  // network
  linkUp: Uint8Array;
  arcCapacityBps: Float64Array;
  arcLoadBps: Float64Array;
  arcFlows: Int32Array;
  /** Flows whose bottleneck the arc is. */
  arcBottlenecked: Int32Array;
  /** Their level; without meaning where there are none. */
  arcShareBps: Float64Array;
  arcHead: Int32Array;
  // flows
  flowPhase: Uint8Array;
  flowCause: Uint8Array;
  /** Job, transfer or pair, by cause. In a free slot: the next free one. */
  flowOwner: Int32Array;
  flowFrom: Int32Array;
  flowTo: Int32Array;
  flowHops: Int32Array;
  flowBottleneck: Int32Array;
  flowWeight: Float64Array;
  flowCapBps: Float64Array;
  flowRateBps: Float64Array;
  flowBitsLeft: Float64Array;
  flowSinceS: Float64Array;
  flowDelayS: Float64Array;
  flowDueS: Float64Array;
  flowHeap: Int32Array;
  flowAt: Int32Array;
  /** [flow * hopStride + hop]: the arc, and the neighbours in the arc's list of hops. */
  hopArc: Int32Array;
  hopNext: Int32Array;
  hopPrevious: Int32Array;
};

/** Columns that are empty in a plain world: none stops, spreads, is held, or has a place by key. */
export type ExtraState = {
  /** Serving accelerators that run jobs (I7), and those of them that serving wants back. */
  poolLent: Int32Array;
  poolDebt: Int32Array;
  /** Place in the queue and first child in its heap; empty where the queue is in order of arrival. */
  jobKey: Float64Array;
  jobChild: Int32Array;
  /** Work since the last checkpoint, and seconds its writing has taken so far. */
  jobUnsavedS: Float64Array;
  jobWrittenS: Float64Array;
  /** Work between two checkpoints; Infinity: none are written on the way. */
  jobIntervalS: Float64Array;
  /** Share of the whole work left when it last gave its accelerators back. */
  jobLeftShare: Float64Array;
  /** Where its last checkpoint and its copy of the dataset lie, or -1. */
  jobSavedSite: Int32Array;
  jobDataSite: Int32Array;
  /** Site it was told to go to, or -1. */
  jobTarget: Int32Array;
  jobRestarts: Int32Array;
  /** Failures left until the next one, in expectation; its time if it comes before the end. */
  jobHazard: Float64Array;
  jobFailS: Float64Array;
  spreadParts: Int32Array;
  spreadPending: Int32Array;
  /** Accelerators of its jobs queued, or held; and its jobs beyond the quota. */
  tenantAdmitted: Int32Array;
  tenantHead: Int32Array;
  tenantTail: Int32Array;
  tenantHeld: Int32Array;
  /** Accelerator-seconds held until tenantSinceS. */
  tenantUsedS: Float64Array;
  tenantSinceS: Float64Array;
};

/** Sources and draws of sites, and shocks to them. */
export type PowerState = {
  /** What the site may draw now, W; and what a curtailment leaves of it, as a share. */
  siteLimitW: Float64Array;
  siteFeed: Float64Array;
  /** What its cooling draws at any load; its cap or, without one, its draw at full load, W: both grow with deliveries. */
  siteFixedW: Float64Array;
  siteFullW: Float64Array;
  /** Share of its serving that it has power for. */
  siteLit: Float64Array;
  /** What a heat wave adds; temperature outdoors, kept up where there is `cooling`. */
  siteHeatC: Float64Array;
  siteAmbientC: Float64Array;
  /** Facility W for one more W of what draws (`SiteTable.idleW`); 1 where the PUE is given. */
  siteDrawFactor: Float64Array;
  sitePue: Float64Array;
  siteItW: Float64Array;
  siteGridW: Float64Array;
  siteWueLPerJ: Float64Array;
  siteWaterLps: Float64Array;
  siteItJ: Float64Array;
  siteGridJ: Float64Array;
  siteWaterL: Float64Array;
  /** 1: not even the idle draw can be met. */
  siteDark: Uint8Array;
  gridCarbonFactor: Float64Array;
  gridPriceFactor: Float64Array;
  // sites with sun, a battery or without a grid
  plantSolarW: Float64Array;
  plantStoreJ: Float64Array;
  plantChargeW: Float64Array;
  plantDischargeW: Float64Array;
  plantCurtailedW: Float64Array;
  plantSolarJ: Float64Array;
  plantChargedJ: Float64Array;
  plantDischargedJ: Float64Array;
  plantCurtailedJ: Float64Array;
  plantDueS: Float64Array;
  plantHeap: Int32Array;
  plantAt: Int32Array;
  /** 1: has run empty and gives nothing until it holds some again. */
  plantResting: Uint8Array;
};

const I32 = new Int32Array(0);
const F64 = new Float64Array(0);
const U8 = new Uint8Array(0);

export function emptyState(): EngineState {
  return {
    buffer: new ArrayBuffer(0),
    n: I32,
    f: F64,
    waitBins: I32,
    free: I32,
    poolForJobs: I32,
    poolForServing: I32,
    poolInstalled: I32,
    poolComputing: I32,
    poolStaging: I32,
    poolStalled: I32,
    poolReleasing: I32,
    poolElasticJobs: I32,
    poolExcess: I32,
    poolQueuedJobs: I32,
    poolRunningJobs: I32,
    poolQueuedAccelerators: F64,
    poolBacklogS: F64,
    queueHead: I32,
    queueTail: I32,
    runHead: I32,
    runTail: I32,
    siteGoodputFlops: F64,
    siteJobsW: F64,
    siteServingW: F64,
    siteServingBusy: F64,
    siteThrottle: F64,
    siteUp: U8,
    siteInstalled: F64,
    siteIdleW: F64,
    sitePowerW: F64,
    siteEnergyJ: F64,
    siteCarbonG: F64,
    siteCostUsd: F64,
    siteBusySeconds: F64,
    siteFlop: F64,
    siteSinceS: F64,
    siteBusy: F64,
    siteUsefulFlops: F64,
    siteServedRps: F64,
    gridCarbonGPerJ: F64,
    gridPriceUsdPerJ: F64,
    power: emptyPower(),
    extra: emptyExtra(),
    jobPool: I32,
    jobHeld: I32,
    jobFlow: I32,
    jobUsefulFlops: F64,
    jobStage: U8,
    jobStartS: F64,
    jobRunS: F64,
    jobEndS: F64,
    jobLeftS: F64,
    jobSinceS: F64,
    jobSpeed: F64,
    jobFlops: F64,
    jobDueS: F64,
    jobNext: I32,
    jobPrevious: I32,
    jobHeap: I32,
    jobAt: I32,
    transferFinishS: F64,
    metroSurge: F64,
    metroDemandRps: F64,
    metroServedRps: F64,
    metroInTimeRps: F64,
    metroLatencyRpsS: F64,
    pairFlow: I32,
    linkUp: U8,
    arcCapacityBps: F64,
    arcLoadBps: F64,
    arcFlows: I32,
    arcBottlenecked: I32,
    arcShareBps: F64,
    arcHead: I32,
    flowPhase: U8,
    flowCause: U8,
    flowOwner: I32,
    flowFrom: I32,
    flowTo: I32,
    flowHops: I32,
    flowBottleneck: I32,
    flowWeight: F64,
    flowCapBps: F64,
    flowRateBps: F64,
    flowBitsLeft: F64,
    flowSinceS: F64,
    flowDelayS: F64,
    flowDueS: F64,
    flowHeap: I32,
    flowAt: I32,
    hopArc: I32,
    hopNext: I32,
    hopPrevious: I32,
  };
}

function emptyPower(): PowerState {
  return {
    siteLimitW: F64,
    siteFeed: F64,
    siteFixedW: F64,
    siteFullW: F64,
    siteLit: F64,
    siteHeatC: F64,
    siteAmbientC: F64,
    siteDrawFactor: F64,
    sitePue: F64,
    siteItW: F64,
    siteGridW: F64,
    siteWueLPerJ: F64,
    siteWaterLps: F64,
    siteItJ: F64,
    siteGridJ: F64,
    siteWaterL: F64,
    siteDark: U8,
    gridCarbonFactor: F64,
    gridPriceFactor: F64,
    plantSolarW: F64,
    plantStoreJ: F64,
    plantChargeW: F64,
    plantDischargeW: F64,
    plantCurtailedW: F64,
    plantSolarJ: F64,
    plantChargedJ: F64,
    plantDischargedJ: F64,
    plantCurtailedJ: F64,
    plantDueS: F64,
    plantHeap: I32,
    plantAt: I32,
    plantResting: U8,
  };
}

function emptyExtra(): ExtraState {
  return {
    poolLent: I32,
    poolDebt: I32,
    jobKey: F64,
    jobChild: I32,
    jobUnsavedS: F64,
    jobWrittenS: F64,
    jobIntervalS: F64,
    jobLeftShare: F64,
    jobSavedSite: I32,
    jobDataSite: I32,
    jobTarget: I32,
    jobRestarts: I32,
    jobHazard: F64,
    jobFailS: F64,
    spreadParts: I32,
    spreadPending: I32,
    tenantAdmitted: I32,
    tenantHead: I32,
    tenantTail: I32,
    tenantHeld: I32,
    tenantUsedS: F64,
    tenantSinceS: F64,
  };
}
