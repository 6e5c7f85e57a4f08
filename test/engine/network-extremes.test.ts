/** N1-N4 where networks are odd: parallel links, islands, cuts on a fixed route, extreme rates, many flows. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { FLOW } from '../../workers/engine/state.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

type Ends = [a: string, b: string, bps: number, delayMs?: number];
type Transfer = { from: string; to: string; bytes: number; at?: number; via?: string[]; maxGbps?: number };

/** Sites as the links name them, links l0, l1 ..., transfers t0, t1 ... */
function network(links: Ends[], transfers: Transfer[], events: object[] = [], more: object = {}) {
  const sites = [...new Set(links.flatMap(([a, b]) => [a, b]))];
  return runOf({
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: Object.fromEntries(sites.map((id) => [id, { lat: 0, lon: 0, pools: { cpu: 1 } }])),
    links: Object.fromEntries(links.map(([a, b, bps, delayMs = 0], i) => [`l${i}`, { a, b, bps, delayMs }])),
    transfers: { list: transfers.map((transfer, i) => ({ id: `t${i}`, ...transfer })) },
    events,
    ...more,
  });
}

function finishS(run: ReturnType<typeof network>): Record<string, number> {
  finished(run);
  return Object.fromEntries(run.world.ids.transfers.map((id, i) => [id, run.state.transferFinishS[i]!]));
}

const cut = (at: number, link: string) => ({ at, do: 'link-cut', link });
const repair = (at: number, link: string) => ({ at, do: 'link-repair', link });

describe('odd networks', () => {
  it('N2: of parallel links the quicker is taken, of equals the first; `via` takes the other', () => {
    const transfers = [{ via: [] }, { via: [] }, { via: ['l1'] }].map((one) => {
      return { from: 'x', to: 'y', bytes: 100, ...one };
    });
    expect(finishS(network([['x', 'y', 80], ['x', 'y', 80]], transfers))).toEqual({ t0: 20, t1: 20, t2: 10 }); // prettier-ignore
    const quicker = finishS(network([['x', 'y', 80, 5], ['x', 'y', 80, 4]], transfers)); // prettier-ignore
    expect(quicker.t0).toBeCloseTo(30.004, 9);
    expect(quicker.t2).toBeCloseTo(30.004, 9);
  });

  it('N2: a part cut off waits, others go on; it ends after the repair', () => {
    const run = network(
      [['a', 'b', 80], ['c', 'd', 80], ['b', 'c', 80]], // prettier-ignore
      [
        { from: 'a', to: 'd', bytes: 100 },
        { from: 'c', to: 'd', bytes: 100 },
        { from: 'a', to: 'c', bytes: 50, at: 6 },
      ],
      [cut(4, 'l2'), repair(100, 'l2')],
    );
    advanceTo(run, 50);
    // 20 bytes of each by 4 s; then t1 alone on c-d, 80 bytes in 8 s.
    expect(run.state.transferFinishS[1]).toBe(12);
    expect([run.state.flowPhase[0], run.state.flowPhase[2]]).toEqual([FLOW.waiting, FLOW.waiting]);
    expect(violations(run)).toEqual([]);
    // 50 bytes each over 100-110 s, then the 30 left of t0 at 10 B/s.
    expect(finishS(run)).toEqual({ t0: 113, t1: 12, t2: 110 });
  });

  it('N3: a link degraded twice and repaired in mid-transfer', () => {
    const run = network(
      [['x', 'y', 80]],
      [{ from: 'x', to: 'y', bytes: 100 }],
      [
        { at: 2, do: 'link-degrade', link: 'l0', factor: 0.5 },
        { at: 6, do: 'link-degrade', link: 'l0', factor: 0.1 },
        repair(16, 'l0'),
      ],
    );
    // 20 bytes by 2 s, 20 at 5 B/s, 10 at 1 B/s, 50 at 10 B/s.
    expect(finishS(run)).toEqual({ t0: 21 });
  });

  it('N2: `via` waits for its own link, however quick the way round', () => {
    const run = network(
      [['x', 'y', 80], ['x', 'y', 8e9]], // prettier-ignore
      [
        { from: 'x', to: 'y', bytes: 100, via: ['l0'] },
        { from: 'x', to: 'y', bytes: 10, via: ['l0'], at: 7 },
      ],
      [cut(4, 'l0'), repair(20, 'l0')],
    );
    advanceTo(run, 10);
    expect([run.state.flowPhase[0], run.state.flowPhase[1]]).toEqual([FLOW.waiting, FLOW.waiting]);
    // Both from 20 s on at 5 B/s: t1 ends at 22, t0 has 50 left.
    expect(finishS(run)).toEqual({ t0: 27, t1: 22 });
  });

  it('N3: links of 1 bit/s and of 1e18 in one network', () => {
    const run = network(
      [['a', 'b', 1], ['b', 'c', 1e18], ['c', 'd', 1e9]], // prettier-ignore
      [
        { from: 'a', to: 'c', bytes: 1 },
        { from: 'b', to: 'c', bytes: 1e18 },
        { from: 'b', to: 'd', bytes: 1e9 },
        { from: 'a', to: 'd', bytes: 2 },
      ],
    );
    advanceTo(run, 0);
    expect(violations(run)).toEqual([]);
    const rate = Array.from(run.state.flowRateBps.subarray(0, 4));
    [0.5, 1e18, 1e9, 0.5].forEach((want, i) => expect(rate[i]! / want).toBeCloseTo(1, 8));
    const ends = finishS(run);
    // t0 and t3 at half a bit/s until 16 s, t3 alone for the other 8 bits.
    expect(ends.t0).toBeCloseTo(16, 7);
    expect(ends.t3).toBeCloseTo(24, 7);
    expect(ends.t1! / 8).toBeCloseTo(1, 8);
    expect(ends.t2! / 8).toBeCloseTo(1, 7);
  });

  it('N3: 10,000 flows at once on one link, and a byte more for each', { timeout: 60_000 }, () => {
    const count = 10_000;
    const run = network(
      [['x', 'y', 8 * count]],
      Array.from({ length: count }, (_, i) => ({ from: 'x', to: 'y', bytes: 1 + i })),
    );
    advanceTo(run, 0);
    expect(violations(run)).toEqual([]);
    const ends = finishS(run);
    // At the end of the i-th each has sent 1 + i bytes or all of its own.
    for (const i of [0, 1, 99, 5000, count - 1]) {
      const sent = ((1 + i) * (2 + i)) / 2 + (count - 1 - i) * (1 + i);
      expect(ends[`t${i}`]! / (sent / count)).toBeCloseTo(1, 9);
    }
  });
});

