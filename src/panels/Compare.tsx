/** Both branches in numbers at the tick on show: the shown one's value and how it differs. */
import { Button } from 'react-aria-components';
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import {
  formatDuration,
  formatMass,
  formatPoints,
  formatShare,
  formatWait,
  NO_VALUE,
  signed,
} from '../i18n/format.ts';
import { seriesAt } from '../sim/series.ts';
import { branches, choices, shownTick } from '../sim/sim.ts';
import { PAIR_VIEWS, showPair, type Lang } from '../sim/store.ts';
import { SmallChoice } from '../controls/SmallChoice.tsx';

type Row = {
  key: MetricKey;
  word: 'busy' | 'wait' | 'inTime' | 'carbon' | 'busiest';
  /** Which direction a person would want; traffic is a means, wanted neither way. */
  wanted: 'more' | 'less' | null;
  value(lang: Lang, value: number): string;
  difference(lang: Lang, value: number, against: number): string;
};

const points: Row['difference'] = (lang, value, against) => formatPoints(lang, value - against);

const ROWS: Row[] = [
  {
    key: 'utilisationMean',
    word: 'busy',
    wanted: 'more',
    value: (lang, value) => formatShare(lang, value),
    difference: points,
  },
  {
    key: 'waitMeanS',
    word: 'wait',
    wanted: 'less',
    value: formatWait,
    difference: (lang, value, against) => signed(formatDuration(lang, value - against), value - against),
  },
  {
    key: 'inTimeMean',
    word: 'inTime',
    wanted: 'more',
    value: (lang, value) => formatShare(lang, value, 1),
    difference: points,
  },
  {
    key: 'carbonPerPflopDayG',
    word: 'carbon',
    wanted: 'less',
    value: formatMass,
    difference: (lang, value, against) =>
      against > 0
        ? signed(formatShare(lang, value / against - 1), Math.round((value / against - 1) * 100))
        : NO_VALUE,
  },
  {
    key: 'peakLinkLoad',
    word: 'busiest',
    wanted: null,
    value: (lang, value) => formatShare(lang, value, value < 0.1 ? 1 : 0),
    difference: points,
  },
];

export function Compare() {
  const { t, lang } = useWords();
  const branch = useChoice((now) => now.branch);
  const deltas = useChoice((now) => now.deltas);
  const pair = useChoice((now) => now.pair);
  const drawn = useChoice((now) => now.renderer !== 'none');
  const asks = useChoice((now) => now.view?.scenario.requests ?? false);
  const rows = useSampled(() => {
    const tick = shownTick();
    const [shown, other] = [branches.shown(), branches.other()];
    return ROWS.filter(({ key }) => key !== 'inTimeMean' || asks).map((row) => ({
      row,
      value: shown ? seriesAt(shown.series, row.key, tick) : NaN,
      against: other ? seriesAt(other.series, row.key, tick) : NaN,
    }));
  });
  const title =
    branch === 'A' ? t.compare.linked : branch === 'B' ? t.compare.islands : t.compare.fork(branch);
  return (
    <section className="panel compare" aria-labelledby="compare-title">
      <h2 id="compare-title">{title}</h2>
      <dl className="figures">
        {rows.map(({ row, value, against }) => (
          <div key={row.key}>
            <dt>{t[row.word]}</dt>
            <dd className="figure">{row.value(lang, value)}</dd>
            <Difference row={row} value={value} against={against} />
          </div>
        ))}
      </dl>
      {drawn ? (
        <div className="pair-view">
          <span aria-hidden="true">{t.stage.pair.title}</span>
          <SmallChoice
            label={t.stage.pair.title}
            value={pair}
            options={PAIR_VIEWS.map((view) => [view, t.stage.pair.views[view]])}
            onChange={(view) => showPair(choices, view)}
          />
        </div>
      ) : null}
      <div className="key">
        <Button
          className="quiet-action"
          aria-expanded={deltas}
          onPress={() => choices.setState({ deltas: !deltas })}
        >
          {t.branches.open} <kbd aria-hidden="true">D</kbd>
        </Button>
        <span className="good" aria-hidden="true">
          ▲ {t.better}
        </span>
        <span className="bad" aria-hidden="true">
          ▼ {t.worse}
        </span>
      </div>
    </section>
  );
}

function Difference({ row, value, against }: { row: Row; value: number; against: number }) {
  const { t, lang } = useWords();
  if (!Number.isFinite(against) || !Number.isFinite(value)) {
    return <dd className="delta quiet">{Number.isFinite(value) ? `${t.computing}…` : NO_VALUE}</dd>;
  }
  const text = row.difference(lang, value, against);
  const differs = /[1-9]/.test(text);
  if (!differs) return <dd className="delta quiet">{t.same}</dd>;
  if (row.wanted === null) return <dd className="delta quiet">{text}</dd>;
  const good = value > against === (row.wanted === 'more');
  return (
    <dd className={`delta ${good ? 'good' : 'bad'}`}>
      <span aria-hidden="true">{good ? '▲' : '▼'}</span> {text}
      <span className="sr-only">, {good ? t.better : t.worse}</span>
    </dd>
  );
}
