/** Composition of the page: the stage behind, words and instruments in front, in order of the tab key. */
import { useChoice } from './charts/hooks.ts';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ChangeLine } from './panels/ChangeLine.tsx';
import { Compare } from './panels/Compare.tsx';
import { FaultAlert, HelpDialog, RejectedDialog } from './panels/Dialogs.tsx';
import { DropTarget } from './panels/DropTarget.tsx';
import { Headline } from './panels/Headline.tsx';
import { Inspector } from './panels/Inspector.tsx';
import { listenForKeys } from './panels/keys.ts';
import { Locale } from './panels/Locale.tsx';
import { Legend } from './panels/Legend.tsx';
import { TableView } from './panels/TableView.tsx';
import { Tools } from './panels/Tools.tsx';
import { Transport } from './panels/Transport.tsx';
import type { Insets, SceneHandle } from './scene/types.ts';
import { stageIsUp } from './sim/page.ts';
import { Stage } from './Stage.tsx';

const Charts = lazy(() => import('./charts/Charts.tsx'));

export function App() {
  const scene = useRef<SceneHandle>(null);
  const lang = useChoice((now) => now.lang);
  const table = useChoice((now) => now.table);
  const charts = useChoice((now) => now.charts);
  const loaded = useChoice((now) => now.view !== null);
  const renderer = useChoice((now) => now.renderer);
  const insets = useInsets(`${charts} ${loaded} ${lang}`);
  const reducedMotion = useReducedMotion();

  useEffect(() => listenForKeys(() => scene.current), []);
  useEffect(() => {
    if (loaded && renderer === 'none') stageIsUp('none');
  }, [loaded, renderer]);

  return (
    <Locale>
      <Stage handle={scene} insets={insets} reducedMotion={reducedMotion} />
      <main className="page">
        <Headline />
        <aside className="side">
          <Tools />
          <Compare />
          <Inspector />
        </aside>
        {table ? <TableView /> : <Legend />}
        <div className="middle">
          <ChangeLine />
          {charts ? (
            <Suspense fallback={<div className="panel charts" />}>
              <Charts />
            </Suspense>
          ) : null}
        </div>
        <footer className="foot">
          <Transport />
        </footer>
      </main>
      <FaultAlert />
      <HelpDialog />
      <RejectedDialog />
      <DropTarget />
    </Locale>
  );
}

/**
 * Room the panels take, so that the camera frames the map between them. Measured when `layout`
 * changes and the window does, not when a number in the headline grows: the map stays put.
 */
function useInsets(layout: string): Insets {
  const [insets, setInsets] = useState<Insets>(() => measureInsets());
  useEffect(() => {
    const measure = (): void => setInsets(measureInsets());
    const request = requestAnimationFrame(measure);
    window.addEventListener('resize', measure);
    return () => {
      cancelAnimationFrame(request);
      window.removeEventListener('resize', measure);
    };
  }, [layout]);
  return insets;
}

function measureInsets(): Insets {
  const height = (selector: string): number => document.querySelector(selector)?.clientHeight ?? 0;
  const width = (selector: string): number => document.querySelector(selector)?.clientWidth ?? 0;
  return {
    top: height('.headline-text') * 0.8,
    right: width('.side') + 32,
    bottom: height('.foot') + height('.charts') + 40,
    left: Math.max(width('.legend') + 32, width('.headline-text') * 0.62),
  };
}

function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-reduced-motion: reduce)');
    const onChange = (): void => setReduced(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);
  return reduced;
}
