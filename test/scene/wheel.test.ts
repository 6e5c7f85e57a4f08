/** Side by side, the wheel zooms to what lies under it, in whichever half. */
import { PerspectiveCamera, Vector3 } from 'three/webgpu';
import { describe, expect, it } from 'vitest';
import { applyView, FIELD_OF_VIEW, type View } from '../../src/scene/fit.ts';
import { LAND_TOP } from '../../src/scene/measure.ts';

import { createWheel } from '../../src/scene/wheel.ts';

const FRAMES = [
  { x: 100, y: 0, width: 400, height: 600 },
  { x: 500, y: 0, width: 400, height: 600 },
] as const;

describe('the wheel over two halves', () => {
  it.each([
    [220, 180],
    [640, 420],
    [30, 300],
  ])('at %d, %d keeps the ground under it where it is', (x, y) => {
    const element = new EventTarget();
    const wheel = createWheel(element as HTMLElement);
    const frame = FRAMES[x < 500 ? 0 : 1];
    wheel.within((at) => FRAMES[at < 500 ? 0 : 1]);
    const camera = new PerspectiveCamera(FIELD_OF_VIEW, frame.width / frame.height, 0.1, 1000);
    const view: View = { x: 3, z: -2, distance: 60, turn: 0.4, tilt: 0.8 };
    const ground = (): Vector3 => {
      const ndc = new Vector3((2 * (x - frame.x)) / frame.width - 1, 1 - (2 * y) / frame.height, 0.5);
      const ray = ndc.unproject(camera).sub(camera.position);
      return ray.multiplyScalar((LAND_TOP - camera.position.y) / ray.y).add(camera.position);
    };
    applyView(camera, view);
    const before = ground();
    const near = { ...view, distance: 45 };
    applyView(camera, near);
    expect(ground().distanceTo(before)).toBeGreaterThan(0.5);
    element.dispatchEvent(Object.assign(new Event('wheel'), { offsetX: x, offsetY: y }));
    const target = new Vector3(view.x, LAND_TOP, view.z);
    const aside = wheel.aside(camera, target, 60 / 45);
    applyView(camera, { ...near, x: near.x + aside.x, z: near.z + aside.z });
    expect(ground().distanceTo(before)).toBeLessThan(1e-6);
    // What moves the camera next is not the wheel.
    expect(wheel.aside(camera, target, 2)).toEqual({ x: 0, z: 0 });
  });
});
