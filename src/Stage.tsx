/** The scene, fetched after the words and numbers stand; mounted anew when the GPU is lost. */
import { lazy, Suspense, useState, type RefObject } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Insets, Pick, SceneHandle } from './scene/types.ts';
import { stageIsUp } from './sim/page.ts';
import { choices, frames, useChoice } from './sim/sim.ts';

const Scene = lazy(() => import('./scene/Scene.tsx'));

type Props = { handle: RefObject<SceneHandle | null>; insets: Insets; reducedMotion: boolean };

export function Stage({ handle, insets, reducedMotion }: Props) {
  const view = useChoice((now) => now.view);
  const { renderer, ...looks } = useChoice(
    useShallow(({ theme, quality, renderer, hidden, selected, lang, playing }) => ({
      theme,
      quality,
      renderer,
      hidden,
      selected,
      lang,
      playing,
    })),
  );
  const [mounting, setMounting] = useState(0);
  if (!view || renderer === 'none') return null;
  return (
    <div className="stage">
      <Suspense fallback={null}>
        <Scene
          key={`${mounting} ${view.scenario.id}`}
          ref={handle}
          view={view}
          frames={frames}
          choices={{
            ...looks,
            reducedMotion,
            renderer,
            insets,
            onPick: (pick: Pick | null) => choices.setState({ selected: pick }),
            onHover: () => {},
            onRenderer: stageIsUp,
            onLost: () => setMounting((count) => count + 1),
          }}
        />
      </Suspense>
    </div>
  );
}
