/**
 * What follows from how near the camera is: how large symbols are, and which sites stand as one. In: the
 * rig and what is filtered off. Out: towers, where they are now.
 */
import { FIELD_OF_VIEW } from './fit.ts';
import type { Rig } from './rig.ts';
import { setSymbolScale, type Stage } from './stage.ts';

/** Height of the view over its distance. */
const TALL = 2 * Math.tan((FIELD_OF_VIEW * Math.PI) / 360);

export type Moment = {
  nowMs: number;
  /** The camera moves; nothing is to ease. */
  isMoving: boolean;
  instantly: boolean;
  /** CSS pixels of what the camera frames. */
  height: number;
};

/** @returns whether towers were put elsewhere, and whether they are still on their way */
export function followNearness(
  stage: Stage,
  rig: Rig,
  hidden: ReadonlySet<string>,
  { nowMs, isMoving, instantly, height }: Moment,
): { placed: boolean; moving: boolean } {
  const filtered = stage.towers.filter(hidden);
  const moving = stage.towers.fold((TALL * rig.view().distance) / height, nowMs, isMoving, instantly);
  const scaled = rig.scaleSymbols();
  if ((filtered || moving) && !scaled) setSymbolScale(stage, stage.symbolScale);
  return { placed: filtered || moving || scaled, moving };
}

/** Comes so near to a hub that its parts stand apart. */
export function unfold({ towers, view }: Stage, rig: Rig, hub: number, height: number): void {
  const tower = view.sites.length + hub;
  rig.flyTo(towers.x[tower]!, towers.y[tower]!, (towers.apartAt(tower) * height) / TALL);
}
