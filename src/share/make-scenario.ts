/** The branch on show as one scenario file, which the worker that holds it writes. */
import { branches, choices, frames } from '../sim/sim.ts';
import type { FileScene } from '../../workers/scenario/story.ts';
import { drafts, readDraft } from '../story/draft.ts';
import { fileName, type Made } from './save.ts';

/** @throws Error where something is wrong with the author's story: its file would not open again */
async function storyToTake(): Promise<FileScene[] | null> {
  await readDraft();
  const { draft } = drafts.getState();
  const [issue] = draft?.issues ?? [];
  if (issue) throw new Error(`${issue.path} ${issue.message}; ${issue.hint}`);
  return draft && [...draft.scenes];
}

/** @throws Error when nothing runs, or with a story that cannot be read */
export async function makeScenario(): Promise<Made> {
  const shown = branches.shown();
  const { view } = choices.getState();
  if (!shown || !view) throw new Error('nothing runs');
  const tick = frames.current?.tick ?? view.scenario.openTick;
  const text = await shown.client.file(tick, await storyToTake());
  return {
    name: fileName(`${view.scenario.id}-as-run`, 'json'),
    file: new Blob([text], { type: 'application/json' }),
  };
}
