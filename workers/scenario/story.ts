/** The scenes of a scenario's story, in the order they are told. */
import type { ScenarioEvent, Words } from './scenario.ts';

/** What a scene of the story shows. */
export const STAGES = ['map', 'globe', 'table'] as const;

export type StoryScene = {
  atS: number;
  /** It plays on to here, then waits; null: it stands still. */
  playToS: number | null;
  title: Words;
  text: Words;
  /** For who speaks. */
  notes: Words | null;
  /** What the room is asked before it sees the answer. */
  guess: Words | null;
  /** Null: as it is. */
  linked: boolean | null;
  /** RFC 7396, on the scenario, for this scene. */
  patch: Record<string, unknown> | null;
  /** Commands, each at its time. */
  do: ScenarioEvent[];
  show: (typeof STAGES)[number] | null;
  /** Ids of the sites and metros the picture holds; empty: all. */
  frame: string[];
  camera: number[] | null;
  /** Id of the site, metro or link to look at. */
  look: string | null;
};
