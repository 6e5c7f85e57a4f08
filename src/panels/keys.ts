/** Single keys of the page. What has the focus comes first: a key it uses itself is left to it. */
import { jumpAndSay, stepAndSay } from './say.ts';
import { choices } from '../sim/sim.ts';
import { togglePlaying } from '../sim/store.ts';

/** The part of the scene's handle that keys use. */
export type Camera = { reset(): void; zoomBy(factor: number): void };

const ZOOM = 1.25;
/** Things that take letters, and things that take arrows. */
const TYPING = 'input:not([type=range]):not([type=radio]), textarea, select, [contenteditable=true]';
const ARROWS = `${TYPING}, [role=tab], [role=radiogroup], [role=listbox], [role=option], .segmented`;
const PRESSING = 'button, a, summary, [role=button], [role=tab]';

export function listenForKeys(camera: () => Camera | null): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (/^[\p{L}\p{P}\p{S}\d]$/u.test(event.key) && !choices.getState().settings.keys) return;
    if (at.closest(TYPING) || at.closest('[role=dialog], [role=alertdialog], [role=listbox]')) return;
    if (act(event.key, at, camera())) event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

/** Does what the key says; false when it says nothing. */
function act(key: string, at: Element, camera: Camera | null): boolean {
  const now = choices.getState();
  switch (key) {
    case ' ':
      if (at.closest(PRESSING)) return false;
      togglePlaying(choices);
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      if (at.closest(ARROWS)) return false;
      stepAndSay(key === 'ArrowLeft' ? -1 : 1);
      return true;
    case 'Home':
    case 'End':
      if (at.closest(ARROWS)) return false;
      jumpAndSay(key === 'Home' ? 0 : (now.view?.scenario.ticks ?? 0));
      return true;
    case 'l':
    case 'L':
      choices.setState({ linked: !now.linked });
      return true;
    case 't':
    case 'T':
      choices.setState({ table: !now.table });
      return true;
    case 'c':
    case 'C':
      choices.setState({ charts: !now.charts });
      return true;
    case '?':
      choices.setState({ help: true });
      return true;
    case 'Escape':
      choices.setState({ selected: null });
      return true;
    case '+':
    case '=':
      camera?.zoomBy(ZOOM);
      return camera !== null;
    case '-':
      camera?.zoomBy(1 / ZOOM);
      return camera !== null;
    case '0':
      camera?.reset();
      return camera !== null;
    default:
      return false;
  }
}
