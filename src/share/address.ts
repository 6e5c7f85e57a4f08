/** The address follows the run: written when it stands still, so that it can be copied at any time. */
import { choices, frames } from '../sim/sim.ts';
import type { SharedRun } from './check-run.ts';
import { writeLink } from './link.ts';
import { takeRun } from './taken.ts';

const REST_MS = 400;

/** The link to what is on show, without the query of this visit; null while there is none, or it would be too long. */
export async function linkToNow(camera: number[] | null): Promise<string | null> {
  const run = takeRun(camera);
  if (!run) return null;
  try {
    return `${location.origin}${location.pathname}${await writeLink(run)}`;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @param camera five numbers, or null while there is no picture @returns the way to stop */
export function keepAddress(camera: () => number[] | null): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = 0;
  /** The page as it opened needs no address. */
  let opening: string | null = null;
  const write = async (): Promise<void> => {
    const run = takeRun(camera());
    if (!run || choices.getState().playing) return;
    const now = withoutCamera(run);
    if (now === opening && location.hash === '') return;
    const [own, before] = [++writing, location.hash];
    const link = await linkToNow(camera());
    // A link pasted meanwhile is about to be opened.
    if (link && own === writing && location.hash === before)
      history.replaceState(history.state, '', `${location.search}${new URL(link).hash}`);
  };
  const rest = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), REST_MS);
  };
  const onFrame = (): void => {
    const run = opening === null ? takeRun(null) : null;
    if (run) opening = withoutCamera(run);
    rest();
  };
  const moves = ['pointerup', 'wheel', 'keyup'] as const;
  const stops = [choices.subscribe(rest), frames.subscribe(onFrame)];
  for (const move of moves) window.addEventListener(move, rest, { passive: true });
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    for (const move of moves) window.removeEventListener(move, rest);
  };
}

function withoutCamera(run: SharedRun): string {
  return JSON.stringify({ ...run, camera: null });
}
