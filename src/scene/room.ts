/**
 * Where the map has room: the page's panels cover parts of the canvas, and the content, seen as
 * points on the screen, is made as large as it can be without any point lying under a panel.
 */
import { overlaps, type Box } from './labels/collide.ts';

/** A thing to keep clear: where it is at scale 1, and the room around it that does not scale, pixels. */
export type Spot = { x: number; y: number; above: number; aside: number };
export type Rect = { left: number; right: number; top: number; bottom: number };

/** Between content and panels, and between content and the window's edge. */
const GAP = 8;
/** Room below each spot. */
const BELOW = 4;
const STEP = 12;
const ROUNDS = 9;
/** Of the size it has now: smaller content is given up. */
const LEAST = 0.3;
const LARGEST = 4;

/** Edges of the spots, their own room included, with the points scaled about the origin. */
function edges(spots: readonly Spot[], scale: number): Rect {
  const rect = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const spot of spots) {
    rect.left = Math.min(rect.left, spot.x * scale - spot.aside);
    rect.right = Math.max(rect.right, spot.x * scale + spot.aside);
    rect.top = Math.min(rect.top, spot.y * scale - spot.above);
    rect.bottom = Math.max(rect.bottom, spot.y * scale + BELOW);
  }
  return rect;
}

type Shift = { dx: number; dy: number };

/** Panels this near an edge of the canvas reach it: nothing is squeezed in behind them. */
const EDGE = 64;

/** Covers with the strips behind them. */
export function toEdges(covers: readonly Box[], { width, height }: { width: number; height: number }): Box[] {
  return covers.map((cover) => {
    const [left, top] = [cover.x <= EDGE ? 0 : cover.x, cover.y <= EDGE ? 0 : cover.y];
    const right = cover.x + cover.width >= width - EDGE ? width : cover.x + cover.width;
    const bottom = cover.y + cover.height >= height - EDGE ? height : cover.y + cover.height;
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
}

/** Whether every spot is inside the canvas and under no cover as it is. */
export function isClear(
  spots: readonly Spot[],
  size: { width: number; height: number },
  covers: readonly Box[],
): boolean {
  const rect = edges(spots, 1);
  const isFree = ({ x, y, above, aside }: Spot): boolean => {
    const box = { x: x - aside, y: y - above, width: 2 * aside, height: above + BELOW };
    return !covers.some((cover) => overlaps(box, cover));
  };
  return (
    rect.left >= 0 &&
    rect.top >= 0 &&
    rect.right <= size.width &&
    rect.bottom <= size.height &&
    spots.every(isFree)
  );
}

/** Shifts at which every spot is inside the canvas and under no cover, at most so many; in rows from the top. */
function shifts(
  spots: readonly Spot[],
  scale: number,
  size: { width: number; height: number },
  covers: readonly Box[],
  most: number,
): Shift[] {
  const rect = edges(spots, scale);
  const found: Shift[] = [];
  const left = GAP - rect.left;
  const columns = Math.floor((size.width - GAP - rect.right - left) / STEP) + 1;
  if (columns < 1) return found;
  const taken = new Uint8Array(columns);
  let free = columns;
  const take = (from: number, to: number): void => {
    for (let column = Math.max(0, from); column < Math.min(to, columns); column++) {
      if (taken[column] === 0) free -= 1;
      taken[column] = 1;
    }
  };
  for (let dy = GAP - rect.top; dy <= size.height - GAP - rect.bottom; dy += STEP) {
    taken.fill(0);
    free = columns;
    for (const { x, y, above, aside } of spots) {
      if (free === 0) break;
      for (const cover of covers) {
        if (y * scale + dy - above >= cover.y + cover.height + GAP) continue;
        if (y * scale + dy + BELOW <= cover.y - GAP) continue;
        // Between these two, themselves not, the cover lies over the spot.
        const from = cover.x - GAP - x * scale - aside - left;
        const to = cover.x + cover.width + GAP - x * scale + aside - left;
        take(Math.floor(from / STEP) + 1, Math.ceil(to / STEP));
      }
    }
    for (let column = taken.indexOf(0); column >= 0; column = taken.indexOf(0, column + 1)) {
      if (found.push({ dx: left + column * STEP, dy }) === most) return found;
    }
  }
  return found;
}

/** The one nearest to the middle of them all. */
function middleOf(found: readonly Shift[]): Shift | null {
  const x = found.reduce((sum, { dx }) => sum + dx, 0) / found.length;
  const y = found.reduce((sum, { dy }) => sum + dy, 0) / found.length;
  const far = ({ dx, dy }: Shift): number => Math.hypot(dx - x, dy - y);
  return found.reduce<Shift | null>((best, one) => (best && far(best) <= far(one) ? best : one), null);
}

/**
 * The rectangle on the canvas that the points should fill (without the room around them), or null
 * when the panels leave none to speak of.
 * @param most of the size the points have now
 */
export function findRoom(
  spots: readonly Spot[],
  size: { width: number; height: number },
  covers: readonly Box[],
  most = LARGEST,
): Rect | null {
  const near = covers.filter((cover) => overlaps(cover, { x: 0, y: 0, ...size }));
  let [low, high] = [LEAST, Math.min(most, LARGEST)];
  for (let round = 0; round < ROUNDS; round++) {
    const scale = Math.sqrt(low * high);
    if (shifts(spots, scale, size, near, 1).length > 0) low = scale;
    else high = scale;
  }
  if (low === LEAST) return null;
  // A little smaller than it could be, to choose among places and stand in the middle of the room.
  const smaller = middleOf(shifts(spots, low * 0.98, size, near, Infinity));
  const scale = smaller ? low * 0.98 : low;
  const shift = smaller ?? shifts(spots, low, size, near, 1)[0]!;
  const bare = edges(
    spots.map((spot) => ({ ...spot, above: 0, aside: 0 })),
    scale,
  );
  return {
    left: bare.left + shift.dx,
    right: bare.right + shift.dx,
    top: bare.top + shift.dy,
    bottom: bare.bottom + shift.dy - BELOW,
  };
}
