/**
 * Numbers, units and dates as people read them, by language. In: SI values. Out: short text, with
 * a no-break space before the unit, a narrow one before %; an en dash where there is no number.
 */
import type { Lang } from '../sim/store.ts';

const NARROW = '\u202f';
const SPACE = '\u00a0';
const MINUS = '\u2212';
export const NO_VALUE = '\u2013';

const LOCALES: Record<Lang, string> = { en: 'en-GB', zh: 'zh-CN' };
const DURATION_UNITS: Record<Lang, [s: string, min: string, h: string, d: string]> = {
  en: ['s', 'min', 'h', 'd'],
  zh: ['秒', '分钟', '小时', '天'],
};
const POINTS: Record<Lang, string> = { en: 'pt', zh: '百分点' };

const PREFIXES: [factor: number, prefix: string][] = [
  [1e24, 'Y'],
  [1e21, 'Z'],
  [1e18, 'E'],
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(LOCALES[lang], options)));
  return format;
}

/** Two significant digits below ten, whole numbers above: 1.2, 12, 612. */
function short(lang: Lang, value: number): string {
  const size = Math.abs(value);
  const digits = size >= 9.95 || size === 0 ? 0 : size >= 0.995 ? 1 : 2;
  const text = numberFormat(lang, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    value,
  );
  return text.replace('-', MINUS);
}

export function formatCount(lang: Lang, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  return numberFormat(lang, { maximumFractionDigits: 0 }).format(value).replace('-', MINUS);
}

/** As it is given: up to three digits behind the point. */
export function formatNumber(lang: Lang, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  return numberFormat(lang, { maximumFractionDigits: 3 }).format(value).replace('-', MINUS);
}

/** Of any size, to three digits: scores. */
export function formatScore(lang: Lang, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  return numberFormat(lang, { maximumSignificantDigits: 3 }).format(value).replace('-', MINUS);
}

/** A share of 1 as per cent; `digits` behind the point. */
export function formatShare(lang: Lang, share: number, digits = 0): string {
  if (!Number.isFinite(share)) return NO_VALUE;
  const text = numberFormat(lang, {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(share * 100);
  return `${text.replace('-', MINUS)}${NARROW}%`;
}

export function formatDuration(lang: Lang, seconds: number): string {
  if (!Number.isFinite(seconds)) return NO_VALUE;
  const [s, min, h, d] = DURATION_UNITS[lang];
  const size = Math.abs(seconds);
  if (size > 0 && size < 0.0995)
    return `${short(lang, seconds * 1000)}${SPACE}${lang === 'en' ? 'ms' : '毫秒'}`;
  if (size < 99.5) return `${short(lang, seconds)}${SPACE}${s}`;
  if (size < 99.5 * 60) return `${short(lang, seconds / 60)}${SPACE}${min}`;
  if (size < 72 * 3600) return `${short(lang, seconds / 3600)}${SPACE}${h}`;
  return `${short(lang, seconds / 86400)}${SPACE}${d}`;
}

/** A mean wait: below a second it says only that hardly any job waits. */
export function formatWait(lang: Lang, seconds: number): string {
  if (seconds >= 0 && seconds < 1)
    return lang === 'zh' ? `不到${SPACE}1${SPACE}秒` : `under${SPACE}1${SPACE}s`;
  return formatDuration(lang, seconds);
}

/** 1.2 GW, 612 MW, 1.6 Tb/s. */
export function formatSi(lang: Lang, value: number, unit: string): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  const [factor, prefix] = PREFIXES.find(([least]) => size >= least * 0.9995) ?? [1, ''];
  return `${short(lang, value / factor)}${SPACE}${prefix}${unit}`;
}

/** Grams as g, kg, t, kt. */
export function formatMass(lang: Lang, grams: number): string {
  const size = Math.abs(grams);
  if (size >= 1e9) return formatSi(lang, grams / 1e6, 't');
  if (size >= 1e6) return `${short(lang, grams / 1e6)}${SPACE}t`;
  if (size >= 1e3) return `${short(lang, grams / 1e3)}${SPACE}kg`;
  return formatSi(lang, grams, 'g');
}

export function formatUsd(lang: Lang, usd: number): string {
  if (!Number.isFinite(usd)) return NO_VALUE;
  return numberFormat(lang, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumSignificantDigits: 3,
  })
    .format(usd)
    .replace('-', MINUS);
}

