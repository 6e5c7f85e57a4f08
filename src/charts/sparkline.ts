/** The run's utilisation behind the timeline: the shown branch in the accent, the other in grey. */
import type { Run } from '../sim/branches.ts';
import { seriesColumn } from '../sim/series.ts';

/** Paints on a canvas of any size; `ticks` is the last tick of the run. */
export function paintSparkline(canvas: HTMLCanvasElement, run: Run, ticks: number, linked: boolean): void {
  const scale = Math.min(2, devicePixelRatio);
  const width = Math.max(1, Math.round(canvas.clientWidth * scale));
  const height = Math.max(1, Math.round(canvas.clientHeight * scale));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const ink = canvas.getContext('2d');
  if (!ink) return;
  const style = getComputedStyle(canvas);
  ink.clearRect(0, 0, width, height);
  const computed = Math.min(run.branches.linked.series.count, run.branches.islands.series.count);
  ink.fillStyle = style.getPropertyValue('--shade');
  ink.fillRect(0, 0, (Math.max(0, computed - 1) / ticks) * width, height);
  const { linked: a, islands: b } = run.branches;
  const [ahead, behind] = linked ? [a, b] : [b, a];
  const back = seriesColumn(behind.series, 'utilisation');
  const front = seriesColumn(ahead.series, 'utilisation');
  const range = rangeOf(back, front);
  ink.lineJoin = 'round';
  ink.lineWidth = scale;
  ink.strokeStyle = style.getPropertyValue('--chart-quiet');
  trace(ink, back, range, ticks, width, height);
  ink.strokeStyle = style.getPropertyValue('--accent');
  ink.lineWidth = 1.25 * scale;
  trace(ink, front, range, ticks, width, height);
}

type Range = { low: number; high: number };

/** A sparkline shows the shape: its scale is that of the data, the warm-up of the first tenth left aside. */
function rangeOf(...columns: Float64Array[]): Range {
  let low = Infinity;
  let high = 0;
  for (const column of columns) {
    for (let tick = 0; tick < column.length; tick++) {
      const value = column[tick]!;
      if (value > high) high = value;
      if (value < low && tick >= column.length / 10) low = value;
    }
  }
  return high > low
    ? { low: Math.max(0, low - (high - low) * 0.15), high }
    : { low: 0, high: Math.max(high, 1e-9) };
}

/** One point a pixel column: the mean of the ticks that fall into it. */
function trace(
  ink: CanvasRenderingContext2D,
  column: Float64Array,
  range: Range,
  ticks: number,
  width: number,
  height: number,
): void {
  const perPixel = Math.max(1, ticks / width);
  ink.beginPath();
  for (let from = 0; from < column.length; from += perPixel) {
    const first = Math.floor(from);
    const end = Math.min(column.length, Math.max(first + 1, Math.floor(from + perPixel)));
    let sum = 0;
    for (let tick = first; tick < end; tick++) sum += column[tick]!;
    const share = (sum / (end - first) - range.low) / (range.high - range.low);
    const y = height - 2 - Math.max(0, share) * (height - 4);
    ink.lineTo((first / ticks) * width, y);
  }
  ink.stroke();
}
