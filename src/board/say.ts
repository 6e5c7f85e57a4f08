/** Names of dimensions and their values, as people read them. */
import type { Bin, Dimension } from '../../workers/host/board/protocol.ts';
import { NO_VALUE, formatNumber } from '../i18n/format.ts';
import { formatMetric } from '../i18n/metric-format.ts';
import { metricName } from '../i18n/metric-names.ts';
import type { Lang } from '../sim/store.ts';

/** An axis goes by the name the sweep gives it. */
export function nameOf({ name, metric }: Dimension, lang: Lang): string {
  return metric ? metricName(lang, metric) : name.replace(/^axis\./, '');
}

export function valueText({ metric, labels }: Dimension, value: number, lang: Lang): string {
  if (Number.isNaN(value)) return NO_VALUE;
  if (labels) return labels[Math.min(labels.length - 1, Math.max(0, Math.round(value)))]!;
  return metric ? formatMetric(lang, metric, value) : formatNumber(lang, value);
}

export function binText(dimension: Dimension, { from, to }: Bin, lang: Lang): string {
  const first = valueText(dimension, from, lang);
  return from === to ? first : `${first} – ${valueText(dimension, to, lang)}`;
}
