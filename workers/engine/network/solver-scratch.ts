/** Scratch of the fair-share solver: overwritten by every solve, no part of the state. */

/** A flow in the sweep: at its old rate, without a rate, at its new one. */
export const STANDING = { outside: 0, free: 1, fixed: 2 } as const;

/**
 * An arc in the sweep: out of reach; limiting outsiders at their old level; due to saturate and cut
 * outsiders down; neither, so that only free flows can make it matter; or, once it has limited
 * outsiders and released them, without any that could be above it.
 */
export const ARC = { outside: 0, limiting: 1, filling: 2, open: 3, released: 4 } as const;

export type SolverScratch = {
  /** Arcs that lost a flow while they limit others, or changed capacity, since the last solve. */
  dirtyArcs: Int32Array;
  dirtyArcCount: number;
  arcDirty: Uint8Array;

  /** Flows that are free or fixed; before a solve, those new or re-capped. */
  set: Int32Array;
  setCount: number;
  setAt: Int32Array;
  standing: Uint8Array;
  /** Their rates before this solve. */
  oldRateBps: Float64Array;

  /** Arcs in reach. */
  arcs: Int32Array;
  arcCount: number;
  arcPart: Uint8Array;
  /** Weight and number of the free flows on each. */
  arcWeight: Float64Array;
  arcFree: Int32Array;
  /** What they would get now; the level at which the arc is due; the level it saturates at. */
  arcShare: Float64Array;
  arcDue: Float64Array;
  arcLevel: Float64Array;
  /** Arcs whose key may have to be lowered. */
  staleArcs: Int32Array;
  staleCount: number;
  arcStale: Uint8Array;

  /** Free flows, limiting and filling arcs: the sweep ends when there are none. */
  waiting: number;
  /** Indexed heap by level: arc a, or arcs + f for the own cap of flow f. */
  heap: Int32Array;
  heapAt: Int32Array;
  heapKey: Float64Array;
  heapSize: number;
};

export function createSolverScratch(arcs: number, flows: number): SolverScratch {
  return {
    dirtyArcs: new Int32Array(arcs),
    dirtyArcCount: 0,
    arcDirty: new Uint8Array(arcs),
    set: new Int32Array(flows),
    setCount: 0,
    setAt: new Int32Array(flows),
    standing: new Uint8Array(flows),
    oldRateBps: new Float64Array(flows),
    arcs: new Int32Array(arcs),
    arcCount: 0,
    arcPart: new Uint8Array(arcs),
    arcWeight: new Float64Array(arcs),
    arcFree: new Int32Array(arcs),
    arcShare: new Float64Array(arcs),
    arcDue: new Float64Array(arcs),
    arcLevel: new Float64Array(arcs),
    staleArcs: new Int32Array(arcs),
    staleCount: 0,
    arcStale: new Uint8Array(arcs),
    waiting: 0,
    heap: new Int32Array(arcs + flows),
    heapAt: new Int32Array(arcs + flows).fill(-1),
    heapKey: new Float64Array(arcs + flows),
    heapSize: 0,
  };
}

/** Notes that what the arc offers its flows may have changed. */
export function touchArc(solver: SolverScratch, arc: number): void {
  if (solver.arcDirty[arc] === 1) return;
  solver.arcDirty[arc] = 1;
  solver.dirtyArcs[solver.dirtyArcCount++] = arc;
}

/** Frees a flow. `rateBps` is the column with its rate until now. */
export function freeFlow(solver: SolverScratch, flow: number, rateBps: Float64Array): void {
  if (solver.standing[flow] !== STANDING.outside) return;
  solver.standing[flow] = STANDING.free;
  solver.oldRateBps[flow] = rateBps[flow];
  solver.setAt[flow] = solver.setCount;
  solver.set[solver.setCount++] = flow;
}

/** Takes a flow out of the free set again: it left the network before the solve. */
export function unfreeFlow(solver: SolverScratch, flow: number): void {
  if (solver.standing[flow] === STANDING.outside) return;
  const last = solver.set[--solver.setCount];
  solver.standing[flow] = STANDING.outside;
  solver.set[solver.setAt[flow]] = last;
  solver.setAt[last] = solver.setAt[flow];
}

/** Makes room for more flows; what was touched stays touched. */
export function growSolver(solver: SolverScratch, arcs: number, flows: number): void {
  const grown = createSolverScratch(arcs, flows);
  grown.set.set(solver.set);
  grown.setAt.set(solver.setAt);
  grown.standing.set(solver.standing);
  grown.oldRateBps.set(solver.oldRateBps);
  solver.set = grown.set;
  solver.setAt = grown.setAt;
  solver.standing = grown.standing;
  solver.oldRateBps = grown.oldRateBps;
  solver.heap = grown.heap;
  solver.heapAt = grown.heapAt;
  solver.heapKey = grown.heapKey;
}
