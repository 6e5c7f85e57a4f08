/** A grid's values over the year they were measured in -> from the start of a scenario on. */
import type { EnergyPart } from './parts.ts';
import type { Phrase } from './report.ts';

export type Aligned = { carbon: number[]; price: number[]; note: Phrase | null };

/**
 * Values from `startMs` on, as many as the run has. Where the series is of another time, those of the
 * same month, day and hour of its own years; where it has none of these, those from its beginning.
 */
export function align(part: EnergyPart, startMs: number, durationS: number): Aligned {
  const { fromS, stepS } = part;
  const length = Math.max(part.carbon.length, part.price.length);
  const inside = (atS: number) => atS >= fromS && atS < fromS + length * stepS;
  const startS = startMs / 1000;
  let atS = startS;
  let note: Phrase | null = null;
  if (!inside(atS)) {
    const date = new Date(startMs);
    const year = new Date(fromS * 1000).getUTCFullYear();
    const rest = startS - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) / 1000;
    const same = [year, year + 1]
      .map((one) => Date.UTC(one, date.getUTCMonth(), date.getUTCDate()) / 1000 + rest)
      .find(inside);
    atS = same ?? fromS;
    const from = new Date(atS * 1000).toISOString().slice(0, 10);
    note = {
      en: `the series is of another time than the run: its values from ${from} on are taken`,
      zh: `序列与运行不在同一时期：取其自 ${from} 起的数值`,
    };
  }
  const first = Math.floor((atS - fromS) / stepS);
  const count = Math.ceil(durationS / stepS);
  return {
    carbon: part.carbon.slice(first, first + count),
    price: part.price.slice(first, first + count),
    note,
  };
}

export function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
