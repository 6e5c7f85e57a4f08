/**
 * The story as its author has it so far: scenes as a scenario file holds them, each change a step to undo. It
 * is read by the engine's own schema after each change, kept on this machine by its scenario until it is let
 * go, and goes with the scenario file that is taken away.
 */
import { createStore } from 'zustand/vanilla';
import type { Issue } from '../../workers/scenario/scenario.ts';
import { sceneInFile, type FileScene, type StoryScene } from '../../workers/scenario/story.ts';
import { forget, keep, recall } from '../keep/kept.ts';
import type { Branch } from '../sim/branch.ts';
import { branches, choices } from '../sim/sim.ts';
import type { Source } from '../sim/start.ts';
import { timeText } from './scenes.ts';

export type Draft = {
  /** Of the scenario it is for. */
  key: string;
  scenes: readonly FileScene[];
  past: readonly (readonly FileScene[])[];
  future: readonly (readonly FileScene[])[];
  /** As the engine reads them; what was read last while something is wrong with them. */
  story: readonly StoryScene[];
  issues: readonly Issue[];
  /** From an earlier visit, and not looked at yet. */
  found: boolean;
};

/** Steps kept to be undone. */
const MOST_STEPS = 100;
const MOST_SCENES = 200;

/** `editing`: the dialog shows the list of scenes, or one of them by its index; null while it is shut. */
export const drafts = createStore<{ draft: Draft | null; editing: 'list' | number | null }>(() => ({
  draft: null,
  editing: null,
}));

/** Of the check that was begun last, and who was asked: one that has ended since never answers. */
let checking: Promise<void> = Promise.resolve();
let asked: Branch | null = null;

function keyOf(source: Source): string {
  if (source.kind === 'shipped') return `story ${source.id}`;
  return `story ${source.sha256 ?? `${source.name} ${source.bytes}`}`;
}

/** With times as a person writes them. */
function asWritten(scene: StoryScene): FileScene {
  const { atS, playToS } = scene;
  return { ...sceneInFile(scene), at: timeText(atS), playTo: playToS === null ? null : timeText(playToS) };
}

/** The author's scenes, or else those of the scenario; as its file would hold them. */
export function scenesInFile(): readonly FileScene[] {
  const { draft } = drafts.getState();
  return draft?.scenes ?? choices.getState().view?.story.map(asWritten) ?? [];
}

/**
 * Puts other scenes in the place of those there are.
 * @param joined to the step before, as letters of one field are
 */
export function changeScenes(scenes: readonly FileScene[], joined = false): void {
  const run = branches.run();
  const { view } = choices.getState();
  if (!run || !view || scenes.length > MOST_SCENES) return;
  const { draft } = drafts.getState();
  const before = scenesInFile();
  const past = joined && draft ? draft.past : [...(draft?.past ?? []), before].slice(-MOST_STEPS);
  adopt({
    key: keyOf(run.start.source),
    scenes,
    past,
    future: [],
    story: draft?.story ?? view.story,
    issues: draft?.issues ?? [],
    found: false,
  });
}

export function undoStory(): void {
  const { draft } = drafts.getState();
  const scenes = draft?.past.at(-1);
  if (draft && scenes)
    adopt({ ...draft, scenes, past: draft.past.slice(0, -1), future: [...draft.future, draft.scenes] });
}

export function redoStory(): void {
  const { draft } = drafts.getState();
  const scenes = draft?.future.at(-1);
  if (draft && scenes)
    adopt({ ...draft, scenes, past: [...draft.past, draft.scenes], future: draft.future.slice(0, -1) });
}

/** Back to the scenario's own story. */
export function dropStory(): void {
  const { draft } = drafts.getState();
  if (!draft) return;
  void forget(draft.key);
  drafts.setState({ draft: null });
}

export function noticeDraft(): void {
  const { draft } = drafts.getState();
  if (draft?.found) drafts.setState({ draft: { ...draft, found: false } });
}

function adopt(draft: Draft): void {
  drafts.setState({ draft });
  void keep(draft.key, { scenes: draft.scenes });
  checking = check(draft);
}

/** The author's story once the engine has read it; null where there is none, or something is wrong with it. */
export async function readDraft(): Promise<readonly StoryScene[] | null> {
  const { draft: now } = drafts.getState();
  if (!now) return null;
  if (!branches.run()?.branches.some((branch) => branch === asked && branch.fault === null))
    checking = check(now);
  await checking;
  const { draft } = drafts.getState();
  return draft && draft.issues.length === 0 && draft.story.length > 0 ? draft.story : null;
}

/** What the engine makes of the scenes; only of the last ones it was asked about. */
async function check({ scenes }: Draft): Promise<void> {
  const branch = branches.run()?.branches.find(({ fault }) => fault === null);
  asked = branch ?? null;
  if (!branch) return;
  try {
    const reply = await branch.client.readStory([...scenes]);
    const { draft } = drafts.getState();
    if (draft?.scenes !== scenes) return;
    drafts.setState({
      draft: reply.ok ? { ...draft, story: reply.story, issues: [] } : { ...draft, issues: reply.issues },
    });
  } catch {
    // The engine has stopped, which is told elsewhere; the scenes are as they were.
  }
}

/** Finds the story of an earlier visit whenever a scenario is opened, and lets go of another's. */
export function keepDrafts(): void {
  let opened = '';
  choices.subscribe(() => {
    const run = branches.run();
    const key = run ? keyOf(run.start.source) : '';
    if (key === opened) return;
    opened = key;
    drafts.setState({ draft: null, editing: null });
    void recall(key).then((kept) => {
      if (opened !== key || drafts.getState().draft || !isStory(kept)) return;
      const draft: Draft = {
        key,
        scenes: kept.scenes,
        past: [],
        future: [],
        story: [],
        issues: [],
        found: true,
      };
      drafts.setState({ draft });
      checking = check(draft);
    });
  });
}

/** Whatever a version of this page kept; what its scenes hold is for the schema to judge. */
function isStory(kept: unknown): kept is { scenes: FileScene[] } {
  const { scenes } = (typeof kept === 'object' && kept !== null ? kept : {}) as { scenes?: unknown };
  return Array.isArray(scenes) && scenes.every((scene) => typeof scene === 'object' && scene !== null);
}
