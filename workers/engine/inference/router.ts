/**
 * The router (I3): each epoch, and whenever topology, policy or, where it counts, the grids' hour
 * changes, splits every metro's demand over the sites that serve, and keeps account of it.
 */
import { ROUTING_POLICIES } from '../policies/routing/index.ts';
import { markSite, type Run } from '../run.ts';
import { F, N } from '../state.ts';
import { SERVING_FILL } from '../../world/world.ts';
import { findInTime } from './prompts.ts';
import { splitDemand } from './split.ts';
import { keepStreams } from './streams.ts';

/** Adds up requests until `timeS` at the rates in force. */
export function settleRequests(run: Run, timeS: number): void {
  const { f } = run.state;
  const dt = timeS - f[F.requestsSinceS];
  f[F.demandedRequests] += f[F.demandRps] * dt;
  f[F.shedRequests] += (f[F.demandRps] - f[F.servedRps]) * dt;
  f[F.inTimeRequests] += f[F.inTimeRps] * dt;
  f[F.routedUsd] += f[F.routedUsdPerS] * dt;
  f[F.bestUsd] += f[F.bestUsdPerS] * dt;
  f[F.missedUsd] += f[F.missedUsdPerS] * dt;
  f[F.requestsSinceS] = timeS;
}

/** Splits the demand of the epoch that is running. */
export function routeDemand(run: Run, timeS: number): void {
  if (run.world.demand.count === 0) return;
  settleRequests(run, timeS);
  splitDemand(run);
  account(run, timeS);
  keepStreams(run, timeS);
}

/** Whether the split changes with the hour of the grids. */
export function routesByHour(run: Run): boolean {
  return run.world.scenario.policy.regret || ROUTING_POLICIES[run.state.n[N.routing]].hourly;
}

/** Rates served and in time per metro, class and site; power and use of the sites that serve. */
function account(run: Run, timeS: number): void {
  const { world, state, router } = run;
  const { serving, demand, metros } = world;
  const { rates, taken } = router;
  const { f } = state;
  f[F.demandRps] = 0;
  f[F.servedRps] = 0;
  f[F.inTimeRps] = 0;
  f[F.latencyRpsS] = 0;
  f[F.tokenRpsS] = 0;
  const { valueUsdPerS } = router.best;
  f[F.routedUsdPerS] = valueUsdPerS[0];
  f[F.bestUsdPerS] = valueUsdPerS[1];
  f[F.missedUsdPerS] = valueUsdPerS[2];
  f[F.servedTokens] += f[F.servedTokensPerS] * (timeS - f[F.tokensSinceS]);
  f[F.tokensSinceS] = timeS;
  f[F.servedTokensPerS] = 0;
  for (let server = 0; server < serving.count; server++) {
    state.siteServedRps[serving.site[server]] = 0;
    setServing(run, server);
  }
  findInTime(run);
  let next = 0;
  for (let metro = 0; metro < metros.count; metro++) {
    let demanded = 0;
    let served = 0;
    let inTime = 0;
    let latencySum = 0;
    for (let row = demand.rowStart[metro]; row < demand.rowStart[metro + 1]; row++)
      demanded += router.unservedRps[row];
    const end = demand.rowStart[metro + 1] * serving.count;
    for (; next < taken.count && taken.offer[next] < end; next++) {
      const rps = taken.rps[next];
      const use = taken.use[next];
      const wayS = 2 * taken.delayS[next] + demand.lastMileS;
      served += rps;
      f[F.servedTokensPerS] += rps * serving.tokensOut[taken.class[next]];
      inTime += router.prompts.inTimeRps[next];
      latencySum += rps * (wayS + rates.prefillS[use] + router.meanWaitS[use]);
      f[F.tokenRpsS] += rps * rates.tokenS[use];
      state.siteServedRps[serving.useSite[use]] += rps;
    }
    demanded += served;
    state.metroDemandRps[metro] = demanded;
    state.metroServedRps[metro] = served;
    state.metroInTimeRps[metro] = inTime;
    state.metroLatencyRpsS[metro] = latencySum;
    f[F.demandRps] += demanded;
    f[F.servedRps] += served;
    f[F.inTimeRps] += inTime;
    f[F.latencyRpsS] += latencySum;
  }
}

/** New serving power of a site; its integrals are brought up to date at the end of the instant. */
function setServing(run: Run, server: number): void {
  const { state, work } = run;
  const { serving } = run.world;
  const site = serving.site[server];
  const used = run.router.full[server] - run.router.room[server];
  work.servingW[site] = used * serving.dynamicW[server];
  work.servingBusy[site] = used * SERVING_FILL * serving.accelerators[server];
  if (
    state.siteServingW[site] === work.servingW[site] &&
    state.siteServingBusy[site] === work.servingBusy[site]
  ) {
    return;
  }
  work.servingChanged[site] = 1;
  markSite(work, site);
}
