/** Values of metrics by their unit, as people read them, and the difference of two of them. */
import { METRICS, type MetricKey, type MetricUnit } from '../../workers/engine/metrics.ts';
import type { Lang } from '../sim/store.ts';
import {
  formatCount,
  formatDuration,
  formatMass,
  formatPoints,
  formatRatio,
  formatShare,
  formatSi,
  formatUsd,
  NO_VALUE,
  signed,
} from './format.ts';

const UNITS = new Map<MetricKey, MetricUnit>(METRICS.map(({ key, unit }) => [key, unit]));
const J_PER_WH = 3600;

export function formatMetric(lang: Lang, key: MetricKey, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  switch (UNITS.get(key)!) {
    case 'share':
      return formatShare(lang, value, 1);
    case 'jobs':
    case 'accelerators':
    case 'flows':
      return formatCount(lang, value);
    case 's':
      return formatDuration(lang, value);
    case 'g':
    case 'g/PFLOP-day':
      return formatMass(lang, value);
    case 'USD':
    case 'USD/PFLOP-day':
    case 'USD/M tokens':
      return formatUsd(lang, value);
    case 'ratio':
      return formatRatio(lang, value);
    case 'J':
      return formatSi(lang, value / J_PER_WH, 'Wh');
    case 'bit/s':
      return formatSi(lang, value, 'b/s');
    case 'bytes':
      return formatSi(lang, value, 'B');
    case '1/s':
      return formatSi(lang, value, '/s');
    case 'requests':
    case 'tokens':
      return formatSi(lang, value, '').trimEnd();
    case 'FLOP/s':
    case 'FLOP':
    case 'W':
    case 'L':
    case 'L/h':
      return formatSi(lang, value, UNITS.get(key)!);
  }
}

/** With its sign; of shares in percentage points. */
export function formatMetricDifference(lang: Lang, key: MetricKey, difference: number): string {
  if (UNITS.get(key) === 'share') return formatPoints(lang, difference);
  return signed(formatMetric(lang, key, difference), difference);
}
