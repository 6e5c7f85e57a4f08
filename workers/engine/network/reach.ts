/**
 * Which nodes hang together over the links that are up: the least node of each one's part of the
 * network. Found anew, for all nodes at once, when first asked for after a change of topology.
 */
import type { World } from '../../world/world.ts';
import type { EngineState } from '../state.ts';
import type { Routes } from './routes.ts';

export function isReachable(
  world: World,
  state: EngineState,
  routes: Routes,
  from: number,
  to: number,
): boolean {
  const part = partsNow(world, state, routes);
  return part[from] === part[to];
}

/** (node -> the least node it hangs together with) */
export function partsNow(world: World, state: EngineState, routes: Routes): Int32Array {
  if (routes.partVersion !== routes.version) findParts(world, state, routes);
  return routes.part;
}

function findParts(world: World, state: EngineState, routes: Routes): void {
  const { arcStart, arc, a, b } = world.links;
  const { part, queue } = routes;
  part.fill(-1);
  for (let root = 0; root < part.length; root++) {
    if (part[root] >= 0) continue;
    part[root] = root;
    queue[0] = root;
    for (let read = 0, count = 1; read < count; read++) {
      const node = queue[read];
      for (let i = arcStart[node]; i < arcStart[node + 1]; i++) {
        if (state.linkUp[arc[i] >> 1] === 0) continue;
        const link = arc[i] >> 1;
        const next = (arc[i] & 1) === 0 ? b[link] : a[link];
        if (part[next] >= 0) continue;
        part[next] = root;
        queue[count++] = next;
      }
    }
  }
  routes.partVersion = routes.version;
}
