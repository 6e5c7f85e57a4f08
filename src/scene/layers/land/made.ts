/** What the worker of the land is asked, and what it has made when it answers. */
import type { Shipped } from '../../../../workers/host/shipped.ts';
import type { GeoPoint } from '../../projection.ts';
import type { Quality } from '../../types.ts';
import type { Columns } from './points.ts';

export const DETAILS = ['coarse', 'fine'] as const;
export type LandDetail = (typeof DETAILS)[number];

/** Asks for the other detail too, once there is time for it. */
export const REST = 'rest';

/** `nodes`: the content that the map is made for, as createProjection takes it. */
export type LandRequest = { shipped: Shipped; nodes: GeoPoint[]; quality: Quality };

export type LandTriangles = {
  top: Columns & { index: Uint32Array };
  /** Cliffs and coast share their points. */
  shore: Columns & { cliffs: Uint32Array; coast: Uint32Array };
};

/** Half side of the square of `near`, map units. */
export const REACH = 64;
/** Pixels: side of `near`, and width of `whole`, whose height is half of it. */
export const SIZES: Record<Quality, { near: number; whole: number }> = {
  test: { near: 512, whole: 512 },
  full: { near: 1024, whole: 1024 },
};

/**
 * Pixels from the coast, positive on land, as half floats: over a square around the middle of the flat
 * map, and, coarser, over the whole earth by longitude and latitude.
 */
export type Coasts = { near: Uint16Array<ArrayBuffer>; whole: Uint16Array<ArrayBuffer> };

/** Land that has come in one of its details, and its coasts; null where those of the finer are told already. */
export type LandPart = { detail: LandDetail; triangles: LandTriangles; coasts: Coasts | null };

export type LandReply =
  | { kind: 'part'; part: LandPart }
  | { kind: 'failed'; detail: LandDetail; message: string }
  | { kind: 'done' };