/** A quotient, as of a PUE: 1.18. */
export function formatRatio(lang: Lang, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const digits = { maximumFractionDigits: 3, minimumFractionDigits: 2 };
  return numberFormat(lang, digits).format(value).replace('-', MINUS);
}

/** Puts the sign in front, plus included: a difference. */
export function signed(text: string, value: number): string {
  return value > 0 && text !== NO_VALUE ? `+${text}` : text;
}

/** Difference of two shares in percentage points. */
export function formatPoints(lang: Lang, difference: number): string {
  if (!Number.isFinite(difference)) return NO_VALUE;
  const size = Math.abs(difference * 100);
  const digits = size >= 0.05 && size < 9.95 ? 1 : 0;
  const text = numberFormat(lang, { maximumFractionDigits: digits }).format(difference * 100);
  return signed(`${text.replace('-', MINUS)}${SPACE}${POINTS[lang]}`, Math.round(size * 10) ? difference : 0);
}

/** Where the clock on the wall hangs: the offset most of the metros share. */
export type Zone = { offsetH: number; name: Record<Lang, string> };

const NAMED_ZONES: Record<number, Record<Lang, string>> = {
  8: { en: 'Beijing', zh: '北京时间' },
  0: { en: 'UTC', zh: '协调世界时' },
};

export function commonZone(offsetsH: readonly number[]): Zone {
  const counts = new Map<number, number>();
  for (const offset of offsetsH) counts.set(offset, (counts.get(offset) ?? 0) + 1);
  const [most, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  const offsetH = count * 2 > offsetsH.length && NAMED_ZONES[most] ? most : 0;
  return { offsetH, name: NAMED_ZONES[offsetH]! };
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function inZone(lang: Lang, ms: number, zone: Zone, options: Intl.DateTimeFormatOptions): string {
  const key = lang + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[lang], { ...options, timeZone: 'UTC' });
    dateFormats.set(key, format);
  }
  return format.format(ms + zone.offsetH * 3_600_000);
}

/** Tuesday 6 Jan 2026, 14:35 Beijing. */
export function formatMoment(lang: Lang, ms: number, zone: Zone): string {
  const day = inZone(lang, ms, zone, {
    weekday: lang === 'zh' ? 'short' : 'long',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const time = inZone(lang, ms, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return lang === 'zh'
    ? `${day} ${time} ${zone.name.zh}`
    : `${day.replace(',', '')}, ${time} ${zone.name.en}`;
}

/** Mon 5, 14:35. */
export function formatInstant(lang: Lang, ms: number, zone: Zone): string {
  const time = inZone(lang, ms, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${formatDay(lang, ms, zone)}${lang === 'zh' ? ' ' : ', '}${time}`;
}

/** Mon 5. */
export function formatDay(lang: Lang, ms: number, zone: Zone): string {
  if (lang === 'zh') return inZone(lang, ms, zone, { day: 'numeric', weekday: 'short' });
  const weekday = inZone(lang, ms, zone, { weekday: 'short' });
  return `${weekday} ${inZone(lang, ms, zone, { day: 'numeric' })}`;
}

/** 5 Jan 2026. */
export function formatFullDate(lang: Lang, ms: number, zone: Zone): string {
  return inZone(lang, ms, zone, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** 5 Jan. */
export function formatDate(lang: Lang, ms: number, zone: Zone): string {
  return inZone(lang, ms, zone, { day: 'numeric', month: 'short' });
}

/** Jan 2026. */
export function formatMonth(lang: Lang, ms: number, zone: Zone): string {
  return inZone(lang, ms, zone, { month: 'short', year: 'numeric' });
}

/** 2026. */
export function formatYear(lang: Lang, ms: number, zone: Zone): string {
  return inZone(lang, ms, zone, { year: 'numeric' });
}

/** Makes the formats of dates before they are needed: each takes the browser several milliseconds. */
export function prepareDates(lang: Lang): void {
  const zone = commonZone([0]);
  for (const format of [formatMoment, formatDay, formatDate, formatMonth, formatYear]) format(lang, 0, zone);
}
