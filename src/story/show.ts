/**
 * Presenting: from scene to scene, and back to what the person had. A scene stands at its tick, asks first
 * where it has a question, plays to where it ends, and waits. In: what a speaker wants. Out: the choices.
 */
import type { StoryScene } from '../../workers/scenario/story.ts';
import { showTheme } from '../sim/page.ts';
import { branches, choices } from '../sim/sim.ts';
import type { Run } from '../sim/run.ts';
import type { Choices, Theme } from '../sim/store.ts';
import { drafts, readDraft } from './draft.ts';
import { createRuns, type Runs } from './runs.ts';
import { picksOf, runOf, scenesOf, stageOf, timeOf, type SceneRun, type Stage } from './scenes.ts';
import { change, isPresenting, show, type CameraWish, type Showing } from './store.ts';

/** What is given back on leaving. */
const KEPT = [
  'tick',
  'speed',
  'loop',
  'branch',
  'linked',
  'two',
  'pair',
  'selected',
  'inside',
  'hidden',
  'globe',
  'boundaries',
  'table',
  'deltas',
  'charts',
] as const satisfies readonly (keyof Choices)[];

type Before = { run: Run; runs: Runs; choices: Partial<Choices>; theme: Theme; stage: Stage };

/** How a scene is come to: at its start, at its start with the answer given, or when it is over. */
type Arrival = 'start' | 'told' | 'over';

let before: Before | null = null;
let turn = 0;

/**
 * Tells the author's story, or else the scenario's; of one with something wrong, its author is told.
 * @param index the scene to begin with, held to the story
 */
export async function present(index = 0, loop = false): Promise<void> {
  const { draft } = drafts.getState();
  const own = draft && (await readDraft());
  const { view } = choices.getState();
  if (draft && !own && draft.scenes.length > 0) drafts.setState({ editing: 'list' });
  else if (view) begin(own ?? scenesOf(view), index, loop);
}

function begin(scenes: readonly StoryScene[], index: number, loop: boolean): void {
  const run = branches.run();
  const now = choices.getState();
  if (before || !run || !now.view) return;
  drafts.setState({ editing: null });
  before = {
    run,
    runs: createRuns(branches, run),
    choices: Object.fromEntries(KEPT.map((key) => [key, now[key]])),
    theme: now.theme,
    stage: now.table ? 'table' : now.globe ? 'globe' : 'map',
  };
  const showing: Showing = {
    scenes,
    index: 0,
    asking: false,
    waiting: true,
    endTick: now.tick,
    black: false,
    overview: false,
    notes: 'closed',
    loop,
    sinceMs: performance.now(),
    wish: { kind: 'first' },
    issues: [],
  };
  showTheme(now.theme.endsWith('light') ? 'projector-light' : 'projector-dark');
  show.setState({ showing });
  void enter(Math.min(index, scenes.length - 1), 'start');
}

export function leave(): void {
  if (!before) return;
  const { run, runs, choices: were, theme } = before;
  before = null;
  turn++;
  show.setState({ showing: null });
  choices.setState({ playing: false, until: null });
  branches.putOnShow(run);
  runs.close();
  choices.setState(were);
  showTheme(theme);
}

async function enter(index: number, arrival: Arrival): Promise<void> {
  const { showing } = show.getState();
  const scene = showing?.scenes[index];
  const { view } = choices.getState();
  if (!before || !showing || !scene || !view) return;
  const now = ++turn;
  const { scenes } = showing;
  const { runs, stage: standing } = before;
  const { tickS } = view.scenario;
  choices.setState({ playing: false, until: null });
  const asking = arrival === 'start' && scene.guess !== null;
  change({ index, asking, waiting: true, black: false, overview: false, issues: [] });
  const wanted = runOf(scenes, index, tickS);
  try {
    const prepared = await runs.use(wanted);
    if (now !== turn) return;
    if (!prepared.ok) {
      change({ waiting: false, asking: false, issues: prepared.issues });
      return;
    }
    putOnShow(prepared.run, wanted, index, stageOf(scenes, index, standing), arrival);
  } catch (error) {
    if (now !== turn) return;
    const message = error instanceof Error ? error.message : String(error);
    change({ waiting: false, asking: false, issues: [{ path: `story[${index}]`, message, hint: '' }] });
    return;
  }
  // The room may have been answered while the run was made ready.
  if (!show.getState().showing?.asking && arrival !== 'over') play();
  const around = [index + 1, index + 2, index - 1].filter((i) => scenes[i]);
  void runs.prepare(around.map((i) => runOf(scenes, i, tickS)));
}

