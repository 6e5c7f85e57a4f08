/**
 * The land of a map, made away from the page's own thread. It may be asked for before there is anything
 * to draw it; it is kept for as long as its view is the last asked for, as a GPU that is lost is given it anew.
 */
import type { ViewModel } from '../../../../workers/world/view-model.ts';
import { afterFirstPicture } from '../../../sim/ready.ts';
import { shipped } from '../../../sim/shipped.ts';
import type { Quality } from '../../types.ts';
import { REST, type LandPart, type LandReply, type LandRequest } from './made.ts';

export type LandHandlers = {
  onPart(part: LandPart): void;
  /** Some of it, or all, will not come. */
  onFailure(message: string): void;
};

type Making = {
  view: ViewModel;
  quality: Quality;
  worker: Worker;
  parts: LandPart[];
  failures: string[];
  handlers: Set<LandHandlers>;
};

let making: Making | null = null;

/** Has the land of a view made, once, whoever asks first. */
export function prepareLand(view: ViewModel, quality: Quality): void {
  landOf(view, quality);
}

/** Hands over what there is, and what comes; returns the way to stop. */
export function fetchLand(view: ViewModel, quality: Quality, handlers: LandHandlers): () => void {
  const land = landOf(view, quality);
  land.parts.forEach(handlers.onPart);
  land.failures.forEach(handlers.onFailure);
  land.handlers.add(handlers);
  return () => land.handlers.delete(handlers);
}

/** Has the rest of it made now, before the first picture stands. */
export function hurryLand(): void {
  making?.worker.postMessage(REST);
}

function landOf(view: ViewModel, quality: Quality): Making {
  if (making?.view === view && making.quality === quality) return making;
  making?.worker.terminate();
  const worker = new Worker(new URL('./land.worker.ts', import.meta.url), { type: 'module' });
  const made: Making = { view, quality, worker, parts: [], failures: [], handlers: new Set() };
  const fail = (message: string): void => {
    made.failures.push(message);
    for (const { onFailure } of made.handlers) onFailure(message);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(event.message || 'its worker could not be started');
  });
  worker.addEventListener('message', ({ data }: MessageEvent<LandReply>) => {
    if (data.kind === 'done') worker.terminate();
    else if (data.kind === 'failed') fail(`no ${data.detail} land: ${data.message}`);
    else {
      made.parts.push(data);
      for (const { onPart } of made.handlers) onPart(data);
    }
  });
  const nodes = [...view.sites, ...view.metros].map(({ lat, lon }) => ({ lat, lon }));
  void shipped().then((from) => worker.postMessage({ shipped: from, nodes, quality } satisfies LandRequest));
  void afterFirstPicture.then(() => worker.postMessage(REST));
  making = made;
  return made;
}
