/** The recent past of what is selected: from the frames that have passed, from probes, and from questions. */
import { useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount, formatDuration, formatMoment, formatShare } from '../i18n/format.ts';
import { LOOK_BACK, type HistoryPoint } from '../sim/history.ts';
import { branches, frames } from '../sim/sim.ts';
import type { Lang, Pick } from '../sim/store.ts';
import { useChoice, useSampled, useWords } from './hooks.ts';
import { keepFitting } from './plot.ts';
import { tickMs, viewZone } from './zone.ts';

/** What is drawn of a kind: a word of `past.lines` for each line, in shares of 1 or in numbers. */
type Drawn = { lines: [first: Line] | [first: Line, second: Line]; shares: boolean };
type Line = 'busy' | 'there' | 'back' | 'inTime' | 'held' | 'queued' | 'done' | 'served';

function drawnOf(view: ViewModel, { kind, index }: Pick): Drawn {
  switch (kind) {
    case 'site':
      return { lines: ['busy'], shares: true };
    case 'link':
      return { lines: ['there', 'back'], shares: true };
    case 'metro':
      return { lines: ['inTime'], shares: true };
    case 'job':
      return { lines: ['held', 'done'], shares: true };
    case 'class':
      if (view.classes[index]?.kind === 'request') return { lines: ['served'], shares: true };
      return { lines: ['held', 'queued'], shares: false };
    case 'tenant':
      return { lines: ['held', 'queued'], shares: false };
  }
}

export function HistoryChart({ view, pick }: { view: ViewModel; pick: Pick }) {
  const { t, lang } = useWords();
  const theme = useChoice((now) => now.theme);
  const branch = useChoice((now) => now.branch);
  const box = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<uPlot | null>(null);
  const { lines, shares } = drawnOf(view, pick);
  const { tick, points } = useSampled(() => {
    const at = frames.current?.tick ?? 0;
    return { tick: at, points: branches.history.points(branch, at) };
  });

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let gone = false;
    let end = (): void => {};
    void import('uplot').then(({ default: UPlot }) => {
      if (gone) return;
      const made = new UPlot(options(element, lines.length, shares, lang), columns([]), element);
      setPlot(made);
      end = keepFitting(made, element);
    });
    return () => {
      gone = true;
      end();
    };
    // Another kind has another number of lines.
  }, [lines.length, shares, lang, theme]);

  useEffect(() => {
    if (!plot?.root.isConnected) return;
    plot.setData(columns(points), true);
    plot.setScale('x', { min: Math.max(0, tick - LOOK_BACK), max: Math.max(1, tick) });
  }, [plot, points, tick]);

  const figure = (value: number): string => (shares ? formatShare(lang, value) : formatCount(lang, value));
  const last = points.at(-1);
  const { tickS } = view.scenario;
  const from = formatMoment(lang, tickMs(view, Math.max(0, tick - LOOK_BACK)), viewZone(view));
  return (
    <figure className="history">
      <figcaption>
        <span>{t.past.title(formatDuration(lang, LOOK_BACK * tickS))}</span>
        {lines.map((line, i) => (
          <span key={line} className={i === 0 ? 'first' : 'second'}>
            {t.past.lines[line]} {last ? figure(i === 0 ? last.first : last.second) : ''}
          </span>
        ))}
      </figcaption>
      <div
        ref={box}
        className="history-box"
        role="img"
        aria-label={t.past.label(lines.map((line) => t.past.lines[line]).join(', '), from)}
      />
    </figure>
  );
}

function columns(points: readonly HistoryPoint[]): uPlot.AlignedData {
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return [
    points.map((point) => point.tick),
    points.map((point) => known(point.first)),
    points.map((point) => known(point.second)),
  ];
}

function options(element: HTMLElement, lines: number, shares: boolean, lang: Lang): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const line = { width: 1.5, points: { show: false } };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    padding: [6, 0, 6, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: {
      x: { time: false },
      y: { range: (_, __, max) => [0, shares ? 1 : max > 0 ? max * 1.08 : 1] },
    },
    axes: [
      { show: false },
      {
        stroke: colour('--ink-quiet'),
        font: `11px ${style.fontFamily}`,
        size: 44,
        gap: 4,
        space: 22,
        grid: { stroke: colour('--hairline'), width: 1 },
        ticks: { show: false },
        values: (_, splits) =>
          splits.map((value) => (shares ? formatShare(lang, value) : formatCount(lang, value))),
      },
    ],
    series: [
      {},
      { ...line, stroke: colour('--accent') },
      { ...line, stroke: colour('--chart-quiet'), show: lines > 1 },
    ],
  };
}
