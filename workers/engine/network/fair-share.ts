/**
 * Weighted max-min fair rates, kept up to date incrementally (N3).
 *
 * In: the flows and arcs that changed at this instant (`touchArc`, `freeFlow`), all others
 * at their old rates. Out: the rates of the unique max-min fair allocation.
 *
 * A flow's level is its rate / weight. An allocation is max-min fair exactly when every flow
 * has a bottleneck: its own cap, or a saturated arc on which no flow has a higher level
 * (Bertsekas and Gallager, Data Networks, 1992, 6.5.2). That certificate is local, and it is
 * what makes the method work: solve for a small free set of flows with all others held
 * fixed, test the certificate on the arcs the set touches, free the flows for which it
 * fails, and repeat. Flows on arcs that were not touched keep their bottlenecks, so when no
 * test fails the whole allocation is certified.
 *
 * One round:
 *   fill   progressive filling of the free set over what the fixed flows leave. Arcs wait in
 *          a heap by fair share = spare / weight of unfixed flows. Fixing a flow never
 *          lowers a share, so stale keys are lower bounds and are refreshed only on top.
 *   check  the outsiders that a touched arc limits are freed if it is no longer saturated, if a
 *          free flow on it has a higher level than they, or if it limits a free flow below
 *          them. An arc that limits free flows only frees the outsiders above the level it
 *          would settle at. Arcs that limit nobody are passed over: most of them.
 *
 * First guess of the free set: new flows, and flows bottlenecked on dirty arcs. A flow that
 * leaves at level r cannot change levels below r, and one that arrives cannot change levels
 * below its own share, so the set stays near the change. The cost of an instant is
 * O(rounds x hops of the free set x log) and does not grow with the network. Every round
 * frees at least one more flow, so it ends.
 */
import type { Run } from '../run.ts';
import { hopShift } from '../state.ts';
import { settleRates } from './flow-progress.ts';
import { freeFlow, type SolverScratch } from './solver-scratch.ts';

/** Levels closer than this, relatively, count as equal; far above rounding, far below 1e-7. */
const SAME = 1e-10;

/** No bottleneck arc: limited by its own cap. */
export const OWN_CAP = -1;

/** Brings all rates up to date with what changed at `timeS`. */
export function solveRates(run: Run, timeS: number): void {
  const { solver } = run;
  if (solver.setCount === 0 && solver.dirtyArcCount === 0) return;
  for (let i = 0; i < solver.dirtyArcCount; i++) freeBottlenecked(run, solver.dirtyArcs[i]);
  touchArcs(run, 0);
  for (let i = 0; i < solver.dirtyArcCount; i++) includeArc(solver, solver.dirtyArcs[i]);
  for (;;) {
    fill(run);
    const before = solver.setCount;
    check(run);
    if (solver.setCount === before) break;
    touchArcs(run, before);
  }
  settleRates(run, timeS);
  clear(solver);
}

/** Frees the flows whose bottleneck is `arc`. */
function freeBottlenecked(run: Run, arc: number): void {
  const { state, solver } = run;
  const { hopNext, flowBottleneck, flowRateBps } = state;
  const shift = hopShift(state);
  for (let hop = state.arcHead[arc]; hop >= 0; hop = hopNext[hop]) {
    const flow = hop >> shift;
    if (flowBottleneck[flow] === arc) freeFlow(solver, flow, flowRateBps[flow]);
  }
}

function includeArc(solver: SolverScratch, arc: number): void {
  if (solver.arcTouched[arc] === 1) return;
  solver.arcTouched[arc] = 1;
  solver.arcFree[arc] = 0;
  solver.arcs[solver.arcCount++] = arc;
}

/** Takes the flows set[from..] off their arcs' loads: from here on those hold outsiders only. */
function touchArcs(run: Run, from: number): void {
  const { state, solver } = run;
  const { hopArc, flowHops, flowRateBps, flowBottleneck, arcLoadBps, arcFlows, arcBottlenecked } = state;
  const { set, arcFree } = solver;
  const shift = hopShift(state);
  for (let i = from; i < solver.setCount; i++) {
    const flow = set[i];
    const first = flow << shift;
    const end = first + flowHops[flow];
    if (flowBottleneck[flow] >= 0) arcBottlenecked[flowBottleneck[flow]]--;
    for (let hop = first; hop < end; hop++) {
      const arc = hopArc[hop];
      includeArc(solver, arc);
      arcFree[arc]++;
      arcLoadBps[arc] -= flowRateBps[flow];
      // Exact where it can be: rounding does not pile up on arcs that are solved whole.
      if (arcFree[arc] === arcFlows[arc]) arcLoadBps[arc] = 0;
    }
    flowRateBps[flow] = 0;
  }
}