describe('rtt-biased sharing (N3, N4)', () => {
  const biased = { sharing: 'rtt-biased' };

  it('pays the delay before the first byte, and not again', () => {
    const run = network([['x', 'y', 80, 2000]], [{ from: 'x', to: 'y', bytes: 100 }], [], biased);
    advanceTo(run, 1);
    expect([run.state.flowPhase[0], run.state.arcLoadBps[0]]).toEqual([FLOW.opening, 0]);
    expect(finishS(run)).toEqual({ t0: 12 });
  });

  it('shares by 1 / delay', () => {
    const links: Ends[] = [['x', 'y', 80, 1000], ['y', 'z', 800, 2000]]; // prettier-ignore
    const run = network(
      links,
      [
        { from: 'x', to: 'y', bytes: 60, at: 2 },
        { from: 'x', to: 'z', bytes: 100 },
      ],
      [],
      biased,
    );
    // From 3 s on weights 1 and 1/3 of 10 B/s: t0 7.5 B/s until 11 s; t1 2.5, then 10.
    const ends = finishS(run);
    expect(ends.t0).toBeCloseTo(11, 12);
    expect(ends.t1).toBeCloseTo(19, 12);
  });

  it('a path without delay weighs as one of a microsecond', () => {
    const links: Ends[] = [['x', 'y', 80, 0], ['y', 'z', 800, 0.003]]; // prettier-ignore
    const transfers = [{ from: 'x', to: 'y', bytes: 1e3 }, { from: 'x', to: 'z', bytes: 1e3 }]; // prettier-ignore
    const run = network(links, transfers, [], biased);
    advanceTo(run, 1);
    const [first, second] = run.state.flowRateBps;
    expect(first).toBeCloseTo(60, 9);
    expect(second).toBeCloseTo(20, 9);
  });

  it('a new route changes the weight; what was paid stays paid', () => {
    const links: Ends[] = [['x', 'y', 80, 1000], ['x', 'z', 800, 1000], ['z', 'y', 80, 2000], ['z', 'w', 8, 4000]]; // prettier-ignore
    const run = network(
      links,
      [
        { from: 'x', to: 'y', bytes: 100 },
        { from: 'z', to: 'y', bytes: 100, via: ['l2'] },
      ],
      [cut(5, 'l0')],
      biased,
    );
    // t0: 10 B/s from 1 s, 40 bytes by 5 s; t1: 10 B/s from 2 s, 30 bytes. Then weights 1/3 and 1/2
    // of 10 B/s, 4 and 6: t1 ends 70 / 6 s later, t0 has 60 - 4 x 70 / 6 left at 10 B/s.
    const ends = finishS(run);
    expect(ends.t1).toBeCloseTo(5 + 70 / 6, 12);
    expect(ends.t0).toBeCloseTo(5 + 70 / 6 + (60 - (4 * 70) / 6) / 10, 12);
  });

  it('a cut while it opens: the first byte takes the route there is then, or waits for one', () => {
    const links: Ends[] = [['x', 'y', 80, 4000], ['x', 'y', 8, 5000]]; // prettier-ignore
    const transfers = [{ from: 'x', to: 'y', bytes: 10 }];
    expect(finishS(network(links, transfers, [cut(1, 'l0')], biased))).toEqual({ t0: 14 });
    const both = [cut(1, 'l0'), cut(1, 'l1'), repair(30, 'l0')];
    expect(finishS(network(links, transfers, both, biased))).toEqual({ t0: 31 });
    // Without a route from the start, the delay is paid once there is one.
    const late = [cut(0, 'l0'), cut(0, 'l1'), repair(30, 'l0')];
    expect(finishS(network(links, transfers, late, biased))).toEqual({ t0: 35 });
  });
});
