/**
 * What the person has chosen, and nothing else: frames and series never pass through here.
 * `tick` is the tick wanted; the one shown is that of `frames.current`.
 */
import { createStore } from 'zustand/vanilla';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Check } from '../../workers/protocol.ts';
import type { Issue } from '../../workers/scenario/scenario.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export type Lang = 'en' | 'zh';
export type Theme = 'dark' | 'light';
export type Renderer = 'webgpu' | 'webgl' | 'none';
export type BranchKey = 'linked' | 'islands';
/** A thing on the map, by its index in the view. */
export type Pick = { kind: 'site' | 'link' | 'metro'; index: number };
export type Fault = { branch: BranchKey; tick: number | null; message: string };
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
  linked: boolean;
  selected: Pick | null;
  hidden: ReadonlySet<string>;
  lang: Lang;
  theme: Theme;
  /** Null until it is known what this browser can do. */
  renderer: Renderer | null;
  /** Nothing can be drawn here, though it was wished for. */
  blind: boolean;
  quality: 'test' | 'full';
  settings: Settings;
  table: boolean;
  charts: boolean;
  help: boolean;
  /** The dialogs of what leaves the page, and of what is set. */
  takeAway: boolean;
  setting: boolean;
  verify: Verification | null;
  fault: Fault | null;
  /** What was wrong with the file opened last, by its name. */
  rejected: { file: string; issues: Issue[] } | null;
  scenarios: ScenarioEntry[];
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
  linked: true,
  selected: null,
  hidden: new Set(),
  lang: 'en',
  theme: 'dark',
  renderer: null,
  blind: false,
  quality: 'full',
  settings: DEFAULT_SETTINGS,
  table: false,
  charts: false,
  help: false,
  takeAway: false,
  setting: false,
  verify: null,
  fault: null,
  rejected: null,
  scenarios: [],
  notes: [],
};

export function createChoices(initial: Partial<Choices> = {}) {
  return createStore<Choices>(() => ({ ...INITIAL, ...initial }));
}

export type ChoiceStore = ReturnType<typeof createChoices>;

/** A scenario has been loaded: the page stands, paused, on its opening tick. */
export function showScenario(store: ChoiceStore, view: ViewModel, notes: Issue[] = []): void {
  const tick = view.scenario.openTick;
  store.setState({ view, notes, tick, playing: false, selected: null, fault: null });
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

export function setSpeed(store: ChoiceStore, speed: number): void {
  if (Number.isFinite(speed) && speed > 0) store.setState({ speed: Math.min(FASTEST, speed) });
}

export function toggleHidden(store: ChoiceStore, key: string): void {
  const hidden = new Set(store.getState().hidden);
  if (!hidden.delete(key)) hidden.add(key);
  store.setState({ hidden });
}

export function branchKey(linked: boolean): BranchKey {
  return linked ? 'linked' : 'islands';
}