/** Progressive filling of the free set over what the outsiders leave. */
function fill(run: Run): void {
  const { state, solver } = run;
  const {
    hopArc,
    flowHops,
    flowWeight,
    flowCapBps,
    flowRateBps,
    flowBottleneck,
    arcLoadBps,
    arcCapacityBps,
  } = state;
  const { hopNext, arcHead } = state;
  const { set, arcs, fixed, inSet, arcWeight, arcLeft, arcSpareBps, arcLevel, arcHigh, heap, heapKey } =
    solver;
  const shift = hopShift(state);
  const arcCount = arcCapacityBps.length;
  const { setCount } = solver;

  for (let i = 0; i < solver.arcCount; i++) {
    const arc = arcs[i];
    const spare = arcCapacityBps[arc] - arcLoadBps[arc];
    arcSpareBps[arc] = spare > 0 ? spare : 0;
    arcWeight[arc] = 0;
    arcLeft[arc] = 0;
    arcLevel[arc] = -1;
    arcHigh[arc] = 0;
  }
  let size = 0;
  for (let i = 0; i < setCount; i++) {
    const flow = set[i];
    fixed[flow] = 0;
    const first = flow << shift;
    const end = first + flowHops[flow];
    for (let hop = first; hop < end; hop++) {
      arcWeight[hopArc[hop]] += flowWeight[flow];
      arcLeft[hopArc[hop]]++;
    }
    if (flowCapBps[flow] < Infinity) {
      heapKey[arcCount + flow] = flowCapBps[flow] / flowWeight[flow];
      heap[size++] = arcCount + flow;
    }
  }
  for (let i = 0; i < solver.arcCount; i++) {
    const arc = arcs[i];
    if (arcLeft[arc] === 0) continue;
    heapKey[arc] = arcSpareBps[arc] / arcWeight[arc];
    heap[size++] = arc;
  }
  for (let place = (size >> 1) - 1; place >= 0; place--) sink(heap, heapKey, size, place);

  let left = setCount;
  while (left > 0 && size > 0) {
    const top = heap[0];
    if (top >= arcCount) {
      size = dropTop(heap, heapKey, size);
      const flow = top - arcCount;
      if (fixed[flow] === 1) continue;
      left--;
      fix(run, flow, heapKey[top], OWN_CAP, shift);
      continue;
    }
    if (arcLeft[top] === 0) {
      size = dropTop(heap, heapKey, size);
      continue;
    }
    const share = arcSpareBps[top] / arcWeight[top];
    if (share > heapKey[top]) {
      heapKey[top] = share;
      sink(heap, heapKey, size, 0);
      if (heap[0] !== top) continue;
    }
    size = dropTop(heap, heapKey, size);
    arcLevel[top] = share;
    for (let hop = arcHead[top]; hop >= 0; hop = hopNext[hop]) {
      const flow = hop >> shift;
      if (inSet[flow] === 0 || fixed[flow] === 1) continue;
      left--;
      fix(run, flow, share, top, shift);
    }
  }
  for (let i = 0; i < setCount; i++) {
    const flow = set[i];
    if (flowBottleneck[flow] === OWN_CAP) flowRateBps[flow] = flowCapBps[flow];
  }
}

/** Gives a flow its level and takes its rate from what its arcs have to spare. */
function fix(run: Run, flow: number, level: number, bottleneck: number, shift: number): void {
  const { state, solver } = run;
  const { hopArc } = state;
  const { arcWeight, arcLeft, arcSpareBps, arcHigh } = solver;
  const weight = state.flowWeight[flow];
  const rate = level * weight;
  solver.fixed[flow] = 1;
  state.flowRateBps[flow] = rate;
  state.flowBottleneck[flow] = bottleneck;
  const first = flow << shift;
  const end = first + state.flowHops[flow];
  for (let hop = first; hop < end; hop++) {
    const arc = hopArc[hop];
    const spare = arcSpareBps[arc] - rate;
    arcSpareBps[arc] = spare > 0 ? spare : 0;
    arcWeight[arc] -= weight;
    arcLeft[arc]--;
    // Levels only rise during a fill: the last one is the highest.
    arcHigh[arc] = level;
  }
}

