/** Keys to commands. What has the focus comes first: a key it uses itself is left to it. */
import { choices } from '../sim/sim.ts';
import { chordOf, COMMANDS, isAvailable, isSign, type Camera } from './commands.ts';

/** Things that take letters, and things that have keys of their own. */
const TYPING =
  'input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]';
const CLOSED = '[role=dialog], [role=alertdialog], [role=listbox]';

export function listenForKeys(camera: () => Camera | null): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.defaultPrevented) return;
    const chord = chordOf(event);
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest(CLOSED) || (isSign(chord) && !choices.getState().settings.keys)) return;
    const typing = at.closest(TYPING) !== null;
    const command = COMMANDS.find(
      ({ keys, leftTo, whileTyping }) =>
        keys.includes(chord) && (!typing || whileTyping) && !(leftTo && at.closest(leftTo)),
    );
    if (!command || !isAvailable(command)) return;
    event.preventDefault();
    command.run(camera());
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
