/**
 * A percentile of a mixture of times to first token (I4): where the requests a second that come later
 * fall below a number. What comes later never grows with time, so the search keeps a time that is surely
 * too early and one that is surely not, and asks only between them. How it gets there, from what was found
 * last or from scratch, changes how often it asks, never the answer.
 */
import { exponentials } from '../math.ts';
import type { Run } from '../run.ts';
import { SEARCH } from './router-scratch.ts';

/** Percentiles are found to this many seconds. */
export const PRECISION_S = 1e-9;

/** Within this many seconds few answers begin, so that it pays to look for them. */
const COARSE_S = 1e-4;

/** Sums of fewer than 10^4 terms are surely on the side of a number on which they seem to be this far, relatively. */
const SURE = 1e-11;

/** So small a share of what is looked for, of each of these terms, does not change what is sure. */
const NOTHING = 1e-16;

/** After as many mean waits, fewer than one of 10^19 still wait. */
const LONG = 45;

/**
 * Writes to out[at] the least of the times that halving, from the last at which somebody has not waited at
 * all upwards, comes to, at which no more than search[late] come later.
 * @param from the mixture: terms from..to
 * @param seen where in `last` it finds what was found before, and leaves what it finds
 */
export function findPercentile(
  run: Run,
  from: number,
  to: number,
  seen: number,
  out: Float64Array,
  at: number,
): void {
  const { search, last } = run.router.terms;
  let low = 0;
  let high = search[SEARCH.lastS];
  let step = search[SEARCH.stepS];
  search[SEARCH.enough] = Infinity;
  openAll(run, from, to);
  reachOut(run, from, to, seen);
  if (search[SEARCH.enough] < Infinity) narrow(run);
  for (let bracketed = false; !bracketed || high - low > PRECISION_S;) {
    const tried = bracketed ? (low + high) / 2 : high;
    if (bracketed && (tried <= low || tried >= high)) break;
    let early = tried <= search[SEARCH.early];
    if (!early && tried < search[SEARCH.enough]) {
      search[SEARCH.tried] = tried;
      probe(run);
      early = search[SEARCH.early] === tried;
      if (!early && search[SEARCH.enough] !== tried) {
        // Too close to be sure: the whole sum decides, in its own order.
        openAll(run, from, to);
        probe(run);
        early = search[SEARCH.later] > search[SEARCH.late];
      }
    }
    if (early) {
      low = tried;
      if (bracketed) continue;
      high += step;
      step *= 2;
    } else {
      high = tried;
      if (!bracketed && search[SEARCH.enough] < Infinity) narrow(run);
      bracketed = true;
    }
  }
  last[seen + 1] = Math.abs(high - last[seen]);
  last[seen] = high;
  out[at] = high;
}

/**
 * From what was found last, goes as far as its slope says, then further, to where it is bracketed. It begins with
 * those terms alone of which not the same is to come wherever the first steps may lead.
 */
function reachOut(run: Run, from: number, to: number, seen: number): void {
  const { search, last } = run.router.terms;
  const known = last[seen];
  let far = Math.max(4 * PRECISION_S, Math.min(known / 100, 1.5 * last[seen + 1]));
  if (!(known > search[SEARCH.early] && far < known / 2)) return;
  search[SEARCH.fromS] = known - far;
  search[SEARCH.toS] = known + far;
  search[SEARCH.tried] = known;
  closeCertain(run);
  probe(run);
  const up = search[SEARCH.early] === known;
  if (!up && search[SEARCH.enough] !== known) openAll(run, from, to);
  const slope = search[SEARCH.slope];
  const tooMany = Math.abs(search[SEARCH.later] - search[SEARCH.late]);
  if (1.1 * tooMany < far * slope) far = Math.max(4 * PRECISION_S, (1.1 * tooMany) / slope);
  for (; far < known / 2; far = Math.max(4 * far, known / 300)) {
    const tried = up ? known + far : known - far;
    if (tried <= search[SEARCH.early]) return;
    search[SEARCH.fromS] = up ? search[SEARCH.early] : tried;
    search[SEARCH.toS] = up ? tried : search[SEARCH.enough];
    search[SEARCH.tried] = tried;
    closeCertain(run);
    probe(run);
    if (up ? search[SEARCH.enough] === tried : search[SEARCH.early] === tried) return;
    openAll(run, from, to);
  }
}

/** Has all terms of the mixture looked at. */
function openAll({ router }: Run, from: number, to: number): void {
  const { terms } = router;
  for (let term = from; term < to; term++) terms.open[term - from] = term;
  terms.openCount = to - from;
  terms.search[SEARCH.certain] = 0;
}

/** Leaves out terms of which the same is to come whenever is asked from `fromS` over `tried` to `toS`, all included. */
function closeCertain(run: Run): void {
  const { terms } = run.router;
  const { rps } = run.router.taken;
  const { open, firstSeen, lastS, sinceS, untilS, restShare, waitShare, decay, search } = terms;
  const fromS = search[SEARCH.fromS];
  const toS = search[SEARCH.toS];
  const tried = search[SEARCH.tried];
  const nothing = NOTHING * search[SEARCH.late];
  let kept = 0;
  for (let i = 0; i < terms.openCount; i++) {
    const term = open[i];
    const seen = firstSeen + term;
    if (tried < sinceS[seen] || tried >= untilS[seen]) turnTo(run, term, tried);
    const waits = rps[term] * waitShare[term] > nothing && (fromS - lastS[term]) * decay[term] < LONG;
    if (sinceS[seen] > fromS || untilS[seen] <= toS || waits) open[kept++] = term;
    else search[SEARCH.certain] += rps[term] * restShare[seen];
  }
  terms.openCount = kept;
}

