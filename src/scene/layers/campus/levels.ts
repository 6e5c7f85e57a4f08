/** Where in a campus the camera is: its scale on the map, the level of what fills the view, the hall, row and rack. */
import { CAMPUS_LEVELS, type CampusLevel } from '../../../sim/inside.ts';
import { plotHalf } from '../../plots.ts';
import type { Stage } from '../../stage.ts';
import { RACK, ROW_PITCH, type Plan } from './plan.ts';

/** A campus smaller than this does not fill its plot. */
const LEAST_EXTENT = 10;

/** Map units a unit of the plan takes: the campus fits its plot. */
export function planScale(stage: Stage, site: number, plan: Plan): number {
  return (2 * plotHalf(stage, site)) / Math.max(plan.width, plan.depth * 1.2, LEAST_EXTENT);
}

/** @param tall height of the view at what is looked at, in the plan's units */
export function levelOf(plan: Plan, tall: number): CampusLevel {
  const hall = plan.halls.reduce((most, { depth }) => Math.max(most, depth), 0);
  const limits = [
    Math.max(hall * 1.15, ROW_PITCH * 4),
    ROW_PITCH * 3.6,
    RACK.height * 2.6,
    RACK.height * 1.25,
  ];
  return CAMPUS_LEVELS[limits.filter((limit) => tall < limit).length]!;
}

/** Hall, row and rack at a place of the plan, from 1; 0 where there is none. */
export function placeIn(plan: Plan, x: number, z: number): { hall: number; row: number; rack: number } {
  const index = plan.halls.findIndex(
    (hall) => Math.abs(x - hall.x) <= hall.width / 2 && Math.abs(z - hall.z) <= hall.depth / 2,
  );
  const hall = plan.halls[index];
  if (!hall) return { hall: 0, row: 0, rack: 0 };
  let nearest = hall.firstRack;
  let least = Infinity;
  for (let rack = hall.firstRack; rack < hall.firstRack + hall.racks; rack++) {
    const away = Math.hypot(plan.rackX[rack]! - x, plan.rackZ[rack]! - z);
    if (away < least) [nearest, least] = [rack, away];
  }
  const inHall = nearest - hall.firstRack;
  return { hall: index + 1, row: Math.floor(inHall / hall.perRow) + 1, rack: (inHall % hall.perRow) + 1 };
}
