/** Bands, rank correlations and Sobol indices against answers from elsewhere. */
import { expect, test } from 'vitest';
import { drawPoints } from '../../workers/sweep/draws.ts';
import { quantiles } from '../../workers/sweep/quantiles.ts';
import { rankCorrelation } from '../../workers/sweep/rank-correlation.ts';
import { sobolIndices } from '../../workers/sweep/sobol-indices.ts';

test('quantiles as numpy has them by default', () => {
  expect(quantiles([3, 1, 2, 4], [0, 0.25, 0.5, 0.95, 1])).toEqual([1, 1.75, 2.5, expect.closeTo(3.85), 4]);
  expect(quantiles([Infinity, 5, NaN], [0.05, 0.95])).toEqual([5, 5]);
  expect(quantiles([], [0.5])).toEqual([NaN]);
});

test('rank correlation as of a textbook table, with ties, and of curves', () => {
  // IQ and hours of television: Wikipedia, "Spearman's rank correlation coefficient".
  const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
  const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
  expect(rankCorrelation(iq, hours)).toBeCloseTo(-29 / 165, 12);
  expect(rankCorrelation([1, 2, 2, 3], [1, 3, 3, 9])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3], [8, 4, -100])).toBe(-1);
  expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNaN();
});

test("Sobol indices of Ishigami's function, which are known", () => {
  const count = 20_000;
  const { count: points, columns } = drawPoints('saltelli', 1, count, ['x', 'y', 'z']);
  const values = Float64Array.from({ length: points }, (_, i) => {
    const [x, y, z] = columns.map((column) => Math.PI * (2 * column[i] - 1));
    return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
  });
  const indices = sobolIndices(values, count, 3);
  const known = [
    { first: 0.3139, total: 0.5576 },
    { first: 0.4424, total: 0.4424 },
    { first: 0, total: 0.2437 },
  ];
  indices.forEach(({ first, total }, i) => {
    expect(Math.abs(first - known[i].first)).toBeLessThan(0.02);
    expect(Math.abs(total - known[i].total)).toBeLessThan(0.02);
  });
  expect(() => sobolIndices(values, count, 2)).toThrow(RangeError);
});
