/** Scratch of the fair-share solver: overwritten by every solve, no part of the state. */
export type SolverScratch = {
  /** What changed since the last solve: flows new or re-capped, arcs that lost a flow or capacity. */
  dirtyArcs: Int32Array;
  dirtyArcCount: number;
  arcDirty: Uint8Array;

  /** The free set: flows whose rates are being solved for. */
  set: Int32Array;
  setCount: number;
  setAt: Int32Array;
  inSet: Uint8Array;
  /** Their rates before this solve, and whether the current fill has fixed them. */
  oldRateBps: Float64Array;
  fixed: Uint8Array;

  /** Arcs touched by the set or dirty. */
  arcs: Int32Array;
  arcCount: number;
  arcTouched: Uint8Array;
  /** Of each touched arc: unfixed free flows' weight and number, capacity left for them, free flows on it. */
  arcWeight: Float64Array;
  arcLeft: Int32Array;
  arcSpareBps: Float64Array;
  arcFree: Int32Array;
  /** Level at which the fill saturated the arc, or -1. */
  arcLevel: Float64Array;
  /** Level above which its outsiders are to be freed. */
  arcCeiling: Float64Array;
  /** Highest level of a free flow on the arc. */
  arcHigh: Float64Array;

  /** Heap of candidates for the next bottleneck: arc a, or arcs + f for the own cap of flow f. */
  heap: Int32Array;
  heapKey: Float64Array;
};

export function createSolverScratch(arcs: number, flows: number): SolverScratch {
  return {
    dirtyArcs: new Int32Array(arcs),
    dirtyArcCount: 0,
    arcDirty: new Uint8Array(arcs),
    set: new Int32Array(flows),
    setCount: 0,
    setAt: new Int32Array(flows),
    inSet: new Uint8Array(flows),
    oldRateBps: new Float64Array(flows),
    fixed: new Uint8Array(flows),
    arcs: new Int32Array(arcs),
    arcCount: 0,
    arcTouched: new Uint8Array(arcs),
    arcWeight: new Float64Array(arcs),
    arcLeft: new Int32Array(arcs),
    arcSpareBps: new Float64Array(arcs),
    arcFree: new Int32Array(arcs),
    arcLevel: new Float64Array(arcs),
    arcCeiling: new Float64Array(arcs),
    arcHigh: new Float64Array(arcs),
    heap: new Int32Array(arcs + flows),
    heapKey: new Float64Array(arcs + flows),
  };
}

/** Notes that what the arc offers its flows may have changed. */
export function touchArc(solver: SolverScratch, arc: number): void {
  if (solver.arcDirty[arc] === 1) return;
  solver.arcDirty[arc] = 1;
  solver.dirtyArcs[solver.dirtyArcCount++] = arc;
}

/** Puts a flow in the free set. `rateBps` is its rate until now. */
export function freeFlow(solver: SolverScratch, flow: number, rateBps: number): void {
  if (solver.inSet[flow] === 1) return;
  solver.inSet[flow] = 1;
  solver.oldRateBps[flow] = rateBps;
  solver.setAt[flow] = solver.setCount;
  solver.set[solver.setCount++] = flow;
}

/** Takes a flow out of the free set again: it left the network before the solve. */
export function unfreeFlow(solver: SolverScratch, flow: number): void {
  if (solver.inSet[flow] === 0) return;
  const last = solver.set[--solver.setCount];
  solver.inSet[flow] = 0;
  solver.set[solver.setAt[flow]] = last;
  solver.setAt[last] = solver.setAt[flow];
}

/** Makes room for more flows; what was touched stays touched. */
export function growSolver(solver: SolverScratch, arcs: number, flows: number): void {
  const grown = createSolverScratch(arcs, flows);
  grown.set.set(solver.set);
  grown.setAt.set(solver.setAt);
  grown.inSet.set(solver.inSet);
  grown.oldRateBps.set(solver.oldRateBps);
  solver.set = grown.set;
  solver.setAt = grown.setAt;
  solver.inSet = grown.inSet;
  solver.oldRateBps = grown.oldRateBps;
  solver.fixed = grown.fixed;
  solver.heap = grown.heap;
  solver.heapKey = grown.heapKey;
}
