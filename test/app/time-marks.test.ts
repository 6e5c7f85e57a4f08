/** Marks on a line of time: few enough to read, at local midnights, dates or months. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeMarks } from '../../src/charts/time-marks.ts';
import { commonZone } from '../../src/i18n/format.ts';

const UTC = commonZone([]);
const BEIJING = commonZone([8]);
const DAY_S = 86_400;
const texts = (
  ...[lang, startMs, days, zone]: [lang: 'en' | 'zh', startMs: number, days: number, zone: typeof UTC]
) => timeMarks(lang, startMs, days * DAY_S, zone).map(({ text }) => text);

it('of a week, its days; of a month, dates; of years, months or years', () => {
  const monday = Date.UTC(2026, 0, 5);
  expect(texts('en', monday, 7, UTC)).toEqual([
    'Mon 5',
    'Tue 6',
    'Wed 7',
    'Thu 8',
    'Fri 9',
    'Sat 10',
    'Sun 11',
  ]);
  expect(texts('en', monday, 30, UTC).slice(0, 3)).toEqual(['5 Jan', '8 Jan', '11 Jan']);
  expect(texts('en', Date.UTC(2025, 0, 1), 2 * 365, UTC).slice(0, 3)).toEqual([
    'Jan 2025',
    'Apr 2025',
    'Jul 2025',
  ]);
  expect(texts('zh', Date.UTC(2025, 0, 1), 2 * 365, UTC)[0]).toBe('2025年1月');
  expect(texts('en', Date.UTC(2024, 0, 1), 9 * 365.25, UTC)).toEqual([
    '2024',
    '2025',
    '2026',
    '2027',
    '2028',
    '2029',
    '2030',
    '2031',
    '2032',
  ]);
});

it('local midnight is 16:00 UTC in Beijing', () => {
  const [first, second] = timeMarks('en', Date.UTC(2026, 0, 5), 7 * DAY_S, BEIJING);
  expect(first!.atS).toBe(0);
  expect(second!.atS).toBe(16 * 3600);
});

it('are at most a dozen, in order, on the line, and no two alike beside each other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.double({ min: 1, max: 36_500, noNaN: true }),
      fc.constantFrom(UTC, BEIJING),
      (startMs, days, zone) => {
        const marks = timeMarks('en', startMs, days * DAY_S, zone);
        expect(marks.length).toBeLessThanOrEqual(12);
        marks.forEach((mark, i) => {
          expect(mark.atS).toBeGreaterThanOrEqual(0);
          expect(mark.atS).toBeLessThan(days * DAY_S);
          if (i > 0) expect(mark.atS).toBeGreaterThan(marks[i - 1]!.atS);
          if (i > 0) expect(mark.text).not.toBe(marks[i - 1]!.text);
        });
      },
    ),
  );
});
