/** Spearman's rank correlation: how surely one thing rises with another, whatever the shape. */

/**
 * @param x, y of equal length; pairs that are not finite are left out
 * @returns -1 to 1; NaN where either does not vary
 */
export function rankCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const pairs = Array.from(x, (_, i) => i).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  const a = ranks(pairs.map((i) => x[i]));
  const b = ranks(pairs.map((i) => y[i]));
  const mean = (pairs.length + 1) / 2;
  let both = 0;
  let ofA = 0;
  let ofB = 0;
  for (let i = 0; i < pairs.length; i++) {
    both += (a[i] - mean) * (b[i] - mean);
    ofA += (a[i] - mean) * (a[i] - mean);
    ofB += (b[i] - mean) * (b[i] - mean);
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : NaN;
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: number[]): Float64Array {
  const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
