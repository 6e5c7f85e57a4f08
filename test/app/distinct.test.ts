/** Words along an axis: none twice in a row. */
import { expect, it } from 'vitest';
import { distinct } from '../../src/charts/distinct.ts';

it('leaves words alone that differ, and of those that do not every other, or every fourth', () => {
  expect(distinct(['0', '1', '2'])).toEqual(['0', '1', '2']);
  // Steps of 0.05 in words of 0.1.
  expect(distinct(['0.0', '0.1', '0.1', '0.2', '0.2'])).toEqual(['0.0', '', '0.1', '', '0.2']);
  expect(distinct(['0', '0', '1', '1', '1', '1', '2', '2', '2'])).toEqual([
    '0',
    '',
    '',
    '',
    '1',
    '',
    '',
    '',
    '2',
  ]);
  expect(distinct(['0', '0'])).toEqual(['0', '0']);
});
