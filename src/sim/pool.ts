/** The workers of an ensemble: one that keeps the tally, and runners that it gives draws to. */
import * as Comlink from 'comlink';
import type { TallyApi } from '../../workers/ensemble.ts';

export type Pool = {
  api: Comlink.Remote<TallyApi>;
  /** So many runners more. */
  staff(count: number): void;
  /** Ends all runners; what they had waits for others. */
  dismiss(): void;
  count(): number;
  end(): void;
};

/** @param onDeath a worker ended by itself: how many runners are left, or null for the tally */
export function createPool(onDeath: (left: number | null, message: string) => void): Pool {
  const tally = new Worker(new URL('../../workers/host/ensemble/tally.worker.ts', import.meta.url), {
    type: 'module',
  });
  const api = Comlink.wrap<TallyApi>(tally);
  const runners = new Map<number, Worker>();
  let next = 0;

  tally.addEventListener('error', (event) => {
    event.preventDefault();
    onDeath(null, event.message);
  });

  function hire(): void {
    const id = next++;
    const worker = new Worker(new URL('../../workers/host/ensemble/runner.worker.ts', import.meta.url), {
      type: 'module',
    });
    const { port1, port2 } = new MessageChannel();
    runners.set(id, worker);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      worker.terminate();
      runners.delete(id);
      void api.leave(id, true);
      onDeath(runners.size, event.message);
    });
    worker.postMessage(port1, [port1]);
    void api.join(id, Comlink.transfer(port2, [port2]));
  }

  function dismiss(): void {
    for (const [id, worker] of runners) {
      worker.terminate();
      void api.leave(id, false);
    }
    runners.clear();
  }

  return {
    api,
    staff(count) {
      for (let i = 0; i < count; i++) hire();
    },
    dismiss,
    count: () => runners.size,
    end() {
      for (const worker of runners.values()) worker.terminate();
      runners.clear();
      // Its listeners know the proxy, for which comlink keeps it.
      api[Comlink.releaseProxy]();
      tally.terminate();
    },
  };
}
