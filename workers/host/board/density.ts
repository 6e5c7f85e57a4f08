/**
 * Parallel coordinates of any number of runs: how many lines cross each pixel. Few runs are drawn line by line; of
 * many, those that join the same two bins of neighbouring axes are drawn as one, with their weight, so that the work
 * depends on the pixels and no run is left out.
 */
import { logarithm } from '../../engine/math.ts';
import { isSet, type Bits } from './filter.ts';
import type { Dimension, LinesWish, Rgb } from './protocol.ts';

const BINS = 128;
/** Runs up to which each is drawn by itself. */
const FEW = 2000;
/** Darkest that runs which do not pass become, and what a lone line has of the full ink among so many. */
const QUIET = 0.55;
const LONE_RUNS = 60;
const LEAST_LONE = 0.16;

export type Field = { width: number; height: number; lines: Float32Array };

/** @returns lines over each pixel, row by row from the top; those with an unknown end are left out */
export function drawField(
  wish: Pick<LinesWish, 'dimensions' | 'width' | 'height'>,
  dimensions: readonly Dimension[],
  columns: readonly Float64Array[],
  count: number,
  passing: Bits | null,
): Field {
  const { width, height } = wish;
  const field: Field = { width, height, lines: new Float32Array(width * height) };
  const share = width / wish.dimensions.length;
  for (let gap = 0; gap + 1 < wish.dimensions.length; gap++) {
    const [left, right] = [wish.dimensions[gap], wish.dimensions[gap + 1]];
    const ends: Ends = {
      from: Math.round((gap + 0.5) * share),
      to: Math.round((gap + 1.5) * share),
      left: scaleOf(dimensions[left], height),
      right: scaleOf(dimensions[right], height),
    };
    if (count <= FEW) drawEach(field, ends, columns[left], columns[right], passing);
    else drawBinned(field, ends, columns[left], columns[right], passing);
  }
  return field;
}

/** Value -> pixels below the top edge. */
type Scale = (value: number) => number;
type Ends = { from: number; to: number; left: Scale; right: Scale };

function scaleOf({ least, most }: Dimension, height: number): Scale {
  const reach = height - 1;
  if (!(most > least)) return (value) => (Number.isNaN(value) ? NaN : reach / 2);
  return (value) => ((most - value) / (most - least)) * reach;
}

function drawEach(
  field: Field,
  { from, to, left, right }: Ends,
  a: Float64Array,
  b: Float64Array,
  passing: Bits | null,
): void {
  for (let row = 0; row < a.length; row++) {
    if (passing && !isSet(passing, row)) continue;
    const [start, end] = [left(a[row]), right(b[row])];
    if (start === start && end === end) drawLine(field, from, to, start, end, 1);
  }
}

function drawBinned(
  field: Field,
  { from, to, left, right }: Ends,
  a: Float64Array,
  b: Float64Array,
  passing: Bits | null,
): void {
  const perBin = (field.height - 1) / (BINS - 1);
  const joins = new Uint32Array(BINS * BINS);
  for (let row = 0; row < a.length; row++) {
    if (passing && !isSet(passing, row)) continue;
    const [start, end] = [left(a[row]), right(b[row])];
    if (start === start && end === end) joins[Math.round(start / perBin) * BINS + Math.round(end / perBin)]++;
  }
  for (let join = 0; join < joins.length; join++) {
    if (joins[join] === 0) continue;
    const [start, end] = [Math.floor(join / BINS) * perBin, (join % BINS) * perBin];
    drawLine(field, from, to, start, end, joins[join]);
  }
}

/** Column by column; where it is steep, over all the pixels that it passes within one. */
function drawLine(
  { width, height, lines }: Field,
  from: number,
  to: number,
  start: number,
  end: number,
  weight: number,
): void {
  const slope = (end - start) / (to - from);
  const steep = Math.abs(slope) > 1;
  for (let x = from; x < to; x++) {
    const y = start + (x - from) * slope;
    if (steep) {
      const [top, bottom] = slope > 0 ? [y, y + slope] : [y + slope, y];
      for (let pixel = Math.round(top); pixel < Math.round(bottom); pixel++)
        lines[pixel * width + x] += weight;
      continue;
    }
    const above = Math.floor(y);
    const below = y - above;
    lines[above * width + x] += weight * (1 - below);
    if (above + 1 < height) lines[(above + 1) * width + x] += weight * below;
  }
}

/** All runs quietly, and over them those that pass. @returns RGBA, not premultiplied */
export function paint(
  all: Field,
  passing: Field,
  counts: { all: number; passing: number },
  ink: Rgb,
  quiet: Rgb,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * all.lines.length);
  const under = toneOf(all, counts.all);
  const over = toneOf(passing, counts.passing);
  for (let i = 0; i < all.lines.length; i++) {
    const a = over(passing.lines[i]);
    const b = QUIET * under(all.lines[i]) * (1 - a);
    const alpha = a + b;
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; channel++)
      pixels[4 * i + channel] = (ink[channel] * a + quiet[channel] * b) / alpha;
    pixels[4 * i + 3] = 255 * alpha;
  }
  return pixels;
}

/** Lines over a pixel -> how dark it is, 0 to 1: by their logarithm, and a lone line can still be seen. */
function toneOf({ lines }: Field, runs: number): (count: number) => number {
  let most = 1;
  for (let i = 0; i < lines.length; i++) if (lines[i] > most) most = lines[i];
  const lone = Math.min(0.9, Math.max(LEAST_LONE, Math.sqrt(LONE_RUNS / Math.max(1, runs)) * 0.5));
  const span = logarithm(most);
  return (count) => {
    if (count <= 1 || span === 0) return Math.min(1, count) * (span === 0 ? Math.max(lone, 0.5) : lone);
    return lone + (1 - lone) * (logarithm(count) / span);
  };
}
