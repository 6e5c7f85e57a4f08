import { describe, expect, test } from 'vitest';
import {
  commonZone,
  formatCount,
  formatDay,
  formatDuration,
  formatMass,
  formatMoment,
  formatPoints,
  formatShare,
  formatSi,
  NO_VALUE,
} from '../../src/i18n/format.ts';

/** Narrow no-break spaces as plain ones, for reading. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');

describe('numbers as people read them', () => {
  test('a share is whole per cents unless asked otherwise', () => {
    expect(plain(formatShare('en', 0.634))).toBe('63 %');
    expect(plain(formatShare('zh', 0.991, 1))).toBe('99.1 %');
  });
  test('a duration takes the unit in which it is short', () => {
    expect(plain(formatDuration('en', 0.042))).toBe('42 ms');
    expect(plain(formatDuration('en', 40))).toBe('40 s');
    expect(plain(formatDuration('en', 660))).toBe('11 min');
    expect(plain(formatDuration('zh', 660))).toBe('11 分钟');
    expect(plain(formatDuration('en', 3.4 * 3600))).toBe('3.4 h');
    expect(plain(formatDuration('en', 5 * 86400))).toBe('5.0 d');
  });
  test('a difference carries a true minus sign', () => {
    expect(plain(formatDuration('en', -600))).toBe('\u221210 min');
    expect(plain(formatPoints('en', 0.25))).toBe('+25 pt');
    expect(plain(formatPoints('en', -0.064))).toBe('\u22126.4 pt');
    expect(plain(formatPoints('en', 0.00001))).toBe('0 pt');
    expect(plain(formatPoints('zh', 0.25))).toBe('+25 百分点');
  });
  test('units take the prefix that leaves a short number', () => {
    expect(plain(formatSi('en', 1.2e9, 'W'))).toBe('1.2 GW');
    expect(plain(formatSi('en', 612e6, 'W'))).toBe('612 MW');
    expect(plain(formatSi('en', 1.6e12, 'b/s'))).toBe('1.6 Tb/s');
    expect(plain(formatSi('en', 0, 'W'))).toBe('0 W');
    expect(plain(formatMass('en', 7900))).toBe('7.9 kg');
  });
  test('no number is a dash, never a made-up one', () => {
    for (const text of [formatShare('en', NaN), formatDuration('zh', NaN), formatCount('en', Infinity)]) {
      expect(text).toBe(NO_VALUE);
    }
  });
});

describe('the clock on the wall', () => {
  const start = Date.UTC(2026, 0, 6, 6, 35);
  test('is the one most metros share', () => {
    expect(commonZone([8, 8, 8, 9]).name.en).toBe('Beijing');
    expect(commonZone([8, 8, -5, -8]).name.en).toBe('UTC');
    expect(commonZone([]).name.en).toBe('UTC');
  });
  test('reads by language', () => {
    expect(formatMoment('en', start, commonZone([8]))).toBe('Tuesday 6 Jan 2026, 14:35 Beijing');
    expect(formatMoment('en', start, commonZone([0]))).toBe('Tuesday 6 Jan 2026, 06:35 UTC');
    expect(formatMoment('zh', start, commonZone([8]))).toContain('14:35 北京时间');
    expect(formatDay('en', start, commonZone([8]))).toBe('Tue 6');
  });
  test('midnight in Beijing belongs to the new day', () => {
    expect(formatDay('en', Date.UTC(2026, 0, 5, 16), commonZone([8]))).toBe('Tue 6');
  });
});
