/**
 * Time to first token as a distribution (I4): the mixture of what each offer in use adds. Percentiles
 * are over all requests demanded; one that is shed is never answered.
 */
import { exponentials } from '../math.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { PERCENTILES, SEARCH } from './router-scratch.ts';
import { splitDemand } from './split.ts';

/** Percentiles are found to this many seconds. */
const PRECISION_S = 1e-9;

/** Within this many seconds few answers begin, so that it pays to look for them. */
const COARSE_S = 1e-4;

/** Sums of fewer than 10^4 terms are surely on the side of a number on which they seem to be this far, relatively. */
const SURE = 1e-11;

/**
 * The times within which half, 95 and 99 of 100 of the metro's requests, or with metro -1 of all, have
 * their first token: to out[at], out[at + stride], out[at + 2 * stride]. Infinity where more than the
 * rest is shed, 0 where nothing is demanded.
 */
export function latencyPercentiles(
  run: Run,
  metro: number,
  out: Float64Array,
  at: number,
  stride: number,
): void {
  const { world, state, router } = run;
  for (let i = 0; i < PERCENTILES.length; i++) out[at + i * stride] = 0;
  if (world.demand.count === 0 || state.n[N.demandEpoch] === 0) return;
  if (!router.current) splitDemand(run);
  if (!router.terms.current) gatherTerms(run);
  const { start, search } = router.terms;
  const from = metro < 0 ? 0 : start[metro];
  const to = metro < 0 ? start[world.metros.count] : start[metro + 1];
  const firstRow = metro < 0 ? 0 : world.demand.rowStart[metro];
  const endRow = metro < 0 ? world.demand.count : world.demand.rowStart[metro + 1];
  let demanded = 0;
  let shed = 0;
  for (let row = firstRow; row < endRow; row++) {
    demanded += router.demandRps[row];
    shed += router.unservedRps[row];
  }
  if (demanded <= 0) return;
  search[SEARCH.early] = -Infinity;
  const seen = PERCENTILES.length * (metro < 0 ? world.metros.count : metro);
  for (let i = 0; i < PERCENTILES.length; i++) {
    search[SEARCH.late] = (1 - PERCENTILES[i]) * demanded - shed;
    if (search[SEARCH.late] <= 0 || from === to) out[at + i * stride] = Infinity;
    else findPercentile(run, from, to, 2 * (seen + i), out, at + i * stride);
  }
}

/**
 * From the last time at which somebody has not waited at all, upwards until few enough are later; then
 * halves. What is later never grows with time: of a time beyond one that is sure nothing is asked, and the
 * times that were sure when it was last looked for are likely so again.
 */
function findPercentile(
  run: Run,
  from: number,
  to: number,
  seen: number,
  out: Float64Array,
  at: number,
): void {
  const { terms } = run.router;
  const { offsetS } = run.router.prompts;
  const { prompts, classes } = run.world.serving;
  const { fixedS, use, waitShare, tailS, search, last } = terms;
  let low = 0;
  let high = 0;
  let step = PRECISION_S;
  for (let term = from; term < to; term++) {
    const longest = use[term] * prompts.stride + prompts.count[use[term] % classes] - 1;
    const lastS = fixedS[term] + offsetS[longest];
    if (lastS > high) high = lastS;
    if (waitShare[term] > 0 && tailS[term] > step) step = tailS[term];
  }
  search[SEARCH.enough] = Infinity;
  for (let i = seen; i < seen + 2; i++) {
    if (!(last[i] > search[SEARCH.early] && last[i] < search[SEARCH.enough])) continue;
    search[SEARCH.tried] = last[i];
    probe(run, from, to);
  }
  reachOut(run, from, to, seen);
  for (let bracketed = false; !bracketed || high - low > PRECISION_S;) {
    const tried = bracketed ? (low + high) / 2 : high;
    if (bracketed && (tried <= low || tried >= high)) break;
    let early = tried <= search[SEARCH.early];
    if (!early && tried < search[SEARCH.enough]) {
      search[SEARCH.tried] = tried;
      probe(run, from, to);
      early = search[SEARCH.later] > search[SEARCH.late];
    }
    if (early) {
      low = tried;
      if (bracketed) continue;
      high += step;
      step *= 2;
    } else {
      high = tried;
      if (!bracketed) narrow(run, from, to);
      bracketed = true;
    }
  }
  last[seen] = search[SEARCH.early];
  last[seen + 1] = search[SEARCH.enough];
  out[at] = high;
}

