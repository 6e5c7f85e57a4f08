/** Composition of the page: the stage behind, words and instruments in front, in order of the tab key. */
import { useChoice } from './charts/hooks.ts';
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Board } from './board/Board.tsx';
import { Claims } from './claims/Claims.tsx';
import { CellTip } from './panels/CellTip.tsx';
import { Headline } from './panels/Headline.tsx';
import { FaultAlert, HelpDialog, RejectedDialog } from './panels/Dialogs.tsx';
import { VerifyDialog } from './panels/Verify.tsx';
import { Desk } from './Desk.tsx';
import { Credit } from './present/Credit.tsx';
import { usePresenting } from './present/hooks.ts';
import { DropTarget } from './panels/DropTarget.tsx';
import { listenForKeys } from './panels/keys.ts';
import { Locale } from './panels/Locale.tsx';
import { SettingsDialog } from './panels/Settings.tsx';
import { Palette } from './panels/Palette.tsx';
import { Policy } from './policy/Policy.tsx';
import { ShockDialog } from './panels/ShockDialog.tsx';
import { useShare } from './share/Notes.tsx';
import { Share } from './share/Share.tsx';
import type { Covers, SceneHandle } from './scene/types.ts';
import { stageIsUp } from './sim/page.ts';
import { Stage } from './Stage.tsx';
import { drafts } from './story/draft.ts';

const ImportDialog = lazy(() => import('./import/ImportDialog.tsx'));
const StoryDialog = lazy(() => import('./present/StoryDialog.tsx'));
const Presenting = lazy(() => import('./present/Presenting.tsx'));

export function App() {
  const scene = useRef<SceneHandle>(null);
  const lang = useChoice((now) => now.lang);
  const table = useChoice((now) => now.table);
  const deltas = useChoice((now) => now.deltas);
  const bands = useChoice((now) => now.bands);
  const charts = useChoice((now) => now.charts);
  const loaded = useChoice((now) => now.view !== null);
  const scenario = useChoice((now) => now.view?.scenario.id);
  const presenting = usePresenting();
  const embed = useChoice((now) => now.embed);
  /** Grows when what is presented stands elsewhere. */
  const [stood, setStood] = useState(0);
  const renderer = useChoice((now) => now.renderer);
  const inside = useChoice((now) => now.inside);
  const selected = useChoice((now) => now.selected);
  const aside = useChoice((now) => now.aside !== null);
  const notes = useShare((now) => `${now.arrival?.result} ${!now.offer} ${now.trouble} ${!now.update}`);
  const covers = useCovers(
    `${charts} ${scenario} ${lang} ${presenting} ${stood}`,
    `${table} ${deltas} ${bands} ${selected?.kind} ${selected?.index} ${notes} ${aside} ${inside}`,
    inside !== null ? LOOKED.inside : selected ? LOOKED.thing : LOOKED.map,
  );
  const reducedMotion = useReducedMotion();

  const camera = useCallback(() => scene.current, []);
  const onStand = useCallback(() => setStood((count) => count + 1), []);
  const onNotes = useCallback((opened: Window) => listenForKeys(camera, opened), [camera]);

  useEffect(() => listenForKeys(camera), [camera]);
  useEffect(() => {
    if (loaded && renderer === 'none') stageIsUp('none');
  }, [loaded, renderer]);

  return (
    <Locale>
      <Stage handle={scene} covers={covers} reducedMotion={reducedMotion} />
      {presenting ? (
        <Suspense>
          <Presenting camera={camera} onStand={onStand} onNotes={onNotes} />
        </Suspense>
      ) : embed ? (
        <main className="page embed">
          <Headline />
        </main>
      ) : (
        <Desk />
      )}
      {embed ? <Credit /> : null}
      {inside === null ? null : <CellTip />}
      <FaultAlert />
      <HelpDialog />
      <Palette camera={camera} />
      <ShockDialog />
      <VerifyDialog />
      <Claims camera={camera} />
      <Board camera={camera} />
      <Policy />
      <RejectedDialog />
      <Importing />
      <Writing camera={camera} />
      {presenting ? null : <DropTarget />}
      <SettingsDialog />
      <Share camera={camera} />
    </Locale>
  );
}

