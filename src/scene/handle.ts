/** What the page may ask of the camera, as plain calls. */
import type { Rig } from './rig.ts';
import { nodeAt, type Stage } from './stage.ts';
import type { Pick, PictureOptions, SceneHandle, SceneStats } from './types.ts';

/** Where a thing stands on the plane; of a link, its middle. */
export function placeOf(stage: Stage, pick: Pick): [number, number] {
  if (pick.kind === 'site') return nodeAt(stage, pick.index);
  if (pick.kind === 'metro') return nodeAt(stage, stage.view.sites.length + pick.index);
  const arc = stage.arcs[pick.index]!;
  return [(arc.ax + arc.bx) / 2, (arc.ay + arc.by) / 2];
}

/** Of a link, both ends. */
function nodesOf({ view }: Stage, { kind, index }: Pick): number[] {
  const link = view.links[index];
  if (kind === 'link') return link ? [link.a, link.b] : [];
  return [kind === 'site' ? index : view.sites.length + index];
}

export function createHandle(
  stage: Stage,
  rig: Rig,
  picture: (options: PictureOptions) => HTMLCanvasElement,
  stats: () => SceneStats,
): SceneHandle {
  return {
    fit: rig.fit,
    frame: (picks) => rig.frame(picks.flatMap((pick) => nodesOf(stage, pick))),
    reset: rig.reset,
    zoomBy: rig.zoomBy,
    panBy: rig.panBy,
    turnBy: rig.turnBy,
    flyTo: (pick) => rig.flyTo(...placeOf(stage, pick)),
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
      rig.hold({ x: x!, z: z!, distance: distance!, turn: turn!, tilt: tilt! });
    },
    picture,
    stats,
  };
}
