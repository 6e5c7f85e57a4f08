/**
 * Flows: starting, ending, re-routing (N2-N4).
 *
 * A finite flow sends its bits, then lands one path delay later; its owner hears of it then.
 * Under rtt-biased sharing it pays that delay before its first bit instead, off every arc, and has
 * landed with its last. A stream has no end of its own. A flow without a route waits, off every
 * arc, until a repair gives it one.
 */
import { schedule, unschedule } from '../event-queue.ts';
import { markGang, type Run } from '../run.ts';
import { FLOW, FLOW_CAUSE, growFlows, hopShift, N } from '../state.ts';
import { bitsLeftAt } from './flow-progress.ts';
import { OWN_CAP } from './fair-share.ts';
import { forgetCut, forgetRepaired, knowsRoute, readRoute } from './routes.ts';
import { freeFlow, growSolver, STANDING, touchArc, unfreeFlow } from './solver-scratch.ts';

/** Delay of a flow that has yet to have a route. */
const NEVER_ROUTED = -1;

/** The least delay that weighs, under rtt-biased sharing: 200 m of fibre. Keeps weights finite. */
const LEAST_DELAY_S = 1e-6;

/**
 * Lays the flow columns out anew. Whoever may start a flow or cut a link must not hold flow
 * columns across the call.
 */
function growRoom(run: Run, flows: number, stride: number): void {
  growFlows(run.world, run.state, flows, stride);
  growSolver(run.solver, 2 * run.world.links.count, flows);
}

/**
 * Starts a flow over the route N2 gives, or a transfer over its own.
 * @param bits Infinity for a stream
 * @returns its slot
 */
export function startFlow(
  run: Run,
  timeS: number,
  cause: number,
  owner: number,
  from: number,
  to: number,
  bits: number,
  capBps: number,
): number {
  const { state } = run;
  if (state.n[N.freeFlow] < 0) growRoom(run, 2 * state.n[N.flowCapacity], state.n[N.hopStride]);
  const { n } = state;
  const flow = n[N.freeFlow];
  n[N.freeFlow] = state.flowOwner[flow];
  n[N.flowCount]++;
  state.flowCause[flow] = cause;
  state.flowOwner[flow] = owner;
  state.flowFrom[flow] = from;
  state.flowTo[flow] = to;
  state.flowCapBps[flow] = capBps;
  state.flowRateBps[flow] = 0;
  state.flowBitsLeft[flow] = bits;
  state.flowSinceS[flow] = timeS;
  state.flowBottleneck[flow] = OWN_CAP;
  state.flowDelayS[flow] = NEVER_ROUTED;
  if (bits < Infinity) n[N.sendingFlows]++;
  enterRoute(run, flow, timeS, findRoute(run, flow));
  return flow;
}

/**
 * Writes the route a flow takes now to routes.path: its fixed one, or that of N2.
 * @returns its arcs, -1 for none
 */
function findRoute(run: Run, flow: number): number {
  const { world, state, routes } = run;
  const { viaStart } = world.transfers;
  const owner = state.flowOwner[flow];
  if (state.flowCause[flow] === FLOW_CAUSE.transfer && viaStart[owner + 1] > viaStart[owner]) {
    return readVia(run, owner);
  }
  return readRoute(world, state, routes, state.flowFrom[flow], state.flowTo[flow]);
}

/** Sets a flow out on the `count` arcs in routes.path; its first route may have to be opened. */
function enterRoute(run: Run, flow: number, timeS: number, count: number): void {
  const { world, state } = run;
  const opens =
    world.sharing === 'rtt-biased' &&
    count > 0 &&
    state.flowBitsLeft[flow] < Infinity &&
    state.flowDelayS[flow] === NEVER_ROUTED;
  if (!opens) {
    enterArcs(run, flow, count);
    return;
  }
  let delayS = 0;
  for (let i = 0; i < count; i++) delayS += world.links.delayS[run.routes.path[i] >> 1];
  state.flowDelayS[flow] = delayS;
  state.flowPhase[flow] = FLOW.opening;
  state.flowHops[flow] = 0;
  queueFlow(run, flow, timeS + delayS);
}

/** The delay is paid: the first bit leaves, over the route there is now. */
export function openFlow(run: Run, flow: number, timeS: number): void {
  const { state } = run;
  const { n } = state;
  n[N.flowQueueSize] = unschedule(state.flowHeap, state.flowAt, state.flowDueS, n[N.flowQueueSize], flow);
  state.flowSinceS[flow] = timeS;
  enterArcs(run, flow, findRoute(run, flow));
}

function queueFlow(run: Run, flow: number, timeS: number): void {
  const { n, flowHeap, flowAt, flowDueS } = run.state;
  n[N.flowQueueSize] = schedule(flowHeap, flowAt, flowDueS, n[N.flowQueueSize], flow, timeS);
}

