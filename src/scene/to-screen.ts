/** From places on the map to the canvas, flat, round or between, as the camera sees them now. */
import { MathUtils, Vector3, type PerspectiveCamera } from 'three/webgpu';
import { arcSpot } from './arc-spot.ts';
import { arcPoint, type Arc } from './arcs.ts';
import { createFooting, createSpot, isBeyondHorizon, type Spot } from './globe.ts';
import type { Stage } from './stage.ts';
import type { ScreenPoint } from './types.ts';

export type ToScreen = {
  /** Plane position and height to CSS pixels; not visible where the earth is in between. */
  toScreen(x: number, y: number, height: number, out: ScreenPoint): ScreenPoint;
  /** The same for the point of a link's arc at share `t` of its way. */
  arcToScreen(arc: Arc, t: number, out: ScreenPoint): ScreenPoint;
  /** CSS pixels a map unit takes there, across the line of sight. */
  pixelsPerUnit(x: number, y: number): number;
};

export function createToScreen(
  camera: PerspectiveCamera,
  { globe }: Stage,
  now: () => { morph: number; size: { width: number; height: number } },
): ToScreen {
  const footing = createFooting();
  const spot = createSpot();
  const at = new Vector3();

  const project = (place: Spot, height: number, out: ScreenPoint): ScreenPoint => {
    const { morph, size } = now();
    if (morph === 0) at.set(place.x, height, -place.y);
    else {
      globe.footing(place, morph, footing);
      at.copy(footing.at).addScaledVector(footing.up, height);
    }
    const hidden = isBeyondHorizon(globe, morph, camera.position, at);
    at.applyMatrix4(camera.matrixWorldInverse);
    const ahead = at.z < -camera.near;
    at.applyMatrix4(camera.projectionMatrix);
    out.x = ((at.x + 1) / 2) * size.width;
    out.y = ((1 - at.y) / 2) * size.height;
    out.visible = ahead && !hidden && Math.abs(at.x) <= 1.1 && Math.abs(at.y) <= 1.1;
    return out;
  };
  /** The globe's own direction is worked out only where the ground is bent. */
  const place = (x: number, y: number): Spot => {
    if (now().morph > 0) return globe.spotAt(x, y, spot);
    spot.x = x;
    spot.y = y;
    return spot;
  };
  return {
    toScreen: (x, y, height, out) => project(place(x, y), height, out),
    arcToScreen(arc, t, out) {
      const { morph } = now();
      if (morph > 0) {
        const height = arcSpot(globe, arc, t, morph, spot);
        return project(spot, height, out);
      }
      const [x, y, height] = arcPoint(arc, t);
      return project(place(x, y), height, out);
    },
    pixelsPerUnit(x, y) {
      const { morph, size } = now();
      at.copy(globe.footing(place(x, y), morph, footing).at).applyMatrix4(camera.matrixWorldInverse);
      const { view } = camera;
      // The field of view is of the whole that this may be a part of.
      const height = view?.enabled ? (size.height * view.fullHeight) / view.height : size.height;
      return height / (2 * Math.tan(MathUtils.degToRad(camera.fov) / 2) * Math.max(camera.near, -at.z));
    },
  };
}
