/** Three live charts of all branches: busy, waiting, power. Loaded when first opened. */
import { useChoice, useSampled, useWords } from './hooks.ts';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatDuration, formatShare, formatSi, formatWait } from '../i18n/format.ts';
import { timeMarks, type TimeMark } from './time-marks.ts';
import { viewZone } from './zone.ts';
import { seriesAt, seriesColumn } from '../sim/series.ts';
import { BRANCH_NAMES, type BranchName } from '../sim/lines.ts';
import { branches, choices, shownTick } from '../sim/sim.ts';
import { goTo, type Lang } from '../sim/store.ts';

type ChartSpec = {
  key: MetricKey;
  word: 'chartBusy' | 'chartWait' | 'chartPower';
  format(lang: Lang, value: number): string;
  /** How the axis says it, where that differs. */
  formatAxis?(lang: Lang, value: number): string;
  top: number | null;
  /** Steps the axis may take, where tens read badly. */
  steps?: number[];
};

const TIME_STEPS = [
  0.1, 1, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
];

const CHARTS: ChartSpec[] = [
  { key: 'utilisation', word: 'chartBusy', format: (lang, value) => formatShare(lang, value), top: 1 },
  {
    key: 'waitMeanS',
    word: 'chartWait',
    format: formatWait,
    formatAxis: formatDuration,
    top: null,
    steps: TIME_STEPS,
  },
  { key: 'powerW', word: 'chartPower', format: (lang, value) => formatSi(lang, value, 'W'), top: null },
];

export default function Charts() {
  const view = useChoice((now) => now.view);
  const theme = useChoice((now) => now.theme);
  const { t, lang } = useWords();
  if (!view) return null;
  return (
    <section className="panel charts" aria-label={t.charts}>
      {CHARTS.map((spec) => (
        <Chart key={`${spec.key} ${theme} ${lang} ${view.scenario.id}`} spec={spec} view={view} />
      ))}
    </section>
  );
}

function Chart({ spec, view }: { spec: ChartSpec; view: ViewModel }) {
  const { t, lang } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { ticks } = view.scenario;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(
      options(spec, view, lang, element),
      [[0], ...BRANCH_NAMES.map(() => [0])],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [spec, view, lang]);

  const { run, tick, changes, values } = useSampled(() => {
    const list = branches.run()?.branches ?? [];
    const at = shownTick();
    return {
      run: list,
      tick: at,
      changes: list.map(({ name, series }) => `${name}${series.changes}`).join(' '),
      values: list.map(({ series }) => seriesAt(series, spec.key, at)),
    };
  });

  useEffect(() => {
    if (!plot.current) return;
    const columns = BRANCH_NAMES.map((name) => {
      const branch = run.find((one) => one.name === name);
      return branch ? seriesColumn(branch.series, spec.key) : new Float64Array();
    });
    const length = Math.max(1, ...columns.map((column) => column.length));
    const padded = (column: Float64Array): (number | null)[] =>
      Array.from({ length }, (_, i) => (Number.isFinite(column[i]) ? column[i]! : null));
    plot.current.setData([Array.from({ length }, (_, i) => i), ...columns.map(padded)], true);
    plot.current.setScale('x', { min: 0, max: ticks });
  }, [run, changes, spec, ticks, view, lang]);

  useEffect(() => {
    const line = plot.current?.over.querySelector<HTMLElement>('.chart-now');
    if (line) line.style.transform = `translateX(${plot.current!.valToPos(tick, 'x')}px)`;
  });

  const named = (name: BranchName): string => (name === 'A' ? t.linked : name === 'B' ? t.islands : name);
  const said = run.map(({ name }, i) => `${named(name)} ${spec.format(lang, values[i]!)}`).join(', ');
  return (
    <figure className="chart">
      <figcaption>
        <span>{t[spec.word]}</span>
        {run.map(({ name }, i) => (
          <span key={name} className={`chart-value branch-${name}`}>
            {spec.format(lang, values[i]!)}
          </span>
        ))}
      </figcaption>
      <div ref={box} className="chart-box" role="img" aria-label={`${t[spec.word]}: ${said}`} />
    </figure>
  );
}

/** As many of them as a small chart has room for. */
function spread(marks: TimeMark[]): TimeMark[] {
  const every = Math.ceil(marks.length / 4);
  return marks.filter((_, i) => i % every === 0);
}

function options(spec: ChartSpec, view: ViewModel, lang: Lang, element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const { ticks, tickS, startMs, durationS } = view.scenario;
  const zone = viewZone(view);
  const font = `11px ${style.fontFamily}`;
  const marks = spread(timeMarks(lang, startMs, durationS, zone));
  const grid = { stroke: colour('--hairline'), width: 1 };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    padding: [6, 4, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: {
      x: { time: false, range: [0, ticks] },
      y: { range: (_, __, max) => [0, spec.top ?? (Number.isFinite(max) && max > 0 ? max * 1.08 : 1)] },
    },
    axes: [
      {
        stroke: colour('--ink-quiet'),
        font,
        size: 20,
        gap: 2,
        grid,
        ticks: { show: false },
        splits: () => marks.map(({ atS }) => atS / tickS),
        values: () => marks.map(({ text }) => text),
      },
      {
        stroke: colour('--ink-quiet'),
        font,
        size: 52,
        gap: 4,
        grid,
        space: 28,
        ...(spec.steps ? { incrs: spec.steps } : {}),
        ticks: { show: false },
        values: (_, splits) => splits.map((value) => (spec.formatAxis ?? spec.format)(lang, value)),
      },
    ],
    series: [
      {},
      ...BRANCH_NAMES.map((name) => ({
        stroke: colour(`--branch-${name}`),
        width: 1.5,
        ...(name === 'A' ? {} : { dash: [4, 3] }),
        points: { show: false },
      })),
    ],
    hooks: {
      init: [
        (plot) => {
          const line = document.createElement('div');
          line.className = 'chart-now';
          plot.over.append(line);
          plot.over.addEventListener('click', () => goTo(choices, plot.posToVal(plot.cursor.left ?? 0, 'x')));
        },
      ],
    },
  };
}
