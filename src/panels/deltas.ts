/** Which figures branches are compared by, which way each is wanted, and how far two are apart. */
import { metricIndex, type MetricKey } from '../../workers/engine/metrics.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatShare, signed } from '../i18n/format.ts';
import { formatMetricDifference } from '../i18n/metric-format.ts';
import { seriesAt, type Series } from '../sim/series.ts';
import type { Lang } from '../sim/store.ts';

/** Traffic and power are means: they are wanted neither way. */
type Wanted = 'more' | 'less' | null;
/** Of the moment, or since the start and so of the whole run already. */
type Span = 'moment' | 'run';

export type DeltaRow = { key: MetricKey; wanted: Wanted; span: Span };
type Group = { word: keyof Dictionary['branches']['groups']; rows: DeltaRow[] };

function rows(span: Span, wanted: Wanted, ...keys: MetricKey[]): DeltaRow[] {
  return keys.map((key) => ({ key, wanted, span }));
}

export const DELTA_GROUPS: Group[] = [
  {
    word: 'work',
    rows: [
      ...rows('moment', 'more', 'utilisation'),
      ...rows('run', 'more', 'utilisationMean'),
      ...rows('moment', 'more', 'trainingUtilisation'),
      ...rows('moment', 'less', 'stagingShare', 'stalledShare', 'queuedJobs', 'queuedAccelerators'),
      ...rows('moment', 'more', 'runningJobs'),
      ...rows('run', 'more', 'doneJobs'),
      ...rows('run', null, 'movedJobs', 'migrations'),
      ...rows('run', 'less', 'failures', 'preemptions', 'waitMeanS', 'waitP50S', 'waitP95S'),
      ...rows('moment', 'more', 'goodputFlops'),
      ...rows('run', 'more', 'usefulFlop'),
      ...rows('run', 'less', 'lostFlop'),
    ],
  },
  {
    word: 'requests',
    rows: [
      ...rows('moment', 'more', 'servedRps'),
      ...rows('moment', 'less', 'shedRps'),
      ...rows('moment', 'more', 'inTime'),
      ...rows('run', 'more', 'inTimeMean'),
      ...rows('moment', 'less', 'latencyS', 'latencyP50S', 'latencyP95S', 'latencyP99S', 'tokenS', 'regret'),
      ...rows('run', 'less', 'regretMean', 'requestsShed'),
      ...rows('run', 'more', 'tokensServed'),
    ],
  },
  {
    word: 'network',
    rows: [
      ...rows('moment', null, 'activeFlows', 'networkRateBps', 'peakLinkLoad'),
      ...rows('run', null, 'bytesMoved'),
    ],
  },
  {
    word: 'energy',
    rows: [
      ...rows('moment', null, 'powerW'),
      ...rows('run', null, 'energyJ', 'gridEnergyJ', 'solarEnergyJ'),
      ...rows('run', 'less', 'curtailedEnergyJ', 'carbonG', 'carbonPerPflopDayG', 'pueMean', 'waterL'),
    ],
  },
  {
    word: 'money',
    rows: [
      ...rows('run', 'less', 'costUsd', 'costPerPflopDayUsd', 'operatingUsd', 'totalCostUsd'),
      ...rows('run', 'less', 'totalCostPerPflopDayUsd', 'costPerMillionTokensUsd'),
    ],
  },
];

/** Which way a figure is wanted; null for neither, and for those not compared by. */
export function wantedOf(key: MetricKey): Wanted {
  return DELTA_GROUPS.flatMap((group) => group.rows).find((row) => row.key === key)?.wanted ?? null;
}

/** A figure at a tick; over the whole run to that tick, the mean of what is of the moment. */
export function figureAt(series: Series, { key, span }: DeltaRow, tick: number, wholeRun: boolean): number {
  if (!wholeRun || span === 'run') return seriesAt(series, key, tick);
  if (tick >= series.count) return NaN;
  const column = series.columns[metricIndex(key)]!;
  let sum = 0;
  for (let at = 0; at <= tick; at++) sum += column[at]!;
  return sum / (tick + 1);
}

/** A share of the base's amount: less than this is the same for all a person can tell. */
const NOT_WORTH_NAMING = 5e-5;

export type Delta = {
  absolute: string;
  /** Against the base's amount; none where that is 0, or too small to write. */
  relative: string | null;
  verdict: 'better' | 'worse' | 'same' | 'differs';
};

/** How `value` differs from that of the base; null while either is not there. */
export function deltaOf(lang: Lang, { key, wanted }: DeltaRow, value: number, base: number): Delta | null {
  if (!Number.isFinite(value) || !Number.isFinite(base)) return null;
  const difference = value - base;
  const share = base !== 0 ? difference / Math.abs(base) : NaN;
  const absolute = formatMetricDifference(lang, key, difference);
  if (Math.abs(share) < NOT_WORTH_NAMING || !/[1-9]/.test(absolute)) {
    return { absolute, relative: null, verdict: 'same' };
  }
  const relative = formatShare(lang, share, Math.abs(share) < 0.0995 ? 1 : 0);
  return {
    absolute,
    relative: /[1-9]/.test(relative) ? signed(relative, share) : null,
    verdict: wanted === null ? 'differs' : difference > 0 === (wanted === 'more') ? 'better' : 'worse',
  };
}
