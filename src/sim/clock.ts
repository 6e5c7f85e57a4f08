/**
 * Turns frames of the screen into ticks of the run. In: elapsed milliseconds and the speed asked
 * for. Out: whole ticks to go on. Time that the engine or the screen could not use is dropped
 * beyond a quarter of a second, so a tab that slept goes on from where it was.
 */
const HELD_S = 0.25;

/** Whole ticks due, and what is carried to the next frame. */
export function advance(carry: number, elapsedMs: number, speed: number): { ticks: number; carry: number } {
  const due = carry + Math.max(0, elapsedMs / 1000) * speed;
  const ticks = Math.floor(due);
  return { ticks, carry: due - ticks };
}

/** Ticks that may pile up while an answer is awaited. */
export function heldTicks(speed: number): number {
  return Math.max(1, speed * HELD_S);
}

export type Meter = {
  add(nowMs: number, amount: number): void;
  /** Amount per second over the window; 0 when nothing was added lately. */
  rate(nowMs: number): number;
  reset(): void;
};

/** A rate measured over the last `windowMs`. */
export function createMeter(windowMs: number): Meter {
  let entries: { atMs: number; amount: number }[] = [];
  let startMs: number | null = null;
  return {
    add(nowMs, amount) {
      startMs ??= nowMs;
      entries.push({ atMs: nowMs, amount });
      entries = entries.filter((entry) => entry.atMs > nowMs - windowMs);
    },
    rate(nowMs) {
      if (startMs === null) return 0;
      const spanMs = Math.min(windowMs, nowMs - startMs);
      const recent = entries.filter((entry) => entry.atMs > Math.max(nowMs - windowMs, startMs!));
      return spanMs > 0 ? (recent.reduce((sum, entry) => sum + entry.amount, 0) / spanMs) * 1000 : 0;
    },
    reset() {
      entries = [];
      startMs = null;
    },
  };
}

export type ClockDriver = {
  speed(): number;
  /** True while the last tick asked for is not on show yet. */
  waiting(): boolean;
  /** Goes on by so many ticks; false at the end of the run. */
  onTicks(ticks: number): boolean;
  onScreenFrame(nowMs: number): void;
};

export type Clock = { start(): void; stop(): void };

/** Plays by requestAnimationFrame: a hidden page gets none and so stands still. */
export function createClock(driver: ClockDriver): Clock {
  let request = 0;
  let lastMs: number | null = null;
  let carry = 0;
  const onFrame = (nowMs: number): void => {
    request = requestAnimationFrame(onFrame);
    driver.onScreenFrame(nowMs);
    const elapsedMs = lastMs === null ? 0 : nowMs - lastMs;
    lastMs = nowMs;
    const due = advance(carry, elapsedMs, driver.speed());
    if (driver.waiting() || due.ticks === 0) {
      carry = Math.min(due.ticks + due.carry, heldTicks(driver.speed()));
      return;
    }
    carry = due.carry;
    const ticks = Math.min(due.ticks, Math.ceil(heldTicks(driver.speed())));
    if (!driver.onTicks(ticks)) stop();
  };
  const stop = (): void => {
    cancelAnimationFrame(request);
    request = 0;
    lastMs = null;
    carry = 0;
  };
  return {
    start() {
      if (request === 0) request = requestAnimationFrame(onFrame);
    },
    stop,
  };
}
