/**
 * What the person has chosen, and nothing else: frames and series never pass through here.
 * `tick` is the tick wanted; the one shown is that of `frames.current`.
 */
import { createStore } from 'zustand/vanilla';
import type { CampusPlace, CampusView, CellPick } from './inside.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Check } from '../../workers/protocol.ts';
import type { Happening, Issue, Words } from '../../workers/scenario/scenario.ts';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import type { BranchName } from './lines.ts';
import { NO_LOOP, type Loop } from './loop.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export type Lang = 'en' | 'zh';
export type Theme = 'dark' | 'light' | 'projector-dark' | 'projector-light';
export type Renderer = 'webgpu' | 'webgl' | 'none';
/** A thing on the map, by its index in the view. */
export type MapPick = {
  kind: 'site' | 'link' | 'metro';
  index: number;
  /** Of a link that was pointed at: all that were drawn as one arc with it. */
  together?: readonly number[];
};
/** What can be looked into: these, and what is not on the map; a job by its number. */
export type Pick = MapPick | { kind: 'class' | 'tenant' | 'job'; index: number; together?: undefined };
/** What the map shows of two branches: the one on show alone, what it has more or less than the other, or both in halves. */
export const PAIR_VIEWS = ['one', 'difference', 'split'] as const;
export type PairView = (typeof PAIR_VIEWS)[number];
/** `line`: of the policy of the person's own that it came from. */
export type Fault = { branch: BranchName; tick: number | null; message: string; line: number | null };
/** The checks of the engine that were asked for, and how far they are. */
export type Verification =
  { state: 'running' } | { state: 'done'; checks: Check[] } | { state: 'failed'; message: string };
export type ScenarioEntry = { id: string; name: { en: string; zh?: string } };

export type Choices = {
  view: ViewModel | null;
  tick: number;
  playing: boolean;
  /** Ticks per second asked for while playing. */
  speed: number;
  loop: Loop;
  /** Playing ends at this tick by itself; null: at the end of the run. */
  until: number | null;
  /** What the line over the timeline shows. */
  sparkMetric: MetricKey;
  /** The branch on show. */
  branch: BranchName;
  /** Whether its sites are linked; choosing this alone chooses between the built-in pair. */
  linked: boolean;
  /** A table holds the branch on show against the other, place by place. */
  two: boolean;
  pair: PairView;
  selected: Pick | null;
  /** The site looked into. */
  inside: number | null;
  /** It was gone into from the globe, which is come back to. */
  fromGlobe: boolean;
  campusView: CampusView;
  /** Where in its campus the camera is, once it is there, and the cell under the pointer. */
  place: CampusPlace | null;
  cell: CellPick | null;
  hidden: ReadonlySet<string>;
  lang: Lang;
  theme: Theme;
  /** Null until it is known what this browser can do. */
  renderer: Renderer | null;
  /** Nothing can be drawn here, though it was wished for. */
  blind: boolean;
  quality: 'test' | 'full';
  settings: Settings;
  /** The map as a globe. */
  globe: boolean;
  /** Lines between countries, which are drawn only when asked for. */
  boundaries: boolean;
  /** What is left out of the picture so that it keeps up. */
  dropped: readonly ('resolution' | 'particles' | 'accents')[];
  table: boolean;
  /** In a frame of another page: nothing but the picture and what it says. */
  embed: boolean;
  /** The branches in numbers, in the place of the table. */
  deltas: boolean;
  /** The bands of an ensemble, in the same place. */
  bands: boolean;
  charts: boolean;
  help: boolean;
  /** The dialogs of what leaves the page, and of what is set. */
  takeAway: boolean;
  setting: boolean;
  palette: 'commands' | 'search' | null;
  /** What is about to be done by hand, and to what; null for everywhere. */
  shock: { kind: Happening['do']; on: Pick | null } | null;
  verify: Verification | null;
  fault: Fault | null;
  /** What was wrong with the file opened last, by its name. */
  rejected: { file: string; issues: Issue[] } | null;
  /** Files of their own that a person brought and that nobody has looked at yet. */
  brought: readonly File[];
  /** Results of a sweep that a person brought and that nobody has looked at yet. */
  sweep: File | null;
  /** The results of a sweep are looked at. */
  board: boolean;
  /** A policy of the person's own is written. */
  policy: boolean;
  scenarios: ScenarioEntry[];
  /** A run that waits to be gone on with, by the name of its scenario. */
  aside: Words | null;
  /** The page of claims is open: at the claim of this id, or at none of them (''). */
  claims: string | null;
  /** What was read of the scenario's job log, and what was left out; none without a log. */
  notes: Issue[];
};

export const SPEED_PRESETS = [1, 6, 12, 24, 48, 120, 240] as const;
const FASTEST = 1000;

