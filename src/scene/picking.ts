/**
 * What lies under the pointer, worked out on the CPU from the same numbers the layers draw: towers
 * by the distance to their leaning axis, metros by their disc, links by the distance to their curve.
 * Towers come before discs, discs before links; of towers that cover the point, the nearest to the
 * camera, else, within reach, the nearest to the pointer. What was projected is kept until it moves.
 */
import type { Rig } from './rig.ts';
import { halfAt, lookThrough, type Half } from './halves.ts';
import { siteLegendKey } from './legend.ts';
import { createScreenIndex } from './screen-index.ts';
import { nodeAt, type Stage } from './stage.ts';
import { LAND_TOP } from './measure.ts';

import type { Pick, Pointed, ScreenPoint } from './types.ts';

/** Reach beyond what is drawn, pixels. */
const SLACK = 5;
const LINK_REACH = 7;
/** Pieces a link's curve is cut into; fewer where there are very many links. */
const LINK_PIECES = { most: 24, least: 6, work: 24_000 };

/** What picking needs of the camera. */
type Eye = { [K in 'toScreen' | 'arcToScreen' | 'pixelsPerUnit' | 'view']: Rig[K] };

export type Picker = {
  /** The camera, the symbols or the filter changed: everything is projected anew when next asked. */
  moved(): void;
  at(x: number, y: number, hidden: ReadonlySet<string>): Pointed | null;
};

