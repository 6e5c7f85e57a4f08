/**
 * Every command of the page, once: its keys, when it can be given and what it does; what it is called
 * stands under the same name in `commands` of both dictionaries. The keys, the sheet of keys (`?`) and
 * the palette (Ctrl+K) all read this table.
 */
import type { Dictionary } from '../i18n/en.ts';
import { changeSettings, nextTheme, setLang, setTheme } from '../sim/page.ts';
import { branches, choices } from '../sim/sim.ts';
import { BRANCH_NAMES, type BranchName } from '../sim/lines.ts';
import {
  goInside,
  onMap,
  showPair,
  togglePlaying,
  type Choices,
  type MapPick,
  type PairView,
} from '../sim/store.ts';
import { verifyHere } from '../sim/verify.ts';
import {
  again,
  goBack,
  goOn,
  holdOrGoOn,
  invert,
  jumpTo,
  jumpToLast,
  leave,
  present,
  toggle,
  toggleFullScreen,
  toggleNotes,
} from '../story/show.ts';
import { addScene } from '../story/capture.ts';
import { drafts } from '../story/draft.ts';
import { isPresenting } from '../story/store.ts';
import { redoAndSay, undoAndSay } from './do.ts';
import { forkHere, hasBranch, showNamed } from './forks.ts';
import { loopHere, noLoop } from './loops.ts';
import { jumpAndSay, stepAndSay } from './say.ts';

/** The part of the scene's handle that commands use. */
export type Camera = {
  reset(): void;
  fit(): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  turnBy(azimuth: number, tilt: number): void;
  flyTo(pick: MapPick): void;
  view(): number[];
};

export type Command = {
  id: keyof Dictionary['commands'];
  /** As `chordOf` writes them; the first is shown, or `shown` for all of them. */
  keys: readonly string[];
  shown?: string;
  /** Given only while presenting, where no other is; or at any time. */
  while?: 'presenting' | 'always';
  /** What has the focus and takes these keys for itself. */
  leftTo?: string;
  /** Also while something is being typed. */
  whileTyping?: true;
  isAvailable?(now: Choices): boolean;
  /** @param chord the key it was given by, if it was */
  run(camera: Camera | null, chord?: string): void;
};

const ZOOM = 1.25;
/** CSS pixels a press moves the map, and radians it turns or tilts it. */
const PAN = 90;
const TURN = Math.PI / 12;
const ARROWS =
  '[role=tab], [role=radiogroup], [role=listbox], [role=option], [role=slider], input[type=range], .segmented';
const PRESSING = 'button, a, summary, [role=button], [role=tab]';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

const set = (change: Partial<Choices>): void => choices.setState(change);
const loaded = (now: Choices): boolean => now.view !== null;

