/** Parallel coordinates: the worker's picture, and over it the axes with what is brushed on them. */
import { useEffect, useLayoutEffect, useRef, type PointerEvent } from 'react';
import { useChoice, useWords } from '../charts/hooks.ts';
import type { Dimension, Interval, SweepHead } from '../../workers/host/board/protocol.ts';
import { formatCount } from '../i18n/format.ts';
import { beginDrag, moveDrag, snap, type Drag } from './drag.ts';
import { useBoard } from './hooks.ts';
import { nameOf, valueText } from './say.ts';
import { brush, change, refresh } from './session.ts';
import { board } from './store.ts';

const HEIGHT = 220;
/** Widths between two pictures of this many pixels are stretched. */
const STEP = 16;
const MOST_RATIO = 2;

export function Lines({ head }: { head: SweepHead }) {
  const { t, lang } = useWords();
  const theme = useChoice((now) => now.theme);
  const shown = useBoard((now) => now.shown);
  const plot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = plot.current!;
    const measure = (): void => {
      const ratio = Math.min(MOST_RATIO, devicePixelRatio);
      const width = Math.round((Math.ceil(box.clientWidth / STEP) * STEP || STEP) * ratio);
      const height = Math.round(HEIGHT * ratio);
      const now = board.getState();
      if (now.width !== width || now.height !== height) change({ width, height });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useEffect(refresh, [theme]);
  const names = shown.map((d) => nameOf(head.dimensions[d]!, lang)).join(lang === 'zh' ? '、' : ', ');
  return (
    <section>
      <h3>{t.board.lines}</h3>
      <p className="quiet">{t.board.linesNote}</p>
      <div className="board-scroll" tabIndex={0} role="region" aria-label={t.board.lines}>
        <div className="board-plot" ref={plot} style={{ minWidth: `${96 * shown.length}px` }}>
          <Picture names={names} />
          <div className="board-axes">
            {shown.map((d) => (
              <Axis key={d} d={d} dimension={head.dimensions[d]!} />
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}

function Picture({ names }: { names: string }) {
  const { t, lang } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const looked = useBoard((now) => now.looked);
  useEffect(() => {
    const target = canvas.current;
    if (!target || !looked) return;
    const { width, height, pixels } = looked;
    if (target.width !== width) target.width = width;
    if (target.height !== height) target.height = height;
    target.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [looked]);
  const label = t.board.linesAre(formatCount(lang, looked?.passing ?? 0), names);
  return <canvas ref={canvas} className="board-canvas" role="img" aria-label={label} />;
}

/** By mouse and finger; the same brushes have fields under `Limits`. */
function Axis({ d, dimension }: { d: number; dimension: Dimension }) {
  const { lang } = useWords();
  const intervals = useBoard((now) => now.brushes[d]!);
  const drag = useRef<Drag | null>(null);
  const { least, most } = dimension;
  const usable = most > least;
  /** Measured once a drag: to ask again would lay the page out with every step. */
  const box = useRef({ top: 0, height: HEIGHT });
  const at = (event: PointerEvent<HTMLElement>): number => {
    const { top, height } = box.current;
    const share = Math.min(1, Math.max(0, (event.clientY - top) / height));
    return most - share * (most - least);
  };
  const put = (now: Drag): void =>
    brush(
      d,
      now.intervals.map((one) => snap(one, dimension)),
    );
  return (
    <div className="board-axis">
      <span className="board-axis-name" title={nameOf(dimension, lang)}>
        {nameOf(dimension, lang)}
      </span>
      <div
        className="board-strip"
        onPointerDown={(event) => {
          if (!usable || event.button !== 0) return;
          box.current = event.currentTarget.getBoundingClientRect();
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = beginDrag(intervals, at(event), (most - least) / HEIGHT);
        }}
        onPointerMove={(event) => {
          if (!drag.current) return;
          drag.current = moveDrag(drag.current, at(event), dimension);
          put(drag.current);
        }}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      >
        {dimension.labels && dimension.labels.length <= 8
          ? dimension.labels.map((label, place) => (
              <span key={label} className="board-label" style={{ top: `${topOf(place, dimension)}%` }}>
                {label}
              </span>
            ))
          : null}
        {intervals.map(([from, to], i) => (
          <span
            key={i}
            className="board-brush"
            style={{
              top: `${topOf(to, dimension)}%`,
              height: `${topOf(from, dimension) - topOf(to, dimension)}%`,
            }}
          />
        ))}
      </div>
      <span className="board-most">{dimension.labels ? null : valueText(dimension, most, lang)}</span>
      <span className="board-least">{dimension.labels ? null : valueText(dimension, least, lang)}</span>
    </div>
  );
}

/** Per cent below the top of the axis. */
function topOf(value: Interval[0], { least, most }: Dimension): number {
  return most > least ? (100 * (most - value)) / (most - least) : 50;
}
