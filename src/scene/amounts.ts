/**
 * The amounts of one branch, or of two at the same tick: which frames are taken when, and easing
 * from those before. In: the frames. Out: what layers and labels read.
 */
import type { ViewModel } from '../../workers/world/view-model.ts';
import { aim, createShown, ease, isOf, type Shown } from './shown.ts';
import type { BesideSource, FrameSource, PairView } from './types.ts';

const TURN_MS = 240;

export type Amounts = {
  mine: Shown;
  /** Of the branch beside; null while one is drawn alone. */
  theirs(): Shown | null;
  /** 0: one branch is drawn; 1: the difference of two. */
  difference(): number;
  /** Takes frames that came, unless the second of a pair is on its way; true when it took any. */
  take(pair: PairView, nowMs: number, instantly: boolean): boolean;
  /** Moves on; true while anything moves. */
  ease(nowMs: number): boolean;
};

export function createAmounts(view: ViewModel, frames: FrameSource, beside: BesideSource): Amounts {
  const mine = createShown(view);
  let other: Shown | null = null;
  let paired = false;
  let turn = { from: 0, to: 0, startMs: -Infinity };
  let difference = 0;

  const turnTo = (to: number, nowMs: number, instantly: boolean): void => {
    if (turn.to === to) return;
    turn = { from: difference, to, startMs: instantly ? -Infinity : nowMs };
  };
  return {
    mine,
    theirs: () => (paired ? other : null),
    difference: () => difference,
    take(pair, nowMs, instantly) {
      const frame = frames.current;
      if (!frame || !isOf(view, frame)) return false;
      const second = pair === 'one' ? null : beside.current;
      if (second && !isOf(view, second)) return false;
      if (pair !== 'one' && !second && beside.awaited()) return false;
      aim(mine, view, frame, nowMs, instantly);
      if (second) {
        other ??= createShown(view);
        aim(other, view, second, nowMs, instantly || !paired);
      }
      paired = second !== null;
      turnTo(paired && pair === 'difference' ? 1 : 0, nowMs, instantly);
      return true;
    },
    ease(nowMs) {
      const moved = ease(mine, nowMs);
      const movedToo = other !== null && ease(other, nowMs);
      const before = difference;
      const t = Math.min(1, Math.max(0, (nowMs - turn.startMs) / TURN_MS));
      difference = turn.from + (turn.to - turn.from) * t;
      return moved || movedToo || difference !== before;
    },
  };
}
