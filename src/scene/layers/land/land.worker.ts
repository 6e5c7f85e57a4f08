/** Makes the land of a map from its files, beside the page; ending the worker is how it is cancelled. */
import { shippedFile } from '../../../../workers/host/shipped.ts';
import { outwardAround } from '../../earth.ts';
import { createProjection } from '../../projection.ts';
import { farCoasts, nearCoasts } from './coasts.ts';
import {
  DETAILS,
  REST,
  type LandDetail,
  type LandPart,
  type LandReply,
  type LandRequest,
  type LandShare,
} from './made.ts';
import { createRim } from './rim.ts';
import { polygonsOf, type Polygon, type Topology } from './rings.ts';
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
  const give = createGiver(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, 'late'));
  const first = await Promise.race([files.fine, late]);
  for (const detail of first === 'late' || first === null ? DETAILS : (['fine'] as const))
    give(detail, 'near', await files[detail]);
  await rest;
  for (const detail of ['fine', 'coarse'] as const) {
    const polygons = await files[detail];
    give(detail, 'near', polygons);
    give(detail, 'far', polygons);
  }
}

/** @returns what makes a share of the land in a detail and hands it over, once */
function createGiver({ nodes, quality }: LandRequest) {
  const projection = createProjection(nodes);
  const rim = createRim(projection);
  const ground = { projection, outward: outwardAround(projection.inverse(0, 0)) };
  const given = new Set<string>();
  return (detail: LandDetail, share: LandShare, polygons: readonly Polygon[] | null): void => {
    if (!polygons || given.has(`${detail} ${share}`)) return;
    const shapes = worldShapes(polygons, projection, share === 'near' ? rim.box : undefined);
    const triangles = landTriangles(shapes, ground, rim, share);
    const coasts = () =>
      share === 'near' ? nearCoasts(polygons, projection, quality) : farCoasts(shapes, quality);
    // The coarse land never replaces what the fine one has told.
    const part: LandPart = { detail, share, triangles, coasts: given.has(`fine ${share}`) ? null : coasts() };
    given.add(`${detail} ${share}`);
    post({ kind: 'part', part }, buffersOf(part));
  };
}

/** @returns null, and says so, where it cannot be had */
async function load({ shipped }: LandRequest, detail: LandDetail): Promise<Polygon[] | null> {
  try {
    const text = await (await shippedFile(shipped, `geo/land-${detail}.json`)).text();
    return polygonsOf(JSON.parse(text) as Topology);
  } catch (error) {
    post({ kind: 'failed', detail, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function buffersOf({ triangles: { top, shore }, coasts }: LandPart): ArrayBufferLike[] {
  const columns = [...Object.values(top), ...Object.values(shore)];
  return [...columns, ...(coasts ? [coasts] : [])].map(({ buffer }) => buffer);
}
