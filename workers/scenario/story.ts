/** The scenes of a scenario's story, in the order they are told. */
import type { Happening, ScenarioEvent, Words } from './scenario.ts';

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

/** A scene as a scenario file tells it: times in seconds or as texts. */
export type FileScene = Omit<StoryScene, 'atS' | 'playToS' | 'do'> & {
  at: number | string;
  playTo: number | string | null;
  do: object[];
};

/** An event or a command as a file gives it. */
export function eventInFile(event: ScenarioEvent): object {
  const { atS, untilS, ...same } = { untilS: undefined, ...event };
  return { at: atS, ...same, ...(untilS === undefined ? {} : { until: untilS }) };
}

/** A command as an event. A file's deliveries are known of from the start; nobody waited for a command. */
export function commandAt(atS: number, command: Happening): ScenarioEvent {
  return command.do === 'delivery' ? { atS, ...command, announced: false } : { atS, ...command };
}

export function sceneInFile({ atS, playToS, do: events, ...same }: StoryScene): FileScene {
  return { at: atS, playTo: playToS, ...same, do: events.map(eventInFile) };
}
