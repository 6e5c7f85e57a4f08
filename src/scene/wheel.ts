/**
 * Zooming to what lies under the wheel where the canvas shows the camera's picture more than once: the
 * controls know one canvas and zoom to its middle, and this tells how far the camera is to move aside
 * so that the ground under the pointer stays there.
 */
import { Vector3, type PerspectiveCamera } from 'three/webgpu';
import type { Box } from './labels/collide.ts';

/** The frame that the camera fills at a place of the canvas, CSS pixels. */
export type FrameAt = (x: number, y: number) => Box;

export type Wheel = {
  /** Null where there is but one, and the controls see to it. */
  within(frameAt: FrameAt | null): void;
  /**
   * How far to move, map units, after the wheel changed the distance; none if it was not the wheel.
   *
   * @param times distance before over distance now
   */
  aside(camera: PerspectiveCamera, target: Vector3, times: number): { x: number; z: number };
  dispose(): void;
};

export function createWheel(element: HTMLElement): Wheel {
  let frameAt: FrameAt | null = null;
  /** Where it turned last, in the camera's normalised coordinates. */
  let at: Vector3 | null = null;
  const onWheel = ({ offsetX, offsetY }: WheelEvent): void => {
    if (!frameAt) return;
    const { x, y, width, height } = frameAt(offsetX, offsetY);
    at = new Vector3((2 * (offsetX - x)) / width - 1, 1 - (2 * (offsetY - y)) / height, 0.5);
  };
  element.addEventListener('wheel', onWheel, { passive: true });
  return {
    within(to) {
      frameAt = to;
      at = null;
    },
    aside(camera, target, times) {
      const none = { x: 0, z: 0 };
      if (!at) return none;
      camera.updateMatrixWorld();
      const ray = at.unproject(camera).sub(camera.position);
      at = null;
      // Above the horizon there is no ground.
      if (ray.y >= 0) return none;
      const ground = ray.multiplyScalar((target.y - camera.position.y) / ray.y).add(camera.position);
      return { x: (times - 1) * (ground.x - target.x), z: (times - 1) * (ground.z - target.z) };
    },
    dispose: () => element.removeEventListener('wheel', onWheel),
  };
}