export const COMMANDS: readonly Command[] = [
  { id: 'play', keys: [' '], leftTo: PRESSING, isAvailable: loaded, run: () => togglePlaying(choices) },
  { id: 'stepBack', keys: ['ArrowLeft'], leftTo: ARROWS, isAvailable: loaded, run: () => stepAndSay(-1) },
  { id: 'stepOn', keys: ['ArrowRight'], leftTo: ARROWS, isAvailable: loaded, run: () => stepAndSay(1) },
  { id: 'toStart', keys: ['Home'], leftTo: ARROWS, isAvailable: loaded, run: () => jumpAndSay(0) },
  {
    id: 'toEnd',
    keys: ['End'],
    leftTo: ARROWS,
    isAvailable: loaded,
    run: () => jumpAndSay(choices.getState().view?.scenario.ticks ?? 0),
  },
  { id: 'link', keys: ['l'], run: () => set({ linked: !choices.getState().linked }) },
  ...BRANCH_NAMES.map(showCommand),
  { id: 'fork', keys: ['f'], isAvailable: loaded, run: () => void forkHere() },
  {
    id: 'differences',
    keys: ['d'],
    isAvailable: loaded,
    run: () => set({ deltas: !choices.getState().deltas }),
  },
  pairCommand('differenceView', 'v', 'difference'),
  pairCommand('splitView', 'h', 'split'),
  { id: 'loopFrom', keys: ['['], isAvailable: loaded, run: () => loopHere('from') },
  { id: 'loopTo', keys: [']'], isAvailable: loaded, run: () => loopHere('to') },
  {
    id: 'noLoop',
    keys: ['\\'],
    isAvailable: ({ loop }) => loop.from !== null || loop.to !== null,
    run: noLoop,
  },
  { id: 'search', keys: ['/'], isAvailable: loaded, run: () => set({ palette: 'search' }) },
  { id: 'palette', keys: ['Ctrl+k'], whileTyping: true, run: () => set({ palette: 'commands' }) },
  { id: 'undo', keys: ['Ctrl+z'], isAvailable: () => branches.canUndo(), run: undoAndSay },
  { id: 'redo', keys: ['Ctrl+Shift+z', 'Ctrl+y'], isAvailable: () => branches.canRedo(), run: redoAndSay },
  { id: 'table', keys: ['t'], run: () => set({ table: !choices.getState().table }) },
  { id: 'globe', keys: ['g'], isAvailable: drawn, run: () => set({ globe: !choices.getState().globe }) },
  {
    id: 'boundaries',
    keys: ['n'],
    isAvailable: drawn,
    run: () => set({ boundaries: !choices.getState().boundaries }),
  },
  { id: 'charts', keys: ['c'], run: () => set({ charts: !choices.getState().charts }) },
  {
    id: 'bands',
    keys: ['u'],
    isAvailable: loaded,
    run: () => set({ bands: !choices.getState().bands }),
  },
  { id: 'nearer', keys: ['+', '='], isAvailable: drawn, run: (camera) => camera?.zoomBy(ZOOM) },
  { id: 'farther', keys: ['-'], isAvailable: drawn, run: (camera) => camera?.zoomBy(1 / ZOOM) },
  { id: 'firstView', keys: ['0'], isAvailable: drawn, run: (camera) => camera?.reset() },
  { id: 'flyThere', keys: ['z'], isAvailable: drawn, run: goToSelected },
  moveCommand('panLeft', 'Shift+ArrowLeft', (camera) => camera.panBy(PAN, 0)),
  moveCommand('panRight', 'Shift+ArrowRight', (camera) => camera.panBy(-PAN, 0)),
  moveCommand('panUp', 'Shift+ArrowUp', (camera) => camera.panBy(0, PAN)),
  moveCommand('panDown', 'Shift+ArrowDown', (camera) => camera.panBy(0, -PAN)),
  moveCommand('turnLeft', 'q', (camera) => camera.turnBy(-TURN, 0)),
  moveCommand('turnRight', 'e', (camera) => camera.turnBy(TURN, 0)),
  moveCommand('tiltUp', 'w', (camera) => camera.turnBy(0, -TURN / 2)),
  moveCommand('tiltDown', 's', (camera) => camera.turnBy(0, TURN / 2)),
  {
    id: 'goInside',
    keys: ['Enter'],
    leftTo: `${PRESSING}, ${ARROWS}`,
    isAvailable: (now) => drawn(now) && now.selected?.kind === 'site' && now.inside === null,
    run() {
      const { selected } = choices.getState();
      if (selected?.kind === 'site') goInside(choices, selected.index);
    },
  },
  {
    id: 'letGo',
    keys: ['Escape'],
    isAvailable: (now) => now.selected !== null || now.inside !== null,
    run() {
      if (choices.getState().inside === null) set({ selected: null });
      else goInside(choices, null);
    },
  },
  {
    id: 'theme',
    keys: [],
    run: () => setTheme(nextTheme(choices.getState().theme)),
  },
  {
    id: 'language',
    keys: [],
    while: 'always',
    run: () => setLang(choices.getState().lang === 'en' ? 'zh' : 'en'),
  },
  {
    id: 'singleKeys',
    keys: [],
    run: () => changeSettings({ keys: !choices.getState().settings.keys }),
  },
  { id: 'present', keys: ['p'], isAvailable: loaded, run: () => void present() },
  {
    id: 'addScene',
    keys: ['a'],
    isAvailable: loaded,
    run: (camera) => addScene(camera?.view() ?? null),
  },
  { id: 'story', keys: ['o'], isAvailable: loaded, run: () => drafts.setState({ editing: 'list' }) },
  { id: 'takeAway', keys: ['x'], isAvailable: loaded, run: () => set({ takeAway: true }) },
  { id: 'settings', keys: [','], run: () => set({ setting: true }) },
  { id: 'claims', keys: ['k'], run: () => set({ claims: '' }) },
  { id: 'board', keys: ['y'], run: () => set({ board: true }) },
  { id: 'policy', keys: ['m'], run: () => set({ policy: true }) },
  { id: 'verify', keys: [], run: () => void verifyHere() },
  { id: 'help', keys: ['?'], run: () => set({ help: true }) },
  // Clickers send arrows, pages, F5, Escape, B or a full stop.
  presenting('sceneOn', ['ArrowRight', 'PageDown', 'ArrowDown'], goOn),
  presenting('sceneBack', ['ArrowLeft', 'PageUp', 'ArrowUp', 'Backspace'], goBack),
  { ...presenting('sceneHold', [' ', 'Enter'], holdOrGoOn), leftTo: PRESSING },
  presenting('sceneAgain', ['r', 'F5'], again),
  presenting('sceneFirst', ['Home'], () => jumpTo(0)),
  presenting('sceneLast', ['End'], jumpToLast),
  {
    ...presenting('sceneJump', DIGITS, () => {}),
    shown: '1–9',
    run: (_, chord) => jumpTo(Number(chord) - 1),
  },
  presenting('sceneBlack', ['b', '.'], () => toggle('black')),
  presenting('sceneOverview', ['o'], () => toggle('overview')),
  presenting('sceneNotes', ['n'], toggleNotes),
  presenting('sceneLoop', ['a'], () => toggle('loop')),
  presenting('sceneInvert', ['i'], invert),
  presenting('sceneFull', ['f'], toggleFullScreen),
  presenting('sceneLeave', ['Escape', 'p'], leave),
];

