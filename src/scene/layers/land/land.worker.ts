/** Makes the land of a map from its files, beside the page; ending the worker is how it is cancelled. */
import { shippedFile } from '../../../../workers/host/shipped.ts';
import { outwardAround } from '../../earth.ts';
import { createProjection } from '../../projection.ts';
import { coastsOf } from './coasts.ts';
import {
  DETAILS,
  type Coasts,
  type LandDetail,
  type LandPart,
  type LandReply,
  type LandRequest,
} from './made.ts';
import type { Topology } from './rings.ts';
import { landTriangles } from './triangles.ts';
import { worldShapes } from './world.ts';

/** The coarse land goes ahead when the fine takes longer than this to come. */
const PATIENCE_MS = 150;

const post = (reply: LandReply, buffers: ArrayBufferLike[] = []): void =>
  postMessage(reply, { transfer: buffers as ArrayBuffer[] });

addEventListener('message', ({ data }: MessageEvent<LandRequest>) => {
  void make(data).then(() => post({ kind: 'done' }));
});

async function make({ shipped, nodes, quality }: LandRequest): Promise<void> {
  const projection = createProjection(nodes);
  const ground = { projection, outward: outwardAround(projection.inverse(0, 0)) };
  let come: { detail: LandDetail; topology: Topology }[] = [];
  let part: LandPart = { triangles: {}, coasts: null };
  let finest: (() => Coasts) | null = null;
  let fineIn = false;

  const coming = DETAILS.map(async (detail) => {
    try {
      const text = await (await shippedFile(shipped, `geo/land-${detail}.json`)).text();
      come.push({ detail, topology: JSON.parse(text) as Topology });
    } catch (error) {
      post({ kind: 'failed', detail, message: error instanceof Error ? error.message : String(error) });
    }
  });
  const cut = (): void => {
    for (const { detail, topology } of come) {
      const shapes = worldShapes(topology, projection);
      part.triangles[detail] = landTriangles(shapes, ground);
      // The coarse land never replaces what the fine one has told.
      if (detail === 'fine' || !fineIn) finest = () => coastsOf(topology, shapes, projection, quality);
      fineIn ||= detail === 'fine';
    }
    come = [];
  };
  const send = (): void => {
    part.coasts = finest?.() ?? null;
    if (Object.keys(part.triangles).length > 0) post({ kind: 'part', part }, buffersOf(part));
    part = { triangles: {}, coasts: null };
    finest = null;
  };

  await Promise.race(coming);
  cut();
  await Promise.race([Promise.all(coming), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  cut();
  send();
  await Promise.all(coming);
  cut();
  send();
}

function buffersOf({ triangles, coasts }: LandPart): ArrayBufferLike[] {
  const columns = Object.values(triangles).flatMap(({ top, shore }) => [
    ...Object.values(top),
    ...Object.values(shore),
  ]);
  return [...columns, ...(coasts ? Object.values(coasts) : [])].map(({ buffer }) => buffer);
}
