/** Has the land of a map made, away from the page's own thread. */
import { shipped } from '../../../sim/shipped.ts';
import type { LandPart, LandReply, LandRequest } from './made.ts';

type Handlers = {
  onPart(part: LandPart): void;
  /** Some of it, or all, will not come. */
  onFailure(message: string): void;
};

/** @returns the way to stop it */
export function fetchLand(
  { nodes, quality }: Omit<LandRequest, 'shipped'>,
  { onPart, onFailure }: Handlers,
): () => void {
  const worker = new Worker(new URL('./land.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onFailure(event.message || 'its worker could not be started');
  });
  worker.addEventListener('message', ({ data }: MessageEvent<LandReply>) => {
    if (data.kind === 'part') onPart(data.part);
    else if (data.kind === 'failed') onFailure(`no ${data.detail} land: ${data.message}`);
    else worker.terminate();
  });
  void shipped().then((from) => worker.postMessage({ shipped: from, nodes, quality } satisfies LandRequest));
  return () => worker.terminate();
}
