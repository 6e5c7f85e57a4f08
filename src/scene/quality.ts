/**
 * How much is drawn. `test` is fixed and small, for software renderers. `full` starts with all of it,
 * and a governor looks at the 95th percentile of the time between frames: while frames come late it
 * gives up, in this order, resolution, particles, accents; when there has long been time to spare it
 * takes the last thing back. It never touches data, and says what it has dropped.
 */
import type { Dropped, Quality } from './types.ts';

export type Level = { pixelRatio: number; particleShare: number; accents: boolean };

const STEPS: readonly { what: Dropped; apply(level: Level): Level }[] = [
  { what: 'resolution', apply: (l) => ({ ...l, pixelRatio: Math.min(l.pixelRatio, 1.25) }) },
  { what: 'resolution', apply: (l) => ({ ...l, pixelRatio: Math.min(l.pixelRatio, 1) }) },
  { what: 'particles', apply: (l) => ({ ...l, particleShare: 0.5 }) },
  { what: 'particles', apply: (l) => ({ ...l, particleShare: 0.25 }) },
  { what: 'accents', apply: (l) => ({ ...l, accents: false }) },
  { what: 'resolution', apply: (l) => ({ ...l, pixelRatio: Math.min(l.pixelRatio, 0.75) }) },
];

/** A 95th percentile above this is late, below that time to spare; between them all stays, milliseconds. */
const LATE_MS = 34;
const SPARE_MS = 20;
/** Frames judged at a time; a gap longer than `REST_MS` is rest, not lateness. */
const WINDOW = 60;
const REST_MS = 700;
/** Windows with time to spare before a step is taken back; twice as many each time it had to be dropped again. */
const PATIENCE = 4;
const MOST_PATIENCE = 64;

export type Governor = {
  level: Level;
  dropped: readonly Dropped[];
  /** Takes the time between two frames drawn one after the other; true when the level changed. */
  frame(intervalMs: number): boolean;
};

export function firstLevel(quality: Quality, devicePixelRatio: number): Level {
  const most = quality === 'test' ? 1 : 2;
  return { pixelRatio: Math.min(most, devicePixelRatio), particleShare: 1, accents: true };
}

export function createGovernor(quality: Quality, devicePixelRatio: number): Governor {
  const first = firstLevel(quality, devicePixelRatio);
  const governor: Governor = { level: first, dropped: [], frame: () => false };
  if (quality === 'test') return governor;
  // A step that changes nothing here, as less resolution on a plain screen, is no step.
  const steps = STEPS.filter(({ apply }, i) => {
    const before = STEPS.slice(0, i).reduce((level, step) => step.apply(level), first);
    return JSON.stringify(apply(before)) !== JSON.stringify(before);
  });
  const intervals = new Float64Array(WINDOW);
  let seen = 0;
  let step = 0;
  let spare = 0;
  let patience = PATIENCE;
  let restored = false;
  const adopt = (to: number): true => {
    step = to;
    const taken = steps.slice(0, step);
    governor.level = taken.reduce((level, { apply }) => apply(level), first);
    governor.dropped = [...new Set(taken.map(({ what }) => what))];
    spare = 0;
    return true;
  };
  governor.frame = (intervalMs) => {
    if (intervalMs > REST_MS) return false;
    intervals[seen++] = intervalMs;
    if (seen < WINDOW) return false;
    seen = 0;
    const late = intervals.slice().sort()[Math.ceil(WINDOW * 0.95) - 1]!;
    if (late > LATE_MS) {
      spare = 0;
      if (step === steps.length) return false;
      if (restored) patience = Math.min(MOST_PATIENCE, 2 * patience);
      restored = false;
      return adopt(step + 1);
    }
    spare = late < SPARE_MS ? spare + 1 : 0;
    if (step === 0 || spare < patience) return false;
    restored = true;
    return adopt(step - 1);
  };
  return governor;
}
