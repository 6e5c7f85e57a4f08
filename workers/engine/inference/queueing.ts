/**
 * The M/M/c queue (I4): waiting of Poisson arrivals at c equal servers, first come first served.
 */
import { exponential, logarithm } from '../math.ts';

/**
 * Erlang B, the share of arrivals that would find all servers busy if none could wait.
 *
 * 1/B = 1 + c/a + c(c-1)/a^2 + ... : every term is positive, so nothing cancels, and the sum
 * ends when the terms no longer count or when it is so large that nobody is ever blocked. That takes O(sqrt(c)) terms near saturation and fewer away from it, against
 * O(c) of the usual recurrence; exact to 1e-13 for c up to 1e6, and 0 below 1e-30.
 *
 * @param servers c >= 1, an integer
 * @param offered a = arrival rate / service rate of one server, in Erlang, >= 0
 */
export function erlangB(servers: number, offered: number): number {
  if (offered <= 0) return 0;
  let term = 1;
  let sum = 1;
  for (let k = 0; k < servers; k++) {
    term *= (servers - k) / offered;
    sum += term;
    if (sum > 1e30) return 0;
    if (term < sum * 1e-17 && servers - k < offered) break;
  }
  return 1 / sum;
}

/** Erlang C, the share of arrivals that wait. 1 when the offered load fills all servers. */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1;
  const blocked = erlangB(servers, offered);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

/**
 * Mean wait in units of one service time; Infinity when saturated.
 * @param waits Erlang C of the same queue
 */
export function meanWait(waits: number, servers: number, offered: number): number {
  return offered >= servers ? Infinity : waits / (servers - offered);
}

/**
 * Share of arrivals that wait longer than `waitS`: C exp(-waitS / tailS). Below 0, everyone does.
 * @param waits Erlang C of the same queue
 * @param tailS mean wait of those who wait: service time / (c - a), x the factor of variability
 */
export function waitExceeds(waits: number, tailS: number, waitS: number): number {
  if (waitS < 0) return 1;
  return waits === 0 ? 0 : waits * exponential(-waitS / tailS);
}

/** The wait, in service times, that a share `share` of arrivals do not exceed. */
export function waitQuantile(servers: number, offered: number, share: number): number {
  if (offered >= servers) return Infinity;
  const waits = erlangC(servers, offered);
  return waits <= 1 - share ? 0 : logarithm(waits / (1 - share)) / (servers - offered);
}
