/** What a drag along an axis does to its brushes: makes one, moves one, or moves an end of one. */
import type { Dimension, Interval } from '../../workers/host/board/protocol.ts';

/** Pixels around an end of a brush at which the end is taken. */
const GRIP = 6;

export type Drag = {
  /** All brushes of the axis as they stand now. */
  intervals: readonly Interval[];
  /** Which of them is dragged, and what of it. */
  which: number;
  part: 'from' | 'to' | 'all';
  /** Value under the pointer when last looked at. */
  at: number;
};

/** @param pixel value of one pixel along the axis */
export function beginDrag(intervals: readonly Interval[], at: number, pixel: number): Drag {
  const near = (end: number): boolean => Math.abs(end - at) <= GRIP * pixel;
  for (const [which, [from, to]] of intervals.entries()) {
    if (near(to)) return { intervals, which, part: 'to', at };
    if (near(from)) return { intervals, which, part: 'from', at };
    if (at > from && at < to) return { intervals, which, part: 'all', at };
  }
  return { intervals: [...intervals, [at, at]], which: intervals.length, part: 'to', at };
}

/** An end that is dragged past the other one becomes the other one. */
export function moveDrag(drag: Drag, at: number, { least, most }: Pick<Dimension, 'least' | 'most'>): Drag {
  const { intervals, which } = drag;
  const [from, to] = intervals[which]!;
  let { part } = drag;
  let now: Interval;
  if (part === 'all') {
    const by = Math.min(most - to, Math.max(least - from, at - drag.at));
    now = [from + by, to + by];
  } else {
    const fixed = part === 'to' ? from : to;
    now = at < fixed ? [at, fixed] : [fixed, at];
    part = at < fixed ? 'from' : 'to';
  }
  return { intervals: intervals.map((one, i) => (i === which ? now : one)), which, part, at };
}

/** Of labels whole ones are brushed. */
export function snap([from, to]: Interval, { labels }: Pick<Dimension, 'labels'>): Interval {
  if (!labels) return [from, to];
  const first = Math.max(0, Math.round(from));
  const last = Math.min(labels.length - 1, Math.max(first, Math.round(to)));
  return [first - 0.5, last + 0.5];
}