function putOnShow(run: Run, { linked }: SceneRun, index: number, stage: Stage, arrival: Arrival): void {
  const { showing } = show.getState();
  const scene = showing?.scenes[index];
  if (!scene) return;
  branches.putOnShow(run);
  const { tick, endTick, speed } = timeOf(scene, run.view);
  const [look] = picksOf(run.view, scene.look === null ? [] : [scene.look]);
  const framed = picksOf(run.view, scene.frame);
  const wish: CameraWish = scene.camera
    ? { kind: 'view', view: scene.camera }
    : framed.length > 0
      ? { kind: 'frame', picks: framed }
      : { kind: 'first' };
  choices.setState({
    linked,
    branch: linked ? 'A' : 'B',
    two: false,
    pair: 'one',
    tick: arrival === 'over' ? endTick : tick,
    speed,
    loop: { from: null, to: null },
    selected: look ?? null,
    inside: null,
    hidden: new Set(),
    table: stage === 'table' || choices.getState().renderer === 'none',
    globe: stage === 'globe',
    deltas: false,
    charts: false,
  });
  change({ waiting: false, endTick, wish });
}

function play(): void {
  const { showing } = show.getState();
  if (!showing || choices.getState().tick >= showing.endTick) return;
  choices.setState({ playing: true, until: showing.endTick });
}

/** The answer, the end of what plays, or the next scene: whatever comes next. */
export function goOn(): void {
  const { showing } = show.getState();
  if (!showing || lit()) return;
  if (showing.asking) {
    change({ asking: false });
    if (!showing.waiting) play();
  } else if (!showing.waiting && choices.getState().tick < showing.endTick) {
    choices.setState({ playing: false, until: null, tick: showing.endTick });
  } else if (showing.index + 1 < showing.scenes.length) void enter(showing.index + 1, 'start');
  else if (showing.loop) void enter(0, 'start');
}

/** The scene before, as it was left. */
export function goBack(): void {
  const { showing } = show.getState();
  if (showing && !lit() && showing.index > 0) void enter(showing.index - 1, 'over');
}

/** A scene from its start; nothing where there is none. */
export function jumpTo(index: number): void {
  if (show.getState().showing?.scenes[index]) void enter(index, 'start');
}

export function jumpToLast(): void {
  jumpTo((show.getState().showing?.scenes.length ?? 0) - 1);
}

/** Plays the scene once more. */
export function again(): void {
  const { showing } = show.getState();
  if (showing) void enter(showing.index, 'told');
}

/** Holds what plays, lets it go on, or goes on to what comes next. */
export function holdOrGoOn(): void {
  const { showing } = show.getState();
  const { playing, tick } = choices.getState();
  if (!showing || lit()) return;
  if (playing) choices.setState({ playing: false });
  else if (!showing.asking && !showing.waiting && tick < showing.endTick) play();
  else goOn();
}

/** Light again, if it was black. */
function lit(): boolean {
  const black = show.getState().showing?.black ?? false;
  if (black) change({ black: false });
  return black;
}

export function toggle(what: 'black' | 'overview' | 'loop'): void {
  const { showing } = show.getState();
  if (showing) change({ [what]: !showing[what] });
}

/** The other theme for a projector, for as long as this lasts. */
export function invert(): void {
  if (isPresenting())
    showTheme(choices.getState().theme === 'projector-dark' ? 'projector-light' : 'projector-dark');
}

export function toggleNotes(): void {
  const { showing } = show.getState();
  change({ notes: showing?.notes === 'open' ? 'closed' : 'open' });
}

/** A browser may refuse, as in a frame that may not. */
export function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch((error: unknown) => console.warn('full screen:', error));
}
