/** From a low to a high value, as people write it: 18 to 31 %. */
import type { Lang } from '../sim/store.ts';
import { DICTIONARIES } from './words.ts';

/** A number and its unit. */
const AMOUNT = /^([+\u2212\d.,]+)([\s\u00a0\u202f].*)$/;

/** A unit that both have is said once. */
export function rangeText(lang: Lang, low: string, high: string): string {
  if (low === high) return low;
  const [, number, unit] = AMOUNT.exec(low) ?? [];
  const isSaidOnce = unit !== undefined && AMOUNT.exec(high)?.[2] === unit;
  return DICTIONARIES[lang].bands.range(isSaidOnce ? number! : low, high);
}
