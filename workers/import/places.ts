/** Places for nodes that have none: among their neighbours, or else on a grid that says nothing of distance. */
import type { GraphPart, Node } from './parts.ts';

/** How a node's place was come by. */
export type Placed = { node: Node; lat: number; lon: number; by: 'file' | 'neighbours' | 'others' | 'grid' };

/** Nodes by key, all of them with a place. */
export function placeNodes({ nodes, edges }: GraphPart): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  for (const node of nodes.values())
    if (node.lat !== null && node.lon !== null)
      placed.set(node.key, { node, lat: node.lat, lon: node.lon, by: 'file' });
  if (placed.size === 0) return onGrid([...nodes.values()]);
  const neighbours = new Map<string, string[]>([...nodes.keys()].map((key) => [key, []]));
  for (const { a, b } of edges) {
    neighbours.get(a)!.push(b);
    neighbours.get(b)!.push(a);
  }
  for (;;) {
    const found: Placed[] = [];
    for (const node of nodes.values()) {
      if (placed.has(node.key)) continue;
      const near = neighbours.get(node.key)!.flatMap((key) => placed.get(key) ?? []);
      if (near.length > 0) found.push({ node, ...meanPlace(near), by: 'neighbours' });
    }
    if (found.length === 0) break;
    for (const one of found) placed.set(one.node.key, one);
  }
  const middle = meanPlace([...placed.values()]);
  for (const node of nodes.values())
    if (!placed.has(node.key)) placed.set(node.key, { node, ...middle, by: 'others' });
  return apart(placed);
}

/** The mean, on the side of the date line where the first one lies. */
function meanPlace(near: { lat: number; lon: number }[]): { lat: number; lon: number } {
  const from = near[0].lon;
  let lat = 0;
  let east = 0;
  for (const place of near) {
    lat += place.lat / near.length;
    east += (((place.lon - from + 540) % 360) - 180) / near.length;
  }
  return { lat, lon: ((from + east + 540) % 360) - 180 };
}

/** Nodes whose place is a guess are set beside one another instead of on top. */
function apart(placed: Map<string, Placed>): Map<string, Placed> {
  const taken = new Set<string>();
  const spot = (lat: number, lon: number) => `${lat.toFixed(2)} ${lon.toFixed(2)}`;
  for (const { by, lat, lon } of placed.values()) if (by === 'file') taken.add(spot(lat, lon));
  for (const [key, one] of placed) {
    if (one.by === 'file') continue;
    let { lat, lon } = one;
    for (let n = 1; taken.has(spot(lat, lon)) && n < 200; n++) {
      lat = Math.max(-89, Math.min(89, one.lat + 0.6 * (((n * 7) % 11) - 5)));
      lon = Math.max(-180, Math.min(180, one.lon + 0.6 * (((n * 5) % 13) - 6)));
    }
    taken.add(spot(lat, lon));
    placed.set(key, { ...one, lat, lon });
  }
  return placed;
}

function onGrid(nodes: Node[]): Map<string, Placed> {
  const columns = Math.ceil(Math.sqrt(nodes.length * 2));
  const rows = Math.ceil(nodes.length / columns);
  return new Map(
    nodes.map((node, i) => {
      const lat = rows === 1 ? 20 : 50 - (70 * Math.floor(i / columns)) / (rows - 1);
      const lon = columns === 1 ? 0 : -120 + (240 * (i % columns)) / (columns - 1);
      return [node.key, { node, lat, lon, by: 'grid' }];
    }),
  );
}

/** In how many parts the graph falls. */
export function countComponents({ nodes, edges }: GraphPart): number {
  const root = new Map([...nodes.keys()].map((key) => [key, key]));
  const find = (key: string): string => {
    let top = key;
    while (root.get(top) !== top) top = root.get(top)!;
    for (let at = key; at !== top;) {
      const next = root.get(at)!;
      root.set(at, top);
      at = next;
    }
    return top;
  };
  let count = nodes.size;
  for (const { a, b } of edges) {
    const [x, y] = [find(a), find(b)];
    if (x !== y) {
      root.set(x, y);
      count--;
    }
  }
  return count;
}
