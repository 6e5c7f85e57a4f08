/**
 * Points in the unit cube for axes that are drawn, from the engine's counter-based chance (T5): a point is a
 * function of (seed, name of the dimension, number of the draw), so another dimension shifts none, and sweeps
 * of one seed stand on the same draws.
 */
import { STREAM, textKey, uniform } from '../engine/random.ts';
import type { SampleMethod } from './spec.ts';

export type Draws = {
  /** Points; more than were asked for where the method takes more. */
  count: number;
  /** dimension x count, each in (0, 1). */
  columns: Float64Array[];
};

/** Points a method takes for `count` draws of `dimensions`. */
export function pointsOf(method: SampleMethod, count: number, dimensions: number): number {
  return method === 'saltelli' ? count * (dimensions + 2) : count;
}

/**
 * @param names of the dimensions, all different
 * @returns columns in the order of the names. `saltelli`: the rows of A, those of B, then for each dimension A with
 *   that one column of B (Saltelli 2010), for Sobol indices
 */
export function drawPoints(
  method: SampleMethod,
  seed: number,
  count: number,
  names: readonly string[],
): Draws {
  if (method === 'saltelli') return saltelli(seed, count, names);
  const column = method === 'random' ? randomColumn : stratifiedColumn;
  return { count, columns: names.map((name) => column(seed, textKey(name), count)) };
}

function randomColumn(seed: number, key: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => uniform(seed, STREAM.sample, key, i));
}

/** One draw in each of `count` equal strata, in random order: a Latin hypercube's column (McKay, 1979). */
function stratifiedColumn(seed: number, key: number, count: number): Float64Array {
  const order = Float64Array.from({ length: count }, (_, i) => uniform(seed, STREAM.stratum, key, i));
  const rows = Array.from({ length: count }, (_, i) => i).sort((a, b) => order[a] - order[b] || a - b);
  const column = new Float64Array(count);
  rows.forEach((row, stratum) => {
    column[row] = (stratum + uniform(seed, STREAM.sample, key, row)) / count;
  });
  return column;
}

function saltelli(seed: number, count: number, names: readonly string[]): Draws {
  const points = pointsOf('saltelli', count, names.length);
  const columns = names.map((name, dimension) => {
    const a = stratifiedColumn(seed, textKey(name), count);
    const b = stratifiedColumn(seed, textKey(`${name} again`), count);
    const column = new Float64Array(points);
    for (let block = 0; block < names.length + 2; block++)
      column.set(block === 1 || block === dimension + 2 ? b : a, block * count);
    return column;
  });
  return { count: points, columns };
}
