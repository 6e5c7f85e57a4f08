/**
 * One line that says what a step changed, on the page and to screen readers. In: two rows of the
 * shown branch's metrics. Out: the changes a person would notice, largest first.
 */
import { formatCount, formatPoints, formatShare, signed } from '../i18n/format.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { seriesAt, type Series } from '../sim/series.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { goTo, step, type Lang } from '../sim/store.ts';

type Say = (count: string) => string;

export function describeChange(lang: Lang, series: Series, from: number, to: number): string {
  const words = DICTIONARIES[lang].changes;
  const difference = (key: Parameters<typeof seriesAt>[1]): number =>
    seriesAt(series, key, to) - seriesAt(series, key, from);
  const counted = (key: Parameters<typeof seriesAt>[1], on: Say, back: Say): string | null => {
    const jobs = difference(key);
    if (!(Math.abs(jobs) > 0)) return null;
    return (jobs > 0 ? on : back)(formatCount(lang, Math.abs(jobs)));
  };
  const queue = difference('queuedJobs');
  const busy = difference('utilisation');
  const parts = [
    counted('arrivedJobs', words.arrived, words.notArrived),
    counted('movedJobs', words.moved, words.notMoved),
    counted('doneJobs', words.done, words.notDone),
    Math.abs(queue) > 0 ? words.queue(signed(formatCount(lang, queue), queue)) : null,
    Math.abs(busy) >= 0.0005
      ? words.busy(formatShare(lang, seriesAt(series, 'utilisation', to)), formatPoints(lang, busy))
      : null,
  ].filter((part) => part !== null);
  const text = parts.length > 0 ? parts.join(lang === 'zh' ? '，' : ', ') : words.none;
  const { stepped, steppedBack } = DICTIONARIES[lang];
  const head = (to < from ? steppedBack : stepped)(formatCount(lang, to));
  return `${head}${text}${lang === 'zh' ? '。' : '.'}`;
}

let listener: (line: string, lang: Lang) => void = () => {};

/** Where the line goes. */
export function onSaid(next: (line: string, lang: Lang) => void): () => void {
  listener = next;
  return () => {
    listener = () => {};
  };
}

/** Says a line of its own. */
export function announce(line: string, lang: Lang): void {
  listener(line, lang);
}

/** Goes one tick on or back and says what that changed once the tick is on show. */
export function stepAndSay(ticks: number): void {
  const from = frames.current?.tick ?? choices.getState().tick;
  step(choices, ticks);
  sayWhenShown(from);
}

export function jumpAndSay(tick: number): void {
  const from = frames.current?.tick ?? choices.getState().tick;
  goTo(choices, tick);
  sayWhenShown(from);
}

/** Says what lies between a tick and the one wanted now, once that is on show; nothing if it is left before. */
export function sayWhenShown(from: number): void {
  const goal = choices.getState().tick;
  const say = (): boolean => {
    const { tick, playing, lang } = choices.getState();
    if (playing || tick !== goal) return true;
    const shown = branches.shown();
    if (frames.current?.tick !== goal || !shown) return false;
    if (from !== goal) listener(describeChange(lang, shown.series, from, goal), lang);
    return true;
  };
  if (say()) return;
  const stop = frames.subscribe(() => {
    if (say()) stop();
  });
}