/** From a percentile that has moved since, goes on to where it is bracketed again. */
function reachOut(run: Run, from: number, to: number, seen: number): void {
  const { search, last } = run.router.terms;
  if (!(last[seen] > 0)) return;
  for (let share = 0.01; share < 0.5 && search[SEARCH.enough] === Infinity; share *= 3) {
    search[SEARCH.tried] = last[seen + 1] * (1 + share);
    probe(run, from, to);
  }
  for (let share = 0.01; share < 0.5; share *= 3) {
    const tried = last[seen] * (1 - share);
    if (search[SEARCH.early] >= tried || search[SEARCH.enough] > last[seen]) return;
    search[SEARCH.tried] = tried;
    probe(run, from, to);
  }
}

/** How many a second come later than a time; it is remembered if that is surely too many, or few enough. */
function probe(run: Run, from: number, to: number): void {
  const { terms, prompts: times } = run.router;
  const { prompts, classes } = run.world.serving;
  const { rps, use, fixedS, waitShare, tailS, factor, power, tail, search } = terms;
  const tried = search[SEARCH.tried];
  let later = 0;
  let waiting = 0;
  for (let term = from; term < to; term++) {
    const afterS = tried - fixedS[term];
    if (afterS < 0) {
      later += rps[term];
      continue;
    }
    const c = use[term] % classes;
    const end = use[term] * prompts.stride + prompts.count[c] - 1;
    let begun = use[term] * prompts.stride;
    while (begun < end && times.offsetS[begun + 1] <= afterS) begun++;
    if (begun < end) later += rps[term] * (1 - prompts.upTo[begun + (c - use[term]) * prompts.stride]);
    if (waitShare[term] > 0) {
      factor[waiting] = rps[term] * waitShare[term] * times.carried[begun];
      tail[waiting] = tailS[term];
      power[waiting++] = -(afterS - times.offsetS[begun]) / tailS[term];
    }
  }
  exponentials(power, waiting);
  let slope = 0;
  for (let i = 0; i < waiting; i++) {
    const one = factor[i] * power[i];
    later += one;
    slope += one / tail[i];
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
 * found at them, then to between two times at which answers begin, then by Newton's method on the logarithm, which is convex there, so that it does not step too far but for
 * the sliver that is added. It changes how often is asked, never an answer.
 */
function narrow(run: Run, from: number, to: number): void {
  const { terms, prompts: times } = run.router;
  const { prompts, classes } = run.world.serving;
  const { search, use, fixedS } = terms;
  const sliver = PRECISION_S / 8;
  let back = sliver;
  for (let tries = 0; tries < 60; tries++) {
    const early = search[SEARCH.early] > 0 ? search[SEARCH.early] : 0;
    const enough = search[SEARCH.enough];
    if (enough - early < 4 * sliver || enough === Infinity) return;
    const middle = (early + enough) / 2;
    let tried = -1;
    const wide = enough - early > COARSE_S;
    if (wide) {
      tried = middle;
      // Every third time the middle, so that the bracket shrinks however the numbers lie.
      if (tries % 3 !== 2 && search[SEARCH.early] > 0) {
        const above = search[SEARCH.earlyLater] - search[SEARCH.late];
        const share = above / (search[SEARCH.earlyLater] - search[SEARCH.enoughLater]);
        tried = early + Math.min(0.95, Math.max(0.05, share)) * (enough - early);
      }
    }
    // Without a step where the bracket is wide: what is looked for would be as good as any.
    const looked = wide ? from : to;
    for (let term = from; term < looked; term++) {
      const first = use[term] * prompts.stride;
      const end = first + prompts.count[use[term] % classes];
      for (let at = first; at < end; at++) {
        const begins = fixedS[term] + times.offsetS[at];
        if (begins <= early) continue;
        if (begins >= enough) break;
        if (tried < 0 || Math.abs(begins - middle) < Math.abs(tried - middle)) tried = begins;
      }
    }
    if (tried < 0) {
      tried = enough;
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
      if (tried <= early) tried = middle;
    }
    search[SEARCH.tried] = tried;
    probe(run, from, to);
    if (search[SEARCH.early] !== tried && search[SEARCH.enough] !== tried) return;
  }
}

/** The mixture of which percentiles are read. */
function gatherTerms(run: Run): void {
  const { world, routes, router } = run;
  const { serving, demand, metros } = world;
  const { terms, taken } = router;
  let term = 0;
  for (let metro = 0; metro < metros.count; metro++) {
    const end = demand.rowStart[metro + 1] * serving.count;
    for (; term < router.takenCount && taken[term] < end; term++) {
      const offer = taken[term];
      const use = demand.offerUse[offer];
      terms.rps[term] = router.assignedRps[offer];
      const shortest = serving.prompts.length[(use % serving.classes) * serving.prompts.stride];
      terms.use[term] = use;
      terms.fixedS[term] =
        2 * routes.pairDelayS[demand.offerPair[offer]] +
        demand.lastMileS +
        router.rates.prefillS[use] * shortest;
      terms.waitShare[term] = router.waitShare[use];
      terms.tailS[term] = router.tailS[use];
    }
    terms.start[metro + 1] = term;
  }
  terms.current = true;
}
