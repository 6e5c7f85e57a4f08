/** The branch on show as one scenario file, which the worker that holds it writes. */
import { branches, choices, frames } from '../sim/sim.ts';
import { fileName, type Made } from './save.ts';

/** @throws Error when nothing runs */
export async function makeScenario(): Promise<Made> {
  const shown = branches.shown();
  const { view } = choices.getState();
  if (!shown || !view) throw new Error('nothing runs');
  const tick = frames.current?.tick ?? view.scenario.openTick;
  const text = await shown.client.file(tick);
  return {
    name: fileName(`${view.scenario.id}-as-run`, 'json'),
    file: new Blob([text], { type: 'application/json' }),
  };
}
