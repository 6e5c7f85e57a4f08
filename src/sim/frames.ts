/**
 * The frame on show and the one before it. No React: the scene reads `current` when it draws,
 * panels sample it (use-sampled.ts). Two frames are alive at a time; a third sends the oldest back.
 */
import type { FrameView } from '../../workers/frame/read.ts';

/** What the scene is given. */
export type FrameSource = {
  readonly current: FrameView | null;
  readonly previous: FrameView | null;
  subscribe(listener: () => void): () => void;
};

export type Frames = FrameSource & {
  /** Shows a frame; returns the one that is no longer needed, to be filled again. */
  push(frame: FrameView): FrameView | null;
  /** Forgets both, before frames of another shape come. */
  clear(): void;
};

export function createFrames(): Frames {
  const listeners = new Set<() => void>();
  let current: FrameView | null = null;
  let previous: FrameView | null = null;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    get current() {
      return current;
    },
    get previous() {
      return previous;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    push(frame) {
      const spent = previous;
      previous = current;
      current = frame;
      tell();
      return spent;
    },
    clear() {
      current = null;
      previous = null;
      tell();
    },
  };
}
