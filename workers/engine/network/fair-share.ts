/**
 * Weighted max-min fair rates, kept up to date incrementally (N3).
 *
 * In: the flows and arcs that changed at this instant (`freeFlow`, `touchArc`), all others at
 * their old rates. Out: the rates of the unique max-min fair allocation.
 *
 * A flow's level is its rate / weight. An allocation is max-min fair exactly when every flow
 * has a bottleneck: its own cap, or a saturated arc on which no flow has a higher level
 * (Bertsekas and Gallager, Data Networks, 1992, 6.5.2).
 *
 * Method: progressive filling of what the change reaches, in one sweep over levels, upwards. A
 * flow is an outsider (old rate, not in doubt so far), free (no rate yet, its level will not be
 * below the sweep's) or fixed (new rate). A heap holds for each arc in reach a lower bound of
 * the level at which it needs attention:
 *   release   the old level of the outsiders it limits. If something would be left over at that
 *             level, they are freed: they rise until this or another arc stops them.
 *   saturate  what outsiders and fixed flows leave / weight of its free flows. Those are fixed at that
 *             level, and outsiders above it come down to it (`settle` counts them in).
 * and for each free flow with a cap of its own the level of that cap.
 *
 * Invariant: what is fixed is fixed for good. At level L, only outsiders whose old level is at
 * least L lose their rates, so the share of an arc they cross becomes a mean of levels not below L: no
 * key falls below L. Fixing a flow raises shares, so that stale keys are lower bounds; they
 * are refreshed on top.
 *
 * Bound: an instant frees and fixes each flow once and releases each arc once, so it costs
 * O(hops of the flows in doubt + flows on the arcs that saturate + arcs in reach x log). A flow that
 * leaves at level r or arrives with share r does not change levels below r: all of these stay
 * near the change and do not grow with the network.
 */
import { place, unschedule } from '../event-queue.ts';
import type { Run } from '../run.ts';
import { hopShift } from '../state.ts';
import { settleRates } from './flow-progress.ts';
import { ARC, freeFlow, STANDING, type SolverScratch } from './solver-scratch.ts';

/** Levels closer than this, relatively, count as equal; far above rounding, far below 1e-7. */
const SAME = 1e-10;

/** What may be left of an arc, as a share of its capacity, while it counts as saturated: rounding. */
const FULL = 1e-12;

/** No bottleneck arc: limited by its own cap. */
export const OWN_CAP = -1;

/** Brings all rates up to date with what changed at `timeS`. */
export function solveRates(run: Run, timeS: number): void {
  const { solver } = run;
  if (solver.setCount === 0 && solver.dirtyArcCount === 0) return;
  const arcs = run.state.arcCapacityBps.length;
  for (let i = 0; i < solver.dirtyArcCount; i++) reachArc(run, solver.dirtyArcs[i]);
  for (let i = 0; i < solver.setCount; i++) lift(run, solver.set[i]);
  keyArcs(run);
  while (solver.waiting > 0 && solver.heapSize > 0) {
    const top = solver.heap[0];
    if (top >= arcs) fixAtCap(run, top - arcs);
    else if (isDue(run, top)) attend(run, top);
  }
  settleRates(run, timeS);
  clear(solver);
}

/** Brings an arc into reach, and has its key reckoned before the sweep goes on. */
function reachArc(run: Run, arc: number): void {
  const { solver, state } = run;
  if (solver.arcPart[arc] === ARC.outside) {
    solver.arcs[solver.arcCount++] = arc;
    solver.arcWeight[arc] = 0;
    solver.arcFree[arc] = 0;
    const overloaded = state.arcLoadBps[arc] > state.arcCapacityBps[arc] * (1 + FULL);
    solver.arcPart[arc] = state.arcBottlenecked[arc] > 0 ? ARC.limiting : overloaded ? ARC.filling : ARC.open;
    if (solver.arcPart[arc] !== ARC.open) solver.waiting++;
  }
  if (solver.arcStale[arc] === 1) return;
  solver.arcStale[arc] = 1;
  solver.staleArcs[solver.staleCount++] = arc;
}

/** Takes a flow that has been freed off its arcs' loads. */
function lift(run: Run, flow: number): void {
  const { state, solver } = run;
  const { hopArc, arcLoadBps, arcFlows } = state;
  const { arcWeight, arcFree, arcStale } = solver;
  const rate = state.flowRateBps[flow];
  const weight = state.flowWeight[flow];
  const first = flow << hopShift(state);
  const end = first + state.flowHops[flow];
  for (let hop = first; hop < end; hop++) {
    const arc = hopArc[hop];
    if (arcStale[arc] === 0) reachArc(run, arc);
    arcWeight[arc] += weight;
    arcFree[arc]++;
    arcLoadBps[arc] -= rate;
    // Exact where it can be: rounding does not pile up on arcs that are solved whole.
    if (arcFree[arc] === arcFlows[arc]) arcLoadBps[arc] = 0;
  }
  if (state.flowBottleneck[flow] >= 0) state.arcBottlenecked[state.flowBottleneck[flow]]--;
  state.flowBottleneck[flow] = OWN_CAP;
  state.flowRateBps[flow] = 0;
  solver.waiting++;
  const cap = state.flowCapBps[flow];
  if (cap === Infinity) return;
  const entity = state.arcCapacityBps.length + flow;
  solver.heapKey[entity] = cap / weight;
  enqueue(solver, entity);
}

