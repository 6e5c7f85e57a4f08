/**
 * The last run, kept while it is worked with, so that a closed tab or a crash loses two seconds at
 * most. It is kept as a link is, and computed anew: the state hash says that it is the same.
 */
import { forget, keep, recall } from '../keep/kept.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { checkRun } from './check-run.ts';
import { openShared } from './arrive.ts';
import { share, type KeptRun } from './store.ts';
import { takeRun } from './taken.ts';

const KEY = 'run';
const PERIOD_MS = 2000;
/** Above this, a scenario of one's own is not kept; characters. */
const MOST_TEXT = 5e6;

/** Offers to go on with the run of an earlier visit, where it is not what the page shows anyway. */
export async function offerLastRun(): Promise<void> {
  // A link is a wish of its own; a page loaded again may have come further than its address says.
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (location.hash.length > 1 && visit?.type !== 'reload') return;
  const kept = asKept(await recall(KEY));
  if (!kept) return;
  const offer = (): boolean => {
    const now = takeRun(null);
    if (!now) return false;
    if (essence(now) !== essence(kept.run)) share.setState({ offer: kept });
    return true;
  };
  if (offer()) return;
  const stop = frames.subscribe(() => {
    if (offer()) stop();
  });
}

export async function acceptOffer(): Promise<void> {
  const { offer } = share.getState();
  share.setState({ offer: null });
  if (!offer) return;
  const { run, text } = offer;
  const { base } = run;
  if ('scenario' in base) await openShared(run, { kind: 'shipped', id: base.scenario });
  else
    await openShared(
      run,
      { kind: 'file', name: base.file, bytes: base.bytes, sha256: base.sha256 },
      text ?? '',
    );
}

export function declineOffer(): void {
  share.setState({ offer: null });
  void forget(KEY);
}

/** Keeps the run on show from its first change on; returns the way to stop. */
export function keepRun(): () => void {
  let last: string | null = null;
  /** What the page opened with is there without being kept. */
  const stopFirst = frames.subscribe(() => {
    const run = takeRun(null);
    if (!run) return;
    last = essence(run);
    stopFirst();
  });
  const look = (): void => {
    const run = takeRun(null);
    const { view, aside } = choices.getState();
    // What is only looked at does not take the place of what was worked with.
    if (!run || !view || last === null || aside) return;
    const now = essence(run);
    if (now === last) return;
    last = now;
    const own = 'file' in run.base ? (branches.run()?.text ?? '') : null;
    if (own !== null && own.length > MOST_TEXT) return;
    void keep(KEY, { run, name: view.scenario.name, text: own } satisfies KeptRun);
  };
  const timer = setInterval(look, PERIOD_MS);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pagehide', look);
  return () => {
    stopFirst();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('pagehide', look);
  };
}

/** What makes two runs the same place in the same history. */
function essence({ base, patch, seed, log, forks, branch, tick, linked }: KeptRun['run']): string {
  return JSON.stringify({ base, patch, seed, log, forks, branch, tick, linked });
}

/** What an earlier visit kept, if it is a whole run; a later version may keep another. */
function asKept(value: unknown): KeptRun | null {
  if (typeof value !== 'object' || value === null) return null;
  const { run, name, text } = value as Record<string, unknown>;
  const checked = checkRun(run);
  const named =
    typeof name === 'object' && name !== null && typeof (name as { en?: unknown }).en === 'string';
  if (!checked.ok || !named || (text !== null && typeof text !== 'string')) return null;
  if ('file' in checked.run.base && text === null) return null;
  return { run: checked.run, name: name as KeptRun['name'], text };
}
