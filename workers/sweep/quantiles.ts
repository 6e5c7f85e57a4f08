/** Quantiles of finished runs: what a band is made of. */

/**
 * @param values in any order; those that are not finite are left out
 * @param shares each 0 to 1
 * @returns by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996); NaN of no values
 */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  return shares.map((share) => {
    if (sorted.length === 0) return NaN;
    const at = share * (sorted.length - 1);
    const low = Math.floor(at);
    const high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  });
}
