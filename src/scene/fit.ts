/**
 * Finding the camera that frames all content inside the part of the canvas that the page's panels
 * leave free: project, compare with the free rectangle, correct, a few times over.
 */
import { MathUtils, PerspectiveCamera, Vector3 } from 'three/webgpu';
import type { Box } from './labels/collide.ts';
import { findRoom, isClear, toEdges, type Rect, type Spot } from './room.ts';
import { nodeAt, type Stage } from './stage.ts';
import { LAND_TOP } from './measure.ts';

import type { Insets } from './types.ts';

export const FIELD_OF_VIEW = 28;
/** The middle of the picture stays this near the content's, in radii of it or heights of its towers. */
const REACH = 1.6;
/** Turned from north, radians. */
export const FIRST_TURN = 0;
/**
 * From straight down, radians: so for content as wide as it is deep up to the first of these proportions,
 * and less the wider it is, so that a band around the world is seen from above rather than edge on.
 */
const TILTS = { usual: 0.86, wide: 0.6, from: 1.8, to: 3.6 } as const;

export type View = { x: number; z: number; distance: number; turn: number; tilt: number };

/** The same to the eye: what floats lose on the way is no difference. */
export function isSameView(a: View, b: View): boolean {
  const near = 1e-6 * a.distance;
  return (
    Math.abs(a.x - b.x) < near &&
    Math.abs(a.z - b.z) < near &&
    Math.abs(a.distance - b.distance) < near &&
    Math.abs(a.turn - b.turn) < 1e-6 &&
    Math.abs(a.tilt - b.tilt) < 1e-6
  );
}

export const DEFAULT_INSETS: Insets = { top: 92, right: 340, bottom: 120, left: 48 };

/** The near plane: far enough for depth to stay fine on the map, near enough inside a campus. */
export function nearOf(distance: number): number {
  return Math.max(5e-4, Math.min(distance * 0.12, Math.max(0.2, distance * 0.03)));
}

/** Sets a camera to a view; the target lies at the height `floor`. */
export function applyView(camera: PerspectiveCamera, view: View, floor = LAND_TOP): void {
  const flat = Math.sin(view.tilt) * view.distance;
  camera.position.set(
    view.x + flat * Math.sin(view.turn),
    floor + Math.cos(view.tilt) * view.distance,
    view.z + flat * Math.cos(view.turn),
  );
  camera.near = nearOf(view.distance);
  camera.far = view.distance * 12 + 100;
  camera.up.set(0, 1, 0);
  camera.lookAt(view.x, floor, view.z);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}

/**
 * How far from the content's middle a view's may be. What shows a tower whole looks at the ground behind
 * it, the farther behind the taller it is.
 */
export function reachOf({ heights, radius }: Stage): number {
  return REACH * heights.reduce((most, height) => Math.max(most, height), radius);
}

export function withinReach(view: View, reach: number): View {
  return { ...view, x: MathUtils.clamp(view.x, -reach, reach), z: MathUtils.clamp(view.z, -reach, reach) };
}

type Size = { width: number; height: number };

/** A city this share of the sites' extent beyond them is not framed with them. */
const OUTSKIRTS = 0.28;
/** Above a tower its label stands; beside it, half of the label's width reaches out. */
const LABEL_ROOM = { above: 34, aside: 24 };
/** From more than so many times the distance at which it fills the usual margins, content is too small to speak of. */
const FARTHEST = 2.5;
/** No tower is taller than this share of the canvas: one alone would fill it. */
const TALLEST = 0.5;
/** Room less wide than this is taken for as wide, pixels: as one tower leans, as far as it stands aside, it would never be said to fit. */
const NARROW = 96;

/** What is to be framed: these nodes, or the sites and the metros near them. */
export type Framed = readonly number[] | null;

/** A place; of a tower the corner before its foot, and then its top. */
function pointsAt(stage: Stage, node: number): { at: Vector3; isTop: boolean }[] {
  const [x, y] = nodeAt(stage, node, 1);
  if (node >= stage.view.sites.length) return [{ at: new Vector3(x, 0, -y), isTop: false }];
  const corner = { at: new Vector3(x, 0, -y + 0.7 * stage.widths[node]!), isTop: false };
  return [corner, { at: new Vector3(x, stage.heights[node]! * 1.04, -y), isTop: true }];
}

/**
 * Corners of the content in three's space: bases and tops of towers, places of metros near them. At
 * scale 1, so that what frames them does not depend on where the camera is now.
 */
function contentPoints(stage: Stage, framed: Framed): { at: Vector3; isTop: boolean }[] {
  if (framed !== null && framed.length > 0) return framed.flatMap((node) => pointsAt(stage, node));
  const points: { at: Vector3; isTop: boolean }[] = [];
  const { sites, metros } = stage.view;
  const rect = { left: Infinity, right: -Infinity, top: -Infinity, bottom: Infinity };
  for (let i = 0; i < sites.length; i++) {
    const [x, y] = nodeAt(stage, i, 1);
    rect.left = Math.min(rect.left, x);
    rect.right = Math.max(rect.right, x);
    rect.top = Math.max(rect.top, y);
    rect.bottom = Math.min(rect.bottom, y);
    points.push(...pointsAt(stage, i));
  }
  const wide = OUTSKIRTS * (rect.right - rect.left);
  const deep = OUTSKIRTS * (rect.top - rect.bottom);
  for (let i = sites.length; i < sites.length + metros.length; i++) {
    const [x, y] = nodeAt(stage, i, 1);
    const isNear =
      sites.length < 2 ||
      (x > rect.left - wide && x < rect.right + wide && y > rect.bottom - deep && y < rect.top + deep);
    if (isNear) points.push({ at: new Vector3(x, 0, -y), isTop: false });
  }
  if (points.length === 0) {
    points.push({ at: new Vector3(-20, 0, -12), isTop: false }, { at: new Vector3(20, 0, 12), isTop: false });
  }
  return points;
}

