/** The largest disc that the page's panels leave free, in which the globe stands. */
import type { Box } from './labels/collide.ts';
import { toEdges } from './room.ts';

const GAP = 12;
const STEP = 10;
/** Of the canvas's lesser side: a globe smaller than this stands under the panels instead. */
const LEAST = 0.16;

export type Disc = { x: number; y: number; radius: number };

function distanceTo(box: Box, x: number, y: number): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}

export function discRoom(covers: readonly Box[], size: { width: number; height: number }): Disc {
  const { width, height } = size;
  const walls = toEdges(covers, size);
  const best: Disc = { x: width / 2, y: height / 2, radius: 0 };
  for (let y = STEP; y < height; y += STEP) {
    for (let x = STEP; x < width; x += STEP) {
      let room = Math.min(x, y, width - x, height - y);
      for (const wall of walls) {
        room = Math.min(room, distanceTo(wall, x, y));
        if (room <= best.radius) break;
      }
      if (room > best.radius) Object.assign(best, { x, y, radius: room });
    }
  }
  const lesser = Math.min(width, height);
  if (best.radius - GAP < LEAST * lesser) return { x: width / 2, y: height / 2, radius: 0.4 * lesser };
  return { ...best, radius: best.radius - GAP };
}