/** Works out what an arc's free flows would get, and the level at which it is due; Infinity: at none. */
function reckon(run: Run, arc: number): void {
  const { state, solver } = run;
  const capacity = state.arcCapacityBps[arc];
  const spare = capacity - state.arcLoadBps[arc];
  let share = Infinity;
  if (solver.arcFree[arc] > 0) share = spare > 0 ? spare / solver.arcWeight[arc] : 0;
  else if (spare < -capacity * FULL) share = 0;
  solver.arcShare[arc] = share;
  const released = solver.arcPart[arc] === ARC.limiting && state.arcShareBps[arc] < share;
  solver.arcDue[arc] = released ? state.arcShareBps[arc] : share;
}

/** Lowers the keys of the arcs whose share may have fallen. */
function keyArcs(run: Run): void {
  const { solver } = run;
  const { arcDue, heapKey, heapAt } = solver;
  for (let i = 0; i < solver.staleCount; i++) {
    const arc = solver.staleArcs[i];
    solver.arcStale[arc] = 0;
    reckon(run, arc);
    if (arcDue[arc] === Infinity || (heapAt[arc] >= 0 && arcDue[arc] >= heapKey[arc])) continue;
    heapKey[arc] = arcDue[arc];
    enqueue(solver, arc);
  }
  solver.staleCount = 0;
}

/** Whether the arc on top is there with reason; puts it where it belongs otherwise. */
function isDue(run: Run, arc: number): boolean {
  const { solver } = run;
  reckon(run, arc);
  if (solver.arcDue[arc] <= solver.heapKey[arc]) return true;
  if (solver.arcDue[arc] === Infinity) {
    open(solver, arc);
    drop(solver, arc);
    return false;
  }
  solver.heapKey[arc] = solver.arcDue[arc];
  enqueue(solver, arc);
  return solver.heap[0] === arc;
}

/** Releases the outsiders an arc limits, or fixes the flows it saturates with. */
function attend(run: Run, arc: number): void {
  const { state, solver } = run;
  if (solver.arcPart[arc] === ARC.limiting && state.arcShareBps[arc] <= solver.arcShare[arc]) {
    open(solver, arc);
    const capacity = state.arcCapacityBps[arc];
    const taken = state.arcLoadBps[arc] + solver.arcWeight[arc] * state.arcShareBps[arc];
    if (capacity - taken > capacity * FULL) {
      solver.arcPart[arc] = ARC.released;
      release(run, arc);
      keyArcs(run);
      return;
    }
    solver.arcLevel[arc] = state.arcShareBps[arc];
  } else if (solver.arcPart[arc] === ARC.released) {
    solver.arcLevel[arc] = solver.arcShare[arc];
  } else if (!settle(run, arc)) {
    if (solver.arcPart[arc] === ARC.open) {
      solver.arcPart[arc] = ARC.filling;
      solver.waiting++;
    }
    solver.heapKey[arc] = solver.arcLevel[arc];
    enqueue(solver, arc);
    return;
  }
  drop(solver, arc);
  open(solver, arc);
  fixArc(run, arc);
  keyArcs(run);
}

/** The sweep need not wait for this arc any more. */
function open(solver: SolverScratch, arc: number): void {
  if (solver.arcPart[arc] >= ARC.open) return;
  solver.arcPart[arc] = ARC.open;
  solver.waiting--;
}

/** Frees the outsiders that `arc` limits. */
function release(run: Run, arc: number): void {
  const { state, solver } = run;
  const { hopNext, flowBottleneck } = state;
  const shift = hopShift(state);
  for (let hop = state.arcHead[arc]; hop >= 0; hop = hopNext[hop]) {
    const flow = hop >> shift;
    if (flowBottleneck[flow] !== arc || solver.standing[flow] !== STANDING.outside) continue;
    freeFlow(solver, flow, state.flowRateBps);
    lift(run, flow);
  }
}

/**
 * Finds the level at which an arc saturates, outsiders above that level cut down to it. Rises from
 * the arc's key, which is not above the answer.
 * @returns false once it has risen above the next key: the arc is due again later
 */
