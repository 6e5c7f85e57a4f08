/**
 * The camera over the map: drag to pan, wheel to zoom, right drag to turn and tilt, never under
 * the ground; eased moves to fit, reset and fly; and the same by calls, for keys and stories.
 */
import { MathUtils, PerspectiveCamera, Spherical, Vector3 } from 'three/webgpu';
import { MapControls } from 'three/addons/controls/MapControls.js';
import { FIRST_TILT, FIRST_TURN, applyView, fitBetween, nearOf, type View } from './fit.ts';
import type { Box } from './labels/collide.ts';
import { LEAST_SYMBOL_SCALE, setSymbolScale, type Stage } from './stage.ts';
import { LAND_TOP } from './tsl/look.ts';
import type { ScreenPoint } from './types.ts';

const MOVE_MS = 750;
const STEEPEST = 0.02;
const FLATTEST = 1.24;
/** Symbols shrink with nearness to this power of it, within these bounds. */
const SYMBOL_POWER = 0.62;
/** Kept between a panel on the right and what is selected, CSS pixels. */
const SIDE_ROOM = 64;
const SYMBOL_RANGE = [LEAST_SYMBOL_SCALE, 1.3] as const;
/** Nearest the camera comes to the map, in parts of the distance that shows it all. */
const NEAREST = 0.02;
/** A move smaller than this part of the distance is none. */
const STILL = 2e-5;

export type Rig = {
  camera: PerspectiveCamera;
  controls: MapControls;
  /** Moves on; true when the camera changed. */
  update(nowMs: number): boolean;
  resize(width: number, height: number, covers: readonly Box[]): void;
  view(): View;
  go(view: View): void;
  fit(): void;
  reset(): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  turnBy(azimuth: number, tilt: number): void;
  flyTo(x: number, y: number): void;
  /** Moves aside what a panel on the right would hide; to be undone by `settle`. */
  uncover(x: number, y: number, panels: readonly Box[]): void;
  settle(): void;
  /** Plane position and height to CSS pixels. */
  toScreen(x: number, y: number, height: number, out: ScreenPoint): ScreenPoint;
  /** CSS pixels a map unit takes there, across the line of sight. */
  pixelsPerUnit(x: number, y: number): number;
  /** Adopts the scale of symbols for the distance; true when it changed. */
  scaleSymbols(): boolean;
  setReducedMotion(reduced: boolean): void;
  /**
   * Lets the camera come nearer than the map needs, to this distance (null: as usual), and looks at what
   * is so high above the land.
   */
  setNearest(distance: number | null, height: number): void;
  dispose(): void;
};

const smooth = (t: number): number => (t < 0.5 ? 4 * t * t * t : 1 - Math.pow(2 - 2 * t, 3) / 2);

