/**
 * How the land comes into the picture. The first picture waits for it, for a while; land that comes
 * after a picture without it fades in.
 */
import type { Look } from './tsl/look.ts';

const PATIENCE_MS = 1500;
const FADE_MS = 500;

export type Reveal = {
  /** Lets the wait end by itself; returns the way to stop. */
  start(): () => void;
  /** Land has come, or it is known that it will not. */
  arrive(): void;
  /** True while no picture is to be seen yet; `prepare` runs once in that time. */
  waits(prepare: () => void): boolean;
  /** A picture was drawn; true of the first one that lacks nothing. */
  drawn(): boolean;
  /** Moves on; true while the land fades in. */
  update(nowMs: number, instantly: boolean): boolean;
};

/** @param ask draws once more */
export function createReveal(look: Look, ask: () => void): Reveal {
  let waiting = true;
  let prepared = false;
  let missed = false;
  let whole = false;
  let arrivedMs = NaN;
  return {
    start() {
      const timer = setTimeout(() => {
        waiting = false;
        ask();
      }, PATIENCE_MS);
      return () => clearTimeout(timer);
    },
    arrive() {
      waiting = false;
      if (Number.isNaN(arrivedMs)) arrivedMs = performance.now();
    },
    waits(prepare) {
      if (waiting && !prepared) {
        prepared = true;
        prepare();
      }
      return waiting;
    },
    drawn() {
      missed ||= look.reveal.value < 1;
      if (whole || look.reveal.value < 1) return false;
      whole = true;
      performance.mark('picture');
      return true;
    },
    update(nowMs, instantly) {
      if (Number.isNaN(arrivedMs) || look.reveal.value === 1) return false;
      look.reveal.value = instantly || !missed ? 1 : Math.min(1, (nowMs - arrivedMs) / FADE_MS);
      return look.reveal.value < 1;
    },
  };
}
