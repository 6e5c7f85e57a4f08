/**
 * How panels follow the run: at most ten times a second, whatever the frames do. The first change
 * after a rest is passed on at once; those that follow within 100 ms are gathered into one.
 */
const PERIOD_MS = 100;

export type Pulse = {
  /** Something changed that panels may show. */
  touch(): void;
  subscribe(listener: () => void): () => void;
  beat(): number;
};

export function createPulse(): Pulse {
  const listeners = new Set<() => void>();
  let beat = 0;
  let resting = true;
  let dirty = false;
  const emit = (): void => {
    dirty = false;
    resting = false;
    beat += 1;
    for (const listener of listeners) listener();
    setTimeout(() => {
      resting = true;
      if (dirty) emit();
    }, PERIOD_MS);
  };
  return {
    touch() {
      dirty = true;
      if (resting) emit();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    beat: () => beat,
  };
}

export const pulse = createPulse();
