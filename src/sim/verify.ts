/** Holding the engine against answers from elsewhere, here, in a worker that lives as long as that takes. */
import * as Comlink from 'comlink';
import type { VerifyApi } from '../../workers/protocol.ts';
import { shipped } from './shipped.ts';
import { choices } from './sim.ts';
import type { Verification } from './store.ts';

/** Opens the panel and runs the checks until they are done or the panel is closed. */
export async function verifyHere(): Promise<void> {
  if (choices.getState().verify?.state === 'running') return;
  const running: Verification = { state: 'running' };
  choices.setState({ verify: running });
  const worker = new Worker(new URL('../../workers/host/verify.worker.ts', import.meta.url), {
    type: 'module',
  });
  const stop = choices.subscribe(({ verify }) => {
    if (verify === running) return;
    stop();
    worker.terminate();
  });
  // A closed panel stays closed.
  const show = (verify: Verification): void => {
    stop();
    if (choices.getState().verify === running) choices.setState({ verify });
  };
  try {
    const checks = await Comlink.wrap<VerifyApi>(worker).verify(await shipped());
    show({ state: 'done', checks });
  } catch (fault) {
    show({ state: 'failed', message: fault instanceof Error ? fault.message : String(fault) });
  } finally {
    worker.terminate();
  }
}
