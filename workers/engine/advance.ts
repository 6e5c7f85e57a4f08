/**
 * The event loop (T2, T4). At each instant: commands, epochs, flow completions, job ends,
 * arrivals; then, once, placement and queues, the router, clocks and power, and the network.
 */
import { applyEvents } from './commands.ts';
import { advanceFacilities } from './facility/facilities.ts';
import { updateSite } from './facility/power.ts';
import { routeDemand, routesByHour } from './inference/router.ts';
import { admitHeld, placeAllAgain, placeJob } from './jobs/placement.ts';
import { handOut, takeBack } from './jobs/elastic.ts';
import { harvest, payDebt } from './jobs/harvest.ts';
import { endStage } from './jobs/interruption.ts';
import { paceGang } from './jobs/pace.ts';
import { startSpread } from './jobs/spread.ts';
import { finishStaging } from './jobs/stages.ts';
import { solveRates } from './network/fair-share.ts';
import { endFlow, finishSending, openFlow, startFlow } from './network/flows.ts';
import { markSite, type Run } from './run.ts';
import { F, FLOW, FLOW_CAUSE, N, STAGE } from './state.ts';

/**
 * Handles every event with time <= `untilS`. Nothing is stepped: the state afterwards is the
 * one after the last event, whatever intervals it was advanced by (T2).
 */
export function advanceRun(run: Run, untilS: number): void {
  const { nextS } = run.work;
  for (findNext(run); nextS[0] <= untilS; findNext(run)) {
    run.state.f[F.timeS] = nextS[0];
    instant(run, nextS[0]);
  }
}

/** Time of the next event, Infinity when there is none. */
export function nextEventS(run: Run): number {
  findNext(run);
  return run.work.nextS[0];
}

/** Writes the time of the next event to `work.nextS`. */
function findNext(run: Run): void {
  const { world, state } = run;
  const { n } = state;
  const { events, jobs, transfers, demand } = world;
  if (n[N.started] === 0) {
    run.work.nextS[0] = 0;
    return;
  }
  let next = Infinity;
  if (n[N.eventCursor] < events.count) next = events.atS[n[N.eventCursor]];
  if (n[N.jobCursor] < jobs.count && jobs.submitS[n[N.jobCursor]] < next) next = jobs.submitS[n[N.jobCursor]];
  if (n[N.transferCursor] < transfers.count && transfers.atS[n[N.transferCursor]] < next) {
    next = transfers.atS[n[N.transferCursor]];
  }
  if (n[N.flowQueueSize] > 0 && state.flowDueS[state.flowHeap[0]] < next)
    next = state.flowDueS[state.flowHeap[0]];
  if (n[N.jobQueueSize] > 0 && state.jobDueS[state.jobHeap[0]] < next) next = state.jobDueS[state.jobHeap[0]];
  if (demand.count > 0 && n[N.demandEpoch] * demand.epochS < next) next = n[N.demandEpoch] * demand.epochS;
  if (state.f[F.facilityDueS] < next) next = state.f[F.facilityDueS];
  run.work.nextS[0] = next;
}

/** Everything that happens at one instant, in the order of T4. */
function instant(run: Run, timeS: number): void {
  start(run);
  applyEvents(run, timeS);
  startEpochs(run, timeS);
  if (run.work.darkChanged) placeAllAgain(run, timeS);
  completeFlows(run, timeS);
  endJobs(run, timeS);
  if (run.work.tenantCount > 0) admitHeld(run, timeS);
  admitTransfers(run, timeS);
  admitJobs(run, timeS);
  scheduleQueues(run, timeS);
  if (run.work.route) route(run, timeS);
  updateSites(run, timeS);
  solveRates(run, timeS);
  paceGangs(run, timeS);
}

/** The first instant: every site draws its idle power from here on. */
function start(run: Run): void {
  const { n } = run.state;
  if (n[N.started] === 1) return;
  n[N.started] = 1;
  for (let site = 0; site < run.world.sites.count; site++) markSite(run.work, site);
}

/** Splits demand; where idle serving accelerators are lent, again over what is left of them. */
function route(run: Run, timeS: number): void {
  const { work } = run;
  work.route = false;
  routeDemand(run, timeS);
  if (run.world.harvest) {
    harvest(run, timeS);
    scheduleQueues(run, timeS);
    if (work.route) routeDemand(run, timeS);
    work.route = false;
  }
}

