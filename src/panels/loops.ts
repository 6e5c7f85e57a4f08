/** The loop in a person's hands: an end here, the other there, or none; each said in a line. */
import { formatCount } from '../i18n/format.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { clearLoop, setLoopEnd } from '../sim/loop.ts';
import { choices, shownTick } from '../sim/sim.ts';
import { announce } from './say.ts';

export function loopHere(end: 'from' | 'to'): void {
  if (!choices.getState().view) return;
  setLoopEnd(choices, end, shownTick());
  const { lang, loop } = choices.getState();
  const words = DICTIONARIES[lang].loop;
  const [from, to] = [loop.from, loop.to].map((tick) => (tick === null ? null : formatCount(lang, tick)));
  announce(from && to ? words.set(from, to) : words.half(from ?? to ?? ''), lang);
}

export function noLoop(): void {
  clearLoop(choices);
  const { lang } = choices.getState();
  announce(DICTIONARIES[lang].loop.none, lang);
}