function presenting(id: Command['id'], keys: readonly string[], run: () => void): Command {
  return { id, keys, while: 'presenting', run };
}

function showCommand(name: BranchName, i: number): Command {
  return {
    id: `show${name}`,
    keys: [String(i + 1)],
    isAvailable: () => hasBranch(name),
    run: () => showNamed(name),
  };
}

/** That view of two branches, or back to one. */
function pairCommand(id: Command['id'], key: string, view: PairView): Command {
  return {
    id,
    keys: [key],
    isAvailable: (now) => loaded(now) && drawn(now),
    run: () => showPair(choices, choices.getState().pair === view ? 'one' : view),
  };
}

function moveCommand(id: Command['id'], key: string, move: (camera: Camera) => void): Command {
  return {
    id,
    keys: [key],
    leftTo: ARROWS,
    isAvailable: drawn,
    run: (camera) => void (camera && move(camera)),
  };
}

function goToSelected(camera: Camera | null): void {
  const there = onMap(choices.getState().selected);
  if (there) camera?.flyTo(there);
  else camera?.fit();
}

function drawn({ renderer }: Choices): boolean {
  return renderer === 'webgpu' || renderer === 'webgl';
}

/** Whether this is the time for it: at the desk, or before a room. */
export function isOfNow(command: Command): boolean {
  return command.while === 'always' || isPresenting() === (command.while === 'presenting');
}

export function isAvailable(command: Command): boolean {
  return isOfNow(command) && (command.isAvailable?.(choices.getState()) ?? true);
}

/** The keys of an event as the table writes them: 'l', 'Ctrl+Shift+z', 'ArrowLeft'. */
export function chordOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!event.ctrlKey && !event.metaKey)
    return event.shiftKey && key.startsWith('Arrow') ? `Shift+${key}` : key;
  return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${key}`;
}

/** A key that writes a sign: it may be switched off, as speech and shaking hands type by accident (WCAG 2.1.4). */
export function isSign(chord: string): boolean {
  return chord.length === 1 && chord !== ' ';
}
