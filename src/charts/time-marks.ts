/**
 * Where a line of time is marked, and what stands there: local midnights of a week, dates of a season,
 * months or years of what is longer.
 */
import { formatDate, formatDay, formatMonth, formatYear, type Zone } from '../i18n/format.ts';
import type { Lang } from '../sim/store.ts';

export type TimeMark = { atS: number; text: string };

const DAY_S = 86_400;
const MOST = 10;
/** Above so many days, the day of the week says little; above so many, a day does. */
const WEEKS_D = 10;
const SEASON_D = 100;
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
/** A first mark before the first midnight is named where there is this share of the line for it. */
const NAME_ROOM = 0.07;

/** @param startMs of the line, in UTC */
export function timeMarks(lang: Lang, startMs: number, durationS: number, zone: Zone): TimeMark[] {
  const days = durationS / DAY_S;
  if (days > SEASON_D) return monthMarks(lang, startMs, durationS, zone);
  const name = days > WEEKS_D ? formatDate : formatDay;
  // In whole milliseconds: a midnight that is missed by rounding has the name of the day before.
  const intoDayMs = (startMs + zone.offsetH * 3_600_000) % (1000 * DAY_S);
  const every = Math.max(1, Math.ceil(days / MOST)) * DAY_S;
  const marks: TimeMark[] = [];
  for (let dayMs = -intoDayMs; dayMs < durationS * 970; dayMs += every * 1000) {
    const atMs = Math.max(0, dayMs);
    if (dayMs < 0 && dayMs / 1000 + every <= durationS * NAME_ROOM) continue;
    marks.push({ atS: atMs / 1000, text: name(lang, startMs + atMs, zone) });
  }
  return marks;
}

/** The first of January and of every so many months after it. */
function monthMarks(lang: Lang, startMs: number, durationS: number, zone: Zone): TimeMark[] {
  const months = durationS / (30.44 * DAY_S);
  const every = MONTHS.find((step) => months / step <= MOST) ?? MONTHS.at(-1)!;
  const name = every < 12 ? formatMonth : formatYear;
  const year = new Date(startMs + zone.offsetH * 3_600_000).getUTCFullYear();
  const marks: TimeMark[] = [];
  for (let month = 0; ; month += every) {
    const ms = Date.UTC(year, month, 1) - zone.offsetH * 3_600_000;
    const atS = (ms - startMs) / 1000;
    if (atS >= durationS * 0.97) return marks;
    if (atS >= 0) marks.push({ atS, text: name(lang, ms, zone) });
  }
}