/** Puts a flow on the `count` arcs in routes.path; -1: no route, it waits. */
function enterArcs(run: Run, flow: number, count: number): void {
  const { world, state, solver } = run;
  state.flowHops[flow] = count > 0 ? count : 0;
  if (count < 0) {
    state.flowPhase[flow] = FLOW.waiting;
    return;
  }
  if (count > state.n[N.hopStride]) {
    let stride = state.n[N.hopStride];
    while (stride < count) stride *= 2;
    growRoom(run, state.n[N.flowCapacity], stride);
  }
  const { path } = run.routes;
  const first = flow << hopShift(run.state);
  let delayS = 0;
  for (let i = 0; i < count; i++) {
    const arc = path[i];
    const hop = first + i;
    const head = state.arcHead[arc];
    state.hopArc[hop] = arc;
    state.hopNext[hop] = head;
    state.hopPrevious[hop] = -1;
    if (head >= 0) state.hopPrevious[head] = hop;
    state.arcHead[arc] = hop;
    state.arcFlows[arc]++;
    delayS += world.links.delayS[arc >> 1];
  }
  state.flowDelayS[flow] = delayS;
  state.flowWeight[flow] = weightOf(run, flow);
  state.flowPhase[flow] = FLOW.sending;
  freeFlow(solver, flow, state.flowRateBps);
}

/** N3: of a transfer its own, under rtt-biased sharing over the delay of its path. */
function weightOf(run: Run, flow: number): number {
  const { world, state } = run;
  const own =
    state.flowCause[flow] === FLOW_CAUSE.transfer ? world.transfers.weight[state.flowOwner[flow]] : 1;
  if (world.sharing === 'max-min') return own;
  const delayS = state.flowDelayS[flow];
  return own / (delayS > LEAST_DELAY_S ? delayS : LEAST_DELAY_S);
}

/** Takes a flow off its arcs; its rate is 0 from here on. Only who was limited by one of them notices. */
function leaveArcs(run: Run, flow: number): void {
  const { state, solver } = run;
  if (state.flowBottleneck[flow] >= 0) state.arcBottlenecked[state.flowBottleneck[flow]]--;
  const first = flow << hopShift(run.state);
  for (let i = 0; i < state.flowHops[flow]; i++) {
    const hop = first + i;
    const arc = state.hopArc[hop];
    const next = state.hopNext[hop];
    const previous = state.hopPrevious[hop];
    if (previous >= 0) state.hopNext[previous] = next;
    else state.arcHead[arc] = next;
    if (next >= 0) state.hopPrevious[next] = previous;
    state.arcFlows[arc]--;
    state.arcLoadBps[arc] = state.arcFlows[arc] === 0 ? 0 : state.arcLoadBps[arc] - state.flowRateBps[flow];
    if (state.arcBottlenecked[arc] > 0) touchArc(solver, arc);
  }
  unfreeFlow(solver, flow);
  state.flowBottleneck[flow] = OWN_CAP;
  state.flowHops[flow] = 0;
  state.flowRateBps[flow] = 0;
}

/** The last bit has been sent: the arcs are free, the bits land one path delay later (N4). */
export function finishSending(run: Run, flow: number, timeS: number): void {
  const { state } = run;
  const { n } = state;
  leaveArcs(run, flow);
  state.flowBitsLeft[flow] = 0;
  state.flowSinceS[flow] = timeS;
  state.flowPhase[flow] = FLOW.landing;
  n[N.sendingFlows]--;
  queueFlow(run, flow, run.world.sharing === 'max-min' ? timeS + state.flowDelayS[flow] : timeS);
}

/** Frees the slot of a flow that has landed, or of a stream or transfer that is called off. */
export function endFlow(run: Run, flow: number): void {
  const { state } = run;
  const { n } = state;
  leaveArcs(run, flow);
  if (state.flowBitsLeft[flow] < Infinity && state.flowPhase[flow] !== FLOW.landing) n[N.sendingFlows]--;
  n[N.flowQueueSize] = unschedule(state.flowHeap, state.flowAt, state.flowDueS, n[N.flowQueueSize], flow);
  state.flowPhase[flow] = FLOW.free;
  state.flowOwner[flow] = n[N.freeFlow];
  n[N.freeFlow] = flow;
  n[N.flowCount]--;
}

/** Changes the rate a stream asks for. */
export function setFlowCap(run: Run, flow: number, capBps: number): void {
  const { state } = run;
  if (state.flowCapBps[flow] === capBps) return;
  const alone = hasRoomFor(run, flow, capBps);
  state.flowCapBps[flow] = capBps;
  if (alone) followCap(run, flow);
  else if (state.flowPhase[flow] === FLOW.sending) freeFlow(run.solver, flow, state.flowRateBps);
}

/**
 * Whether a stream that has all it asks for can have all of what it will ask for, and nobody notices: no
 * arc of its route limits a flow, nor would with it. The rates there are are then max-min fair, with its own new one.
 */
