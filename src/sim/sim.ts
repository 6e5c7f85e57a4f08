/**
 * The one simulation of the page: choices, frames, branches and the clock, wired together outside
 * React, so that mounting twice starts nothing twice. No worker runs before `openText`.
 */
import { createBranches } from './branches.ts';
import { createClock, createMeter } from './clock.ts';
import { createFrames } from './frames.ts';
import { nextTick } from './loop.ts';
import { pulse } from './pulse.ts';
import { afterFirstPicture } from './ready.ts';
import { createChoices, goTo, looksAtTwo } from './store.ts';

export const choices = createChoices();
export const frames = createFrames();
export const branches = createBranches(choices, frames, pulse.touch, afterFirstPicture);

/** The tick on show, or the one wanted while none is. */
export function shownTick(): number {
  return frames.current?.tick ?? choices.getState().tick;
}

const ticksMeter = createMeter(1000);
const framesMeter = createMeter(1000);

/** Measured, not asked for. */
export function measuredRates(): { ticks: number; frames: number } {
  const nowMs = performance.now();
  return { ticks: ticksMeter.rate(nowMs), frames: framesMeter.rate(nowMs) };
}

const clock = createClock({
  speed: () => choices.getState().speed,
  waiting: () => branches.awaited(),
  onTicks(ticks) {
    const { tick, view, loop, until } = choices.getState();
    const last = Math.min(view?.scenario.ticks ?? 0, until ?? Infinity);
    // A tick that is not computed yet is not asked for: the run is followed as it comes in.
    const computed = (branches.shown()?.series.count ?? 1) - 1;
    const next = nextTick(tick, ticks, loop);
    if (tick >= last && next > tick) {
      choices.setState({ playing: false });
      return false;
    }
    goTo(choices, next < tick ? next : Math.max(tick, Math.min(next, computed, last)));
    return true;
  },
  onScreenFrame: (nowMs) => framesMeter.add(nowMs, 1),
});

/** Joins the parts; called once by main.tsx before the first render. */
export function startSim(): void {
  choices.subscribe((now, before) => {
    if (now.playing !== before.playing) {
      ticksMeter.reset();
      framesMeter.reset();
      if (now.playing) clock.start();
      else clock.stop();
    }
    if (now.selected !== before.selected) {
      branches.history.reset(now.selected);
      if (frames.current) branches.history.record(now.branch, frames.current);
    }
    // A tick that is wanted changes no figure: the frame that comes of it does.
    const looksElsewhere =
      now.branch !== before.branch ||
      looksAtTwo(now) !== looksAtTwo(before) ||
      now.selected !== before.selected;
    if (looksElsewhere) pulse.touch();
    if (
      looksElsewhere ||
      now.tick !== before.tick ||
      now.playing !== before.playing ||
      now.inside !== before.inside
    )
      branches.pump();
  });
  let lastTick = 0;
  frames.subscribe(() => {
    const tick = frames.current?.tick ?? 0;
    if (choices.getState().playing) ticksMeter.add(performance.now(), Math.max(0, tick - lastTick));
    lastTick = tick;
  });
  document.addEventListener('visibilitychange', () => {
    if (choices.getState().playing) {
      clock.stop();
      if (!document.hidden) clock.start();
    }
  });
}
