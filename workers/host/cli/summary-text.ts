/** A summary for people: one line a metric, in units that read well. */
import { METRICS, type MetricUnit } from '../../engine/metrics.ts';
import { formatDuration } from '../../scenario/units.ts';
import type { Summary } from './run-scenario.ts';

const PREFIXES: [factor: number, prefix: string][] = [
  [1e18, 'E'],
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Units whose name does not go behind a prefix. */
const UNIT_SIGNS: Partial<Record<MetricUnit, string>> = { bytes: 'B', '1/s': '/s' };

export function summaryText(summary: Summary): string {
  const width = Math.max(...METRICS.map(({ label }) => label.length));
  const lines = METRICS.map(
    ({ key, label, unit }) => `  ${label.padEnd(width)}  ${formatValue(summary.metrics[key], unit)}`,
  );
  const linked = summary.linked ? 'linked' : 'islands';
  return [
    `${summary.scenario}, ${linked}, seed ${summary.seed}, to ${formatDuration(summary.until)}`,
    ...lines,
    `ran in ${summary.wallS.toFixed(2)} s`,
    `state hash ${summary.hash}`,
    '',
  ].join('\n');
}

/** A value in a unit that reads well. */
export function formatValue(value: number, unit: MetricUnit): string {
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`;
  if (unit === 's') return value >= 120 ? `${digits(value / 60)} min` : `${digits(value)} s`;
  if (unit === 'jobs' || unit === 'flows' || unit === 'accelerators' || unit === 'requests')
    return `${digits(value)} ${unit}`;
  if (unit === 'ratio') return digits(value);
  if (unit === 'USD' || unit === 'USD/M tokens' || unit.includes('PFLOP')) return `${digits(value)} ${unit}`;
  const [factor, prefix] = PREFIXES.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return `${digits(value / factor)} ${prefix}${UNIT_SIGNS[unit] ?? unit}`;
}

/** Four significant digits, but never fewer than the whole number has. */
function digits(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1e4) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
