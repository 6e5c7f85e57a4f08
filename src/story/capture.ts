/** A scene of what is on show: its time, camera, commands, side and selection; the words are the author's. */
import { commandAt, eventInFile, type FileScene } from '../../workers/scenario/story.ts';
import { changeScenes, drafts, scenesInFile } from './draft.ts';
import { commandsOf } from '../sim/lines.ts';
import { timeText } from './scenes.ts';
import { branches, choices, shownTick } from '../sim/sim.ts';
import { onMap } from '../sim/store.ts';

/** Digits that tell no two pictures apart. */
const CAMERA_DIGITS = 5;

/** What is taken from the page; the rest of a scene is written. */
export type Captured = Pick<FileScene, 'at' | 'linked' | 'do' | 'show' | 'camera' | 'look' | 'frame'>;

/** @param camera five numbers, or null without a picture @returns null where nothing runs */
export function capture(camera: number[] | null): Captured | null {
  const branch = branches.shown();
  const { view, globe, table, selected } = choices.getState();
  if (!branch || !view) return null;
  const pick = onMap(selected);
  const tables = { site: view.sites, metro: view.metros, link: view.links };
  return {
    at: timeText(shownTick() * view.scenario.tickS),
    linked: branch.linked,
    do: commandsOf(branch).map(({ tick, command }) =>
      eventInFile(commandAt(tick * view.scenario.tickS, command)),
    ),
    show: table ? 'table' : globe ? 'globe' : 'map',
    camera: camera && camera.map((one) => Number(one.toPrecision(CAMERA_DIGITS))),
    look: pick ? (tables[pick.kind][pick.index]?.id ?? null) : null,
    frame: [],
  };
}

/** A scene yet without words. */
function newScene(captured: Captured): FileScene {
  return {
    ...captured,
    playTo: null,
    title: { en: '' },
    text: { en: '' },
    notes: null,
    guess: null,
    patch: null,
  };
}

/** After the last scene, one of what is on show; its author gives it words. */
export function addScene(camera: number[] | null): void {
  const captured = capture(camera);
  if (!captured) return;
  const scenes = scenesInFile();
  choices.setState({ playing: false });
  changeScenes([...scenes, newScene(captured)]);
  drafts.setState({ editing: scenes.length });
}
