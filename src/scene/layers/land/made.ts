/** What the worker of the land is asked, and what it has made when it answers. */
import type { Shipped } from '../../../../workers/host/shipped.ts';
import type { GeoPoint } from '../../projection.ts';
import type { Quality } from '../../types.ts';
import type { Columns } from './points.ts';

export const DETAILS = ['coarse', 'fine'] as const;
export type LandDetail = (typeof DETAILS)[number];

/** What the flat map shows of the earth, and all else of it, which the globe shows too. */
export const SHARES = ['near', 'far'] as const;
export type LandShare = (typeof SHARES)[number];

/** Asks for all that the first picture can do without, once there is time for it. */
export const REST = 'rest';

/** `nodes`: the content that the map is made for, as createProjection takes it. */
export type LandRequest = { shipped: Shipped; nodes: GeoPoint[]; quality: Quality };

export type LandTriangles = {
  top: Columns & { index: Uint32Array };
  /** Cliffs and coast share their points. */
  shore: Columns & { cliffs: Uint32Array; coast: Uint32Array };
};

/** Half side of the square of the near coasts, map units. */
export const REACH = 64;
/** Pixels: side of the near coasts, and width of the far ones, whose height is half of it. */
export const SIZES: Record<Quality, number> = { test: 512, full: 1024 };
/** The coasts of the first picture have so many pixels less to a side. */
export const SKETCH = 2;

/**
 * Distance from the coast, positive on land, and how much the ground that rises from it faces the sun, -1 to 1,
 * as pairs of half floats in rows of `width`: near, over a square around the middle of the flat map, in map
 * units; far, and coarser, over the whole earth by longitude and latitude, in radii of the earth.
 */
export type Coasts = { pairs: Uint16Array<ArrayBuffer>; width: number };

/** A share of the land in one of its details, or a share of its coasts, which may come again finer. */
export type LandPart =
  | { kind: 'ground'; share: LandShare; detail: LandDetail; triangles: LandTriangles }
  | { kind: 'coasts'; share: LandShare; coasts: Coasts };

export type LandReply = LandPart | { kind: 'failed'; detail: LandDetail; message: string } | { kind: 'done' };
