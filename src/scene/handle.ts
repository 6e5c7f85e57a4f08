/** What the page may ask of the camera, as plain calls. */
import type { Rig } from './rig.ts';
import { nodeAt, type Stage } from './stage.ts';
import type { Pick, PictureOptions, SceneHandle, SceneStats } from './types.ts';

/** Where a thing stands on the plane, now or at a scale of symbols; of a link, its middle. */
export function placeOf(stage: Stage, pick: Pick, scale: number | null = null): [number, number] {
  const ends = nodesOf(stage, pick).map((node) => nodeAt(stage, node, scale));
  return [0, 1].map((axis) => ends.reduce((sum, at) => sum + at[axis]!, 0) / ends.length) as [number, number];
}

/** Of a link, both ends. */
function nodesOf({ view }: Stage, { kind, index }: Pick): number[] {
  const link = view.links[index];
  if (kind === 'link') return link ? [link.a, link.b] : [];
  return [kind === 'site' ? index : view.sites.length + index];
}

/**
 * @param meet sends the camera to where the page's choices want it; asked before each move, so that a key
 *   pressed after another that chose the globe or a site moves the camera there, not the one left behind
 */
export function createHandle(
  stage: Stage,
  rig: Rig,
  meet: () => void,
  picture: (options: PictureOptions) => HTMLCanvasElement,
  stats: () => SceneStats,
): SceneHandle {
  const there = (): Rig => {
    meet();
    return rig;
  };
  return {
    fit: () => there().fit(),
    frame: (picks) => there().frame(picks.flatMap((pick) => nodesOf(stage, pick))),
    reset: () => there().reset(),
    zoomBy: (factor) => there().zoomBy(factor),
    panBy: (dx, dy) => there().panBy(dx, dy),
    turnBy: (azimuth, tilt) => there().turnBy(azimuth, tilt),
    flyTo: (pick) => there().flyTo(...placeOf(stage, pick)),
    project(lat, lon, height) {
      const [x, y] = stage.projection.forward(lat, lon);
      return rig.toScreen(x, y, height, { x: 0, y: 0, visible: false });
    },
    view() {
      const { x, z, distance, turn, tilt } = rig.view();
      return [x, z, distance, turn, tilt];
    },
    setView(view) {
      const [x, z, distance, turn, tilt] = view;
      if (![x, z, distance, turn, tilt].every(Number.isFinite)) return;
      there().hold({ x: x!, z: z!, distance: distance!, turn: turn!, tilt: tilt! });
    },
    picture,
    stats,
  };
}
