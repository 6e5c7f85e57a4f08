/**
 * Sites that lie close together, as one: for ever larger distances the sites of a country fold into
 * hubs, and hubs into larger ones, at last the country into one. A hub stands where its largest site
 * does. In: places and sizes. Out: for each level, under which tower a site is. The same input gives
 * the same hubs, and those of a level are made of those of the level before.
 */

/** Distances of the levels, map units: the least, and how much farther each is than the one before. */
const LEAST = 0.05;
const STEP = 1.4;
/** More squares than a row of them ever has. */
const LINE = 1e7;

export type HubLevel = {
  /** Sites nearer than this to a larger one of their country are part of its hub, map units. */
  distance: number;
  /** Tower by site: the site itself, or the number of sites plus that of a hub. */
  host: Int32Array;
  /** Each tower of the level once, in order. */
  towers: readonly number[];
};

export type Hubs = {
  /** Sites, by hub; the first is the one it stands at. */
  members: readonly (readonly number[])[];
  /** The first is of every site by itself. */
  levels: readonly HubLevel[];
};

type Node = { tower: number; seed: number; weight: number };

/**
 * @param places x, y pairs, one a site
 * @param weights size of each site
 * @param countries of each site; only sites of one fold together
 */
export function createHubs(
  places: ArrayLike<number>,
  weights: ArrayLike<number>,
  countries: readonly string[],
): Hubs {
  const count = countries.length;
  const members: number[][] = [];
  const sitesOf = (tower: number): readonly number[] => (tower < count ? [tower] : members[tower - count]!);
  let nodes: Node[] = countries.map((_, i) => ({ tower: i, seed: i, weight: weights[i]! }));
  let host = Int32Array.from(nodes, ({ tower }) => tower);
  const levels: HubLevel[] = [{ distance: 0, host, towers: [...host] }];
  const extent = Math.max(LEAST, 2 * farthest(places, count));
  for (let distance = LEAST; distance < extent * STEP; distance *= STEP) {
    const next = fold(nodes, places, countries, distance, (group) => {
      members.push(group.flatMap(({ tower }) => sitesOf(tower)));
      return count + members.length - 1;
    });
    if (next.length === nodes.length) continue;
    nodes = next;
    host = new Int32Array(count);
    for (const { tower } of nodes) for (const site of sitesOf(tower)) host[site] = tower;
    levels.push({ distance, host, towers: nodes.map(({ tower }) => tower).sort((a, b) => a - b) });
  }
  return { members, levels };
}

function farthest(places: ArrayLike<number>, count: number): number {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, Math.hypot(places[2 * i]!, places[2 * i + 1]!));
  return most;
}

/** Folds each node, the largest first, with those of its country that are within the distance of it. */
function fold(
  nodes: readonly Node[],
  places: ArrayLike<number>,
  countries: readonly string[],
  distance: number,
  join: (group: Node[]) => number,
): Node[] {
  const squareOf = (seed: number, axis: 0 | 1): number => Math.floor(places[2 * seed + axis]! / distance);
  const squares = new Map<number, Node[]>();
  for (const node of nodes) {
    const key = squareOf(node.seed, 0) * LINE + squareOf(node.seed, 1);
    const there = squares.get(key);
    if (there) there.push(node);
    else squares.set(key, [node]);
  }
  const order = [...nodes].sort((a, b) => b.weight - a.weight || a.seed - b.seed);
  const taken = new Set<Node>();
  const next: Node[] = [];
  for (const node of order) {
    if (taken.has(node)) continue;
    const { seed } = node;
    const group: Node[] = [node];
    taken.add(node);
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of squares.get((squareOf(seed, 0) + dx) * LINE + squareOf(seed, 1) + dy) ?? []) {
          const [x, y] = [0, 1].map((axis) => places[2 * other.seed + axis]! - places[2 * seed + axis]!);
          if (taken.has(other) || countries[other.seed] !== countries[seed]) continue;
          if (Math.hypot(x!, y!) >= distance) continue;
          group.push(other);
          taken.add(other);
        }
    const weight = group.reduce((sum, one) => sum + one.weight, 0);
    next.push(group.length === 1 ? node : { tower: join(group), seed, weight });
  }
  return next;
}