/** Tilt of the first view, radians. */
export function firstTilt(stage: Stage): number {
  const extent = (axis: 0 | 1): number => {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < stage.view.sites.length; i++) {
      least = Math.min(least, stage.places[2 * i + axis]!);
      most = Math.max(most, stage.places[2 * i + axis]!);
    }
    return most - least;
  };
  const aspect = extent(0) / extent(1);
  if (!Number.isFinite(aspect)) return TILTS.usual;
  const share = Math.min(1, Math.max(0, (aspect - TILTS.from) / (TILTS.to - TILTS.from)));
  return TILTS.usual + (TILTS.wide - TILTS.usual) * share;
}

/** The content on the canvas, CSS pixels, seen from `view`. */
function contentSpots(stage: Stage, size: Size, view: View, framed: Framed): Spot[] {
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, size.width / Math.max(1, size.height), 0.1, 1000);
  applyView(camera, view);
  return contentPoints(stage, framed).map(({ at, isTop }) => {
    at.project(camera);
    return {
      x: ((at.x + 1) / 2) * size.width,
      y: ((1 - at.y) / 2) * size.height,
      above: isTop ? LABEL_ROOM.above : 8,
      aside: isTop ? LABEL_ROOM.aside : 12,
    };
  });
}

/** Height of the tallest tower among them, pixels. */
function tallestOf(spots: readonly Spot[]): number {
  return spots.reduce((most, { x, y, above }, i) => {
    const foot = spots[i - 1];
    return above === LABEL_ROOM.above && foot ? Math.max(most, Math.hypot(x - foot.x, y - foot.y)) : most;
  }, 1);
}

/** Edges of the content on the canvas, CSS pixels, seen from `view`. */
export function contentBounds(stage: Stage, size: Size, view: View, framed: Framed = null): Rect {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of contentSpots(stage, size, view, framed)) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

/** Frames the content inside margins. */
export function fitView(
  stage: Stage,
  size: Size,
  insets: Insets,
  turn: number,
  tilt: number,
  framed: Framed = null,
): View {
  const { width, height } = size;
  const free = {
    left: Math.min(insets.left, width * 0.2),
    right: width - Math.min(insets.right, width * 0.4),
    top: Math.min(insets.top, height * 0.3),
    bottom: height - Math.min(insets.bottom, height * 0.3),
  };
  return fitInto(stage, size, free, turn, tilt, framed);
}

/**
 * Frames the content as large as the panels (`covers`) allow, around their corners if need be; where
 * they leave no room, inside the usual margins.
 */
export function fitBetween(
  stage: Stage,
  size: Size,
  covers: readonly Box[],
  turn: number,
  tilt: number,
  framed: Framed = null,
): View {
  const walls = toEdges(covers, size);
  const usual = fitView(stage, size, DEFAULT_INSETS, turn, tilt, framed);
  let view = usual;
  // Perspective changes with the place on the canvas, so what was found is looked at again.
  for (let round = 0; round < 3; round++) {
    const spots = contentSpots(stage, size, view, framed);
    const room = findRoom(spots, size, walls, (TALLEST * size.height) / tallestOf(spots));
    if (!room) return view;
    view = fitInto(stage, size, room, turn, tilt, framed);
    if (view.distance > FARTHEST * usual.distance) return usual;
  }
  const isFree = (): boolean => isClear(contentSpots(stage, size, view, framed), size, walls);
  for (let round = 0; round < 12 && !isFree(); round++) {
    view = { ...view, distance: view.distance * 1.015 };
  }
  return view;
}

function fitInto(
  stage: Stage,
  { width, height }: Size,
  free: Rect,
  turn: number,
  tilt: number,
  framed: Framed,
): View {
  const view: View = { x: 0, z: 0, distance: 80, turn, tilt };
  for (let round = 0; round < 10; round++) {
    const { left, right, top, bottom } = contentBounds(stage, { width, height }, view, framed);
    // Move by the pixels the middles are apart, at the scale of the target's plane.
    const perPixel = (2 * view.distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360)) / height;
    const dx = ((left + right) / 2 - (free.left + free.right) / 2) * perPixel;
    const dy =
      (((top + bottom) / 2 - (free.top + free.bottom) / 2) * perPixel) / Math.max(0.3, Math.cos(tilt));
    view.x += dx * Math.cos(turn) + dy * Math.sin(turn);
    view.z += -dx * Math.sin(turn) + dy * Math.cos(turn);
    const ratio = Math.max(
      (right - left) / Math.max(NARROW, free.right - free.left),
      (bottom - top) / Math.max(NARROW, free.bottom - free.top),
    );
    view.distance *= 1 + (Math.min(2, Math.max(0.5, ratio)) - 1) * 0.8;
  }
  return view;
}

/** Kept between a panel on the right and what is selected, CSS pixels. */
const SIDE_ROOM = 64;

/** How far to the left of where it is a point of the canvas lies beside the panels on the right, CSS pixels; 0: there already. */
export function asideOf({ x, y }: { x: number; y: number }, panels: readonly Box[], width: number): number {
  const over = panels.find(
    (panel) =>
      panel.x > width / 2 &&
      panel.x + panel.width > width - SIDE_ROOM &&
      x > panel.x - SIDE_ROOM &&
      y > panel.y - SIDE_ROOM,
  );
  return over ? over.x - SIDE_ROOM - x : 0;
}
