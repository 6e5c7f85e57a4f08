/**
 * Finding the camera that frames all content inside the part of the canvas that the page's panels
 * leave free: project, compare with the free rectangle, correct, a few times over.
 */
import { PerspectiveCamera, Vector3 } from 'three/webgpu';
import { nodeAt, type Stage } from './stage.ts';
import type { Insets } from './types.ts';

export const FIELD_OF_VIEW = 28;
/** From straight down, and turned from north, radians. */
export const FIRST_TILT = 0.74;
export const FIRST_TURN = 0;

export type View = { x: number; z: number; distance: number; turn: number; tilt: number };

export const DEFAULT_INSETS: Insets = { top: 92, right: 340, bottom: 120, left: 48 };

/** Sets a camera to a view; the target lies on the ground. */
export function applyView(camera: PerspectiveCamera, view: View): void {
  const flat = Math.sin(view.tilt) * view.distance;
  camera.position.set(
    view.x + flat * Math.sin(view.turn),
    Math.cos(view.tilt) * view.distance,
    view.z + flat * Math.cos(view.turn),
  );
  camera.near = Math.max(0.2, view.distance * 0.03);
  camera.far = view.distance * 12 + 100;
  camera.up.set(0, 1, 0);
  camera.lookAt(view.x, 0, view.z);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}

/** Corners of the content in three's space: bases and tops of towers, places of metros. */
function contentPoints(stage: Stage): Vector3[] {
  const points: Vector3[] = [];
  const sites = stage.view.sites.length;
  for (let i = 0; i < sites + stage.view.metros.length; i++) {
    const [x, y] = nodeAt(stage, i);
    points.push(new Vector3(x, 0, -y));
    if (i < sites) points.push(new Vector3(x, stage.heights[i]! * 1.04, -y));
  }
  if (points.length === 0) points.push(new Vector3(-20, 0, -12), new Vector3(20, 0, 12));
  return points;
}

/** Edges of the content on the canvas, CSS pixels, seen from `view`. */
export function contentBounds(
  stage: Stage,
  size: { width: number; height: number },
  view: View,
): { left: number; right: number; top: number; bottom: number } {
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, size.width / Math.max(1, size.height), 0.1, 1000);
  applyView(camera, view);
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const point of contentPoints(stage)) {
    point.project(camera);
    const x = ((point.x + 1) / 2) * size.width;
    const y = ((1 - point.y) / 2) * size.height;
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

export function fitView(
  stage: Stage,
  size: { width: number; height: number },
  insets: Insets,
  turn: number,
  tilt: number,
): View {
  const view: View = { x: 0, z: 0, distance: 80, turn, tilt };
  const { width, height } = size;
  const free = {
    left: Math.min(insets.left, width * 0.2),
    right: width - Math.min(insets.right, width * 0.4),
    top: Math.min(insets.top, height * 0.3),
    bottom: height - Math.min(insets.bottom, height * 0.3),
  };
  for (let round = 0; round < 10; round++) {
    const { left, right, top, bottom } = contentBounds(stage, size, view);
    // Move by the pixels the middles are apart, at the scale of the target's plane.
    const perPixel = (2 * view.distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360)) / height;
    const dx = ((left + right) / 2 - (free.left + free.right) / 2) * perPixel;
    const dy =
      (((top + bottom) / 2 - (free.top + free.bottom) / 2) * perPixel) / Math.max(0.3, Math.cos(tilt));
    view.x += dx * Math.cos(turn) + dy * Math.sin(turn);
    view.z += -dx * Math.sin(turn) + dy * Math.cos(turn);
    const ratio = Math.max(
      (right - left) / (free.right - free.left),
      (bottom - top) / (free.bottom - free.top),
    );
    view.distance *= 1 + (Math.min(2, Math.max(0.5, ratio)) - 1) * 0.8;
  }
  return view;
}
