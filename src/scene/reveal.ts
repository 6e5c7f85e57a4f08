/**
 * How the land comes into the picture, and when the picture stands. The first one waits for the land, for a
 * while; land that comes after a picture without it fades in.
 */
import type { WebGPURenderer } from 'three/webgpu';
import { untilDrawn } from './gpu.ts';
import type { Look } from './tsl/look.ts';

const PATIENCE_MS = 3000;
const FADE_MS = 500;

export type Reveal = {
  /** Lets the wait end by itself, and tells when a first picture stands, and the first whole one; returns the way to stop. */
  start(onPicture: () => void, onWhole: () => void): () => void;
  /** Land has come, or it is known that it will not. */
  arrive(): void;
  /** True while no picture is to be seen yet; `prepare` begins in that time, and is awaited. */
  waits(prepare: () => Promise<unknown>): boolean;
  /** A picture was handed to the GPU. */
  drawn(): void;
  /** Moves on; true while the land fades in. */
  update(nowMs: number, instantly: boolean): boolean;
};

/** @param ask draws once more */
export function createReveal(gl: WebGPURenderer, look: Look, ask: () => void): Reveal {
  let waiting = true;
  let prepared = false;
  let preparing = false;
  let begun = false;
  let missed = false;
  let whole = false;
  let arrivedMs = NaN;
  let tell: { picture(): void; whole(): void } | null = null;
  const stands = (isFirst: boolean, isWhole: boolean): void => {
    if (isFirst) tell?.picture();
    if (!isWhole || !tell) return;
    performance.mark('picture');
    tell.whole();
  };
  return {
    start(onPicture, onWhole) {
      tell = { picture: onPicture, whole: onWhole };
      const timer = setTimeout(() => {
        waiting = preparing = false;
        ask();
      }, PATIENCE_MS);
      return () => {
        clearTimeout(timer);
        tell = null;
      };
    },
    arrive() {
      waiting = false;
      if (Number.isNaN(arrivedMs)) arrivedMs = performance.now();
    },
    waits(prepare) {
      if (waiting && !prepared) {
        prepared = true;
        preparing = true;
        const go = (): void => {
          preparing = false;
          ask();
        };
        prepare().then(go, go);
      }
      return waiting || preparing;
    },
    drawn() {
      missed ||= look.reveal.value < 1;
      const isFirst = !begun;
      const isWhole = !whole && look.reveal.value === 1;
      begun = true;
      whole ||= isWhole;
      if (isFirst || isWhole) void untilDrawn(gl).then(() => stands(isFirst, isWhole));
    },
    update(nowMs, instantly) {
      if (Number.isNaN(arrivedMs) || look.reveal.value === 1) return false;
      look.reveal.value = instantly || !missed ? 1 : Math.min(1, (nowMs - arrivedMs) / FADE_MS);
      return look.reveal.value < 1;
    },
  };
}
