/** Both branches in numbers at the tick on show: the shown one's value and how it differs. */
import { Button } from 'react-aria-components';
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
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
import type { Branch } from '../sim/branch.ts';
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
  const { t } = useWords();
  const branch = useChoice((now) => now.branch);
  const deltas = useChoice((now) => now.deltas);
  const pair = useChoice((now) => now.pair);
  const drawn = useChoice((now) => now.renderer !== 'none');
  const asks = useChoice((now) => now.view?.scenario.requests ?? false);
  const title =
    branch === 'A' ? t.compare.linked : branch === 'B' ? t.compare.islands : t.compare.fork(branch);
  return (
    <section className="panel compare" aria-labelledby="compare-title">
      <h2 id="compare-title">{title}</h2>
      <dl className="figures">
        {ROWS.filter(({ key }) => key !== 'inTimeMean' || asks).map((row) => (
          <Figure key={row.key} row={row} />
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

/** A difference of which something is left as it is written. */
const SHOWS = /[1-9]/;

/** Of the branch on show, and of the one it is held against; NaN where nothing is computed. */
function valuesNow({ key }: Row): [value: number, against: number] {
  const tick = shownTick();
  const valueOf = (branch: Branch | null): number => (branch ? seriesAt(branch.series, key, tick) : NaN);
  return [valueOf(branches.shown()), valueOf(branches.other())];
}

/** Renders only when what it says is another: most ticks change no figure as it is written. */
function Figure({ row }: { row: Row }) {
  const { t, lang } = useWords();
  const text = useSteady(() => row.value(lang, valuesNow(row)[0]));
  return (
    <div>
      <dt>{t[row.word]}</dt>
      <dd className="figure">{text}</dd>
      <Difference row={row} />
    </div>
  );
}

function Difference({ row }: { row: Row }) {
  const { t, lang } = useWords();
  const text = useSteady(() => {
    const [value, against] = valuesNow(row);
    if (!Number.isFinite(value)) return NO_VALUE;
    if (!Number.isFinite(against)) return `${t.computing}…`;
    const difference = row.difference(lang, value, against);
    return SHOWS.test(difference) ? difference : t.same;
  });
  const isMore = useSteady(() => {
    const [value, against] = valuesNow(row);
    return value > against;
  });
  if (row.wanted === null || !SHOWS.test(text)) return <dd className="delta quiet">{text}</dd>;
  const good = isMore === (row.wanted === 'more');
  return (
    <dd className={`delta ${good ? 'good' : 'bad'}`}>
      <span aria-hidden="true">{good ? '▲' : '▼'}</span> {text}
      <span className="sr-only">, {good ? t.better : t.worse}</span>
    </dd>
  );
}
