/**
 * How much is drawn. `test` is fixed and small, for software renderers. `full` starts with all of it
 * and a governor gives up, in this order, resolution, particles, accents, while frames come late;
 * it never touches data, and says what it dropped.
 */
import type { Quality } from './types.ts';

export type Level = { pixelRatio: number; particleShare: number; accents: boolean };

const STEPS: readonly { what: string; apply(level: Level): Level }[] = [
  { what: 'resolution', apply: (l) => ({ ...l, pixelRatio: Math.min(l.pixelRatio, 1.25) }) },
  { what: 'resolution', apply: (l) => ({ ...l, pixelRatio: Math.min(l.pixelRatio, 1) }) },
  { what: 'particles', apply: (l) => ({ ...l, particleShare: 0.5 }) },
  { what: 'particles', apply: (l) => ({ ...l, particleShare: 0.25 }) },
  { what: 'accents', apply: (l) => ({ ...l, accents: false }) },
  { what: 'resolution', apply: (l) => ({ ...l, pixelRatio: Math.min(l.pixelRatio, 0.75) }) },
];

/** A frame later than this is slow, milliseconds. */
const SLOW_MS = 34;
/** Frames judged at a time; a gap longer than `REST_MS` is rest, not slowness. */
const WINDOW = 24;
const REST_MS = 700;

export type Governor = {
  level: Level;
  dropped: readonly string[];
  /** Takes the time between two frames drawn one after the other; true when the level changed. */
  frame(intervalMs: number): boolean;
};

export function firstLevel(quality: Quality, devicePixelRatio: number): Level {
  return quality === 'test'
    ? { pixelRatio: Math.min(1, devicePixelRatio), particleShare: 1, accents: true }
    : { pixelRatio: Math.min(2, devicePixelRatio), particleShare: 1, accents: true };
}

export function createGovernor(quality: Quality, devicePixelRatio: number): Governor {
  const governor: Governor = {
    level: firstLevel(quality, devicePixelRatio),
    dropped: [],
    frame: () => false,
  };
  if (quality === 'test') return governor;
  let step = 0;
  let seen = 0;
  let slow = 0;
  governor.frame = (intervalMs) => {
    if (intervalMs > REST_MS || step >= STEPS.length) return false;
    seen += 1;
    if (intervalMs > SLOW_MS) slow += 1;
    if (seen < WINDOW) return false;
    const late = slow > WINDOW / 2;
    seen = 0;
    slow = 0;
    if (!late) return false;
    const { what, apply } = STEPS[step++]!;
    governor.level = apply(governor.level);
    if (!governor.dropped.includes(what)) governor.dropped = [...governor.dropped, what];
    return true;
  };
  return governor;
}
