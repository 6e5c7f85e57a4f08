/**
 * Time to first token as a distribution (I4): the mixture of what each offer in use adds. Percentiles
 * are over all requests demanded; one that is shed is never answered.
 */
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { findPercentile, PRECISION_S } from './percentile.ts';
import { PERCENTILES, SEARCH } from './router-scratch.ts';
import { splitDemand } from './split.ts';

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
  measureMixture(run, from, to);
  const seen = PERCENTILES.length * (metro < 0 ? world.metros.count : metro);
  for (let i = 0; i < PERCENTILES.length; i++) {
    router.terms.firstGuess = i * router.used.length;
    router.terms.firstSeen = i * world.demand.offers;
    search[SEARCH.late] = (1 - PERCENTILES[i]) * demanded - shed;
    if (search[SEARCH.late] <= 0 || from === to) out[at + i * stride] = Infinity;
    else findPercentile(run, from, to, 2 * (seen + i), out, at + i * stride);
  }
}

/** From where, and in what steps, its percentiles are looked for. */
function measureMixture({ router }: Run, from: number, to: number): void {
  const { waitShare, decay, lastS, search } = router.terms;
  search[SEARCH.lastS] = 0;
  search[SEARCH.stepS] = PRECISION_S;
  for (let term = from; term < to; term++) {
    if (lastS[term] > search[SEARCH.lastS]) search[SEARCH.lastS] = lastS[term];
    if (waitShare[term] > 0 && search[SEARCH.stepS] * decay[term] < 1) search[SEARCH.stepS] = 1 / decay[term];
  }
}

/** The mixture of which percentiles are read. */
function gatherTerms(run: Run): void {
  const { world, router } = run;
  const { serving, demand, metros } = world;
  const { terms, taken, prompts } = router;
  if (terms.day !== prompts.day) terms.offer.fill(-1);
  terms.day = prompts.day;
  let term = 0;
  for (let metro = 0; metro < metros.count; metro++) {
    const end = demand.rowStart[metro + 1] * serving.count;
    for (; term < taken.count && taken.offer[term] < end; term++) {
      const use = taken.use[term];
      const fixedS =
        2 * taken.delayS[term] +
        demand.lastMileS +
        router.rates.prefillS[use] * serving.prompts.length[taken.class[term] * serving.prompts.stride];
      if (terms.offer[term] !== taken.offer[term] || terms.fixedS[term] !== fixedS) {
        terms.fixedS[term] = fixedS;
        describeTerm(run, term);
      }
      terms.waitShare[term] = router.waitShare[use];
      terms.decay[term] = 1 / router.tailS[use];
    }
    terms.start[metro + 1] = term;
  }
  terms.current = true;
}

/** What of a term follows from its offer and from when its first prompts begin to be answered; none has been asked for yet. */
function describeTerm({ world, router }: Run, term: number): void {
  const { serving, demand } = world;
  const { terms, taken, prompts } = router;
  const c = taken.class[term];
  const first = taken.use[term] * serving.prompts.stride;
  terms.offer[term] = taken.offer[term];
  terms.first[term] = first;
  terms.end[term] = first + serving.prompts.count[c] - 1;
  terms.class[term] = c * serving.prompts.stride - first;
  terms.lastS[term] = terms.fixedS[term] + prompts.offsetS[terms.end[term]];
  for (let seen = term; seen < terms.begun.length; seen += demand.offers) {
    terms.begun[seen] = first - 1;
    terms.sinceS[seen] = -Infinity;
    terms.untilS[seen] = terms.fixedS[term];
    terms.restShare[seen] = 1;
  }
}
