/** The show: which scene of which story is on, and how. Null while nothing is presented. */
import { createStore } from 'zustand/vanilla';
import type { Issue } from '../../workers/scenario/scenario.ts';
import type { StoryScene } from '../../workers/scenario/story.ts';
import type { MapPick } from '../sim/store.ts';

export type Showing = {
  scenes: readonly StoryScene[];
  index: number;
  /** The room is asked and sees no answer yet. */
  asking: boolean;
  /** Its run is being made ready. */
  waiting: boolean;
  /** Where playing ends. */
  endTick: number;
  black: boolean;
  overview: boolean;
  /** The window with the speaker's notes. */
  notes: 'closed' | 'open' | 'refused';
  /** It goes on by itself, and after the last scene with the first. */
  loop: boolean;
  /** When it began, milliseconds since the page did. */
  sinceMs: number;
  /** Where the camera goes; a new object for each wish. */
  wish: CameraWish;
  /** Why the scene cannot be shown. */
  issues: readonly Issue[];
};

export type CameraWish =
  { kind: 'first' } | { kind: 'view'; view: number[] } | { kind: 'frame'; picks: MapPick[] };

/** `awaited`: it begins as soon as there is something to show. */
export const show = createStore<{ showing: Showing | null; awaited: boolean }>(() => ({
  showing: null,
  awaited: false,
}));

export function isPresenting(): boolean {
  return show.getState().showing !== null;
}

/** Nothing, while nothing is presented. */
export function change(some: Partial<Showing>): void {
  const { showing } = show.getState();
  if (showing) show.setState({ showing: { ...showing, ...some } });
}
