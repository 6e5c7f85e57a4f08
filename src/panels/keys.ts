/** Single keys of the page. What has the focus comes first: a key it uses itself is left to it. */
import { jumpAndSay, stepAndSay } from './say.ts';
import { choices } from '../sim/sim.ts';
import { togglePlaying, type Pick } from '../sim/store.ts';

/** The part of the scene's handle that keys use. */
export type Camera = {
  reset(): void;
  fit(): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  turnBy(azimuth: number, tilt: number): void;
  flyTo(pick: Pick): void;
};

const ZOOM = 1.25;
/** CSS pixels a press moves the map, and radians it turns or tilts it. */
const PAN = 90;
const TURN = Math.PI / 12;
/** What the keys that move the camera do to it. */
const MOVES: Record<string, (camera: Camera) => void> = {
  ArrowLeft: (camera) => camera.panBy(PAN, 0),
  ArrowRight: (camera) => camera.panBy(-PAN, 0),
  ArrowUp: (camera) => camera.panBy(0, PAN),
  ArrowDown: (camera) => camera.panBy(0, -PAN),
  '[': (camera) => camera.turnBy(-TURN, 0),
  ']': (camera) => camera.turnBy(TURN, 0),
  '{': (camera) => camera.turnBy(0, -TURN / 2),
  '}': (camera) => camera.turnBy(0, TURN / 2),
  '+': (camera) => camera.zoomBy(ZOOM),
  '=': (camera) => camera.zoomBy(ZOOM),
  '-': (camera) => camera.zoomBy(1 / ZOOM),
  '0': (camera) => camera.reset(),
  z: goToSelected,
  Z: goToSelected,
};

function goToSelected(camera: Camera): void {
  const { selected } = choices.getState();
  if (selected) camera.flyTo(selected);
  else camera.fit();
}

/** Things that take letters, and things that take arrows. */
const TYPING = 'input:not([type=range]):not([type=radio]), textarea, select, [contenteditable=true]';
const ARROWS = `${TYPING}, [role=tab], [role=radiogroup], [role=listbox], [role=option], .segmented`;
const PRESSING = 'button, a, summary, [role=button], [role=tab]';

export function listenForKeys(camera: () => Camera | null): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest(TYPING) || at.closest('[role=dialog], [role=alertdialog], [role=listbox]')) return;
    const isArrow = event.key.startsWith('Arrow');
    const move = isArrow && (!event.shiftKey || at.closest(ARROWS)) ? undefined : MOVES[event.key];
    const rig = camera();
    if (move && rig) move(rig);
    if ((move && rig) || act(event.key, at)) event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

/** Does what the key says; false when it says nothing. */
function act(key: string, at: Element): boolean {
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
    case 'g':
    case 'G':
      choices.setState({ globe: !now.globe });
      return true;
    case 'n':
    case 'N':
      choices.setState({ boundaries: !now.boundaries });
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
    default:
      return false;
  }
}
