/** Values at times -> values of equal steps: order, ties, gaps. */
import { note, type Report } from './report.ts';

const DAY_S = 86400;

/** A step that shows what a stretch of time has to show. */
export function stepFor(spanS: number): number {
  if (spanS <= 6 * 3600) return 60;
  return spanS <= 60 * DAY_S ? 300 : 3600;
}

export type Points = { times: number[]; values: number[] };

/** In order of time; of several at one time the mean, as where clocks are set back. */
export function ordered(points: Points, report: Report): Points {
  const order = points.times.map((_, i) => i).sort((i, j) => points.times[i] - points.times[j] || i - j);
  const moved = order.filter((from, to) => from !== to).length;
  const sorted: Points = { times: [], values: [] };
  let tied = 1;
  let ties = 0;
  for (const i of order) {
    const last = sorted.times.length - 1;
    if (last >= 0 && sorted.times[last] === points.times[i]) {
      tied++;
      ties++;
      sorted.values[last] += (points.values[i] - sorted.values[last]) / tied;
      continue;
    }
    tied = 1;
    sorted.times.push(points.times[i]);
    sorted.values.push(points.values[i]);
  }
  if (moved > 0)
    note(report, { en: 'rows were not in order of time: sorted', zh: '各行未按时间排列：已排序' });
  if (ties > 0)
    note(report, {
      en: `${ties} rows at the time of another: their mean is taken`,
      zh: `${ties} 行与他行时间相同：取平均值`,
    });
  return sorted;
}

/** The step most rows are apart. */
export function commonStep(times: number[]): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < times.length; i++) {
    const step = Math.round(times[i] - times[i - 1]);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = 0;
  for (const [step, count] of counts) if (count > (counts.get(best) ?? 0)) best = step;
  return best;
}

/** Means over steps of values that hold until the next; the last one holds as long as the common step. */
export function meansOver({ times, values }: Points, stepS: number): number[] {
  const end = times[times.length - 1] + (commonStep(times) || stepS) - times[0];
  const means = Array.from({ length: Math.max(1, Math.ceil(end / stepS)) }, () => 0);
  const covered = means.map(() => 0);
  for (let i = 0; i < times.length; i++) {
    const from = times[i] - times[0];
    const to = i + 1 < times.length ? times[i + 1] - times[0] : end;
    for (let step = Math.floor(from / stepS); step < means.length && step * stepS < to; step++) {
      const part = Math.min(to, (step + 1) * stepS) - Math.max(from, step * stepS);
      means[step] += values[i] * part;
      covered[step] += part;
    }
  }
  return means.map((sum, i) => (covered[i] > 0 ? sum / covered[i] : 0));
}