const INITIAL: Choices = {
  view: null,
  tick: 0,
  playing: false,
  speed: 12,
  loop: NO_LOOP,
  until: null,
  sparkMetric: 'utilisation',
  branch: 'A',
  linked: true,
  two: false,
  pair: 'one',
  selected: null,
  inside: null,
  fromGlobe: false,
  campusView: 'job',
  place: null,
  cell: null,
  hidden: new Set(),
  lang: 'en',
  theme: 'dark',
  renderer: null,
  blind: false,
  quality: 'full',
  settings: DEFAULT_SETTINGS,
  globe: false,
  boundaries: false,
  dropped: [],
  table: false,
  embed: false,
  deltas: false,
  bands: false,
  charts: false,
  help: false,
  takeAway: false,
  setting: false,
  palette: null,
  shock: null,
  verify: null,
  fault: null,
  rejected: null,
  brought: [],
  sweep: null,
  board: false,
  policy: false,
  scenarios: [],
  aside: null,
  claims: null,
  notes: [],
};

/** The selected thing where it is on the map. */
export function onMap(pick: Pick | null): MapPick | null {
  return pick && (pick.kind === 'site' || pick.kind === 'link' || pick.kind === 'metro')
    ? (pick as MapPick)
    : null;
}

export function createChoices(initial: Partial<Choices> = {}) {
  const store = createStore<Choices>(() => ({ ...INITIAL, ...initial }));
  store.subscribe((now, before) => {
    if (now.linked !== before.linked && now.branch === before.branch) {
      store.setState({ branch: now.linked ? 'A' : 'B' });
    }
    if (now.table && !before.table && now.deltas) store.setState({ deltas: false });
    if (now.bands && !before.bands) store.setState({ deltas: false });
    else if (now.bands && ((now.table && !before.table) || (now.deltas && !before.deltas)))
      store.setState({ bands: false });
    if (now.globe && !before.globe && now.inside !== null) goInside(store, null);
  });
  return store;
}

export type ChoiceStore = ReturnType<typeof createChoices>;

/** A scenario has been loaded: the page stands, paused, on its opening tick. */
export function showScenario(store: ChoiceStore, view: ViewModel, notes: Issue[] = []): void {
  const tick = view.scenario.openTick;
  const { branch, linked } = store.getState();
  // A fork goes with its run; which of the pair is on show stays.
  const pair = branch === 'A' || branch === 'B' ? branch : linked ? 'A' : 'B';
  store.setState({
    view,
    notes,
    tick,
    playing: false,
    loop: NO_LOOP,
    selected: null,
    inside: null,
    fromGlobe: false,
    place: null,
    cell: null,
    fault: null,
    branch: pair,
    linked: pair === 'A',
  });
}

/** Wants a tick, held to the run; steps and jumps alike. */
export function goTo(store: ChoiceStore, tick: number): void {
  const last = store.getState().view?.scenario.ticks ?? 0;
  store.setState({ tick: Math.min(last, Math.max(0, Math.round(tick))) });
}

/** One tick on or back, which also stops playing. */
export function step(store: ChoiceStore, ticks: number): void {
  store.setState({ playing: false });
  goTo(store, store.getState().tick + ticks);
}

/** Play, or pause; at the end of the run it plays from the start. */
export function togglePlaying(store: ChoiceStore): void {
  const { playing, tick, view } = store.getState();
  if (!view) return;
  store.setState({ playing: !playing, tick: !playing && tick >= view.scenario.ticks ? 0 : tick });
}

/** Two branches are looked at: the one on show and what it is held against. */
export function looksAtTwo({ two, pair }: Choices): boolean {
  return two || pair !== 'one';
}

/** A view of two branches, or back to one; cells are of one branch alone, so it is left for the map. */
export function showPair(store: ChoiceStore, pair: PairView): void {
  if (pair !== 'one' && store.getState().inside !== null) goInside(store, null);
  store.setState({ pair });
}

/** Into a site, which is then what is selected and lies on the flat map; null: out again, to the globe if from there. */
export function goInside(store: ChoiceStore, site: number | null): void {
  const { fromGlobe, globe } = store.getState();
  if (site === null) {
    store.setState({ inside: null, cell: null, fromGlobe: false, globe: globe || fromGlobe });
  } else if (store.getState().view?.sites[site]) {
    store.setState({
      inside: site,
      cell: null,
      selected: { kind: 'site', index: site },
      globe: false,
      fromGlobe: globe || fromGlobe,
      pair: 'one',
    });
  }
}

export function setSpeed(store: ChoiceStore, speed: number): void {
  if (Number.isFinite(speed) && speed > 0) store.setState({ speed: Math.min(FASTEST, speed) });
}

export function toggleHidden(store: ChoiceStore, key: string): void {
  const hidden = new Set(store.getState().hidden);
  if (!hidden.delete(key)) hidden.add(key);
  store.setState({ hidden });
}

export function showBranch(
  store: ChoiceStore,
  { name, linked }: { name: BranchName; linked: boolean },
): void {
  store.setState({ branch: name, linked });
}
