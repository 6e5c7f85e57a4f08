/** Three live charts of all branches: busy, waiting, power. Loaded when first opened. */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Band } from '../../workers/sweep/bands.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatDuration, formatShare, formatSi, formatWait } from '../i18n/format.ts';
import { rangeText } from '../i18n/range.ts';
import { bandAtTick, bandSeries, type BandSeries, type SeriesFigure } from '../sim/bands.ts';
import type { Branch } from '../sim/branch.ts';
import { bandsOf } from '../sim/ensemble.ts';
import { seriesAt, seriesColumn } from '../sim/series.ts';
import { BRANCH_NAMES, type BranchName } from '../sim/lines.ts';
import { branches, shownTick } from '../sim/sim.ts';
import type { Lang } from '../sim/store.ts';
import { useChoice, useSteady, useWords } from './hooks.ts';
import {
  bandColumns,
  bandLines,
  colourOf,
  keepFitting,
  markNow,
  plotOptions,
  TIME_STEPS,
  type Scale,
} from './plot.ts';

type ChartSpec = Scale & {
  key: SeriesFigure;
  word: 'chartBusy' | 'chartWait' | 'chartPower';
};

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
      [[0], ...BRANCH_NAMES.map(() => [0]), ...BRANCH_NAMES.flatMap(() => [[0], [0], [0]])],
      element,
    );
    plot.current = made;
    const ends = [markNow(made, ticks), keepFitting(made, element)];
    return () => {
      ends.forEach((end) => end());
      plot.current = null;
    };
  }, [spec, view, lang, ticks]);

  const run = useSteady(() => branches.run()?.branches);
  const changes = useSteady(() => run?.map(({ name, series }) => `${name}${series.changes}`).join(' '));
  // Reports are new objects; fitting or not, the same ones read the same.
  const bandsDrawn = useSteady(() =>
    (run ?? [])
      .flatMap(({ name }) => drawnBands(name) ?? [])
      .map(({ name, draws }) => `${name}${draws}`)
      .join(' '),
  );

  useEffect(() => {
    if (!plot.current) return;
    const columns = BRANCH_NAMES.map((name) => {
      const branch = run?.find((one) => one.name === name);
      return branch ? seriesColumn(branch.series, spec.key) : new Float64Array();
    });
    const length = bandsDrawn !== '' ? ticks + 1 : Math.max(1, ...columns.map((column) => column.length));
    const padded = (column: Float64Array): (number | null)[] =>
      Array.from({ length }, (_, i) => (Number.isFinite(column[i]) ? column[i]! : null));
    const banded = BRANCH_NAMES.flatMap((name) => {
      const band = drawnBands(name);
      return bandColumns(band ? seriesOf(band, spec.key) : undefined, length);
    });
    plot.current.setData([Array.from({ length }, (_, i) => i), ...columns.map(padded), ...banded], true);
    plot.current.setScale('x', { min: 0, max: ticks });
  }, [run, changes, bandsDrawn, spec, ticks, view, lang]);

  const said = useSteady(() => (run ?? []).map((branch) => saidOf(branch, spec, t, lang)).join(', '));
  return (
    <figure className="chart">
      <figcaption>
        <span>{t[spec.word]}</span>
        {run?.map((branch) => (
          <Value key={branch.name} branch={branch} spec={spec} />
        ))}
      </figcaption>
      <div ref={box} className="chart-box" role="img" aria-label={`${t[spec.word]}: ${said}`} />
    </figure>
  );
}

function Value({ branch: { name, series }, spec }: { branch: Branch; spec: ChartSpec }) {
  const { lang } = useWords();
  const text = useSteady(() => spec.format(lang, seriesAt(series, spec.key, shownTick())));
  return <span className={`chart-value branch-${name}`}>{text}</span>;
}

/** A branch's figure at the tick on show, with its band where it has one. */
function saidOf({ name, series }: Branch, spec: ChartSpec, t: Dictionary, lang: Lang): string {
  const tick = shownTick();
  const named = name === 'A' ? t.linked : name === 'B' ? t.islands : name;
  const value = spec.format(lang, seriesAt(series, spec.key, tick));
  const band = drawnBands(name);
  const range = band ? ` (${bandText(lang, spec, bandAtTick(seriesOf(band, spec.key), tick))})` : '';
  return `${named} ${value}${range}`;
}

type NamedBands = NonNullable<ReturnType<typeof bandsOf>> & { name: BranchName };

function drawnBands(name: BranchName): NamedBands | null {
  const bands = bandsOf(name);
  return bands && { name, ...bands };
}

function seriesOf({ report, ticks, of }: NamedBands, key: SeriesFigure): BandSeries {
  return bandSeries(report, ticks, key, of);
}

function bandText(lang: Lang, { format }: ChartSpec, { low, high }: Band): string {
  return rangeText(lang, format(lang, low), format(lang, high));
}

/** Lines of the branches, and behind them a band and its median for each. */
function options(spec: ChartSpec, view: ViewModel, lang: Lang, element: HTMLElement): uPlot.Options {
  const colours = BRANCH_NAMES.map((name) => colourOf(element, `--branch-${name}`));
  const lines = BRANCH_NAMES.map((name, i) => ({
    stroke: colours[i]!,
    width: 1.5,
    ...(name === 'A' ? {} : { dash: [4, 3] }),
    points: { show: false },
  }));
  return plotOptions(spec, view, lang, element, [
    { series: lines, bands: [] },
    ...colours.map((colour, i) => bandLines(colour, 1 + BRANCH_NAMES.length + 3 * i)),
  ]);
}
