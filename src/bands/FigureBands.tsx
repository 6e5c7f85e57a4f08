/** Key figures at the end of the run: both branches, and how far they are apart on the same draws. */
import { useWords } from '../charts/hooks.ts';
import type { Lang } from '../sim/store.ts';
import { formatMetric, formatMetricDifference } from '../i18n/metric-format.ts';
import { metricName } from '../i18n/metric-names.ts';
import { rangeText } from '../i18n/range.ts';
import { wantedOf } from '../panels/deltas.ts';
import { figureBand } from '../sim/bands.ts';
import { askInfluence } from '../sim/ensemble.ts';
import { KEY_FIGURES, OF, type Band, type KeyFigure, type Of } from '../../workers/sweep/bands.ts';
import type { Shown } from './shown.ts';

export function FigureBands({ now, chosen }: { now: Shown; chosen: KeyFigure }) {
  const { t, lang } = useWords();
  const { report, names, answer } = now;
  const [shown, reference] = names;
  const figures = KEY_FIGURES.filter((figure) => isThere(now, figure));
  return (
    <table className="bands-figures">
      <caption>{t.bands.figures}</caption>
      <thead>
        <tr>
          <th scope="col">{t.bands.figure}</th>
          {names.map((name) => (
            <th key={name} scope="col" className="numeric">
              <span className={`branch-dot branch-${name}`} aria-hidden="true" />
              {t.bands.branch(name)}
            </th>
          ))}
          <th scope="col" className="numeric" colSpan={2}>
            {t.bands.difference(shown, reference)}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure} aria-current={chosen === figure}>
            <th scope="row">
              <label className="bands-choice">
                <input
                  type="radio"
                  name="bands-figure"
                  aria-label={t.bands.choose(metricName(lang, figure))}
                  checked={chosen === figure}
                  onChange={() => askInfluence({ ...answer, figure })}
                />
                {metricName(lang, figure)}
              </label>
            </th>
            {(['shown', 'reference'] as const).map((of) => (
              <td key={of} className="numeric">
                <Banded lang={lang} figure={figure} of={of} band={figureBand(report, figure, of)} />
              </td>
            ))}
            <Difference lang={lang} figure={figure} band={figureBand(report, figure, 'difference')} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A figure that is nothing in all runs has nothing to say. */
function isThere({ report }: Shown, figure: KeyFigure): boolean {
  return OF.some((of) => {
    const { low, high } = figureBand(report, figure, of);
    return Number.isFinite(low) && (low !== 0 || high !== 0);
  });
}

export function figureText(lang: Lang, figure: KeyFigure, of: Of, value: number): string {
  return of === 'difference'
    ? formatMetricDifference(lang, figure, value)
    : formatMetric(lang, figure, value);
}

type BandedProps = { lang: Lang; figure: KeyFigure; of: Of; band: Band };

function Banded({ lang, figure, of, band }: BandedProps) {
  const text = (value: number): string => figureText(lang, figure, of, value);
  return (
    <>
      <span className="value">{text(band.median)}</span>{' '}
      <small>{rangeText(lang, text(band.low), text(band.high))}</small>
    </>
  );
}

/** A difference, its band about nothing, and in words whether its sign is sure. */
function Difference({ lang, figure, band }: { lang: Lang; figure: KeyFigure; band: Band }) {
  const { t } = useWords();
  const { low, high } = band;
  const wanted = wantedOf(figure);
  const isSure = low > 0 || high < 0;
  const isBetter = isSure && wanted !== null && low > 0 === (wanted === 'more');
  const tone = !isSure || wanted === null ? 'quiet' : isBetter ? 'good' : 'bad';
  return (
    <>
      <td className={`numeric ${tone}`}>
        <span aria-hidden="true">{tone === 'quiet' ? '' : isBetter ? '▲ ' : '▼ '}</span>
        <Banded lang={lang} figure={figure} of="difference" band={band} />
        <span className="sr-only">
          , {tone === 'quiet' ? '' : `${isBetter ? t.better : t.worse} `}
          {isSure ? t.bands.sure : t.bands.unsure}
        </span>
      </td>
      <td>
        <Whisker band={band} />
      </td>
    </>
  );
}

const WIDTH = 96;
const HEIGHT = 12;

/** The band about nothing, which is in the middle. */
function Whisker({ band: { low, median, high } }: { band: Band }) {
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const x = (value: number): number => WIDTH / 2 + (value / reach) * (WIDTH / 2 - 2);
  if (![low, median, high].every(Number.isFinite)) return null;
  return (
    <svg
      className="whisker"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path className="nothing" d={`M${WIDTH / 2} 0V${HEIGHT}`} />
      <path className="reach" d={`M${x(low)} 6H${x(high)}`} />
      <circle cx={x(median)} cy="6" r="3" />
    </svg>
  );
}
