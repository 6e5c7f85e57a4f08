/**
 * Watching over policies from another thread: a policy that does not return cannot be asked to. Each run under way
 * has a slot that counts calls in and out; one that stays odd at the same count is a call that does not end.
 */
import { DECISION_LIMIT_S } from '../../policy/limit.ts';
import type { Watchman } from '../../policy/own-placement.ts';

const LOOK_MS = 200;

/** Slots of a single run: calls of its policy, and thousandths of it that are done, which nobody watches. */
export const SLOT = { calls: 0, done: 1 } as const;

export function createClock(slots: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * slots));
}

/** Counts on the side of the thread. */
export function watchmanOf(clock: Int32Array, slot: number): Watchman {
  // A slot may have been left inside a call by a thread that was ended.
  if (Atomics.load(clock, slot) % 2 !== 0) Atomics.add(clock, slot, 1);
  const step = () => void Atomics.add(clock, slot, 1);
  return { enter: step, leave: step };
}

/**
 * Looks at the slots now and then.
 * @param overdue hears of a slot once, when its call has gone on for too long
 * @returns ends the watch
 */
export function watch(clock: Int32Array, overdue: (slot: number) => void): () => void {
  const seen = new Int32Array(clock.length);
  const since = new Float64Array(clock.length).fill(performance.now());
  const timer = setInterval(() => {
    for (let slot = 0; slot < clock.length; slot++) {
      const now = Atomics.load(clock, slot);
      if (now !== seen[slot] || now % 2 === 0) {
        seen[slot] = now;
        since[slot] = performance.now();
      } else if (performance.now() - since[slot] > 1000 * DECISION_LIMIT_S) {
        since[slot] = Infinity;
        overdue(slot);
      }
    }
  }, LOOK_MS);
  return () => clearInterval(timer);
}
