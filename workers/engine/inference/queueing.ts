/**
 * The M/M/c queue (I4): waiting of Poisson arrivals at c equal servers, first come first served.
 */
import { exponential, exponentials, logarithm } from '../math.ts';

const TWO_PI = 6.283185307179586;

/** From as many servers on Stirling's series is exact to the last digits. */
const MANY = 64;

/** Below this, of (c - a) / (c + a), what stands in for a logarithm takes few terms. */
const NEARLY_FULL = 0.25;

/** A power of e to be taken: a column of one, so that no number is boxed. */
const toPower = new Float64Array(1);

/**
 * Erlang B, the share of arrivals that would find all servers busy if none could wait.
 *
 * 1/B = 1 + c/a + c(c-1)/a^2 + ... : every term is positive, so nothing cancels, and the sum
 * ends when the terms no longer count. These are all of e^a c! / a^c but those of `beyond`, which are fewer to
 * add where many servers are nearly all busy: O(sqrt(c)) at saturation, one where hardly anybody is blocked.
 * Exact to 1e-13 for c up to 1e6, and 0 below 1e-30.
 *
 * The logarithm of the largest term is at least c ln(c/a) - (c - a), and ln x at least 2 (x - 1) / (x + 1):
 * where (c - a)^2 / (c + a) is above ln(1e30) = 69.1, no sum need be made to know that it is too large.
 *
 * @param servers c >= 1, an integer
 * @param offered a = arrival rate / service rate of one server, in Erlang, >= 0
 */
export function erlangB(servers: number, offered: number): number {
  if (offered <= 0) return 0;
  const spare = servers - offered;
  if (spare > 0 && spare * spare > 70 * (servers + offered)) return 0;
  if (servers >= MANY && spare >= 0 && spare < NEARLY_FULL * (servers + offered))
    return nearlyFull(servers, offered);
  const perServer = 1 / offered;
  let term = 1;
  let sum = 1;
  for (let k = 0; k < servers; k++) {
    term *= (servers - k) * perServer;
    sum += term;
    if (sum > 1e30) return 0;
    if (term < sum * 1e-17 && servers - k < offered) break;
  }
  return 1 / sum;
}

/**
 * Erlang B from e^a c! / a^c, by Stirling's series and c ln(c/a) - (c - a) as
 * (c - a) s + 2c (s^3/3 + s^5/5 + ...), s = (c - a) / (c + a), of which no term cancels another.
 */
function nearlyFull(servers: number, offered: number): number {
  const spare = servers - offered;
  const s = spare / (servers + offered);
  const square = s * s;
  let odd = s * square;
  let rest = 0;
  for (let n = 3; odd > n * rest * 1e-17; n += 2) {
    rest += odd / n;
    odd *= square;
  }
  const perSquare = 1 / (servers * servers);
  const stirling = (1 / 12 - perSquare * (1 / 360 - perSquare / 1260)) / servers;
  toPower[0] = -(spare * s + 2 * servers * rest + stirling);
  exponentials(toPower, 1);
  const all = Math.sqrt(TWO_PI * servers) / toPower[0];
  return 1 / (all - beyond(servers, offered, all * 1e-17));
}

/** a/(c+1) + a^2/((c+1)(c+2)) + ... as far as terms are above `nothing`; four at a time, with one division. */
function beyond(servers: number, offered: number, nothing: number): number {
  const fourth = offered * offered * offered * offered;
  let term = 1;
  let sum = 0;
  for (let k = servers; term > nothing; k += 4) {
    const last = (k + 3) * (k + 4);
    const others = (k + 2) * last;
    const scale = term / ((k + 1) * others);
    sum += scale * offered * (others + offered * (last + offered * (k + 4 + offered)));
    term = scale * fourth;
  }
  return sum;
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
