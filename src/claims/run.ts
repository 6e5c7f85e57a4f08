/**
 * Running what stands for a claim: its scenario with its patch opens at the moment its figure is read, and
 * the figures come from a worker of their own. The run that was on show waits, and is come back to.
 */
import * as Comlink from 'comlink';
import type { ClaimsApi, ClaimModel, Shown } from '../../workers/claims.ts';
import { backToOwn, keepCamera, letOwnGo } from '../share/aside.ts';
import { openRun, scenarioText } from '../sim/page.ts';
import { shipped } from '../sim/shipped.ts';
import { choices } from '../sim/sim.ts';
import { plainStart } from '../sim/start.ts';
import { goTo } from '../sim/store.ts';
import { closeClaims } from './address.ts';
import { claims, type Modelled, type Running, type Side } from './store.ts';

/** @param view camera of the run on show, five numbers, or null while there is no picture */
export async function runClaim(claim: Modelled, view: number[] | null): Promise<void> {
  keepCamera(view);
  closeClaims();
  if (!(await openSide(claim, 'claim'))) return;
  const { view: shown } = choices.getState();
  claims.setState({ running: { claim, side: 'claim', view: shown, figures: { state: 'computing' } } });
  const figures = await computed(claim.model);
  // Another claim may have been run, or the other side chosen, in the meantime.
  const { running: now } = claims.getState();
  if (now?.claim === claim) claims.setState({ running: { ...now, figures } });
}

export async function showSide(side: Side): Promise<void> {
  const { running } = claims.getState();
  if (!running || running.side === side) return;
  const { patch, against } = running.claim.model;
  // The same world linked and as islands is there already: the other branch of the pair.
  const opened = sameWorld(patch, against)
    ? showLinked(patchOf(running.claim.model, side))
    : await openSide(running.claim, side);
  const { running: now } = claims.getState();
  if (opened && now?.claim === running.claim)
    claims.setState({ running: { ...now, side, view: choices.getState().view } });
}

/** Back to the run that waits, as it was. */
export function comeBack(): void {
  claims.setState({ running: null });
  backToOwn();
}

/** Stays with the claim's run; the one that waited is let go. */
export function stay(): void {
  claims.setState({ running: null });
  letOwnGo();
}

function patchOf({ patch, against }: ClaimModel, side: Side): object {
  return side === 'claim' ? patch : (against ?? patch);
}

async function openSide({ id, model }: Modelled, side: Side): Promise<boolean> {
  const patch = patchOf(model, side);
  const start = {
    ...plainStart({ kind: 'shipped', id: model.scenario }),
    patch: { ...patch },
  };
  const opened = await openRun(id, start, () => scenarioText(model.scenario), {}, true);
  if (opened !== 'opened') return false;
  goTo(choices, model.untilS / (choices.getState().view?.scenario.tickS ?? 1));
  return showLinked(patch);
}

function showLinked(patch: object): true {
  choices.setState({ linked: isLinked(patch) });
  return true;
}

function isLinked(patch: object): boolean {
  return !('linked' in patch) || patch.linked !== false;
}

/** Whether two patches differ in nothing but being linked. */
function sameWorld(patch: object, against: object | undefined): boolean {
  const world = (one: object): string => JSON.stringify({ ...one, linked: null });
  return against !== undefined && world(patch) === world(against);
}

async function computed(model: ClaimModel): Promise<Running['figures']> {
  const worker = new Worker(new URL('../../workers/host/claims.worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    const api = Comlink.wrap<ClaimsApi>(worker);
    const shown: Shown = await api.show(model, await shipped());
    return { state: 'known', shown };
  } catch (error) {
    return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    worker.terminate();
  }
}