function startEpochs(run: Run, timeS: number): void {
  const { world, state } = run;
  const { n } = state;
  if (state.f[F.facilityDueS] <= timeS) {
    const epoch = n[N.gridEpoch];
    advanceFacilities(run, timeS);
    if (n[N.gridEpoch] !== epoch && routesByHour(run)) run.work.route = true;
  }
  if (world.demand.count > 0 && n[N.demandEpoch] * world.demand.epochS <= timeS) {
    n[N.demandEpoch]++;
    run.work.route = true;
  }
}

/** Flows that have opened send; those whose last bit is sent now begin to land; those that have landed tell their owner. */
function completeFlows(run: Run, timeS: number): void {
  for (;;) {
    const { state } = run;
    if (state.n[N.flowQueueSize] === 0) return;
    const flow = state.flowHeap[0];
    if (state.flowDueS[flow] > timeS) return;
    if (state.flowPhase[flow] === FLOW.sending) finishSending(run, flow, timeS);
    else if (state.flowPhase[flow] === FLOW.opening) openFlow(run, flow, timeS);
    else landFlow(run, flow, timeS);
  }
}

function landFlow(run: Run, flow: number, timeS: number): void {
  const { world, state } = run;
  const owner = state.flowOwner[flow];
  if (state.flowCause[flow] !== FLOW_CAUSE.transfer) {
    finishStaging(run, flow, timeS);
    return;
  }
  state.f[F.bytesMoved] += world.transfers.bits[owner] / 8;
  state.transferFinishS[owner] = timeS;
  endFlow(run, flow);
}

function endJobs(run: Run, timeS: number): void {
  const { state } = run;
  while (state.n[N.jobQueueSize] > 0 && state.jobDueS[state.jobHeap[0]] <= timeS) {
    endStage(run, state.jobHeap[0], timeS);
  }
}

function admitTransfers(run: Run, timeS: number): void {
  const { transfers } = run.world;
  while (run.state.n[N.transferCursor] < transfers.count) {
    const transfer = run.state.n[N.transferCursor];
    if (transfers.atS[transfer] > timeS) return;
    run.state.n[N.transferCursor]++;
    startFlow(
      run,
      timeS,
      FLOW_CAUSE.transfer,
      transfer,
      transfers.from[transfer],
      transfers.to[transfer],
      transfers.bits[transfer],
      transfers.maxBps[transfer],
    );
  }
}

function admitJobs(run: Run, timeS: number): void {
  const { world, state } = run;
  while (state.n[N.jobCursor] < world.jobs.count && world.jobs.submitS[state.n[N.jobCursor]] <= timeS) {
    const job = state.n[N.jobCursor]++;
    state.n[N.arrivedJobs]++;
    placeJob(run, job, timeS, false);
  }
}

/** One scheduling pass over the pools that changed, in order of their numbers. */
function scheduleQueues(run: Run, timeS: number): void {
  const { world, work, queue } = run;
  if (work.poolCount === 0) return;
  sortAscending(work.pools, work.poolCount);
  if (run.state.n[N.spreadHead] >= 0) startSpread(run, timeS);
  for (let i = 0; i < work.poolCount; i++) {
    const pool = work.pools[i];
    if (world.jobs.elastic) takeBack(run, pool);
    if (world.harvest && run.state.extra.poolDebt[pool] > 0) payDebt(run, pool);
    queue.start(run, pool, timeS);
    if (world.jobs.elastic) handOut(run, pool, timeS);
    work.poolMarked[pool] = 0;
  }
  work.poolCount = 0;
}

/** Gangs over several sites whose streams got other rates take their new speed. */
function paceGangs(run: Run, timeS: number): void {
  const { work, state } = run;
  if (work.gangCount === 0) return;
  for (let i = 0; i < work.gangCount; i++) {
    const job = work.gangs[i];
    work.gangMarked[run.world.jobs.spreadRow[job]] = 0;
    if (state.jobStage[job] === STAGE.running) paceGang(run, job, timeS);
  }
  work.gangCount = 0;
}

function updateSites(run: Run, timeS: number): void {
  const { work } = run;
  sortAscending(work.sites, work.siteCount);
  for (let i = 0; i < work.siteCount; i++) {
    updateSite(run, work.sites[i], timeS);
    work.siteMarked[work.sites[i]] = 0;
  }
  work.siteCount = 0;
}

/** Insertion sort: the lists are short and mostly in order. */
function sortAscending(list: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const value = list[i];
    let place = i;
    while (place > 0 && list[place - 1] > value) {
      list[place] = list[place - 1];
      place--;
    }
    list[place] = value;
  }
}
