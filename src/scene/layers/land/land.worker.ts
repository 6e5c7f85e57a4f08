/** Makes the land of a map from its files, beside the page; ending the worker is how it is cancelled. */
import { shippedFile } from '../../../../workers/host/shipped.ts';
import { outwardAround } from '../../earth.ts';
import { createProjection } from '../../projection.ts';
import { farCoasts, nearCoasts } from './coasts.ts';
import {
  DETAILS,
  REST,
  SIZES,
  SKETCH,
  type LandDetail,
  type LandReply,
  type LandRequest,
  type LandShare,
} from './made.ts';
import { createRim } from './rim.ts';
import { polygonsOf, type Polygon, type Shape, type Topology } from './rings.ts';
import { landTriangles } from './triangles.ts';
import { worldShapes } from './world.ts';

/** The coarse land goes ahead when the fine takes longer than this to come. */
const PATIENCE_MS = 150;

const post = (reply: LandReply, buffers: ArrayBufferLike[] = []): void =>
  postMessage(reply, { transfer: buffers as ArrayBuffer[] });

/** What a file holds, taken out of its text when first asked for; null, and it was said, where it cannot be had. */
type LandFile = () => readonly Polygon[] | null;

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
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'late'));
  const first = await Promise.race([files.fine, late]);
  const width = SIZES[request.quality];
  for (const detail of first === 'late' || !first() ? DETAILS : (['fine'] as const))
    give(detail, 'near', (await files[detail])(), width / SKETCH);
  await rest;
  for (const detail of ['fine', 'coarse'] as const) {
    const polygons = (await files[detail])();
    give(detail, 'near', polygons, width);
    give(detail, 'far', polygons, width);
  }
}

/** @returns what makes a share of the land in a detail, and its coasts so many pixels wide, and hands over what is new of it */
function createGiver({ nodes }: LandRequest) {
  const projection = createProjection(nodes);
  const rim = createRim(projection);
  const ground = { projection, outward: outwardAround(projection.inverse(0, 0)) };
  const given = new Set<string>();
  const told: Partial<Record<LandShare, { detail: LandDetail; width: number }>> = {};
  const isNews = (detail: LandDetail, share: LandShare, width: number): boolean => {
    const last = told[share];
    return !last || (last.detail === detail ? width > last.width : detail === 'fine');
  };
  return (detail: LandDetail, share: LandShare, polygons: readonly Polygon[] | null, width: number): void => {
    if (!polygons) return;
    const isNear = share === 'near';
    let shapes: Shape[] | null = null;
    const world = (): Shape[] => (shapes ??= worldShapes(polygons, projection, isNear ? rim.box : undefined));
    if (isNews(detail, share, width)) {
      told[share] = { detail, width };
      const coasts = isNear ? nearCoasts(polygons, projection, width) : farCoasts(world(), width);
      post({ kind: 'coasts', share, coasts }, [coasts.pairs.buffer]);
    }
    if (given.has(`${detail} ${share}`)) return;
    given.add(`${detail} ${share}`);
    const triangles = landTriangles(world(), ground, rim, share);
    const { top, shore } = triangles;
    const columns = [...Object.values(top), ...Object.values(shore)];
    post(
      { kind: 'ground', share, detail, triangles },
      columns.map(({ buffer }) => buffer),
    );
  };
}

async function load({ shipped }: LandRequest, detail: LandDetail): Promise<LandFile> {
  const fail = (error: unknown): null => {
    post({ kind: 'failed', detail, message: error instanceof Error ? error.message : String(error) });
    return null;
  };
  try {
    const text = await (await shippedFile(shipped, `geo/land-${detail}.json`)).text();
    let polygons: readonly Polygon[] | null | undefined;
    return () => {
      if (polygons !== undefined) return polygons;
      try {
        polygons = polygonsOf(JSON.parse(text) as Topology);
      } catch (error) {
        polygons = fail(error);
      }
      return polygons;
    };
  } catch (error) {
    fail(error);
    return () => null;
  }
}
