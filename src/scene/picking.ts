/**
 * What lies under the pointer, worked out on the CPU from the same numbers the layers draw: towers
 * by their box on the screen, metros by their disc, links by the distance to their curve. Towers
 * come before discs, discs before links; of several, the nearest to the pointer.
 */
import type { Rig } from './camera.ts';
import { siteLegendKey } from './legend.ts';
import { nodeAt, type Stage } from './stage.ts';
import { LAND_TOP } from './tsl/look.ts';
import type { Pick, ScreenPoint } from './types.ts';

/** Reach beyond what is drawn, pixels. */
const SLACK = 5;
const LINK_REACH = 7;
const LINK_SAMPLES = 24;

const base: ScreenPoint = { x: 0, y: 0, visible: false };
const tip: ScreenPoint = { x: 0, y: 0, visible: false };

export function pickAt(
  stage: Stage,
  rig: Rig,
  radii: ArrayLike<number>,
  hidden: ReadonlySet<string>,
  px: number,
  py: number,
): Pick | null {
  return (
    pickSite(stage, rig, hidden, px, py) ??
    (hidden.has('metro') ? null : pickMetro(stage, rig, radii, px, py)) ??
    (hidden.has('link') ? null : pickLink(stage, rig, px, py))
  );
}

function pickSite(stage: Stage, rig: Rig, hidden: ReadonlySet<string>, px: number, py: number): Pick | null {
  let best = Infinity;
  let index = -1;
  for (let i = 0; i < stage.view.sites.length; i++) {
    if (hidden.has(siteLegendKey(stage.view.sites[i]!))) continue;
    const [x, y] = nodeAt(stage, i);
    rig.toScreen(x, y, LAND_TOP, base);
    if (!base.visible) continue;
    const half = 0.7 * stage.widths[i]! * stage.symbolScale * rig.pixelsPerUnit(x, y);
    rig.toScreen(x, y, LAND_TOP + stage.heights[i]! * stage.symbolScale, tip);
    const share = (py - base.y) / (tip.y - base.y || -1);
    const middle = base.x + (tip.x - base.x) * Math.min(1, Math.max(0, share));
    const inside = py <= base.y + half + SLACK && py >= tip.y - SLACK - half * 0.4;
    const distance = Math.abs(px - middle);
    // Of towers behind one another the one nearer to the camera is lower on the screen.
    const rank = distance - base.y * 0.02;
    if (inside && distance <= half + SLACK && rank < best) {
      best = rank;
      index = i;
    }
  }
  return index < 0 ? null : { kind: 'site', index };
}

function pickMetro(stage: Stage, rig: Rig, radii: ArrayLike<number>, px: number, py: number): Pick | null {
  const sites = stage.view.sites.length;
  const squash = Math.max(0.2, Math.cos(rig.view().tilt));
  let best = Infinity;
  let index = -1;
  for (let i = 0; i < stage.view.metros.length; i++) {
    const [x, y] = nodeAt(stage, sites + i);
    rig.toScreen(x, y, LAND_TOP, base);
    if (!base.visible) continue;
    const radius = radii[i]! * rig.pixelsPerUnit(x, y) + SLACK;
    const distance = Math.hypot(px - base.x, (py - base.y) / squash);
    if (distance <= radius && distance < best) {
      best = distance;
      index = i;
    }
  }
  return index < 0 ? null : { kind: 'metro', index };
}

function pickLink(stage: Stage, rig: Rig, px: number, py: number): Pick | null {
  let best = LINK_REACH;
  let index = -1;
  for (let i = 0; i < stage.arcs.length; i++) {
    let [lastX, lastY] = [NaN, NaN];
    for (let s = 0; s <= LINK_SAMPLES; s++) {
      rig.arcToScreen(stage.arcs[i]!, s / LINK_SAMPLES, base);
      if (s > 0 && base.visible) {
        const distance = toSegment(px, py, lastX, lastY, base.x, base.y);
        if (distance < best) {
          best = distance;
          index = i;
        }
      }
      [lastX, lastY] = [base.x, base.y];
    }
  }
  return index < 0 ? null : { kind: 'link', index };
}

/** Distance of a point to a segment. */
function toSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const t = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - dx * t, py - ay - dy * t);
}
