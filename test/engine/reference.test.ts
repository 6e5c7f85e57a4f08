/** N3, N4: the incremental solver against a full solve at every event, on random networks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORLDS } from '../fixtures/on-worlds.ts';
import { referenceFinishTimes } from '../fixtures/reference-network.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

const SITES = 7;

const pair = fc.tuple(fc.nat({ max: SITES - 1 }), fc.nat({ max: SITES - 1 })).filter(([a, b]) => a !== b);

const network = fc.record({
  /** A tree that joins all sites, then more links. */
  parents: fc.tuple(...Array.from({ length: SITES - 1 }, (_, i) => fc.nat({ max: i }))),
  extra: fc.uniqueArray(pair, {
    maxLength: 8,
    selector: ([a, b]) => Math.min(a, b) * SITES + Math.max(a, b),
  }),
  capacities: fc.array(fc.constantFrom(1e9, 1e10, 4e10, 1e11), { minLength: 20, maxLength: 20 }),
  delaysMs: fc.array(fc.constantFrom(0, 0.0001, 0.3, 5, 60), { minLength: 5, maxLength: 20 }),
  flows: fc.array(
    fc.record({
      ends: pair,
      bytes: fc.double({ min: 1e6, max: 1e12, noNaN: true }),
      atS: fc.integer({ min: 0, max: 60 }),
      weight: fc.constantFrom(0.001, 0.5, 1, 2.5, 1000),
      maxGbps: fc.constantFrom(null, 0.1, 1, 7),
    }),
    { minLength: 1, maxLength: 60 },
  ),
});

type Network = typeof network extends fc.Arbitrary<infer T> ? T : never;

/** The engine's finish times against those of the plain simulation, flow by flow. */
function compare(drawn: Network, sharing: 'max-min' | 'rtt-biased', kind: 'equal' | 'weighted'): void {
  const { parents, extra, capacities, delaysMs, flows } = drawn;
  const ends = [...parents.map((parent, i): [number, number] => [parent, i + 1]), ...extra];
  const bps = ends.map((_, link) => capacities[link % capacities.length]!);
  const delayMs = ends.map((_, link) => (sharing === 'max-min' ? 0 : delaysMs[link % delaysMs.length]!));
  const id = (prefix: string, i: number) => `${prefix}${String(i).padStart(3, '0')}`;
  const routes = flows.map((flow) => route(ends, ...flow.ends));
  const run = runOf({
    sharing,
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: Object.fromEntries(
      Array.from({ length: SITES }, (_, i) => [id('s', i), { lat: 0, lon: 0, pools: { cpu: 1 } }]),
    ),
    links: Object.fromEntries(
      ends.map(([a, b], link) => [
        id('l', link),
        { a: id('s', a), b: id('s', b), bps: bps[link], delayMs: delayMs[link] },
      ]),
    ),
    transfers: {
      list: flows.map(({ ends: [from, to], bytes, atS, weight, maxGbps }, i) => ({
        id: id('t', i),
        from: id('s', from),
        to: id('s', to),
        bytes,
        at: atS,
        via: routes[i]!.map((arc) => id('l', arc >> 1)),
        ...(kind === 'weighted' && { weight, maxGbps }),
      })),
    },
  });
  finished(run);
  const want = referenceFinishTimes(
    flows.map(({ bytes, atS, weight, maxGbps }, i) => {
      const delayS = routes[i]!.reduce((sum, arc) => sum + delayMs[arc >> 1]! / 1e3, 0);
      const own = kind === 'weighted' ? weight : 1;
      return {
        arcs: routes[i]!,
        bits: bytes * 8,
        atS: atS + delayS,
        weight: sharing === 'max-min' ? own : own / Math.max(delayS, 1e-6),
        capBps: kind === 'weighted' && maxGbps !== null ? maxGbps * 1e9 : Infinity,
      };
    }),
    bps.flatMap((capacity) => [capacity, capacity]),
  );
  run.world.ids.transfers.forEach((name, transfer) => {
    const expected = want[Number(name.slice(1))]!;
    const error = Math.abs(run.state.transferFinishS[transfer]! - expected);
    // Weights may be 6e10 apart: what the heavy leave the light is then a difference of nearly equal numbers, in both.
    expect(error, `${name} ends at ${expected} s`).toBeLessThanOrEqual(Math.max(1e-6, 1e-7 * expected));
  });
}

describe('gives the finish times of the plain simulation', () => {
  it.each([
    ['max-min', 'equal'],
    ['max-min', 'weighted'],
    ['rtt-biased', 'equal'],
    ['rtt-biased', 'weighted'],
  ] as const)('%s, flows %s', { timeout: 3_600_000 }, (sharing, kind) => {
    fc.assert(
      fc.property(network, (drawn) => compare(drawn, sharing, kind)),
      { numRuns: WORLDS },
    );
  });
});

/** Arcs of a route with the fewest hops (breadth first); arc 2 * link runs a -> b. */
function route(ends: [number, number][], from: number, to: number): number[] {
  const into = new Map<number, { arc: number; before: number }>();
  const open = [from];
  for (const node of open) {
    ends.forEach(([a, b], link) => {
      const next = node === a ? b : node === b ? a : -1;
      if (next < 0 || next === from || into.has(next)) return;
      into.set(next, { arc: node === a ? 2 * link : 2 * link + 1, before: node });
      open.push(next);
    });
  }
  const arcs: number[] = [];
  for (let node = to; node !== from; node = into.get(node)!.before) arcs.unshift(into.get(node)!.arc);
  return arcs;
}
