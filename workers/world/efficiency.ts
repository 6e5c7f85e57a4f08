/** Algorithms that get better (P5). */
import { power } from '../engine/math.ts';

const YEAR_S = 365.25 * 86400;

/** Work that something takes at a time, over what it took before its algorithms got better. */
export function workShare(perYear: number, fromS: number, atS: number): number {
  return perYear === 1 || atS <= fromS ? 1 : power(perYear, (fromS - atS) / YEAR_S);
}
