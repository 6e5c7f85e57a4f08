/**
 * Time to first token as a distribution (I4): the mixture of what each offer in use adds. Percentiles
 * are over all requests demanded; one that is shed is never answered.
 */
import { exponentials } from '../math.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { splitDemand } from './split.ts';

/** Percentiles are found to this many seconds. */
const PRECISION_S = 1e-9;

/**
 * The time within which a share of the metro's requests, or with metro -1 of all, has its first
 * token: to out[at]. Infinity where more than the rest is shed, 0 where nothing is demanded.
 */
export function latencyQuantile(run: Run, metro: number, share: number, out: Float64Array, at: number): void {
  const { world, state, router } = run;
  out[at] = 0;
  if (world.demand.count === 0 || state.n[N.demandEpoch] === 0) return;
  if (!router.current) splitDemand(run);
  if (!router.terms.current) gatherTerms(run);
  const { start, rps, fixedS, waitShare, tailS, factor, power } = router.terms;
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
  // Requests a second that may come later than the percentile.
  const late = (1 - share) * demanded - shed;
  if (late <= 0 || from === to) {
    out[at] = Infinity;
    return;
  }
  // From the last time at which somebody has not waited at all, upwards until few enough are later; then halves.
  let low = 0;
  let high = 0;
  let step = PRECISION_S;
  for (let term = from; term < to; term++) {
    if (fixedS[term] > high) high = fixedS[term];
    if (waitShare[term] > 0 && tailS[term] > step) step = tailS[term];
  }
  for (let bracketed = false; !bracketed || high - low > PRECISION_S;) {
    const tried = bracketed ? (low + high) / 2 : high;
    if (bracketed && (tried <= low || tried >= high)) break;
    let later = 0;
    let waiting = 0;
    for (let term = from; term < to; term++) {
      const waitS = tried - fixedS[term];
      if (waitS < 0) later += rps[term];
      else if (waitShare[term] > 0) {
        factor[waiting] = rps[term] * waitShare[term];
        power[waiting++] = -waitS / tailS[term];
      }
    }
    exponentials(power, waiting);
    for (let i = 0; i < waiting; i++) later += factor[i] * power[i];
    if (later > late) {
      low = tried;
      if (bracketed) continue;
      high += step;
      step *= 2;
    } else {
      high = tried;
      bracketed = true;
    }
  }
  out[at] = high;
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
      terms.fixedS[term] =
        2 * routes.pairDelayS[demand.offerPair[offer]] + demand.lastMileS + serving.prefillS[use];
      terms.waitShare[term] = router.waitShare[use];
      terms.tailS[term] = router.tailS[use];
    }
    terms.start[metro + 1] = term;
  }
  terms.current = true;
}
