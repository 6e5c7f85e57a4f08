/**
 * Which accelerators of a pool each gang holds. The engine knows how many, not which: places are
 * given so that a gang stands together and keeps its places while it runs. A gang new to the pool
 * takes the smallest gap that holds all of it, or else the largest gaps there are; a growing one goes on
 * where it ends if it can. Same gangs in the same order, same places.
 */

/** Places from..to-1 of a pool held by gang `gang` (a job's number); in order of place, none overlap. */
export type Span = { from: number; to: number; gang: number };

/**
 * @param before the spans so far; empty at first
 * @param gangs job -> accelerators held, in order of job
 * @param places there are places 0..places-1
 */
export function assign(before: readonly Span[], gangs: ReadonlyMap<number, number>, places: number): Span[] {
  const missing = new Map(gangs);
  const spans: Span[] = [];
  for (const { from, to, gang } of before) {
    const wanted = missing.get(gang) ?? 0;
    const end = Math.min(to, places, from + wanted);
    if (end <= from) continue;
    spans.push({ from, to: end, gang });
    missing.set(gang, wanted - (end - from));
  }
  let gaps = gapsBetween(spans, places);
  for (const [gang, wanted] of missing) {
    let left = wanted;
    if (left <= 0) continue;
    const ends = new Set(spans.filter((span) => span.gang === gang).map((span) => span.to));
    while (left > 0 && gaps.length > 0) {
      const gap = gaps.find(({ from }) => ends.has(from)) ?? bestGap(gaps, left);
      const taken = Math.min(left, gap.to - gap.from);
      spans.push({ from: gap.from, to: gap.from + taken, gang });
      ends.clear();
      gap.from += taken;
      left -= taken;
      gaps = gaps.filter(({ from, to }) => to > from);
    }
  }
  return joined(spans.sort((a, b) => a.from - b.from));
}

type Gap = { from: number; to: number };

function gapsBetween(spans: readonly Span[], places: number): Gap[] {
  const gaps: Gap[] = [];
  let at = 0;
  for (const { from, to } of spans) {
    if (from > at) gaps.push({ from: at, to: from });
    at = to;
  }
  if (places > at) gaps.push({ from: at, to: places });
  return gaps;
}

/** The smallest that holds `wanted`, else the largest; of equals the first. */
function bestGap(gaps: Gap[], wanted: number): Gap {
  let best = gaps[0]!;
  for (const gap of gaps) {
    const [size, bestSize] = [gap.to - gap.from, best.to - best.from];
    const fits = size >= wanted;
    const bestFits = bestSize >= wanted;
    if (fits !== bestFits ? fits : fits ? size < bestSize : size > bestSize) best = gap;
  }
  return best;
}

function joined(spans: Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && last.gang === span.gang && last.to === span.from) last.to = span.to;
    else out.push(span);
  }
  return out;
}
