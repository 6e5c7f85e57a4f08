/**
 * A person's hand on the canvas: drag to pan, wheel to zoom, right drag to turn and tilt. In: where the
 * camera was placed over a plane. Out: how far it was moved from there since, with the glide that
 * follows a drag.
 */
import { PerspectiveCamera, Spherical, Vector3 } from 'three/webgpu';
import { MapControls } from 'three/addons/controls/MapControls.js';
import { FIELD_OF_VIEW, applyView, type View } from './fit.ts';
import { createWheel, type FrameAt } from './wheel.ts';

/** The least angle from straight above. */
export const STEEPEST = 0.02;
/** In which what is left of a glide falls to a third (1/e), however many frames that takes. */
const GLIDE_MS = 100;
/** What an update counts as at least: two in one moment of a coarse clock would leave the second's way undone. */
const LEAST_MS = 4;
/** A move smaller than this part of the distance is none. */
const STILL = 2e-5;

export type Gestures = {
  /** What the hand moves. Its aspect and its view offset are the caller's to set. */
  camera: PerspectiveCamera;
  /** Where the next gesture begins; a glide goes on from there. */
  place(view: View, floor: number, flattest: number): void;
  /** Goes on by a frame: x and z moved by, and distance, turn and tilt come to, since `place`; null while it stands. */
  next(): View | null;
  /** Ends a glide where it is. */
  halt(): void;
  setDistances(least: number, most: number): void;
  setGlide(on: boolean): void;
  /** The wheel zooms to what lies under it: by the frame of the camera at a place of the canvas, where there are several. */
  zoomWithin(frameAt: FrameAt | null): void;
  dispose(): void;
};

export type Heard = {
  /** A gesture begins. A click begins as a drag does. */
  onTake(): void;
  /** The camera moved, or glides on. */
  onMove(byHand: boolean): void;
};

export function createGestures(element: HTMLElement, { onTake, onMove }: Heard): Gestures {
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 1000);
  const controls = new MapControls(camera, element);
  controls.enableDamping = true;
  controls.zoomToCursor = true;
  controls.minPolarAngle = STEEPEST;
  controls.rotateSpeed = 0.55;
  controls.zoomSpeed = 0.9;
  const wheel = createWheel(element);
  let placed: View = { x: 0, z: 0, distance: 1, turn: 0, tilt: STEEPEST };
  const placedEye = new Vector3();
  const placedTarget = new Vector3();
  const offset = new Vector3();
  const spherical = new Spherical();
  let held = false;
  let updatedMs = 0;

  const isStill = (): boolean => {
    const least = (STILL * camera.position.distanceTo(controls.target)) ** 2;
    return (
      camera.position.distanceToSquared(placedEye) < least &&
      controls.target.distanceToSquared(placedTarget) < least
    );
  };
  // The controls also move their camera between frames, and take moves of less than a thousandth of a
  // unit for none; from near that is a long way.
  const updateControls = controls.update.bind(controls);
  controls.update = (deltaS) => {
    const nowMs = performance.now();
    controls.dampingFactor = 1 - Math.exp(-Math.max(LEAST_MS, nowMs - updatedMs) / GLIDE_MS);
    updatedMs = nowMs;
    const told = updateControls(deltaS);
    if (!isStill()) onMove(held);
    return told;
  };
  controls.addEventListener('start', () => {
    onTake();
    held = true;
  });
  controls.addEventListener('end', () => {
    held = false;
  });

  return {
    camera,
    place(view, floor, flattest) {
      placed = view;
      controls.maxPolarAngle = flattest;
      controls.target.set(view.x, floor, view.z);
      applyView(camera, view, floor);
      placedEye.copy(camera.position);
      placedTarget.copy(controls.target);
    },
    next() {
      controls.update();
      if (isStill()) return null;
      const { radius, theta, phi } = spherical.setFromVector3(
        offset.copy(camera.position).sub(controls.target),
      );
      const aside = wheel.aside(camera, controls.target, placed.distance / radius);
      return {
        x: controls.target.x - placed.x + aside.x,
        z: controls.target.z - placed.z + aside.z,
        distance: radius,
        turn: theta,
        tilt: phi,
      };
    },
    halt() {
      const { enableDamping } = controls;
      // Without damping an update takes all of the way that is left, at once.
      controls.enableDamping = false;
      updateControls();
      controls.enableDamping = enableDamping;
    },
    setDistances(least, most) {
      controls.minDistance = least;
      controls.maxDistance = most;
    },
    setGlide(on) {
      controls.enableDamping = on;
    },
    zoomWithin(frameAt) {
      wheel.within(frameAt);
      controls.zoomToCursor = frameAt === null;
    },
    dispose() {
      wheel.dispose();
      controls.dispose();
    },
  };
}