/** Fetched when a story is written for the first time. */
function Writing({ camera }: { camera: () => SceneHandle | null }) {
  const wanted = useSyncExternalStore(drafts.subscribe, () => drafts.getState().editing !== null);
  const [ever, setEver] = useState(false);
  if (wanted && !ever) setEver(true);
  return ever ? (
    <Suspense>
      <StoryDialog camera={camera} />
    </Suspense>
  ) : null;
}

/** Fetched with the first file that a person brings. */
function Importing() {
  const wanted = useChoice((now) => now.brought.length > 0);
  const [ever, setEver] = useState(false);
  if (wanted && !ever) setEver(true);
  return ever ? (
    <Suspense>
      <ImportDialog />
    </Suspense>
  ) : null;
}

const STANDING =
  '.headline-text, .headline-where, .segmented, .segmented kbd, .tools, .compare, .legend, .middle .charts, .transport, .show-words, .show-figures';
const PASSING = '.inspector, .table-view, .note, .credit, .framed .show-controls';
/** What stays, but is not always as large. */
const GROWING =
  '.headline-text, .headline-where, .segmented, .tools, .legend, .dropped-note, .change-line, .show-figures';

/** What is looked at: the inside of a site, a thing on the map with its inspector, the map alone. */
const LOOKED = { inside: 0, thing: 1, map: 2 } as const;
type Looked = (typeof LOOKED)[keyof typeof LOOKED];

/**
 * What the panels cover, so that the camera frames the map between them and no name hides under
 * one. Measured when `standing` or `passing` changes and the window does, not when a number grows:
 * the map stays put. Inside a site other panels stand than over the map, and beside an inspector smaller ones:
 * what is due meanwhile is measured afterwards, but for another window at once where the map is seen.
 */
function useCovers(standing: string, passing: string, at: Looked): Covers {
  const [covers, setCovers] = useState<Covers>({ standing: [], passing: [] });
  const looked = useRef(at);
  const isDue = useRef(false);
  useLayoutEffect(() => {
    looked.current = at;
  }, [at]);
  const measureStanding = useCallback((least: Looked) => {
    isDue.current = looked.current < least;
    if (!isDue.current) setCovers((was) => ({ ...was, standing: boxesOf(STANDING, was.standing) }));
  }, []);
  useEffect(
    () =>
      keepMeasured(
        () => measureStanding(LOOKED.thing),
        () => measureStanding(LOOKED.map),
      ),
    [standing, measureStanding],
  );
  useEffect(() => {
    if (at !== LOOKED.map || !isDue.current) return;
    const request = requestAnimationFrame(() => measureStanding(LOOKED.map));
    return () => cancelAnimationFrame(request);
  }, [at, measureStanding]);
  useEffect(
    () =>
      keepMeasured(
        () => setCovers((was) => ({ ...was, passing: boxesOf(`${PASSING}, ${GROWING}`, was.passing) })),
        undefined,
        GROWING,
      ),
    [standing, passing],
  );
  return covers;
}

/**
 * Measures after the next layout, and again when the window, the fonts or the size of what `growing`
 * selects change; returns the way to stop.
 */
function keepMeasured(
  measure: () => void,
  measureWithFonts = measure,
  growing: string | null = null,
): () => void {
  // In another window other panels may stand, which are not there yet as it is told.
  const [all, fonts] = [inNextFrame(measure), inNextFrame(measureWithFonts)];
  const observer = new ResizeObserver(measure);
  if (growing) for (const element of document.querySelectorAll(growing)) observer.observe(element);
  window.addEventListener('resize', all.ask);
  document.fonts.addEventListener('loadingdone', fonts.ask);
  all.ask();
  return () => {
    all.stop();
    fonts.stop();
    observer.disconnect();
    window.removeEventListener('resize', all.ask);
    document.fonts.removeEventListener('loadingdone', fonts.ask);
  };
}

/** Runs once in the next frame, however often it is asked for. */
function inNextFrame(run: () => void) {
  let request = 0;
  const stop = (): void => cancelAnimationFrame(request);
  return {
    ask() {
      stop();
      request = requestAnimationFrame(run);
    },
    stop,
  };
}

type Boxes = Covers['standing'];

/** Boxes of what the selector finds; the very same array as before when they are. */
function boxesOf(selector: string, before: Boxes): Boxes {
  const now = [...document.querySelectorAll(selector)].flatMap((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const box = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
    return width > 0 ? [box] : [];
  });
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
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
