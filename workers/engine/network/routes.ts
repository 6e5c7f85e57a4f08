/**
 * Least-delay routes (N2): shortest-path trees over the links that are up, ties by fewer
 * hops, then by the smaller arc into the node. Trees are built when first asked for and
 * forgotten when the topology changes; they follow from the state and are no part of it.
 */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';

export type Routes = {
  nodes: number;
  /** Trees built since the last change carry this number. */
  version: number;
  treeVersion: Int32Array;
  /** [source * nodes + node]: the arc into the node (-1: none), delay and hops from the source. */
  arcInto: Int32Array;
  delayS: Float64Array;
  hops: Int32Array;
  /** Scratch: heap of Dijkstra's algorithm, and the last route read. */
  heap: Int32Array;
  at: Int32Array;
  path: Int32Array;
  /** Pairs (metro, server) by delay; rebuilt by the router when `pairVersion` is behind. */
  pairOrder: Int32Array;
  pairDelayS: Float64Array;
  pairVersion: number;
};

export function createRoutes(world: World): Routes {
  const nodes = world.sites.count + world.metros.count;
  const pairs = world.metros.count * world.serving.count;
  return {
    nodes,
    version: 1,
    treeVersion: new Int32Array(nodes),
    arcInto: new Int32Array(nodes * nodes),
    delayS: new Float64Array(nodes * nodes),
    hops: new Int32Array(nodes * nodes),
    heap: new Int32Array(nodes),
    at: new Int32Array(nodes),
    path: new Int32Array(nodes),
    pairOrder: new Int32Array(pairs),
    pairDelayS: new Float64Array(pairs),
    pairVersion: 0,
  };
}

/** Forgets all trees: a link went down, came back, or the state was restored. */
export function forgetRoutes(routes: Routes): void {
  routes.version++;
}

/** One-way delay of the route in seconds, Infinity where there is none. */
export function routeDelayS(
  world: World,
  state: EngineState,
  routes: Routes,
  from: number,
  to: number,
): number {
  if (routes.treeVersion[from] !== routes.version) growTree(world, state, routes, from);
  return routes.delayS[from * routes.nodes + to];
}

/** Writes the arcs of the route to `routes.path`, first arc first. Returns their number, -1 for no route. */
export function readRoute(
  world: World,
  state: EngineState,
  routes: Routes,
  from: number,
  to: number,
): number {
  if (routes.treeVersion[from] !== routes.version) growTree(world, state, routes, from);
  const base = from * routes.nodes;
  if (routes.delayS[base + to] === Infinity) return -1;
  const count = routes.hops[base + to];
  let node = to;
  for (let hop = count - 1; hop >= 0; hop--) {
    const arc = routes.arcInto[base + node];
    routes.path[hop] = arc;
    node = arcFrom(world, arc);
  }
  return count;
}

/** The node an arc leaves. */
export function arcFrom(world: World, arc: number): number {
  return (arc & 1) === 0 ? world.links.a[arc >> 1] : world.links.b[arc >> 1];
}

/** The node an arc enters. */
export function arcTo(world: World, arc: number): number {
  return (arc & 1) === 0 ? world.links.b[arc >> 1] : world.links.a[arc >> 1];
}

/** Dijkstra's algorithm from `source`, with an indexed heap ordered by (delay, hops, node). */
function growTree(world: World, state: EngineState, routes: Routes, source: number): void {
  const { links } = world;
  const { linkUp } = state;
  const { nodes, arcInto, delayS, hops, heap, at } = routes;
  const base = source * nodes;
  for (let v = 0; v < nodes; v++) {
    delayS[base + v] = Infinity;
    hops[base + v] = 0;
    arcInto[base + v] = -1;
    at[v] = -1;
  }
  delayS[base + source] = 0;
  heap[0] = source;
  at[source] = 0;
  let size = 1;
  while (size > 0) {
    const node = heap[0];
    size--;
    at[node] = -2;
    if (size > 0) {
      heap[0] = heap[size];
      at[heap[0]] = 0;
      settleDown(routes, base, size);
    }
    for (let i = links.arcStart[node]; i < links.arcStart[node + 1]; i++) {
      const arc = links.arc[i];
      if (linkUp[arc >> 1] === 0) continue;
      const next = arcTo(world, arc);
      if (at[next] === -2) continue;
      const delay = delayS[base + node] + links.delayS[arc >> 1];
      const count = hops[base + node] + 1;
      const known = delayS[base + next];
      const better =
        delay < known ||
        (delay === known &&
          (count < hops[base + next] || (count === hops[base + next] && arc < arcInto[base + next])));
      if (!better) continue;
      delayS[base + next] = delay;
      hops[base + next] = count;
      arcInto[base + next] = arc;
      if (at[next] === -1) {
        at[next] = size;
        heap[size++] = next;
      }
      settleUp(routes, base, at[next]);
    }
  }
  routes.treeVersion[source] = routes.version;
}

function nearer(routes: Routes, base: number, a: number, b: number): boolean {
  const byDelay = routes.delayS[base + a] - routes.delayS[base + b];
  if (byDelay !== 0) return byDelay < 0;
  const byHops = routes.hops[base + a] - routes.hops[base + b];
  return byHops < 0 || (byHops === 0 && a < b);
}

function settleUp(routes: Routes, base: number, from: number): void {
  const { heap, at } = routes;
  const node = heap[from];
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!nearer(routes, base, node, heap[parent])) break;
    heap[place] = heap[parent];
    at[heap[place]] = place;
    place = parent;
  }
  heap[place] = node;
  at[node] = place;
}

function settleDown(routes: Routes, base: number, size: number): void {
  const { heap, at } = routes;
  const node = heap[0];
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    if (child + 1 < size && nearer(routes, base, heap[child + 1], heap[child])) child++;
    if (!nearer(routes, base, heap[child], node)) break;
    heap[place] = heap[child];
    at[heap[place]] = place;
    place = child;
  }
  heap[place] = node;
  at[node] = place;
}
