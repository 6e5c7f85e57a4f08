/** Keys to commands. What has the focus comes first: a key it uses itself is left to it. */
import { choices } from '../sim/sim.ts';
import { chordOf, COMMANDS, isAvailable, isOfNow, isSign, type Camera } from './commands.ts';

/** Things that take letters, and things that have keys of their own. */
const TYPING =
  'input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]';
const CLOSED = '[role=dialog], [role=alertdialog], [role=listbox]';

/**
 * The button of a closed list would choose its next entry by the arrows that step through time: what a
 * list of scenarios has just been left by would open another one. There they are the page's.
 */
const LIST_BUTTON = '[aria-haspopup=listbox]';
const SIDEWAYS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight']);

/** @param place a window of the page; the one with the speaker's notes takes keys too */
export function listenForKeys(camera: () => Camera | null, place: Window = window): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.defaultPrevented) return;
    const chord = chordOf(event);
    const at = elementOf(event.target);
    if (at.closest(CLOSED) || (isSign(chord) && !choices.getState().settings.keys)) return;
    const typing = at.closest(TYPING) !== null;
    const command = COMMANDS.find(
      (one) =>
        one.keys.includes(chord) &&
        isOfNow(one) &&
        (!typing || one.whileTyping) &&
        !(one.leftTo && at.closest(one.leftTo)),
    );
    if (!command || !isAvailable(command)) return;
    event.preventDefault();
    command.run(camera(), chord);
  };
  const beforeLists = (event: KeyboardEvent): void => {
    if (!SIDEWAYS.has(event.key) || !elementOf(event.target).closest(LIST_BUTTON)) return;
    event.stopPropagation();
    onKey(event);
  };
  place.addEventListener('keydown', beforeLists, { capture: true });
  place.addEventListener('keydown', onKey);
  return () => {
    place.removeEventListener('keydown', beforeLists, { capture: true });
    place.removeEventListener('keydown', onKey);
  };
}

/** An element of another window is none of this window's class. */
function elementOf(target: EventTarget | null): Element {
  return target && 'closest' in target ? (target as Element) : document.body;
}
