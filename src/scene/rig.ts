/** What the scene may ask of its camera. */
import type { PerspectiveCamera } from 'three/webgpu';
import type { View } from './fit.ts';
import type { Box } from './labels/collide.ts';
import type { ToScreen } from './to-screen.ts';
import type { FrameAt } from './wheel.ts';

export type Rig = ToScreen & {
  camera: PerspectiveCamera;
  /** 0 while the map is flat, 1 while it is a globe. */
  readonly morph: number;
  /** Flat map or globe; each keeps its own view while the other is on. */
  setGlobe(on: boolean): void;
  /** Moves on; true when the camera changed. */
  update(nowMs: number): boolean;
  resize(width: number, height: number, covers: readonly Box[]): void;
  view(): View;
  /** Where it is going; where it is while it stands. */
  goal(): View;
  /** The way back: tells later where it is going now, or, where no person has moved it, where it would then stand. */
  keep(): () => View;
  /** Where on the plane the camera looks, flat or round: x east, y north. */
  lookedAt(): { x: number; y: number };
  go(view: View): void;
  /** Goes to a view of the person's own: no panel that comes or goes moves it. */
  hold(view: View): void;
  /** The wheel zooms to what lies under it: by the frame of the camera at a place of the canvas, where there are several. */
  zoomWithin(frameAt: FrameAt | null): void;
  /** Screen positions are for a canvas of this size until the next call. */
  measure(width: number, height: number): void;
  fit(): void;
  /** Frames some of the places alone, by node. */
  frame(nodes: readonly number[]): void;
  reset(): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  turnBy(azimuth: number, tilt: number): void;
  /** To a place on the plane, and at least this near. */
  flyTo(x: number, y: number, within?: number): void;
  /** Moves aside what a panel on the right would hide, unless a person put it there; to be undone by `settle`. */
  uncover(x: number, y: number, panels: readonly Box[]): void;
  settle(): void;
  /** Adopts the scale of symbols for the distance; true when it changed. */
  scaleSymbols(): boolean;
  setReducedMotion(reduced: boolean): void;
  /**
   * Lets the camera come nearer than the map needs, to this distance (null: as usual), and looks at what
   * is so high above the land. Meanwhile no change of the canvas moves it.
   */
  setNearest(distance: number | null, height: number): void;
  dispose(): void;
};
