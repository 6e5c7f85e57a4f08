/** The largest disc that the page's panels leave free, in which the globe stands. */
import type { Box } from './labels/collide.ts';
import { toEdges } from './room.ts';

const GAP = 12;
const STEP = 10;
/** Of discs that differ by less than this in radius the one in the middle of them is taken. */
const ALIKE = 4;
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
  const found: Disc[] = [];
  let most = 0;
  for (let y = STEP; y < height; y += STEP) {
    for (let x = STEP; x < width; x += STEP) {
      let room = Math.min(x, y, width - x, height - y);
      for (const wall of walls) {
        room = Math.min(room, distanceTo(wall, x, y));
        if (room < most - ALIKE) break;
      }
      if (room >= most - ALIKE) found.push({ x, y, radius: room });
      most = Math.max(most, room);
    }
  }
  const lesser = Math.min(width, height);
  if (most - GAP < LEAST * lesser) return { x: width / 2, y: height / 2, radius: 0.4 * lesser };
  const best = found.filter(({ radius }) => radius >= most - ALIKE);
  const x = best.reduce((sum, one) => sum + one.x, 0) / best.length;
  const y = best.reduce((sum, one) => sum + one.y, 0) / best.length;
  const far = (one: Disc): number => Math.hypot(one.x - x, one.y - y);
  const middle = best.reduce((near, one) => (far(one) < far(near) ? one : near));
  return { ...middle, radius: middle.radius - GAP };
}
