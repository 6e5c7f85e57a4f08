/** How React follows the show, and what a show asks of the browser while it lasts. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useChoice } from '../charts/hooks.ts';
import type { Lang } from '../sim/store.ts';
import { pickWords } from '../i18n/words.ts';
import type { MapPick } from '../sim/store.ts';
import { goOn } from '../story/show.ts';
import { show, type Showing } from '../story/store.ts';

/** `select` must return the same value for the same state: a field, not a new object. */
export function useShow<T>(select: (showing: Showing | null) => T): T {
  return useSyncExternalStore(show.subscribe, () => select(show.getState().showing));
}

/** Something is presented, or is about to be. */
export function usePresenting(): boolean {
  return useSyncExternalStore(show.subscribe, () => {
    const { showing, awaited } = show.getState();
    return showing !== null || awaited;
  });
}

/** Keeps the screen alight; asked for anew whenever the page comes back into sight. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const take = async (): Promise<void> => {
      if (document.hidden || !('wakeLock' in navigator)) return;
      try {
        const taken = await navigator.wakeLock.request('screen');
        if (over) await taken.release();
        else lock = taken;
      } catch {
        // A low battery, or a frame that may not: the screen goes dark as it usually does.
      }
    };
    const onSight = (): void => void take();
    onSight();
    document.addEventListener('visibilitychange', onSight);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', onSight);
      void lock?.release();
    };
  }, []);
}

/** What a camera can be told by a scene. */
export type Camera = {
  reset(): void;
  view(): number[];
  setView(view: number[]): void;
  frame(picks: readonly MapPick[]): void;
};

/** The room for the picture is known by then; a camera comes later still where the picture is not there yet. */
const SETTLED_MS = 150;

export function useCameraWish(camera: () => Camera | null): void {
  const wish = useShow((now) => now?.wish ?? null);
  const waiting = useShow((now) => now?.waiting ?? true);
  useEffect(() => {
    if (!wish || waiting) return undefined;
    const timer = setInterval(() => {
      const stage = camera();
      if (!stage) return;
      clearInterval(timer);
      if (wish.kind === 'view') stage.setView(wish.view);
      else if (wish.kind === 'frame') stage.frame(wish.picks);
      else stage.reset();
    }, SETTLED_MS);
    return () => clearInterval(timer);
  }, [wish, waiting, camera]);
}

/** A question stands for so long, an answer for as long as it takes to read and a little more. */
const ASKED_MS = 7000;
const LOOKED_MS = 5000;
const READ_MS: Record<Lang, number> = { en: 55, zh: 160 };

/** At a booth: goes on by itself once a scene is over and has been read. */
export function useBooth(): void {
  const loop = useShow((now) => now?.loop ?? false);
  const index = useShow((now) => now?.index ?? 0);
  const asking = useShow((now) => now?.asking ?? false);
  const black = useShow((now) => now?.black ?? false);
  const endTick = useShow((now) => now?.endTick ?? 0);
  const waiting = useShow((now) => now?.waiting ?? true);
  const text = useShow((now) => now?.scenes[now.index]?.text ?? null);
  const lang = useChoice((now) => now.lang);
  const over = useChoice((now) => !now.playing && now.tick >= endTick);
  useEffect(() => {
    if (!loop || black || waiting || !(asking || over)) return undefined;
    const readMs = LOOKED_MS + (text ? pickWords(text, lang).length * READ_MS[lang] : 0);
    const timer = setTimeout(goOn, asking ? ASKED_MS : readMs);
    return () => clearTimeout(timer);
  }, [loop, index, asking, over, black, waiting, text, lang]);
}

/** Without a move of the pointer for this long, neither it nor the buttons are shown. */
const IDLE_MS = 3000;

export function usePointerIdle(): boolean {
  const [idle, setIdle] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onMove = (): void => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), IDLE_MS);
    };
    for (const kind of ['pointermove', 'pointerdown'] as const) window.addEventListener(kind, onMove);
    return () => {
      clearTimeout(timer);
      for (const kind of ['pointermove', 'pointerdown'] as const) window.removeEventListener(kind, onMove);
    };
  }, []);
  return idle;
}