function settle(run: Run, arc: number): boolean {
  const { state, solver } = run;
  const { hopNext, arcHead, flowRateBps, flowWeight } = state;
  const { standing, heap, heapKey, heapSize } = solver;
  const { outside } = STANDING;
  const shift = hopShift(state);
  const spare = state.arcCapacityBps[arc] - state.arcLoadBps[arc];
  // The arc itself is on top, so the next key is that of one of its children.
  let enough = Infinity;
  for (let child = 1; child < 3 && child < heapSize; child++)
    if (heapKey[heap[child]] < enough) enough = heapKey[heap[child]];
  let level = heapKey[arc];
  for (;;) {
    const above = level * (1 + SAME);
    let rate = spare;
    let weight = solver.arcWeight[arc];
    let least = Infinity;
    for (let hop = arcHead[arc]; hop >= 0; hop = hopNext[hop]) {
      const flow = hop >> shift;
      const itsRate = flowRateBps[flow];
      const itsWeight = flowWeight[flow];
      if (itsRate <= above * itsWeight || standing[flow] !== outside) continue;
      rate += itsRate;
      weight += itsWeight;
      if (itsRate < least * itsWeight) least = itsRate / itsWeight;
    }
    const next = rate / weight;
    if (!(next > above)) break;
    level = next;
    // Nobody who was counted in falls below it: another pass would say the same.
    if (level > enough || level * (1 + SAME) < least) break;
  }
  solver.arcLevel[arc] = level;
  return level <= enough;
}

/**
 * Gives the free flows on an arc, and the outsiders above it, the level at which it saturates. Its load is
 * summed anew, so that rounding does not pile up.
 */
function fixArc(run: Run, arc: number): void {
  const { state, solver } = run;
  const { hopNext, flowRateBps, flowWeight } = state;
  const { standing } = solver;
  const { free, outside } = STANDING;
  const shift = hopShift(state);
  const level = solver.arcLevel[arc];
  const above = level * (1 + SAME);
  let load = 0;
  for (let hop = state.arcHead[arc]; hop >= 0; hop = hopNext[hop]) {
    const flow = hop >> shift;
    if (standing[flow] === free) fix(run, flow, arc);
    else if (flowRateBps[flow] > above * flowWeight[flow] && standing[flow] === outside) cut(run, flow, arc);
    load += flowRateBps[flow];
  }
  state.arcLoadBps[arc] = load;
  state.arcShareBps[arc] = level;
}

/** Brings an outsider down to the level of its new bottleneck. */
function cut(run: Run, flow: number, bottleneck: number): void {
  const { state, solver } = run;
  const { hopArc, arcLoadBps, flowBottleneck } = state;
  const { arcStale } = solver;
  const rate = solver.arcLevel[bottleneck] * state.flowWeight[flow];
  const less = state.flowRateBps[flow] - rate;
  freeFlow(solver, flow, state.flowRateBps);
  solver.standing[flow] = STANDING.fixed;
  const first = flow << hopShift(state);
  const end = first + state.flowHops[flow];
  for (let hop = first; hop < end; hop++) {
    const arc = hopArc[hop];
    if (arcStale[arc] === 0) reachArc(run, arc);
    arcLoadBps[arc] -= less;
  }
  if (flowBottleneck[flow] >= 0) state.arcBottlenecked[flowBottleneck[flow]]--;
  state.arcBottlenecked[bottleneck]++;
  flowBottleneck[flow] = bottleneck;
  state.flowRateBps[flow] = rate;
}

function fixAtCap(run: Run, flow: number): void {
  const { state, solver } = run;
  drop(solver, state.arcCapacityBps.length + flow);
  if (solver.standing[flow] === STANDING.free) fix(run, flow, OWN_CAP);
}

/** Gives a free flow its rate: its part of an arc, or its own cap. */
function fix(run: Run, flow: number, bottleneck: number): void {
  const { state, solver } = run;
  const { hopArc, arcLoadBps } = state;
  const { arcWeight, arcFree } = solver;
  const weight = state.flowWeight[flow];
  const rate = bottleneck >= 0 ? solver.arcLevel[bottleneck] * weight : state.flowCapBps[flow];
  solver.standing[flow] = STANDING.fixed;
  solver.waiting--;
  state.flowRateBps[flow] = rate;
  state.flowBottleneck[flow] = bottleneck;
  if (bottleneck >= 0) state.arcBottlenecked[bottleneck]++;
  const first = flow << hopShift(state);
  const end = first + state.flowHops[flow];
  for (let hop = first; hop < end; hop++) {
    const arc = hopArc[hop];
    arcLoadBps[arc] += rate;
    arcWeight[arc] -= weight;
    arcFree[arc]--;
  }
}

/** Puts an arc or flow where its key says. */
function enqueue(solver: SolverScratch, entity: number): void {
  solver.heapSize = place(solver.heap, solver.heapAt, solver.heapKey, solver.heapSize, entity);
}

function drop(solver: SolverScratch, entity: number): void {
  solver.heapSize = unschedule(solver.heap, solver.heapAt, solver.heapKey, solver.heapSize, entity);
}

function clear(solver: SolverScratch): void {
  for (let i = 0; i < solver.setCount; i++) solver.standing[solver.set[i]] = STANDING.outside;
  for (let i = 0; i < solver.arcCount; i++) solver.arcPart[solver.arcs[i]] = ARC.outside;
  for (let i = 0; i < solver.dirtyArcCount; i++) solver.arcDirty[solver.dirtyArcs[i]] = 0;
  for (let i = 0; i < solver.heapSize; i++) solver.heapAt[solver.heap[i]] = -1;
  solver.heapSize = 0;
  solver.setCount = 0;
  solver.arcCount = 0;
  solver.dirtyArcCount = 0;
}
