/**
 * The M/M/c queue (I4): waiting of Poisson arrivals at c equal servers, first come first served.
 */
import { exponential, logarithm } from '../math.ts';

/**
 * Erlang B, the share of arrivals that would find all servers busy if none could wait.
 *
 * 1/B = 1 + c/a + c(c-1)/a^2 + ... : every term is positive, so nothing cancels, and the sum
 * ends when the terms no longer count or when it is so large that nobody is ever blocked. That takes
 * O(sqrt(c)) terms near saturation and fewer away from it, against O(c) of the usual recurrence; exact
 * to 1e-13 for c up to 1e6, and 0 below 1e-30.
 *
 * The logarithm of the largest term is at least c ln(c/a) - (c - a), and ln x at least 2 (x - 1) / (x + 1):
 * where (c - a)^2 / (c + a) is above ln(1e30) = 69.1, the sum need not be made to know that it is too large.
 *
 * @param servers c >= 1, an integer
 * @param offered a = arrival rate / service rate of one server, in Erlang, >= 0
 */
export function erlangB(servers: number, offered: number): number {
  if (offered <= 0) return 0;
  const spare = servers - offered;
  if (spare > 0 && spare * spare > 70 * (servers + offered)) return 0;
  const perServer = 1 / offered;
  let term = 1;
  let sum = 1;
  let k = 0;
  // Four terms a turn: only their product and sum wait for those of the turn before.
  for (; k + 4 <= servers; k += 4) {
    const first = (servers - k) * perServer;
    const second = first - perServer;
    const third = second - perServer;
    const fourth = third - perServer;
    const three = third * (1 + fourth);
    sum += term * (first * (1 + second * (1 + three)));
    term *= first * second * (third * fourth);
    if (sum > 1e30) return 0;
    if (term < sum * 1e-17 && servers - k < offered) return 1 / sum;
  }
  for (; k < servers; k++) {
    term *= (servers - k) * perServer;
    sum += term;
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
 * Servers where arrivals come in bursts: those of z at a time find as many servers in groups of z (Hayward). Erlang C of
 * these, at the same load of each, is the share that waits.
 * @param peakedness z; 1: Poisson arrivals
 */
export function serverGroups(servers: number, peakedness: number): number {
  // | 0 keeps it a whole number for the compiler: others are boxed.
  const groups = (servers / peakedness + 0.5) | 0;
  return groups > 1 ? groups : 1;
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