/** Finds which prompts of a term have begun to be answered at a time, and when that was and will be otherwise. */
function turnTo({ world, router }: Run, term: number, timeS: number): void {
  const { terms, prompts, taken } = router;
  const { first, end, begun, fixedS, guess } = terms;
  const { offsetS } = prompts;
  const last = end[term];
  const seen = terms.firstSeen + term;
  const guessed = terms.firstGuess + taken.use[term];
  let at = first[term] + guess[guessed];
  while (at < last && fixedS[term] + offsetS[at + 1] <= timeS) at++;
  while (at >= first[term] && fixedS[term] + offsetS[at] > timeS) at--;
  begun[seen] = at;
  guess[guessed] = at - first[term];
  terms.sinceS[seen] = at < first[term] ? -Infinity : fixedS[term] + offsetS[at];
  terms.untilS[seen] = at < last ? fixedS[term] + offsetS[at + 1] : Infinity;
  terms.restShare[seen] = at < first[term] ? 1 : 1 - world.serving.prompts.upTo[at + terms.class[term]];
}

/** How many a second come later than a time; it is remembered if that is surely too many, or few enough. */
function probe(run: Run): void {
  const { terms, prompts } = run.router;
  const { rps } = run.router.taken;
  const { open, firstSeen, begun, sinceS, untilS, restShare } = terms;
  const { waitShare, decay, factor, power, rate, search } = terms;
  const tried = search[SEARCH.tried];
  let later = search[SEARCH.certain];
  let waiting = 0;
  for (let i = 0; i < terms.openCount; i++) {
    const term = open[i];
    const seen = firstSeen + term;
    if (tried < sinceS[seen] || tried >= untilS[seen]) turnTo(run, term, tried);
    later += rps[term] * restShare[seen];
    if (waitShare[term] > 0 && sinceS[seen] >= 0) {
      factor[waiting] = rps[term] * waitShare[term] * prompts.carried[begun[seen]];
      rate[waiting] = decay[term];
      power[waiting++] = (sinceS[seen] - tried) * decay[term];
    }
  }
  exponentials(power, waiting);
  let slope = 0;
  for (let i = 0; i < waiting; i++) {
    const one = factor[i] * power[i];
    later += one;
    slope += one * rate[i];
  }
  search[SEARCH.later] = later;
  search[SEARCH.slope] = slope;
  if (later > search[SEARCH.late] * (1 + SURE)) {
    search[SEARCH.early] = tried;
    search[SEARCH.earlyLater] = later;
    search[SEARCH.earlySlope] = slope;
  } else if (later < search[SEARCH.late] * (1 - SURE)) {
    search[SEARCH.enough] = tried;
    search[SEARCH.enoughLater] = later;
  }
}

/**
 * Brings `early` and `enough` close together: while they are far apart by straight lines between what was
 * found at them, then to between two times at which answers begin, then by Newton's method on the logarithm,
 * which is convex there, so that it does not step too far but for the sliver that is added.
 */
function narrow(run: Run): void {
  const { search } = run.router.terms;
  const sliver = PRECISION_S / 8;
  let back = sliver;
  let closedAt = Infinity;
  for (let tries = 0; tries < 60; tries++) {
    const early = search[SEARCH.early] > 0 ? search[SEARCH.early] : 0;
    const enough = search[SEARCH.enough];
    const width = enough - early;
    if (width < 4 * sliver) return;
    if (width < closedAt / 16) {
      search[SEARCH.fromS] = early;
      search[SEARCH.toS] = enough;
      search[SEARCH.tried] = enough;
      closeCertain(run);
      closedAt = width;
    }
    const middle = (early + enough) / 2;
    if (width > COARSE_S) {
      search[SEARCH.tried] = middle;
      // Every third time the middle, so that the bracket shrinks however the numbers lie.
      if (tries % 3 !== 2 && search[SEARCH.early] > 0) {
        const above = search[SEARCH.earlyLater] - search[SEARCH.late];
        const share = above / (search[SEARCH.earlyLater] - search[SEARCH.enoughLater]);
        search[SEARCH.tried] = early + Math.min(0.95, Math.max(0.05, share)) * width;
      }
    } else if (!findBeginning(run, early, enough)) {
      let tried = enough;
      if (search[SEARCH.early] > 0 && search[SEARCH.earlySlope] > 0) {
        const ratio = search[SEARCH.earlyLater] / search[SEARCH.late];
        // 2 (r - 1) / (r + 1) stands in for the logarithm: it is below it, and no call whose numbers are boxed.
        const most = (2 * (ratio - 1)) / (ratio + 1);
        tried = early + (most * search[SEARCH.earlyLater]) / search[SEARCH.earlySlope] + sliver;
      }
      if (!(tried < enough)) {
        back *= 2;
        tried = enough - back;
      }
      search[SEARCH.tried] = tried > early ? tried : middle;
    }
    probe(run);
    const tried = search[SEARCH.tried];
    if (search[SEARCH.early] !== tried && search[SEARCH.enough] !== tried) return;
  }
}

/**
 * Whether answers are seen to begin between two times, the last at which was asked and one that was before; search[tried]
 * is then when some do, as near to the middle as any.
 */
function findBeginning({ router }: Run, early: number, enough: number): boolean {
  const { open, openCount, firstSeen, sinceS, untilS, search } = router.terms;
  const middle = (early + enough) / 2;
  let nearest = Infinity;
  for (let i = 0; i < openCount; i++) {
    const seen = firstSeen + open[i];
    const begins = sinceS[seen] > early ? sinceS[seen] : untilS[seen];
    if (begins >= enough || Math.abs(begins - middle) >= nearest) continue;
    nearest = Math.abs(begins - middle);
    search[SEARCH.tried] = begins;
  }
  return nearest < Infinity;
}
