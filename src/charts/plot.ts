/** What all charts over time have in common: axes, the day, the line of now, and bands behind lines. */
import type uPlot from 'uplot';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { BandSeries } from '../sim/bands.ts';
import { choices, frames, shownTick } from '../sim/sim.ts';
import { goTo, type Lang } from '../sim/store.ts';
import { distinct } from './distinct.ts';
import { timeMarks, type TimeMark } from './time-marks.ts';
import { viewZone } from './zone.ts';

export const TIME_STEPS = [
  0.1, 1, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
];

export type Scale = {
  format(lang: Lang, value: number): string;
  /** How the axis says it, where that differs. */
  formatAxis?(lang: Lang, value: number): string;
  top: number | null;
  /** Of a difference: 0 lies within, and not always at the foot. */
  isSigned?: boolean;
  /** Steps the axis may take, where tens read badly. */
  steps?: number[];
  /** Room for what stands at the axis, CSS pixels. */
  width?: number;
};

/** Series of a plot, and the bands between some of them, by their places. */
export type Lines = { series: uPlot.Series[]; bands: uPlot.Band[] };

/** Keeps a plot as large as its box. @returns the way to end both */
export function keepFitting(plot: uPlot, box: HTMLElement): () => void {
  const observer = new ResizeObserver(() =>
    plot.setSize({ width: box.clientWidth, height: box.clientHeight }),
  );
  observer.observe(box);
  return () => {
    observer.disconnect();
    plot.destroy();
  };
}

/** A line over a plot of the whole run, at the tick on show. @returns the way to end it */
export function markNow(plot: uPlot, ticks: number): () => void {
  const across = document.createElement('div');
  across.className = 'chart-now';
  plot.over.append(across);
  const follow = (): void => {
    across.style.transform = `translateX(${(shownTick() / ticks) * 100}%)`;
  };
  follow();
  return frames.subscribe(follow);
}

export function colourOf(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** Low, median and high as three series that begin at place `at`. */
export function bandLines(colour: string, at: number): Lines {
  const edge = { stroke: `${colour}66`, width: 0.75, points: { show: false } };
  const median = { stroke: colour, width: 1, dash: [1, 3], points: { show: false } };
  return { series: [edge, median, edge], bands: [{ series: [at + 2, at], fill: `${colour}2b` }] };
}

/** Those three columns, a row a tick: between two looks by equal steps. */
export function bandColumns(band: BandSeries | undefined, length: number): (number | null)[][] {
  if (!band) {
    const none = Array.from({ length }, () => null);
    return [none, none, none];
  }
  return [band.low, band.median, band.high].map((values) => {
    const column: (number | null)[] = [];
    let right = 0;
    for (let tick = 0; tick < length; tick++) {
      while (right < band.ticks.length - 1 && band.ticks[right]! < tick) right++;
      const left = Math.max(0, right - 1);
      const [from, to] = [band.ticks[left]!, band.ticks[right]!];
      const share = to > from ? Math.min(1, (tick - from) / (to - from)) : 0;
      const value = values[left]! + share * (values[right]! - values[left]!);
      column.push(Number.isFinite(value) ? value : null);
    }
    return column;
  });
}

export function plotOptions(
  scale: Scale,
  view: ViewModel,
  lang: Lang,
  element: HTMLElement,
  lines: Lines[],
): uPlot.Options {
  const { ticks, tickS, startMs, durationS } = view.scenario;
  const marks = spread(timeMarks(lang, startMs, durationS, viewZone(view)));
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const grid = { stroke: colourOf(element, '--hairline'), width: 1 };
  const axis = { stroke: colourOf(element, '--ink-quiet'), font, grid, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    padding: [6, 4, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: {
      x: { time: false, range: [0, ticks] },
      y: { range: (_, min, max) => rangeOf(scale, min, max) },
    },
    axes: [
      {
        ...axis,
        size: 20,
        gap: 2,
        splits: () => marks.map(({ atS }) => atS / tickS),
        values: () => marks.map(({ text }) => text),
      },
      {
        ...axis,
        size: scale.width ?? 52,
        gap: 4,
        space: 28,
        ...(scale.steps ? { incrs: scale.steps } : {}),
        values: (_, splits) =>
          distinct(splits.map((value) => (scale.formatAxis ?? scale.format)(lang, value))),
      },
    ],
    series: [{}, ...lines.flatMap(({ series }) => series)],
    bands: lines.flatMap(({ bands }) => bands),
    hooks: {
      init: [
        (plot) =>
          plot.over.addEventListener('click', () => goTo(choices, plot.posToVal(plot.cursor.left ?? 0, 'x'))),
      ],
    },
  };
}

/** As many of them as a small chart has room for. */
function spread(marks: TimeMark[]): TimeMark[] {
  const every = Math.ceil(marks.length / 4);
  return marks.filter((_, i) => i % every === 0);
}

/** Room above what is drawn; below it only where a difference may be less than nothing. */
function rangeOf({ top, isSigned }: Scale, min: number, max: number): [number, number] {
  const high = Number.isFinite(max) ? max : 0;
  if (!isSigned) return [0, top ?? (high > 0 ? high * 1.08 : 1)];
  const low = Number.isFinite(min) ? Math.min(0, min) : 0;
  const room = (Math.max(0, high) - low) * 0.08 || 1;
  return [low < 0 ? low - room : 0, Math.max(0, high) + (high > 0 ? room : 0)];
}
