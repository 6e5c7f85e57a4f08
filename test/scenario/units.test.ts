/** T1: durations and dates of files become seconds and milliseconds, or nothing. */
import { expect, test } from 'vitest';
import { dateMs, durationS, formatDuration } from '../../workers/scenario/units.ts';

test.each([
  ['90s', 90],
  ['5m', 300],
  ['2h', 7200],
  ['7d', 604800],
  ['1w', 604800],
  ['1h30m', 5400],
  ['0.5h', 1800],
  ['250ms', 0.25],
  [0, 0],
  [12.5, 12.5],
])('%j is %d s', (input, seconds) => {
  expect(durationS(input)).toBe(seconds);
});

test.each([
  ['-1s'],
  [-1],
  [NaN],
  [Infinity],
  [''],
  ['5'],
  ['5 m'],
  ['m'],
  ['1e3s'],
  ['7D'],
  [null],
  [[]],
  [`${'9'.repeat(99)}w`.repeat(9)],
])('%j is no duration', (input) => {
  expect(durationS(input)).toBeNull();
});

test('dates are UTC unless they say otherwise', () => {
  expect(dateMs('2026-01-05')).toBe(Date.UTC(2026, 0, 5));
  expect(dateMs('2026-01-05T08:30:00Z')).toBe(Date.UTC(2026, 0, 5, 8, 30));
  expect(dateMs('2026-01-05T08:00:00+08:00')).toBe(Date.UTC(2026, 0, 5));
  for (const wrong of ['2026-01-05T08:30:00', '2026-02-30', '2026-13-01', '5 Jan 2026', '', 5])
    expect(dateMs(wrong)).toBeNull();
});

test('a duration is told in its largest whole unit', () => {
  expect([604800, 5400, 90, 7200, 0, 0.5].map(formatDuration)).toEqual([
    '7d',
    '90m',
    '90s',
    '2h',
    '0s',
    '0.5s',
  ]);
});
