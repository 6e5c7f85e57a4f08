/** Holding the engine against answers from elsewhere, here, in a worker that lives as long as that takes. */
import * as Comlink from 'comlink';
import type { VerifyApi } from '../../workers/protocol.ts';
import { choices } from './sim.ts';

/** Opens the panel and runs the checks; a second call while they run does nothing. */
export async function verifyHere(): Promise<void> {
  if (choices.getState().verify?.state === 'running') return;
  choices.setState({ verify: { state: 'running' } });
  const worker = new Worker(new URL('../../workers/host/verify.worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    const checks = await Comlink.wrap<VerifyApi>(worker).verify(new URL('./', document.baseURI).href);
    choices.setState({ verify: { state: 'done', checks } });
  } catch (fault) {
    choices.setState({
      verify: { state: 'failed', message: fault instanceof Error ? fault.message : String(fault) },
    });
  } finally {
    worker.terminate();
  }
}
