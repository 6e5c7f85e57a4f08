/** The A-B loop of the player: a stretch of ticks that is played again and again. */
import type { ChoiceStore } from './store.ts';

/** Either end may be missing; the loop holds once both are there, `from` before `to`. */
export type Loop = { from: number | null; to: number | null };

export const NO_LOOP: Loop = { from: null, to: null };

/** Sets an end; the other one is let go where it would lie on the wrong side. */
export function setLoopEnd(store: ChoiceStore, end: 'from' | 'to', tick: number): void {
  const { loop } = store.getState();
  const from = end === 'from' ? tick : loop.from !== null && loop.from < tick ? loop.from : null;
  const to = end === 'to' ? tick : loop.to !== null && loop.to > tick ? loop.to : null;
  store.setState({ loop: { from, to } });
}

export function clearLoop(store: ChoiceStore): void {
  store.setState({ loop: NO_LOOP });
}

/** Where playing goes from `tick`: on, but not past the end of the loop, and from there to its start. */
export function nextTick(tick: number, ticks: number, { from, to }: Loop): number {
  if (from === null || to === null) return tick + ticks;
  return tick >= to ? from : Math.min(to, tick + ticks);
}