/** Tests the certificate of the outsiders on the touched arcs; frees those that fail. */
function check(run: Run): void {
  const { arcs, arcFree, arcLevel, arcHigh, arcSpareBps, arcCeiling } = run.solver;
  const { arcFlows, arcLoadBps, arcCapacityBps, arcBottlenecked, arcShareBps } = run.state;
  const touched = run.solver.arcCount;
  for (let i = 0; i < touched; i++) {
    const arc = arcs[i];
    if (arcFree[arc] === arcFlows[arc]) continue;
    const capacity = arcCapacityBps[arc];
    if (arcLoadBps[arc] > capacity * (1 + SAME)) {
      arcCeiling[arc] = 0;
      freeAbove(run, arc);
    } else if (arcBottlenecked[arc] > 0) {
      // The outsiders it limits must still be limited by it, with the highest level on it; they had
      // it among the outsiders, so only a free flow can be above them.
      const level = arcShareBps[arc];
      const saturated = arcSpareBps[arc] <= capacity * SAME;
      const overtaken = level < arcHigh[arc] * (1 - SAME);
      const undercuts = arcLevel[arc] >= 0 && level > arcLevel[arc] * (1 + SAME);
      if (!saturated || overtaken || undercuts) freeBottlenecked(run, arc);
    } else if (arcLevel[arc] >= 0) {
      // Newly saturated: it limits free flows only, and outsiders above them have to come down.
      settle(run, arc);
      freeAbove(run, arc);
    }
  }
}

/** Frees the outsiders on `arc` whose level is above its ceiling. */
function freeAbove(run: Run, arc: number): void {
  const { state, solver } = run;
  const { hopNext, flowRateBps, flowWeight } = state;
  const ceiling = solver.arcCeiling[arc] * (1 + SAME);
  const shift = hopShift(state);
  for (let hop = state.arcHead[arc]; hop >= 0; hop = hopNext[hop]) {
    const flow = hop >> shift;
    if (flowRateBps[flow] > ceiling * flowWeight[flow]) freeFlow(solver, flow, flowRateBps[flow]);
  }
}

/**
 * Sets the arc's ceiling: the level it settles at if it stays the bottleneck of the free flows it
 * limits now; outsiders above it come down to it. Rises from the arc's level, so it ends in as many
 * passes as there are distinct levels above.
 */
function settle(run: Run, arc: number): void {
  const { state, solver } = run;
  const shift = hopShift(state);
  const { hopNext, arcHead, flowRateBps, flowWeight, flowBottleneck } = state;
  const { inSet } = solver;
  let level = solver.arcLevel[arc];
  for (;;) {
    let rate = 0;
    let weight = 0;
    for (let hop = arcHead[arc]; hop >= 0; hop = hopNext[hop]) {
      const flow = hop >> shift;
      const sharing =
        inSet[flow] === 1
          ? flowBottleneck[flow] === arc
          : flowRateBps[flow] > level * (1 + SAME) * flowWeight[flow];
      if (!sharing) continue;
      rate += flowRateBps[flow];
      weight += flowWeight[flow];
    }
    const next = rate / weight;
    if (!(next > level * (1 + SAME))) break;
    level = next;
  }
  solver.arcCeiling[arc] = level;
}

function clear(solver: SolverScratch): void {
  for (let i = 0; i < solver.setCount; i++) solver.inSet[solver.set[i]] = 0;
  for (let i = 0; i < solver.arcCount; i++) solver.arcTouched[solver.arcs[i]] = 0;
  for (let i = 0; i < solver.dirtyArcCount; i++) solver.arcDirty[solver.dirtyArcs[i]] = 0;
  solver.setCount = 0;
  solver.arcCount = 0;
  solver.dirtyArcCount = 0;
}

function dropTop(heap: Int32Array, key: Float64Array, size: number): number {
  heap[0] = heap[size - 1];
  sink(heap, key, size - 1, 0);
  return size - 1;
}

/** Restores heap order below `from`; equal keys by number, so that ties are the same everywhere. */
function sink(heap: Int32Array, key: Float64Array, size: number, from: number): void {
  if (from >= size) return;
  const moving = heap[from];
  const movingKey = key[moving];
  let place = from;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    let entity = heap[child];
    if (child + 1 < size) {
      const other = heap[child + 1];
      if (key[other] < key[entity] || (key[other] === key[entity] && other < entity)) {
        entity = other;
        child++;
      }
    }
    if (key[entity] > movingKey || (key[entity] === movingKey && entity > moving)) break;
    heap[place] = entity;
    place = child;
  }
  heap[place] = moving;
}
