/** The story as its author sees it: its scenes in order, and one of them to be written. */
import { useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import type { Issue } from '../../workers/scenario/scenario.ts';
import type { FileScene } from '../../workers/scenario/story.ts';
import { useChoice, useWords } from '../charts/hooks.ts';
import { Sheet } from '../controls/Sheet.tsx';
import { pickWords } from '../i18n/words.ts';
import { addScene } from '../story/capture.ts';
import { changeScenes, drafts, dropStory, redoStory, scenesInFile, undoStory } from '../story/draft.ts';
import { present } from '../story/show.ts';
import type { Camera } from './hooks.ts';
import { SceneForm } from './SceneForm.tsx';
import './story.css';

type Props = { camera: () => Camera | null };

export default function StoryDialog({ camera }: Props) {
  const { t } = useWords();
  const { draft, editing } = useSyncExternalStore(drafts.subscribe, drafts.getState);
  // Without a draft, the scenes are those of the scenario.
  useChoice((now) => now.view);
  const scenes = scenesInFile();
  const scene = typeof editing === 'number' ? scenes[editing] : undefined;
  const words = t.present.story;
  return (
    <Sheet
      title={typeof editing === 'number' && scene ? words.sceneTitle(String(editing + 1)) : words.title}
      isOpen={editing !== null}
      onClose={() => drafts.setState({ editing: null })}
      className="story-sheet"
      stays
    >
      {typeof editing === 'number' && scene ? (
        <SceneForm key={editing} scenes={scenes} index={editing} camera={camera} />
      ) : (
        <SceneList scenes={scenes} camera={camera} />
      )}
      <Issues issues={draft?.issues ?? []} index={typeof editing === 'number' ? editing : null} />
      <div className="actions">
        {typeof editing === 'number' ? (
          <Button className="action primary" onPress={() => drafts.setState({ editing: 'list' })}>
            {words.all}
          </Button>
        ) : null}
        {/* Never disabled: a button that is takes the focus with it, and Escape then reaches no one. */}
        <Button className="action" onPress={undoStory}>
          {words.undo}
        </Button>
        <Button className="action" onPress={redoStory}>
          {words.redo}
        </Button>
        <Button slot="close" className="action">
          {t.close}
        </Button>
      </div>
    </Sheet>
  );
}

function SceneList({ scenes, camera }: Props & { scenes: readonly FileScene[] }) {
  const { t, lang } = useWords();
  const own = useSyncExternalStore(drafts.subscribe, () => drafts.getState().draft !== null);
  const words = t.present.story;
  const move = (from: number, to: number): void => {
    const next = [...scenes];
    next.splice(to, 0, ...next.splice(from, 1));
    changeScenes(next);
  };
  return (
    <>
      <p className="quiet">{words.note}</p>
      <ol className="story-scenes">
        {scenes.map((scene, i) => {
          const title = pickWords(scene.title, lang) || words.untitled;
          return (
            <li key={i}>
              <Button className="story-scene" onPress={() => drafts.setState({ editing: i })}>
                <b>{title}</b>
                <span className="quiet">
                  {scene.playTo === null ? scene.at : words.fromTo(String(scene.at), String(scene.playTo))}
                  {scene.do.length > 0 ? ` · ${t.share.commands(scene.do.length)}` : ''}
                </span>
              </Button>
              <Button
                className="tool"
                aria-label={words.up(title)}
                isDisabled={i === 0}
                onPress={() => move(i, i - 1)}
              >
                ↑
              </Button>
              <Button
                className="tool"
                aria-label={words.down(title)}
                isDisabled={i === scenes.length - 1}
                onPress={() => move(i, i + 1)}
              >
                ↓
              </Button>
              <Button
                className="tool"
                aria-label={words.remove(title)}
                onPress={() => changeScenes(scenes.filter((_, other) => other !== i))}
              >
                ×
              </Button>
            </li>
          );
        })}
      </ol>
      {scenes.length === 0 ? <p>{words.none}</p> : null}
      <div className="actions">
        <Button className="action primary" onPress={() => addScene(camera()?.view() ?? null)}>
          {words.add}
        </Button>
        <Button className="action" isDisabled={scenes.length === 0} onPress={() => void present()}>
          {t.present.open}
        </Button>
        {own ? (
          <Button className="action" onPress={dropStory}>
            {words.drop}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** Of one scene, or of all. */
function Issues({ issues, index }: { issues: readonly Issue[]; index: number | null }) {
  const { t } = useWords();
  const own = issues.filter(({ path }) => index === null || path.startsWith(`story[${index}]`));
  if (own.length === 0) return null;
  return (
    <div role="alert">
      <p className="bad">{t.present.story.wrong}</p>
      <ol className="issues">
        {own.map((issue, i) => (
          <li key={i}>
            <code>{issue.path}</code>
            <p>{issue.message}</p>
            {issue.hint ? <p className="quiet">{issue.hint}</p> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
