/** What is done by hand: given to the branches, and said in one line. */
import type { Happening } from '../../workers/scenario/scenario.ts';
import { formatCount } from '../i18n/format.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import type { Action } from '../sim/lines.ts';
import { branches, choices } from '../sim/sim.ts';
import { actionText } from './happened.ts';
import { announce } from './say.ts';

export function doAndSay(happening: Happening, end?: { ticks: number; happening: Happening }): void {
  sayDone(branches.command(happening, end));
}

export function undoAndSay(): void {
  const { lang } = choices.getState();
  sayAction(branches.undo(), (text) => DICTIONARIES[lang].undone(text));
}

export function redoAndSay(): void {
  const { lang } = choices.getState();
  sayAction(branches.redo(), (text) => DICTIONARIES[lang].redone(text));
}

export function removeAndSay(action: Action): void {
  const { lang } = choices.getState();
  branches.remove(action);
  sayAction(action, (text) => DICTIONARIES[lang].undone(text));
}

function sayDone(action: Action | null): void {
  const { lang } = choices.getState();
  const tick = formatCount(lang, action?.[0]?.tick ?? NaN);
  sayAction(action, (text) => DICTIONARIES[lang].didNow(tick, text));
}

function sayAction(action: Action | null, say: (text: string) => string): void {
  const { view, lang } = choices.getState();
  if (action && view) announce(say(actionText(view, lang, action)), lang);
}
