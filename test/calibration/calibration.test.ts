/** The facts stay as near to what others measured and published as they are now. */
import { describe, expect, it } from 'vitest';
import { calibrate, holds, median, ratio, worst, type Pair } from '../../workers/host/calibrate/calibrate.ts';
import { RTT_FACTOR } from '../../workers/host/calibrate/round-trips.ts';
import { readData } from '../host/facts/shipped.ts';

const groups = await calibrate(readData);
const pair = (name: string, ours: number): Pair => ({ name, theirs: 1, ours });

describe.each(groups)('$title', ({ pairs, band }) => {
  it('has pairs, each with two figures', () => {
    expect(pairs.length).toBeGreaterThan(5);
    for (const { name, theirs, ours } of pairs) {
      expect(theirs, name).toBeGreaterThan(0);
      expect(ours, name).toBeGreaterThan(0);
    }
  });

  it('has its median in the stated band', () => {
    expect(median(pairs)).toBeGreaterThanOrEqual(band[0]);
    expect(median(pairs)).toBeLessThanOrEqual(band[1]);
  });

  it('names why, where a row is off its band by a factor of two', () => {
    for (const one of pairs) {
      if (ratio(one) < band[0] / 2 || ratio(one) > band[1] * 2) expect(one.reason, one.name).toMatch(/\S{3}/);
    }
  });
});

describe('calibration', () => {
  it('covers delays, power and compute', () => {
    expect(groups.map(({ unit }) => unit)).toEqual(expect.arrayContaining(['ms', 'MW', 'EFLOP/s']));
    expect(groups[0]!.pairs).toHaveLength(45);
  });

  it('keeps every hub pair within the 20 ms of the national plan', () => {
    const target = groups.find(({ title }) => title.includes('against the target'))!;
    expect(target.pairs).toHaveLength(45);
    for (const one of target.pairs) expect(one.ours, one.name).toBeLessThanOrEqual(20);
  });

  it('applies the factor that the README of the facts states', async () => {
    expect(await readData('README.md')).toContain(`factor of ${RTT_FACTOR}`);
  });

  it('takes the middle ratio, and the furthest one up or down', () => {
    const pairs = [pair('a', 0.25), pair('b', 1), pair('c', 3), pair('d', 2)];
    expect(median(pairs)).toBe(1.5);
    expect(median(pairs.slice(0, 3))).toBe(1);
    expect(worst(pairs).name).toBe('a');
  });

  it('tells a group that has left its band', () => {
    const group = { ...groups[0]!, pairs: [pair('a', 9)] };
    expect(holds(group)).toBe(false);
    expect(holds({ ...group, pairs: [] })).toBe(false);
  });
});
