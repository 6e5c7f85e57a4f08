/**
 * The curve of a link: a parabola over the chord between its ends, bowed sideways where it would
 * otherwise run through the tower of a site it has nothing to do with. The vertex stage computes
 * the same curve (tsl/ribbon.ts); this one is for picking, labels and tests.
 */

/** Ends on the plane, apex height and sideways bow at the middle (left of a to b positive), map units. */
export type Arc = { ax: number; ay: number; bx: number; by: number; height: number; bow: number };

/** Height where the arcs start, so that they clear the land's top. */
export const ARC_BASE = 0.1;
const STEEPNESS = 0.2;
export const HIGHEST = 5.5;
/** A bow moves out by this much at a time, up to `BOW_TRIES` times either way. */
const BOW_STEP = 0.35;
/** But in all by no more than this much of the way from end to end. */
const MOST_BOW = 0.4;
const BOW_TRIES = 5;

/** Apex height: near `STEEPNESS` x distance for short links, levelling off below `HIGHEST`. */
export function arcHeight(distance: number): number {
  return HIGHEST * (1 - Math.exp((-STEEPNESS * distance) / HIGHEST));
}

/** Point at share `t` of the way: [x, y, height]. */
export function arcPoint(arc: Arc, t: number): [number, number, number] {
  const dx = arc.bx - arc.ax;
  const dy = arc.by - arc.ay;
  const length = Math.hypot(dx, dy) || 1;
  const rise = 4 * t * (1 - t);
  const side = (arc.bow * rise) / length;
  return [arc.ax + dx * t - dy * side, arc.ay + dy * t + dx * side, ARC_BASE + arc.height * rise];
}

export type Obstacle = { x: number; y: number; radius: number; height: number };

/** True when the arc passes through a tower; the ends' own towers must not be among `obstacles`. */
export function arcHits(arc: Arc, obstacles: readonly Obstacle[]): boolean {
  const dx = arc.bx - arc.ax;
  const dy = arc.by - arc.ay;
  const square = dx * dx + dy * dy || 1;
  for (const tower of obstacles) {
    const t = ((tower.x - arc.ax) * dx + (tower.y - arc.ay) * dy) / square;
    if (t <= 0 || t >= 1) continue;
    const [x, y, height] = arcPoint(arc, t);
    if (height < tower.height && Math.hypot(x - tower.x, y - tower.y) < tower.radius) return true;
  }
  return false;
}

/** The least sideways bow that clears all obstacles, or 0 when none of those tried does. */
export function clearBow(arc: Arc, obstacles: readonly Obstacle[]): number {
  if (!arcHits({ ...arc, bow: 0 }, obstacles)) return 0;
  const length = Math.hypot(arc.bx - arc.ax, arc.by - arc.ay);
  const aside = Math.min(BOW_STEP, MOST_BOW * (length / BOW_TRIES));
  for (let step = 1; step <= BOW_TRIES; step++) {
    for (const bow of [step * aside, -step * aside]) {
      if (!arcHits({ ...arc, bow }, obstacles)) return bow;
    }
  }
  return 0;
}
