/**
 * The scene, fetched after the words and numbers stand. It lives in a React root of its own, so
 * that a renderer that breaks takes nothing else down: the next one is tried, at last the table.
 */
import { useChoice, useWords } from './charts/hooks.ts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { prepareLand } from './scene/layers/land/fetch.ts';
import type { BesideSource, Covers, Pick, SceneHandle } from './scene/types.ts';
import { fallBack, stageIsUp } from './sim/page.ts';
import { referenceName } from './sim/lines.ts';
import { branches, choices, frames } from './sim/sim.ts';
import { sameStage } from './sim/stage.ts';
import { goInside, onMap, type Renderer } from './sim/store.ts';
import { useShow } from './present/hooks.ts';
import type { ViewModel } from '../workers/world/view-model.ts';

const beside: BesideSource = {
  get current() {
    return branches.beside.current;
  },
  get previous() {
    return branches.beside.previous;
  },
  subscribe: branches.beside.subscribe,
  awaited: branches.awaited,
};

type SceneModule = typeof import('./scene/Scene.tsx');

/**
 * The scene's script, read as soon as the words have theirs: while the engine or the renderer gets ready.
 * Not by `lazy`: React holds back what was suspended for another 300 ms once it has come.
 */
function useScene(renderer: Renderer | null, hasView: boolean): SceneModule['default'] | null {
  const [scene, setScene] = useState<SceneModule | null>(null);
  const due = scene === null && renderer !== 'none' && (renderer !== null || hasView);
  useEffect(() => {
    if (!due) return;
    let asked = true;
    import('./scene/Scene.tsx').then(
      (module) => asked && setScene(module),
      (error: unknown) => asked && renderer && fallBack(error),
    );
    return () => {
      asked = false;
    };
  }, [due, renderer]);
  return scene?.default ?? null;
}

/** A GPU lost more often than this, within that time, is given up. */
const MOST_LOSSES = 3;
const LOSSES_MS = 30_000;

/** The view the picture is built of: the same one for as long as another shows the same things. */
function useStageView(): ViewModel | null {
  const view = useChoice((now) => now.view);
  const [built, setBuilt] = useState(view);
  if (built === view || (built && view && sameStage(built, view))) return built;
  setBuilt(view);
  return view;
}

type Props = { handle: RefObject<SceneHandle | null>; covers: Covers; reducedMotion: boolean };

export function Stage({ handle, covers, reducedMotion }: Props) {
  const { t } = useWords();
  const place = useRef<HTMLElement>(null);
  const root = useRef<Root | null>(null);
  /** Grows when the GPU is lost: everything is mounted anew. */
  const [mounting, setMounting] = useState(0);
  const losses = useRef<number[]>([]);
  const view = useStageView();
  const renderer = useChoice((now) => now.renderer);
  const looks = {
    theme: useChoice((now) => now.theme),
    quality: useChoice((now) => now.quality),
    hidden: useChoice((now) => now.hidden),
    selected: useChoice((now) => onMap(now.selected)),
    inside: useChoice((now) => now.inside),
    campusView: useChoice((now) => now.campusView),
    lang: useChoice((now) => now.lang),
    playing: useChoice((now) => now.playing),
    globe: useChoice((now) => now.globe),
    boundaries: useChoice((now) => now.boundaries),
    pair: useChoice((now) => now.pair),
    presenting: useShow((now) => now !== null),
  };

  const branch = useChoice((now) => now.branch);
  const branchNames = [branch, referenceName(branch)].map((name) =>
    t.stage.pair.name(name, name === 'A' ? t.linked : name === 'B' ? t.islands : null),
  ) as [string, string];

  const Scene = useScene(renderer, view !== null);
  useEffect(() => {
    if (view && renderer !== 'none') prepareLand(view, looks.quality);
  }, [view, renderer, looks.quality]);

  useEffect(() => {
    const own = document.createElement('div');
    place.current?.append(own);
    const made = createRoot(own, { onUncaughtError: fallBack });
    root.current = made;
    return () => {
      root.current = null;
      // Not while React renders the page itself.
      setTimeout(() => {
        made.unmount();
        own.remove();
      });
    };
  }, [view, renderer, mounting]);

  useEffect(() => {
    if (!Scene || !view || renderer === null || renderer === 'none') return;
    root.current?.render(
      <Scene
        ref={handle}
        view={view}
        frames={frames}
        beside={beside}
        choices={{
          ...looks,
          branchNames,
          reducedMotion,
          renderer,
          covers,
          wished: choices.getState,
          onPick: (pick: Pick | null) => choices.setState({ selected: pick }),
          onHover: () => {},
          onInside: (site: number | null) => goInside(choices, site),
          onPlace: (place) => choices.setState({ place }),
          onCell: (cell) => choices.setState({ cell }),
          onRenderer: stageIsUp,
          onDropped: (dropped) => choices.setState({ dropped }),
          onBlank: () => fallBack(new Error(`${renderer} draws nothing`)),
          onLost() {
            const nowMs = performance.now();
            losses.current = [...losses.current.filter((atMs) => nowMs - atMs < LOSSES_MS), nowMs];
            if (losses.current.length > MOST_LOSSES)
              fallBack(new Error(`${renderer} is lost again and again`));
            else setMounting((count) => count + 1);
          },
        }}
      />,
    );
  });

  return <section className="stage" aria-label={t.map} ref={place} />;
}
