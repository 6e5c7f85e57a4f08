/** Makes the land of a map from its files, beside the page; ending the worker is how it is cancelled. */
import { shippedFile } from '../../../../workers/host/shipped.ts';
import { outwardAround } from '../../earth.ts';
import { createProjection } from '../../projection.ts';
import { coastsOf } from './coasts.ts';
import { DETAILS, REST, type LandDetail, type LandPart, type LandReply, type LandRequest } from './made.ts';
import type { Topology } from './rings.ts';
import { landTriangles } from './triangles.ts';
import { worldShapes } from './world.ts';

/** The coarse land goes ahead when the fine takes longer than this to come. */
const PATIENCE_MS = 150;

const post = (reply: LandReply, buffers: ArrayBufferLike[] = []): void =>
  postMessage(reply, { transfer: buffers as ArrayBuffer[] });

let goOn = (): void => {};
const rest = new Promise<void>((resolve) => {
  goOn = resolve;
});

addEventListener('message', ({ data }: MessageEvent<LandRequest | typeof REST>) => {
  if (data === REST) goOn();
  else void make(data).then(() => post({ kind: 'done' }));
});

async function make(request: LandRequest): Promise<void> {
  const files = { fine: load(request, 'fine'), coarse: load(request, 'coarse') };
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, 'late'));
  const isLate = (await Promise.race([files.fine, late])) === 'late';
  const first = isLate ? 'coarse' : 'fine';
  const projection = createProjection(request.nodes);
  const ground = { projection, outward: outwardAround(projection.inverse(0, 0)) };
  let known = false;
  for (const detail of first === 'fine' ? (['fine', 'coarse'] as const) : DETAILS) {
    const topology = await files[detail];
    if (!topology) continue;
    const shapes = worldShapes(topology, projection);
    const triangles = landTriangles(shapes, ground);
    // The coarse land never replaces what the fine one has told.
    const coasts =
      detail === 'fine' || !known ? coastsOf(topology, shapes, projection, request.quality) : null;
    known = true;
    const part: LandPart = { detail, triangles, coasts };
    post({ kind: 'part', part }, buffersOf(part));
    if (detail === 'fine') await rest;
  }
}

/** @returns null, and says so, where it cannot be had */
async function load({ shipped }: LandRequest, detail: LandDetail): Promise<Topology | null> {
  try {
    const text = await (await shippedFile(shipped, `geo/land-${detail}.json`)).text();
    return JSON.parse(text) as Topology;
  } catch (error) {
    post({ kind: 'failed', detail, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function buffersOf({ triangles: { top, shore }, coasts }: LandPart): ArrayBufferLike[] {
  const columns = [...Object.values(top), ...Object.values(shore)];
  return [...columns, ...(coasts ? Object.values(coasts) : [])].map(({ buffer }) => buffer);
}
