/** Where the engine of a branch sits: a worker of the page, or one in the sandbox where policies run. */
import type { Endpoint } from 'comlink';

export type Seat = {
  /** What comlink talks to. */
  endpoint: Endpoint;
  /** Ends it. */
  close(): void;
};

type Started = {
  worker: Worker;
  /** Why it is no more, when it died with nobody there to hear it. */
  lastWord: string | null;
  onDeath: (message: string) => void;
};

/** Started before a branch needs it: reading its script takes longer than reading the scenario. */
let spare: Started | null = null;

function startWorker(): Started {
  const worker = new Worker(new URL('../../workers/host/engine.worker.ts', import.meta.url), {
    type: 'module',
  });
  const started: Started = {
    worker,
    lastWord: null,
    onDeath(message) {
      started.lastWord = message;
    },
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    started.onDeath(event.message || 'The engine could not be started.');
  });
  worker.addEventListener('messageerror', () =>
    started.onDeath('A message of the engine could not be read.'),
  );
  return started;
}

/** Starts the worker of the first branch to come. */
export function startAhead(): void {
  spare ??= startWorker();
}

/** @param onDeath hears why it is no more, once it was not closed */
export function pageSeat(onDeath: (message: string) => void): Seat {
  const started = spare?.lastWord === null ? spare : startWorker();
  spare = null;
  started.onDeath = onDeath;
  return { endpoint: started.worker, close: () => started.worker.terminate() };
}