export function createPicker(
  stage: Stage,
  eye: Eye,
  radii: ArrayLike<number>,
  size: () => { width: number; height: number },
): Picker {
  const { sites, metros } = stage.view;
  const towers = createScreenIndex();
  const discs = createScreenIndex();
  const lines = createScreenIndex();
  const fresh = { nodes: false, links: false };
  /** By tower: x and y of foot and top, half the width, nearness (pixels a map unit takes). */
  const tower = new Float64Array(6 * stage.towers.count);
  const disc = new Float64Array(3 * metros.length);
  const pieces = Math.max(
    LINK_PIECES.least,
    Math.min(LINK_PIECES.most, Math.floor(LINK_PIECES.work / Math.max(1, stage.arcs.length))),
  );
  const line = new Float64Array(2 * (pieces + 1) * stage.arcs.length);
  const point: ScreenPoint = { x: 0, y: 0, visible: false };
  let squash = 1;

  const projectNodes = (hidden: ReadonlySet<string>): void => {
    const { width, height } = size();
    const standing = stage.towers;
    towers.begin(width, height, standing.count);
    discs.begin(width, height, metros.length);
    squash = Math.max(0.2, Math.cos(eye.view().tilt));
    for (const i of standing.standing) {
      if (i < sites.length && hidden.has(siteLegendKey(sites[i]!))) continue;
      const [x, y] = [standing.x[i]!, standing.y[i]!];
      eye.toScreen(x, y, LAND_TOP, point);
      if (!point.visible) continue;
      const nearness = eye.pixelsPerUnit(x, y);
      const half = 0.7 * standing.width[i]! * nearness;
      const [footX, footY] = [point.x, point.y];
      eye.toScreen(x, y, LAND_TOP + standing.height[i]!, point);
      tower.set([footX, footY, point.x, point.y, half, nearness], 6 * i);
      const reach = half + SLACK;
      towers.add(
        i,
        Math.min(footX, point.x) - reach,
        Math.min(footY, point.y) - reach,
        Math.max(footX, point.x) + reach,
        Math.max(footY, point.y) + reach,
      );
    }
    for (let i = 0; i < metros.length && !hidden.has('metro'); i++) {
      const [x, y] = nodeAt(stage, sites.length + i);
      eye.toScreen(x, y, LAND_TOP, point);
      if (!point.visible) continue;
      const radius = radii[i]! * eye.pixelsPerUnit(x, y) + SLACK;
      disc.set([point.x, point.y, radius], 3 * i);
      discs.add(i, point.x - radius, point.y - radius, point.x + radius, point.y + radius);
    }
    fresh.nodes = true;
  };
  const projectLinks = (): void => {
    const { width, height } = size();
    lines.begin(width, height, stage.arcs.length * pieces);
    stage.arcs.forEach((arc, i) => {
      if (stage.bundles.lead[i] !== i) return;
      for (let piece = 0; piece <= pieces; piece++) {
        eye.arcToScreen(arc, piece / pieces, point);
        const at = 2 * (i * (pieces + 1) + piece);
        line[at] = point.visible ? point.x : NaN;
        line[at + 1] = point.y;
        if (piece === 0) continue;
        const [ax, ay, bx, by] = [line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!];
        lines.add(
          i * pieces + piece - 1,
          Math.min(ax, bx) - LINK_REACH,
          Math.min(ay, by) - LINK_REACH,
          Math.max(ax, bx) + LINK_REACH,
          Math.max(ay, by) + LINK_REACH,
        );
      }
    });
    fresh.links = true;
  };

  const towerAt = (px: number, py: number): number => {
    let [index, best, covered] = [-1, Infinity, false];
    towers.each(px, py, (i) => {
      const at = 6 * i;
      // On a globe it may lean any way, also downwards.
      const away = toSegment(px, py, tower[at]!, tower[at + 1]!, tower[at + 2]!, tower[at + 3]!);
      const half = tower[at + 4]!;
      if (away > half + SLACK) return;
      const covers = away <= half;
      const rank = covers ? -tower[at + 5]! : away;
      if (covers === covered ? rank < best : covers) [index, best, covered] = [i, rank, covers];
    });
    return index;
  };
  const metroAt = (px: number, py: number): number => {
    let [index, best] = [-1, Infinity];
    discs.each(px, py, (i) => {
      const distance = Math.hypot(px - disc[3 * i]!, (py - disc[3 * i + 1]!) / squash);
      if (distance <= disc[3 * i + 2]! && distance < best) [index, best] = [i, distance];
    });
    return index;
  };
  const linkAt = (px: number, py: number): number => {
    let [index, best] = [-1, LINK_REACH];
    lines.each(px, py, (id) => {
      const link = Math.floor(id / pieces);
      const at = 2 * (link * (pieces + 1) + (id % pieces));
      const distance = toSegment(px, py, line[at]!, line[at + 1]!, line[at + 2]!, line[at + 3]!);
      if (distance < best) [index, best] = [link, distance];
    });
    return index;
  };

  return {
    moved() {
      fresh.nodes = fresh.links = false;
    },
    at(x, y, hidden) {
      if (!fresh.nodes) projectNodes(hidden);
      const found = towerAt(x, y);
      if (found >= sites.length) return { kind: 'hub', index: found - sites.length };
      if (found >= 0) return { kind: 'site', index: found };
      const metro = metroAt(x, y);
      if (metro >= 0) return { kind: 'metro', index: metro };
      if (hidden.has('link')) return null;
      if (!fresh.links) projectLinks();
      const link = linkAt(x, y);
      if (link < 0) return null;
      const members = stage.bundles.members[link]!;
      const pick: Pick = { kind: 'link', index: link };
      if (members.length > 1) pick.together = members.map((member) => member.link);
      return pick;
    },
  };
}

/** The same over a canvas in halves: each has its own projections, from the top left of its port. */
export function createHalfPicker(
  stage: Stage,
  rig: Rig,
  radii: ArrayLike<number>,
  halves: () => readonly Half[],
): Picker {
  const pickers = [0, 1].map((half) => createPicker(stage, rig, radii, () => halves()[half]!.port));
  return {
    moved: () => pickers.forEach((picker) => picker.moved()),
    at(x, y, hidden) {
      const now = halves();
      const which = halfAt(now, x, y);
      const half = now[which]!;
      return lookThrough(rig.camera, half, rig, () =>
        pickers[which]!.at(x - half.port.x, y - half.port.y, hidden),
      );
    },
  };
}

/** Distance of a point to a segment. */
function toSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const t = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - dx * t, py - ay - dy * t);
}