function hasRoomFor(run: Run, flow: number, capBps: number): boolean {
  const { state, solver } = run;
  const { hopArc, arcBottlenecked, arcLoadBps, arcCapacityBps } = state;
  const more = capBps - state.flowRateBps[flow];
  if (state.flowPhase[flow] !== FLOW.sending || solver.standing[flow] !== STANDING.outside) return false;
  if (state.flowBottleneck[flow] !== OWN_CAP || state.flowCause[flow] === FLOW_CAUSE.gradient) return false;
  const first = flow << hopShift(state);
  const end = first + state.flowHops[flow];
  for (let hop = first; hop < end; hop++) {
    const arc = hopArc[hop];
    if (arcBottlenecked[arc] > 0 || arcLoadBps[arc] + more > arcCapacityBps[arc]) return false;
  }
  return true;
}

/** Gives a stream the rate it asks for. */
function followCap(run: Run, flow: number): void {
  const { state } = run;
  const { hopArc, arcLoadBps, arcFlows } = state;
  const rate = state.flowCapBps[flow];
  const first = flow << hopShift(state);
  const end = first + state.flowHops[flow];
  for (let hop = first; hop < end; hop++) {
    const arc = hopArc[hop];
    arcLoadBps[arc] = arcFlows[arc] === 1 ? rate : arcLoadBps[arc] - state.flowRateBps[flow] + rate;
  }
  state.flowRateBps[flow] = rate;
}

/** Sets what a link offers in both directions. */
export function setLinkCapacity(run: Run, link: number, capacityBps: number): void {
  const { state, solver } = run;
  for (let arc = 2 * link; arc < 2 * link + 2; arc++) {
    state.arcCapacityBps[arc] = capacityBps;
    touchArc(solver, arc);
  }
}

/**
 * Cuts or repairs a link. Every flow takes the route that is least in delay now; bits sent
 * stay sent (N2). Flows with a fixed route (`via`) wait for its repair.
 *
 * A cut moves the flows on the link: the routes of others stay the best. A repair may move whoever waits,
 * and the flows whose routes are no longer known to be the best.
 */
export function setLinkUp(run: Run, timeS: number, link: number, up: boolean): void {
  const { world, state, routes } = run;
  if (state.linkUp[link] === (up ? 1 : 0)) return;
  state.linkUp[link] = up ? 1 : 0;
  if (up) forgetRepaired(world, routes, link);
  else forgetCut(world, routes, link);
  // Listed before the first moves, which may grow trees; in order of number, whatever is cached.
  const moving = up ? strayFlows(run) : flowsOn(run, link);
  for (let i = 0; i < moving.length; i++) reroute(run, moving[i], timeS);
}

function flowsOn(run: Run, link: number): number[] {
  const { state } = run;
  const shift = hopShift(state);
  const flows: number[] = [];
  for (let arc = 2 * link; arc < 2 * link + 2; arc++)
    for (let hop = state.arcHead[arc]; hop >= 0; hop = state.hopNext[hop]) flows.push(hop >> shift);
  return flows.sort((a, b) => a - b);
}

function strayFlows(run: Run): number[] {
  const { state, routes } = run;
  const flows: number[] = [];
  for (let flow = 0; flow < state.n[N.flowCapacity]; flow++) {
    const phase = state.flowPhase[flow];
    const known = phase === FLOW.sending && knowsRoute(routes, state.flowFrom[flow], state.flowTo[flow]);
    if (phase === FLOW.waiting || (phase === FLOW.sending && !known)) flows.push(flow);
  }
  return flows;
}

function reroute(run: Run, flow: number, timeS: number): void {
  const { state } = run;
  const count = findRoute(run, flow);
  if (count === state.flowHops[flow] && count > 0 && sameArcs(run, flow, count)) return;
  if (state.flowBitsLeft[flow] < Infinity) {
    state.flowBitsLeft[flow] = bitsLeftAt(run, flow, timeS);
    state.flowSinceS[flow] = timeS;
    const { n } = state;
    n[N.flowQueueSize] = unschedule(state.flowHeap, state.flowAt, state.flowDueS, n[N.flowQueueSize], flow);
  }
  leaveArcs(run, flow);
  enterRoute(run, flow, timeS, count);
  // One that has no route now is in no solve.
  if (run.state.flowCause[flow] === FLOW_CAUSE.gradient) markGang(run, run.state.flowOwner[flow]);
}

/** The fixed route of a transfer into routes.path, or -1 while one of its links is down. */
function readVia(run: Run, transfer: number): number {
  const { viaStart, via } = run.world.transfers;
  const from = viaStart[transfer];
  const count = viaStart[transfer + 1] - from;
  for (let i = 0; i < count; i++) {
    const arc = via[from + i];
    if (run.state.linkUp[arc >> 1] === 0) return -1;
    run.routes.path[i] = arc;
  }
  return count;
}

function sameArcs(run: Run, flow: number, count: number): boolean {
  const first = flow << hopShift(run.state);
  for (let i = 0; i < count; i++) if (run.state.hopArc[first + i] !== run.routes.path[i]) return false;
  return true;
}
