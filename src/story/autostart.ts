/**
 * A presentation that the address asks for: `?present` from the first scene, `?present=3` from the third,
 * `?present=loop` over and over, for a booth.
 */
import { choices } from '../sim/sim.ts';
import { present } from './show.ts';
import { show } from './store.ts';

type Wish = { index: number; loop: boolean };

/** @param search of the address; null where it asks for none */
export function wishOf(search: string): Wish | null {
  const wish = new URLSearchParams(search).get('present');
  if (wish === null) return null;
  const scene = Number(wish);
  return { index: Number.isInteger(scene) && scene > 0 ? scene - 1 : 0, loop: wish === 'loop' };
}

/** Begins as soon as there is a scenario; nothing else is shown before. */
export function autostart(search: string): void {
  const wish = wishOf(search);
  if (!wish) return;
  show.setState({ awaited: true });
  const stop = choices.subscribe(({ view, rejected }) => {
    if (!view && !rejected) return;
    stop();
    const begun = view ? present(wish.index, wish.loop) : Promise.resolve();
    void begun.then(() => show.setState({ awaited: false }));
  });
}
