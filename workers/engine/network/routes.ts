/**
 * Least-delay routes (N2): shortest-path trees over the links that are up, grown when asked for and
 * as far as asked for. They follow from the state and are no part of it: what is cached
 * changes the time an answer takes and never the answer.
 *
 * A cut changes only the trees that use the link: a label is the best of its node's candidates, and
 * to lose another one leaves it the best. A repair changes only the trees in which the link, over
 * either end, gives the other end a label that precedes its own (or one inside the horizon, where it
 * has none).
 */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';
import {
  createSearch,
  createTree,
  growTree,
  precedes,
  slotOf,
  type RouteSearch,
  type RouteTree,
} from './route-tree.ts';

export type Routes = {
  /** Counts the changes of topology. */
  version: number;
  /** By source; null: never asked for, or given up. */
  trees: (RouteTree | null)[];
  /** Slots of all trees, and the source at which to look for the next to give up. */
  slots: number;
  nextGivenUp: number;
  search: RouteSearch;
  /** A column of one: Infinity. */
  noDelayS: Float64Array;
  /** Scratch: the last route read. */
  path: Int32Array;
  /** Of pairs (metro, server); rebuilt by the router when `pairVersion` is behind. */
  pairDelayS: Float64Array;
  pairVersion: number;
  /** The least node each node hangs together with (reach.ts), as of `partVersion`; scratch. */
  part: Int32Array;
  partVersion: number;
  queue: Int32Array;
};

/** Trees are given up beyond this many slots of 24 bytes in all: some 100 MB. */
const MOST_SLOTS = 1 << 22;

export function createRoutes(world: World): Routes {
  const nodes = world.sites.count + world.metros.count;
  const pairs = world.metros.count * world.serving.count;
  return {
    version: 1,
    trees: Array.from({ length: nodes }, () => null),
    slots: 0,
    nextGivenUp: 0,
    search: createSearch(nodes),
    noDelayS: Float64Array.of(Infinity),
    path: new Int32Array(nodes),
    pairDelayS: new Float64Array(pairs),
    pairVersion: 0,
    part: new Int32Array(nodes),
    partVersion: 0,
    queue: new Int32Array(nodes),
  };
}

/** Forgets all trees: the state was restored. */
export function forgetRoutes(routes: Routes): void {
  routes.version++;
  for (let source = 0; source < routes.trees.length; source++) forget(routes.trees[source]);
}

/** Forgets the trees that used a link which is cut now. */
export function forgetCut(world: World, routes: Routes, link: number): void {
  routes.version++;
  for (let source = 0; source < routes.trees.length; source++) {
    const tree = routes.trees[source];
    if (tree === null) continue;
    if (enters(tree, world.links.b[link], 2 * link) || enters(tree, world.links.a[link], 2 * link + 1))
      forget(tree);
  }
}

/** Forgets the trees that a link which is up again may change. */
export function forgetRepaired(world: World, routes: Routes, link: number): void {
  const { a, b, delayS } = world.links;
  routes.version++;
  for (let source = 0; source < routes.trees.length; source++) {
    const tree = routes.trees[source];
    if (tree === null) continue;
    if (
      gains(tree, a[link], b[link], 2 * link, delayS[link]) ||
      gains(tree, b[link], a[link], 2 * link + 1, delayS[link])
    )
      forget(tree);
  }
}

/** Whether a route is known to be as it was: its tree has it, and has outlived the last change. */
export function knowsRoute(routes: Routes, from: number, to: number): boolean {
  const tree = routes.trees[from];
  return tree !== null && slotOf(tree, to) >= 0;
}

function forget(tree: RouteTree | null): void {
  if (tree !== null) tree.count = 0;
}

function enters(tree: RouteTree, node: number, arc: number): boolean {
  const slot = slotOf(tree, node);
  return slot >= 0 && tree.arcInto[slot] === arc;
}

function gains(tree: RouteTree, from: number, to: number, arc: number, delayS: number): boolean {
  const start = slotOf(tree, from);
  if (start < 0) return false;
  const end = slotOf(tree, to);
  const arrivalS = tree.delayS[start] + delayS;
  if (end < 0) return tree.complete || arrivalS <= tree.horizonS;
  return precedes(arrivalS, tree.hops[start] + 1, arc, tree.delayS[end], tree.hops[end], tree.arcInto[end]);
}

/** The slot of `to` in the tree of `from`, -1 where there is no route. */
function routeSlot(world: World, state: EngineState, routes: Routes, from: number, to: number): number {
  const tree = routes.trees[from];
  if (tree !== null && tree.count > 0) {
    const slot = slotOf(tree, to);
    if (slot >= 0 || tree.complete) return slot;
  }
  return growTo(world, state, routes, from, to);
}

function growTo(world: World, state: EngineState, routes: Routes, from: number, to: number): number {
  const tree = routes.trees[from] ?? createTree();
  routes.trees[from] = tree;
  routes.slots -= tree.node.length;
  growTree(world, state, routes.search, tree, from, to);
  routes.slots += tree.node.length;
  while (routes.slots > MOST_SLOTS && routes.slots > tree.node.length) giveUp(routes, from);
  return slotOf(tree, to);
}

/** Gives up the tree of another source, in turns. */
function giveUp(routes: Routes, but: number): void {
  const source = routes.nextGivenUp;
  routes.nextGivenUp = (source + 1) % routes.trees.length;
  const tree = routes.trees[source];
  if (tree === null || source === but) return;
  routes.slots -= tree.node.length;
  routes.trees[source] = null;
}

/** One-way delay of the route in seconds, Infinity where there is none. */
export function routeDelayS(
  world: World,
  state: EngineState,
  routes: Routes,
  from: number,
  to: number,
): number {
  const slot = routeSlot(world, state, routes, from, to);
  // One load for both cases: a choice between a constant and a number read would be boxed.
  const delays = slot < 0 ? routes.noDelayS : routes.trees[from]!.delayS;
  return delays[slot < 0 ? 0 : slot];
}

/** Writes the arcs of the route to `routes.path`, first arc first. Returns their number, -1 for no route. */
export function readRoute(
  world: World,
  state: EngineState,
  routes: Routes,
  from: number,
  to: number,
): number {
  let slot = routeSlot(world, state, routes, from, to);
  if (slot < 0) return -1;
  const tree = routes.trees[from]!;
  const count = tree.hops[slot];
  for (let hop = count - 1; hop >= 0; hop--) {
    routes.path[hop] = tree.arcInto[slot];
    slot = tree.before[slot];
  }
  return count;
}
