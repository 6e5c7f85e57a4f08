/** Where the engine of a branch sits: a worker of the page, or one in the sandbox where policies run. */
import type { Endpoint } from 'comlink';

export type Seat = {
  /** What comlink talks to. */
  endpoint: Endpoint;
  /** Ends it. */
  close(): void;
};

/** @param onDeath hears why it is no more, once it was not closed */
export function pageSeat(onDeath: (message: string) => void): Seat {
  const worker = new Worker(new URL('../../workers/host/engine.worker.ts', import.meta.url), {
    type: 'module',
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onDeath(event.message || 'The engine could not be started.');
  });
  worker.addEventListener('messageerror', () => onDeath('A message of the engine could not be read.'));
  return { endpoint: worker, close: () => worker.terminate() };
}