export function createRig(
  camera: PerspectiveCamera,
  element: HTMLElement,
  stage: Stage,
  invalidate: () => void,
): Rig {
  const controls = new MapControls(camera, element);
  controls.enableDamping = true;
  controls.dampingFactor = 0.12;
  controls.zoomToCursor = true;
  controls.minPolarAngle = STEEPEST;
  controls.maxPolarAngle = FLATTEST;
  controls.rotateSpeed = 0.55;
  controls.zoomSpeed = 0.9;
  let size = { width: 1, height: 1 };
  let covers: readonly Box[] = [];
  let fitDistance = 80;
  let nearest: number | null = null;
  /** Height of what is looked at. */
  let floor = LAND_TOP;
  let touched = false;
  let reduced = false;
  let move: { from: View; to: View; startMs: number | null } | null = null;
  const offset = new Vector3();
  const spherical = new Spherical();
  const at = new Vector3();

  // A click begins as a drag does; only a camera that moved is the person's own.
  let held = false;
  const onStart = (): void => {
    held = true;
    move = null;
  };
  const onEnd = (): void => {
    held = false;
  };
  const onChange = (): void => {
    touched ||= held;
    invalidate();
  };
  // The controls take moves of less than a thousandth of a unit for none; inside a campus that is a long way.
  const drawnFrom = { position: new Vector3(NaN), target: new Vector3(NaN) };
  let drifted = true;
  const updateControls = controls.update.bind(controls);
  controls.update = (deltaS) => {
    const told = updateControls(deltaS);
    const still = STILL * camera.position.distanceTo(controls.target);
    if (
      drawnFrom.position.distanceTo(camera.position) < still &&
      drawnFrom.target.distanceTo(controls.target) < still
    )
      return told;
    drawnFrom.position.copy(camera.position);
    drawnFrom.target.copy(controls.target);
    drifted = true;
    onChange();
    return true;
  };
  controls.addEventListener('start', onStart);
  controls.addEventListener('end', onEnd);
  controls.addEventListener('change', onChange);

  const view = (): View => {
    spherical.setFromVector3(offset.copy(camera.position).sub(controls.target));
    return {
      x: controls.target.x,
      z: controls.target.z,
      distance: spherical.radius,
      turn: spherical.theta,
      tilt: spherical.phi,
    };
  };
  const clamp = (v: View): View => {
    const reach = stage.radius * 1.6;
    return {
      x: MathUtils.clamp(v.x, -reach, reach),
      z: MathUtils.clamp(v.z, -reach, reach),
      distance: MathUtils.clamp(v.distance, controls.minDistance, controls.maxDistance),
      turn: v.turn,
      tilt: MathUtils.clamp(v.tilt, STEEPEST, FLATTEST),
    };
  };
  const set = (v: View): void => {
    const within = clamp(v);
    controls.target.set(within.x, floor, within.z);
    applyView(camera, within, floor);
  };
  const go = (to: View): void => {
    if (reduced) {
      move = null;
      set(to);
    } else {
      move = { from: view(), to: clamp(to), startMs: null };
    }
    invalidate();
  };
  const target = (): View => move?.to ?? view();
  /** A view from which the content lies so many CSS pixels to the right and down. */
  const panned = (now: View, dx: number, dy: number): View => {
    const perPixel = (2 * now.distance * Math.tan(MathUtils.degToRad(camera.fov) / 2)) / size.height;
    const right = dx * perPixel;
    const down = (dy * perPixel) / Math.max(0.3, Math.cos(now.tilt));
    return {
      ...now,
      x: now.x - right * Math.cos(now.turn) - down * Math.sin(now.turn),
      z: now.z + right * Math.sin(now.turn) - down * Math.cos(now.turn),
    };
  };
  let aside = false;
  const first = (): View => fitBetween(stage, size, covers, FIRST_TURN, FIRST_TILT);

  const update = (nowMs: number): boolean => {
    if (!move) {
      controls.update();
      const moved = drifted;
      drifted = false;
      const reach = stage.radius * 1.6;
      controls.target.x = MathUtils.clamp(controls.target.x, -reach, reach);
      controls.target.z = MathUtils.clamp(controls.target.z, -reach, reach);
      controls.target.y = floor;
      if (moved) {
        const distance = camera.position.distanceTo(controls.target);
        camera.near = nearOf(distance);
        camera.far = distance * 12 + 100;
        camera.updateProjectionMatrix();
        camera.updateMatrixWorld();
      }
      return moved;
    }
    move.startMs ??= nowMs;
    const { from, to } = move;
    const t = Math.min(1, (nowMs - move.startMs) / MOVE_MS);
    const k = smooth(t);
    const turn = Math.atan2(Math.sin(to.turn - from.turn), Math.cos(to.turn - from.turn));
    set({
      x: MathUtils.lerp(from.x, to.x, k),
      z: MathUtils.lerp(from.z, to.z, k),
      distance: from.distance * Math.pow(to.distance / from.distance, k),
      turn: from.turn + turn * k,
      tilt: MathUtils.lerp(from.tilt, to.tilt, k),
    });
    if (t >= 1) move = null;
    return true;
  };

  return {
    camera,
    controls,
    update,
    view,
    go,
    resize(width, height, under) {
      size = { width, height };
      covers = under;
      const best = first();
      fitDistance = best.distance;
      controls.minDistance = nearest ?? fitDistance * NEAREST;
      controls.maxDistance = fitDistance * 2.2;
      // Inside a campus the camera stays where it is.
      if (!touched && nearest === null) {
        move = null;
        set(best);
      }
      invalidate();
    },
    fit() {
      const now = target();
      go(fitBetween(stage, size, covers, now.turn, now.tilt));
    },
    reset() {
      go(first());
      touched = false;
    },
    zoomBy(factor) {
      touched = true;
      const now = target();
      go({ ...now, distance: now.distance / factor });
    },
    panBy(dx, dy) {
      touched = true;
      go(panned(target(), dx, dy));
    },
    uncover(x, y, panels) {
      const at = this.toScreen(x, y, 0, { x: 0, y: 0, visible: false });
      const over = panels.find(
        (panel) => panel.x > size.width / 2 && at.x > panel.x - SIDE_ROOM && at.y > panel.y - SIDE_ROOM,
      );
      if (!over) return;
      aside = true;
      go(panned(target(), over.x - SIDE_ROOM - at.x, 0));
    },
    settle() {
      if (aside && !touched) go(first());
      aside = false;
    },
    turnBy(azimuth, tilt) {
      touched = true;
      const now = target();
      go({ ...now, turn: now.turn + azimuth, tilt: now.tilt + tilt });
    },
    flyTo(x, y) {
      touched = true;
      const now = target();
      go({ ...now, x, z: -y, distance: Math.min(now.distance, fitDistance * 0.45) });
    },
    toScreen(x, y, height, out) {
      at.set(x, height, -y).applyMatrix4(camera.matrixWorldInverse);
      const ahead = at.z < -camera.near;
      at.applyMatrix4(camera.projectionMatrix);
      out.x = ((at.x + 1) / 2) * size.width;
      out.y = ((1 - at.y) / 2) * size.height;
      out.visible = ahead && Math.abs(at.x) <= 1.1 && Math.abs(at.y) <= 1.1;
      return out;
    },
    pixelsPerUnit(x, y) {
      at.set(x, 0, -y).applyMatrix4(camera.matrixWorldInverse);
      return size.height / (2 * Math.tan(MathUtils.degToRad(camera.fov) / 2) * Math.max(camera.near, -at.z));
    },
    scaleSymbols() {
      const nearness = camera.position.distanceTo(controls.target) / fitDistance;
      const scale = MathUtils.clamp(Math.pow(nearness, SYMBOL_POWER), ...SYMBOL_RANGE);
      if (Math.abs(scale / stage.symbolScale - 1) < 0.01) return false;
      setSymbolScale(stage, scale);
      return true;
    },
    setNearest(distance, height) {
      nearest = distance;
      floor = LAND_TOP + height;
      controls.minDistance = nearest ?? fitDistance * NEAREST;
    },
    setReducedMotion(value) {
      reduced = value;
      controls.enableDamping = !value;
    },
    dispose() {
      controls.removeEventListener('start', onStart);
      controls.removeEventListener('end', onEnd);
      controls.removeEventListener('change', onChange);
      controls.dispose();
    },
  };
}
