/**
 * Distance to the coast over a square around the map's middle, positive on land, in map units:
 * from it come the waterlines, the shade land throws on the sea and the light along its coasts.
 * Exact Euclidean transform of a rasterised mask (Felzenszwalb and Huttenlocher 2012), in a column
 * and a row pass, with the mask's soft edge giving parts of a pixel.
 */
import type { Shape } from './rings.ts';

const FAR = 1e20;

/** Squared distance along one line of `n`, in place, from `f` at `offset` with `stride`. */
function transformLine(
  grid: Float64Array,
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

function transform(grid: Float64Array, n: number): void {
  const f = new Float64Array(n);
  const v = new Uint16Array(n + 1);
  const z = new Float64Array(n + 1);
  for (let x = 0; x < n; x++) transformLine(grid, x, n, n, f, v, z);
  for (let y = 0; y < n; y++) transformLine(grid, y * n, 1, n, f, v, z);
}

/** Signed distance in pixels from coverage (0 to 255) of an n x n mask; positive inside. */
export function signedDistance(coverage: ArrayLike<number>, n: number): Float32Array {
  const outer = new Float64Array(n * n);
  const inner = new Float64Array(n * n);
  for (let i = 0; i < n * n; i++) {
    const a = coverage[i]! / 255;
    const d = 0.5 - a;
    outer[i] = a === 1 ? 0 : a === 0 ? FAR : d > 0 ? d * d : 0;
    inner[i] = a === 1 ? FAR : a === 0 ? 0 : d < 0 ? d * d : 0;
  }
  transform(outer, n);
  transform(inner, n);
  const out = new Float32Array(n * n);
  // An all-land or all-sea mask leaves FAR; a finite bound keeps half floats finite.
  for (let i = 0; i < n * n; i++) {
    out[i] = Math.min(n, Math.sqrt(inner[i]!)) - Math.min(n, Math.sqrt(outer[i]!));
  }
  return out;
}

/** Coverage of the land over the square of half side `reach`, n x n, first row north. */
export function rasterise(shapes: readonly Shape[], reach: number, n: number): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(n, n);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8ClampedArray(n * n);
  const scale = n / (2 * reach);
  context.beginPath();
  for (const shape of shapes) {
    for (const ring of shape) {
      for (let i = 0; i < ring.length; i += 2) {
        const x = (ring[i]! + reach) * scale;
        const y = (reach - ring[i + 1]!) * scale;
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    }
  }
  context.fill('evenodd');
  const { data } = context.getImageData(0, 0, n, n);
  return Uint8ClampedArray.from({ length: n * n }, (_, i) => data[4 * i + 3]!);
}
