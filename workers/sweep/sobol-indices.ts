/**
 * Sobol indices: which share of an answer's variance a factor makes, by itself and with all it acts together with.
 * For draws of method `saltelli`: blocks of `count` runs, A, B, then for each factor A with that column of B.
 */
export type SobolIndex = {
  /** By itself (Saltelli 2010, table 2 b). */
  first: number;
  /** With all its interactions (Jansen 1999). */
  total: number;
};

/**
 * @param values of all points, in their order; rows of which one is not finite are left out
 * @param count draws asked for
 * @param factors dimensions
 * @throws RangeError for another number of values
 */
export function sobolIndices(values: ArrayLike<number>, count: number, factors: number): SobolIndex[] {
  if (values.length !== count * (factors + 2))
    throw new RangeError(`${values.length} values for ${count} draws of ${factors} factors`);
  const rows = Array.from({ length: count }, (_, i) => i).filter((i) =>
    Array.from({ length: factors + 2 }, (_, block) => values[block * count + i]).every(Number.isFinite),
  );
  const both = rows.flatMap((i) => [values[i], values[count + i]]);
  const mean = both.reduce((sum, value) => sum + value, 0) / both.length;
  const variance = both.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / both.length;
  return Array.from({ length: factors }, (_, factor) => {
    let first = 0;
    let total = 0;
    for (const i of rows) {
      const [a, b, mixed] = [values[i], values[count + i], values[(factor + 2) * count + i]];
      first += (b - mean) * (mixed - a);
      total += (a - mixed) * (a - mixed);
    }
    const of = rows.length * variance;
    return { first: first / of, total: total / (2 * of) };
  });
}
