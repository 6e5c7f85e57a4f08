/** The chosen figure over time: bands of both branches, or of their difference; as a picture or a table. */
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useChoice, useWords } from '../charts/hooks.ts';
import { bandLines, colourOf, keepFitting, plotOptions, TIME_STEPS, type Scale } from '../charts/plot.ts';
import { tickMs, viewZone } from '../charts/zone.ts';
import { SmallChoice } from '../controls/SmallChoice.tsx';
import { formatInstant } from '../i18n/format.ts';
import { metricName } from '../i18n/metric-names.ts';
import { rangeText } from '../i18n/range.ts';
import { bandSeries, type BandSeries } from '../sim/bands.ts';
import { askInfluence } from '../sim/ensemble.ts';
import type { Lang } from '../sim/store.ts';
import { METRICS } from '../../workers/engine/metrics.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { OF, type KeyFigure, type Of } from '../../workers/sweep/bands.ts';
import type { Shown } from './shown.ts';
import { figureText } from './FigureBands.tsx';

/** Rows of the table: a screen of them. */
const ROWS = 12;

type Line = { name: string; colour: string; of: Of; series: BandSeries };

export function OverTime({ now, view }: { now: Shown; view: ViewModel }) {
  const { t, lang } = useWords();
  const [look, setLook] = useState<'picture' | 'table'>('picture');
  const { answer, names } = now;
  const lines = linesOf(now, (of) =>
    of === 'difference' ? t.bands.of.difference : t.bands.branch(names[of === 'shown' ? 0 : 1]),
  );
  const words: Record<Of, string> = {
    shown: t.bands.branch(names[0]),
    reference: t.bands.branch(names[1]),
    difference: t.bands.of.difference,
  };
  const title = t.bands.overTime(metricName(lang, answer.figure));
  return (
    <figure className="bands-time">
      <figcaption>
        <h3>{title}</h3>
        <SmallChoice
          label={t.bands.answerOf}
          value={answer.of}
          options={OF.map((of) => [of, words[of]])}
          onChange={(of) => askInfluence({ ...answer, of })}
        />
        <SmallChoice
          label={t.bands.look}
          value={look}
          options={[
            ['picture', t.bands.looks.picture],
            ['table', t.bands.looks.table],
          ]}
          onChange={setLook}
        />
      </figcaption>
      {look === 'picture' ? (
        <Picture
          key={answer.of === 'difference' ? 'one' : 'two'}
          now={now}
          view={view}
          lines={lines}
          title={title}
        />
      ) : (
        <Table now={now} view={view} lines={lines} title={title} />
      )}
    </figure>
  );
}

function linesOf({ report, plan, names, answer }: Shown, name: (of: Of) => string): Line[] {
  const ofs: Of[] = answer.of === 'difference' ? ['difference'] : ['shown', 'reference'];
  return ofs.map((of) => ({
    of,
    name: name(of),
    colour: of === 'difference' ? '--ink-soft' : `--branch-${names[of === 'shown' ? 0 : 1]}`,
    series: bandSeries(report, plan.ticks, answer.figure, of),
  }));
}

type Props = { now: Shown; view: ViewModel; lines: Line[]; title: string };

function Picture({ now, view, lines, title }: Props) {
  const { t, lang } = useWords();
  const theme = useChoice((choices) => choices.theme);
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { figure, of } = now.answer;
  const kinds = lines.map(({ colour }) => colour).join(' ');

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const bands = kinds.split(' ').map((name, i) => bandLines(colourOf(element, name), 1 + 3 * i));
    const options = plotOptions(scaleOf(figure, of), view, lang, element, bands);
    const made = new uPlot(options, [[0], ...bands.flatMap(() => [[0], [0], [0]])], element);
    plot.current = made;
    const end = keepFitting(made, element);
    return () => {
      end();
      plot.current = null;
    };
  }, [figure, of, view, lang, theme, kinds]);

  useEffect(() => {
    const columns = lines.flatMap(({ series: { low, median, high } }) => [low, median, high].map(drawn));
    plot.current?.setData([[...now.plan.ticks], ...columns]);
    // Lines are made of these.
  }, [now.report, figure, of, view, lang, theme, kinds]); // oxlint-disable-line react/exhaustive-deps

  const says = lines.map(({ name, of: one, series }) => {
    const text = textsOf(lang, figure, one, series, series.ticks.length - 1);
    return t.bands.chartSays(name, text.median, text.range);
  });
  return <div ref={box} className="bands-plot" role="img" aria-label={`${title}. ${says.join('; ')}`} />;
}

function Table({ now, view, lines, title }: Props) {
  const { t, lang } = useWords();
  const { figure } = now.answer;
  const zone = viewZone(view);
  const looks = now.plan.ticks.length;
  const step = Math.max(1, (looks - 1) / ROWS);
  const rows = [
    ...new Set(Array.from({ length: ROWS + 1 }, (_, i) => Math.min(looks - 1, Math.round(i * step)))),
  ];
  return (
    <table className="bands-twin">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.bands.when}</th>
          {lines.map(({ name }) => (
            <th key={name} scope="col" className="numeric">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((look) => (
          <tr key={look}>
            <th scope="row">{formatInstant(lang, tickMs(view, now.plan.ticks[look]!), zone)}</th>
            {lines.map(({ of, series, name }) => {
              const text = textsOf(lang, figure, of, series, look);
              return (
                <td key={name} className="numeric">
                  <span className="value">{text.median}</span> <small>({text.range})</small>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is not known is not drawn. */
function drawn(values: number[]): (number | null)[] {
  return values.map((value) => (Number.isFinite(value) ? value : null));
}

function textsOf(lang: Lang, figure: KeyFigure, of: Of, { low, median, high }: BandSeries, look: number) {
  const text = (values: number[]): string => figureText(lang, figure, of, values[look] ?? NaN);
  return { median: text(median), range: rangeText(lang, text(low), text(high)) };
}

function scaleOf(figure: KeyFigure, of: Of): Scale {
  const unit = METRICS.find(({ key }) => key === figure)!.unit;
  return {
    format: (lang, value) => figureText(lang, figure, of, value),
    top: null,
    isSigned: of === 'difference',
    width: 92,
    ...(unit === 's' ? { steps: TIME_STEPS } : {}),
  };
}
