/**
 * Durations and dates of scenario files.
 *
 * In: "90s", "5m", "2h", "7d", "1w", "1h30m", a number of seconds; ISO 8601 dates.
 * Out: seconds, and milliseconds since 1970-01-01T00:00Z.
 */

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/** What a duration may look like; parts follow each other, as in "1h30m". */
export const DURATION_PATTERN = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;

/** A date, or a date and a time with its offset: without one it would depend on the reader's clock. */
export const DATE_PATTERN =
  /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Seconds of a duration, or null where it is not one (negative and infinite included). */
export function durationS(input: unknown): number | null {
  if (typeof input === 'number') return Number.isFinite(input) && input >= 0 ? input : null;
  if (typeof input !== 'string' || input.length > 100 || !DURATION_PATTERN.test(input)) return null;
  let sum = 0;
  for (const [, amount, unit] of input.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) {
    sum += Number(amount) * SECONDS[unit];
  }
  return Number.isFinite(sum) ? sum : null;
}

/** Milliseconds since 1970 of an ISO date, taken as UTC where it has no time; null where it is not one. */
export function dateMs(input: unknown): number | null {
  if (typeof input !== 'string' || !DATE_PATTERN.test(input)) return null;
  const [year, month, day] = input.slice(0, 10).split('-').map(Number);
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const ms = Date.parse(input);
  return Number.isNaN(ms) ? null : ms;
}

/** Seconds as the shortest exact duration, for messages: 604800 -> "7d", 5400 -> "90m". */
export function formatDuration(seconds: number): string {
  for (const unit of ['d', 'h', 'm']) {
    if (seconds > 0 && seconds % SECONDS[unit] === 0) return `${seconds / SECONDS[unit]}${unit}`;
  }
  return `${seconds}s`;
}
