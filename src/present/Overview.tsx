/** All scenes at once, to jump to one. */
import { GridList, GridListItem, Text } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { Sheet } from '../controls/Sheet.tsx';
import { pickWords } from '../i18n/words.ts';
import { jumpTo } from '../story/show.ts';
import { timeOf } from '../story/scenes.ts';
import { change } from '../story/store.ts';
import { useShow } from './hooks.ts';
import { momentText } from './SceneWords.tsx';

export function Overview() {
  const { t, lang } = useWords();
  const open = useShow((now) => now?.overview ?? false);
  const scenes = useShow((now) => now?.scenes ?? null);
  const index = useShow((now) => now?.index ?? 0);
  const view = useChoice((now) => now.view);
  if (!scenes || !view) return null;
  return (
    <Sheet
      title={t.present.overview}
      isOpen={open}
      onClose={() => change({ overview: false })}
      className="show-overview"
    >
      <GridList
        aria-label={t.present.overview}
        layout="grid"
        autoFocus
        onAction={(key) => jumpTo(Number(key))}
      >
        {scenes.map((scene, i) => {
          const title = pickWords(scene.title, lang);
          return (
            <GridListItem
              key={i}
              id={i}
              textValue={`${i + 1} ${title}`}
              className={i === index ? 'scene-card on' : 'scene-card'}
              aria-current={i === index}
            >
              <div className="scene-inside">
                <Text className="scene-number">{i + 1}</Text>
                <strong>{title}</strong>
                <span>{momentText(view, timeOf(scene, view).tick, lang)}</span>
              </div>
            </GridListItem>
          );
        })}
      </GridList>
    </Sheet>
  );
}
