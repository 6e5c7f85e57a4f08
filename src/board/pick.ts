/**
 * A run of the sweep in the page: its scenario with its patch and seed opens beside the run on show, which waits,
 * and a worker of its own runs it to the end by the sweep's own code, to hold its state hash against the stored one.
 */
import * as Comlink from 'comlink';
import type { ReplayApi, StoredRun } from '../../workers/host/board/protocol.ts';
import { backToOwn, keepCamera, letOwnGo } from '../share/aside.ts';
import { openRun, sourceOf } from '../sim/page.ts';
import { choices } from '../sim/sim.ts';
import { plainStart } from '../sim/start.ts';
import { goTo } from '../sim/store.ts';
import { results } from './session.ts';
import { board, type Picked, type Verdict } from './store.ts';

/** @param row its place in the file @param view camera of the run on show, or null while there is no picture */
export async function pickRun(row: number, view: number[] | null): Promise<void> {
  const { head } = board.getState();
  if (!head || head.ownPolicy) return;
  const stored = await results().stored(row);
  keepCamera(view);
  choices.setState({ board: false });
  const name = `${head.scenario}.json`;
  const source = await sourceOf(new File([stored.scenario], name));
  const start = { ...plainStart(source), patch: stored.patch, seed: stored.seed };
  const opened = await openRun(name, start, () => Promise.resolve(stored.scenario), {}, true);
  if (opened !== 'opened') return;
  const { view: shown } = choices.getState();
  const ticks = stored.untilS / (shown?.scenario.tickS ?? 1);
  goTo(choices, Math.min(ticks, shown?.scenario.ticks ?? ticks));
  choices.setState({ linked: stored.linked });
  const picked: Picked = { stored, head, view: shown, verdict: { state: 'computing' } };
  board.setState({ picked });
  const verdict = await verdictOn(stored);
  // Another run may have been picked in the meantime.
  if (board.getState().picked === picked) board.setState({ picked: { ...picked, verdict } });
}

async function verdictOn(stored: StoredRun): Promise<Verdict> {
  const worker = new Worker(new URL('../../workers/host/replay.worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    const again = await Comlink.wrap<ReplayApi>(worker).replay(stored);
    const same = again.hash === stored.hash && (again.hash !== null || again.fault === stored.fault);
    return { state: 'known', again, same };
  } catch (error) {
    return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    worker.terminate();
  }
}

/** Back to the run that waits, as it was. */
export function comeBack(): void {
  board.setState({ picked: null });
  backToOwn();
}

/** Stays with the picked run; the one that waited is let go. */
export function stay(): void {
  board.setState({ picked: null });
  letOwnGo();
}
