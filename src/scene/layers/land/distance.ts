/**
 * Distance to the coast over a square around the map's middle, positive on land, in map units:
 * from it come the waterlines, the shade land throws on the sea and the light along its coasts.
 * Exact Euclidean transform of a rasterised mask (Felzenszwalb and Huttenlocher 2012), in a column
 * and a row pass, with the mask's soft edge giving parts of a pixel.
 */
import type { Ring, Shape } from './rings.ts';

const FAR = 1e20;

/** Squared distance along one line of `n`, in place, from `f` at `offset` with `stride`. */
function transformLine(
  grid: Float32Array,
  offset: number,
  stride: number,
  n: number,
  f: Float64Array,
  v: Uint16Array,
  z: Float64Array,
): void {
  v[0] = 0;
  z[0] = -FAR;
  z[1] = FAR;
  f[0] = grid[offset]!;
  for (let q = 1, k = 0; q < n; q++) {
    f[q] = grid[offset + q * stride]!;
    let s: number;
    do {
      const r = v[k]!;
      s = (f[q]! - f[r]! + q * q - r * r) / (q - r) / 2;
    } while (s <= z[k]! && --k > -1);
    k++;
    v[k] = q;
    z[k] = s;
    z[k + 1] = FAR;
  }
  for (let q = 0, k = 0; q < n; q++) {
    while (z[k + 1]! < q) k++;
    const r = v[k]!;
    grid[offset + q * stride] = f[r]! + (q - r) * (q - r);
  }
}

function transform(grid: Float32Array, width: number, height: number): void {
  const n = Math.max(width, height);
  const f = new Float64Array(n);
  const v = new Uint16Array(n + 1);
  const z = new Float64Array(n + 1);
  for (let x = 0; x < width; x++) transformLine(grid, x, width, height, f, v, z);
  for (let y = 0; y < height; y++) transformLine(grid, y * width, 1, width, f, v, z);
}

/** Signed distance in pixels from coverage (0 to 255) of a mask, a square unless told; positive inside. */
export function signedDistance(coverage: ArrayLike<number>, width: number, height = width): Float32Array {
  const count = width * height;
  const most = Math.max(width, height);
  const outer = new Float32Array(count);
  const inner = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const a = coverage[i]! / 255;
    const d = 0.5 - a;
    outer[i] = a === 1 ? 0 : a === 0 ? FAR : d > 0 ? d * d : 0;
    inner[i] = a === 1 ? FAR : a === 0 ? 0 : d < 0 ? d * d : 0;
  }
  transform(outer, width, height);
  transform(inner, width, height);
  // An all-land or all-sea mask leaves FAR; a finite bound keeps half floats finite.
  for (let i = 0; i < count; i++) {
    outer[i] = Math.min(most, Math.sqrt(inner[i]!)) - Math.min(most, Math.sqrt(outer[i]!));
  }
  return outer;
}

/** What a mask shows: its middle and half width and height, in the rings' own units (y up). */
export type Frame = { x: number; y: number; halfWidth: number; halfHeight: number };

/** Points of a ring nearer to the last than this say nothing at the mask's grain; each costs microseconds. */
const STEP_PX = 0.5;

/** Numbers of a ring that may be an island smaller than a pixel: it keeps all its points. */
const SMALL = 64;

/** Coverage of the land over a frame, first row at its top. */
export function rasterise(
  shapes: readonly Shape[],
  frame: Frame,
  width: number,
  height: number,
): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8ClampedArray(width * height);
  const [kx, ky] = [width / (2 * frame.halfWidth), height / (2 * frame.halfHeight)];
  context.beginPath();
  for (const shape of shapes) {
    for (const ring of shape) {
      if (!touches(ring, frame)) continue;
      const stepPx = ring.length > SMALL ? STEP_PX : 0;
      let lastX = Infinity;
      let lastY = Infinity;
      for (let i = 0; i < ring.length; i += 2) {
        const x = (ring[i]! - frame.x + frame.halfWidth) * kx;
        const y = (frame.y + frame.halfHeight - ring[i + 1]!) * ky;
        if (Math.abs(x - lastX) + Math.abs(y - lastY) < stepPx) continue;
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      context.closePath();
    }
  }
  context.fill('evenodd');
  const { data } = context.getImageData(0, 0, width, height);
  const coverage = new Uint8ClampedArray(width * height);
  for (let i = 0; i < coverage.length; i++) coverage[i] = data[4 * i + 3]!;
  return coverage;
}

/** Whether a ring's box and a frame have anything in common. */
function touches(ring: Ring, { x, y, halfWidth, halfHeight }: Frame): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < ring.length; i++) {
    const axis = i % 2;
    low[axis] = Math.min(low[axis]!, ring[i]!);
    high[axis] = Math.max(high[axis]!, ring[i]!);
  }
  return (
    low[0]! <= x + halfWidth &&
    high[0]! >= x - halfWidth &&
    low[1]! <= y + halfHeight &&
    high[1]! >= y - halfHeight
  );
}
