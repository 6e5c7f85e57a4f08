/**
 * A shortest-path tree from one node, as far as it has been asked for: the nodes nearest to the
 * source in order of (delay, hops, node), in a hash table, so that a tree costs what it holds and not
 * what the world holds. `growTree` is Dijkstra's algorithm, ended once the target is settled.
 *
 * The label of a node is the least (delay, hops, arc into it) over all paths (N2). It does not depend on
 * how far the tree goes, nor on what else is cached.
 */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';

export type RouteTree = {
  /** Settled nodes; 0: to be grown anew. */
  count: number;
  /** Whether these are all the source reaches; else the last one's delay, which bounds all others' from below. */
  complete: boolean;
  horizonS: number;
  /** Open addressing, a power of two: the node in a slot, or -1. */
  node: Int32Array;
  /** The arc into it and the slot of the node before it (-1: the source), delay and hops from the source. */
  arcInto: Int32Array;
  before: Int32Array;
  hops: Int32Array;
  delayS: Float64Array;
};

/** Labels and heap of a search, by node; `at` is a place in the heap, UNSEEN or SETTLED. */
export type RouteSearch = {
  delayS: Float64Array;
  hops: Int32Array;
  arcInto: Int32Array;
  heap: Int32Array;
  at: Int32Array;
  /** Nodes seen, to be cleared, and those settled, in order. */
  seen: Int32Array;
  settled: Int32Array;
};

const UNSEEN = -1;
const SETTLED = -2;

/** A tree holds at least this many nodes, and twice as many each time it falls short. */
const FIRST_NODES = 16;

export function createSearch(nodes: number): RouteSearch {
  return {
    delayS: new Float64Array(nodes),
    hops: new Int32Array(nodes),
    arcInto: new Int32Array(nodes),
    heap: new Int32Array(nodes),
    at: new Int32Array(nodes).fill(UNSEEN),
    seen: new Int32Array(nodes),
    settled: new Int32Array(nodes),
  };
}

export function createTree(): RouteTree {
  const none = new Int32Array(0);
  return {
    count: 0,
    complete: false,
    horizonS: 0,
    node: none,
    arcInto: none,
    before: none,
    hops: none,
    delayS: new Float64Array(0),
  };
}

/** The slot of a node in the tree, -1 where it is not settled. */
export function slotOf(tree: RouteTree, node: number): number {
  if (tree.count === 0) return -1;
  const keys = tree.node;
  const mask = keys.length - 1;
  let slot = Math.imul(node, 0x9e3779b1) & mask;
  while (keys[slot] !== node) {
    if (keys[slot] < 0) return -1;
    slot = (slot + 1) & mask;
  }
  return slot;
}

/** Grows the tree of `source` until it holds `target`, or all that can be reached. */
export function growTree(
  world: World,
  state: EngineState,
  search: RouteSearch,
  tree: RouteTree,
  source: number,
  target: number,
): void {
  const { links } = world;
  const { linkUp } = state;
  const { delayS, hops, arcInto, heap, at, seen, settled } = search;
  const enough = Math.max(FIRST_NODES, 2 * tree.count);
  let seenCount = 1;
  let count = 0;
  let reached = false;
  delayS[source] = 0;
  hops[source] = 0;
  arcInto[source] = -1;
  heap[0] = source;
  at[source] = 0;
  seen[0] = source;
  let size = 1;
  while (size > 0 && !(reached && count >= enough)) {
    const node = heap[0];
    size--;
    at[node] = SETTLED;
    settled[count++] = node;
    if (node === target) reached = true;
    if (size > 0) {
      heap[0] = heap[size];
      at[heap[0]] = 0;
      sink(search, size);
    }
    for (let i = links.arcStart[node]; i < links.arcStart[node + 1]; i++) {
      const arc = links.arc[i];
      if (linkUp[arc >> 1] === 0) continue;
      const next = (arc & 1) === 0 ? links.b[arc >> 1] : links.a[arc >> 1];
      if (at[next] === SETTLED) continue;
      const delay = delayS[node] + links.delayS[arc >> 1];
      const known = at[next] !== UNSEEN;
      if (known && !precedes(delay, hops[node] + 1, arc, delayS[next], hops[next], arcInto[next])) continue;
      delayS[next] = delay;
      hops[next] = hops[node] + 1;
      arcInto[next] = arc;
      if (!known) {
        seen[seenCount++] = next;
        at[next] = size;
        heap[size++] = next;
      }
      rise(search, at[next]);
    }
  }
  keep(tree, world, search, count, size === 0);
  for (let i = 0; i < seenCount; i++) at[seen[i]] = UNSEEN;
}

/** Whether a label comes before another: by delay, then hops, then the arc. */
export function precedes(
  delayS: number,
  hops: number,
  arc: number,
  otherDelayS: number,
  otherHops: number,
  otherArc: number,
): boolean {
  if (delayS !== otherDelayS) return delayS < otherDelayS;
  return hops < otherHops || (hops === otherHops && arc < otherArc);
}

/** Copies the settled nodes into the tree's table, at most half full. */
function keep(
  tree: RouteTree,
  { links }: World,
  search: RouteSearch,
  count: number,
  complete: boolean,
): void {
  let slots = 2 * FIRST_NODES;
  while (slots < 2 * count) slots *= 2;
  if (tree.node.length < slots) {
    tree.node = new Int32Array(slots);
    tree.arcInto = new Int32Array(slots);
    tree.before = new Int32Array(slots);
    tree.hops = new Int32Array(slots);
    tree.delayS = new Float64Array(slots);
  }
  tree.node.fill(-1);
  tree.count = count;
  const mask = tree.node.length - 1;
  for (let i = 0; i < count; i++) {
    const node = search.settled[i];
    let slot = Math.imul(node, 0x9e3779b1) & mask;
    while (tree.node[slot] >= 0) slot = (slot + 1) & mask;
    const arc = search.arcInto[node];
    tree.node[slot] = node;
    tree.arcInto[slot] = arc;
    // The node before it was settled before it.
    tree.before[slot] = arc < 0 ? -1 : slotOf(tree, (arc & 1) === 0 ? links.a[arc >> 1] : links.b[arc >> 1]);
    tree.hops[slot] = search.hops[node];
    tree.delayS[slot] = search.delayS[node];
  }
  tree.complete = complete;
  tree.horizonS = search.delayS[search.settled[count - 1]];
}

function nearer(search: RouteSearch, a: number, b: number): boolean {
  const { delayS, hops } = search;
  if (delayS[a] !== delayS[b]) return delayS[a] < delayS[b];
  return hops[a] < hops[b] || (hops[a] === hops[b] && a < b);
}

function rise(search: RouteSearch, from: number): void {
  const { heap, at } = search;
  const node = heap[from];
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!nearer(search, node, heap[parent])) break;
    heap[place] = heap[parent];
    at[heap[place]] = place;
    place = parent;
  }
  heap[place] = node;
  at[node] = place;
}

function sink(search: RouteSearch, size: number): void {
  const { heap, at } = search;
  const node = heap[0];
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    if (child + 1 < size && nearer(search, heap[child + 1], heap[child])) child++;
    if (!nearer(search, heap[child], node)) break;
    heap[place] = heap[child];
    at[heap[place]] = place;
    place = child;
  }
  heap[place] = node;
  at[node] = place;
}
