/** Which cell of a campus a ray meets first, in the plan's units. */
import { CELLS_PER_RACK, RACK, type Plan } from './plan.ts';

export type Ray = { x: number; y: number; z: number; dx: number; dy: number; dz: number };

const CELL_WIDTH = RACK.width / RACK.across;
const CELL_HEIGHT = RACK.height / RACK.up;

/** Where a ray enters a box that stands on the ground; Infinity where it does not. */
function entry(ray: Ray, x: number, z: number, halfX: number, halfZ: number, height: number): number {
  let near = 0;
  let far = Infinity;
  const slab = (from: number, way: number, low: number, high: number): void => {
    const a = (low - from) / way;
    const b = (high - from) / way;
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  };
  slab(ray.x, ray.dx, x - halfX, x + halfX);
  slab(ray.y, ray.dy, 0, height);
  slab(ray.z, ray.dz, z - halfZ, z + halfZ);
  return near <= far ? near : Infinity;
}

/** Number of the cell (rack x CELLS_PER_RACK + place in the rack), or -1. */
export function cellUnder(plan: Plan, ray: Ray): number {
  let best = Infinity;
  let found = -1;
  for (const hall of plan.halls) {
    if (entry(ray, hall.x, hall.z, hall.width / 2, hall.depth / 2, RACK.height) === Infinity) continue;
    for (let rack = hall.firstRack; rack < hall.firstRack + hall.racks; rack++) {
      const levels = Math.ceil(plan.rackCells[rack]! / RACK.across);
      const at = entry(
        ray,
        plan.rackX[rack]!,
        plan.rackZ[rack]!,
        RACK.width / 2,
        RACK.depth / 2,
        levels * CELL_HEIGHT,
      );
      if (at >= best) continue;
      const x = ray.x + ray.dx * at - plan.rackX[rack]! + RACK.width / 2;
      const column = Math.min(RACK.across - 1, Math.max(0, Math.floor(x / CELL_WIDTH)));
      const level = Math.min(levels - 1, Math.max(0, Math.floor((ray.y + ray.dy * at) / CELL_HEIGHT)));
      const slot = level * RACK.across + column;
      if (slot >= plan.rackCells[rack]!) continue;
      best = at;
      found = rack * CELLS_PER_RACK + slot;
    }
  }
  return found;
}
