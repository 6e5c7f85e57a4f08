/**
 * Which labels are shown: full or absent. Each candidate offers one or more boxes (CSS pixels);
 * taken in order of priority, a candidate gets its first box that lies inside the area and touches
 * neither a box taken before nor a blocked one, and of what is avoided as little as can be. What was shown before is preferred a little, so
 * that labels do not flicker while the camera moves.
 */
export type Box = { x: number; y: number; width: number; height: number };
export type Candidate = {
  key: number;
  priority: number;
  boxes: readonly Box[];
  /** Shown even over what is blocked, if there is no other way. */
  insists?: boolean;
};
export type Placed = { key: number; box: Box; choice: number };

/** Added to the priority of what is on show already. */
const STAY = 0.15;

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function inside(box: Box, area: Box): boolean {
  return (
    box.x >= area.x &&
    box.y >= area.y &&
    box.x + box.width <= area.x + area.width &&
    box.y + box.height <= area.y + area.height
  );
}

/** The first of those allowed that lie over the least of the others; -1 for none. */
function leastOver(boxes: readonly Box[], isAllowed: (box: Box) => boolean, others: readonly Box[]): number {
  let [choice, least] = [-1, Infinity];
  for (let i = 0; i < boxes.length && least > 0; i++) {
    const box = boxes[i]!;
    if (!isAllowed(box)) continue;
    const over = others.reduce((sum, other) => sum + sharedArea(box, other), 0);
    if (over < least) [choice, least] = [i, over];
  }
  return choice;
}

export type Obstacles = {
  /** What is on show already. */
  shown?: ReadonlySet<number>;
  blocked?: readonly Box[];
  /** Hides what lies under it, whatever insists. */
  covers?: readonly Box[];
  /** Of these as little is covered as can be. */
  avoided?: readonly Box[];
  gap?: number;
};

export function placeLabels(
  candidates: readonly Candidate[],
  area: Box,
  limit: number,
  { shown = new Set(), blocked = [], covers = [], avoided = [], gap = 4 }: Obstacles = {},
): Placed[] {
  const weight = (c: Candidate): number => c.priority + (shown.has(c.key) ? STAY : 0);
  const order = [...candidates].sort((a, b) => weight(b) - weight(a) || a.key - b.key);
  const placed: Placed[] = [];
  const isOpen = (box: Box): boolean =>
    inside(box, area) &&
    !placed.some((other) => overlaps(box, other.box, gap)) &&
    !covers.some((other) => overlaps(box, other, gap));
  const isFree = (box: Box): boolean => isOpen(box) && !blocked.some((other) => overlaps(box, other));
  for (const candidate of order) {
    if (placed.length >= limit) break;
    let choice = leastOver(candidate.boxes, isFree, avoided);
    if (choice < 0 && candidate.insists)
      choice = leastOver(candidate.boxes, isOpen, [...blocked, ...avoided]);
    if (choice >= 0) placed.push({ key: candidate.key, box: candidate.boxes[choice]!, choice });
  }
  return placed;
}
