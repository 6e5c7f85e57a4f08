/** One clock for what several files say: when the run begins, how long it is, how often it is looked at. */
import { isDate } from './cells.ts';
import { START_MS } from './assumed.ts';
import type { Phrase } from './report.ts';

const HOUR_S = 3600;

/** A stretch of time that a file speaks of, in its own seconds. */
export type Stretch = { fromS: number; toS: number };

export type Clock = { startMs: number; durationS: number; offsetsS: number[]; notes: Phrase[] };

/**
 * The first stretch with a date sets the start, on the hour; another that does not meet the run begins
 * with it. `offsetsS` is what to add to the times of each.
 */
export function clockOf(stretches: Stretch[], leastS: number): Clock {
  const notes: Phrase[] = [];
  const dated = stretches.find(({ fromS }) => isDate(fromS));
  const startS = dated ? Math.floor(dated.fromS / HOUR_S) * HOUR_S : START_MS / 1000;
  const endS = dated ? dated.toS : startS;
  if (!dated && stretches.length > 0)
    notes.push({
      en: 'times are without a date: the run begins with the first',
      zh: '时间没有日期：运行自首条起',
    });
  const offsetsS = stretches.map(({ fromS, toS }) => {
    if (!isDate(fromS)) return -fromS;
    if (fromS >= startS && fromS <= Math.max(endS, toS - 1) && fromS <= endS) return -startS;
    notes.push({
      en: 'a file is of another time than the first: it begins with the run',
      zh: '有文件与首个文件不在同一时期：自运行开始处起',
    });
    return -fromS;
  });
  const lastS = stretches.reduce((last, { toS }, i) => Math.max(last, toS + offsetsS[i]), leastS);
  return { startMs: startS * 1000, durationS: Math.ceil(lastS / HOUR_S) * HOUR_S || HOUR_S, offsetsS, notes };
}

export function tickFor(durationS: number): number {
  const day = 86400;
  if (durationS <= day / 2) return 60;
  if (durationS <= 31 * day) return 300;
  if (durationS <= 183 * day) return 1800;
  return durationS <= 800 * day ? HOUR_S : 6 * HOUR_S;
}
