/** N1-N4 against textbook cases, closed forms and SimGrid. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { finished, oracleScenario, runOf, simgridFinishTimes } from '../fixtures/worlds.ts';

const analytic = JSON.parse(
  readFileSync(new URL('../../public/oracles/analytic/cases.json', import.meta.url), 'utf8'),
);

const CPU = { cpu: { bf16Tflops: 1 } };

/** A line of links of the given capacities in bit/s, and transfers over spans of it, all from t = 0. */
function line(capacities: number[], spans: [from: number, to: number][], more: object[] = []) {
  const site = () => ({ lat: 0, lon: 0, pools: { cpu: 1 } });
  return runOf({
    accelerators: CPU,
    sites: Object.fromEntries([...capacities, 0].map((_, i) => [`s${i}`, site()])),
    links: Object.fromEntries(
      capacities.map((bps, i) => [`l${i}`, { a: `s${i}`, b: `s${i + 1}`, bps, delayMs: 0 }]),
    ),
    transfers: {
      list: spans.map(([from, to], i) => ({
        id: `t${i}`,
        from: `s${from}`,
        to: `s${to}`,
        bytes: 1e6,
        ...more[i],
      })),
    },
  });
}

function ratesAtStart(run: ReturnType<typeof runOf>, count: number): number[] {
  advanceTo(run, 0);
  return Array.from({ length: count }, (_, i) => run.state.flowRateBps[i]!);
}

describe('N3: max-min fair rates', () => {
  const span = (from: number, to: number): [number, number] => [from, to];
  it.each([
    { at: 0, capacities: [10, 10], spans: [span(0, 2), span(0, 1), span(1, 2)] },
    { at: 1, capacities: [10, 4], spans: [span(0, 2), span(0, 1), span(1, 2), span(1, 2)] },
    { at: 2, capacities: [6, 12, 24], spans: [span(0, 3), span(0, 1), span(1, 2), span(2, 3)] },
  ])('closed form $at', ({ at, capacities, spans }) => {
    const want: number[] = analytic.maxmin_static[at].rates;
    const got = ratesAtStart(line(capacities, spans), spans.length);
    got.forEach((rate, i) => expect(rate).toBeCloseTo(want[i]!, 12));
  });
});

describe('N3: weights and caps of transfers', () => {
  it.each([
    { at: 3, bps: 10, demands: [2, 2.6, 4, 5], weights: [1, 1, 1, 1] },
    { at: 4, bps: 16, demands: [4, 2, 10, 4], weights: [2.5, 4, 0.5, 1] },
  ])('closed form $at', ({ at, bps, demands, weights }) => {
    const want: number[] = analytic.maxmin_static[at].rates;
    const more = demands.map((demand, i) => ({ maxGbps: demand / 1e9, weight: weights[i] }));
    const run = line(
      [bps],
      demands.map(() => [0, 1]),
      more,
    );
    ratesAtStart(run, want.length).forEach((rate, i) => expect(rate).toBeCloseTo(want[i]!, 12));
  });

  it('a weight counts on every arc of the path', () => {
    // First link: 3 to 1, 9 and 3 of 12. Second: the 3 that come leave 7 of 10.
    const spans: [number, number][] = [[0, 1], [0, 2], [1, 2]]; // prettier-ignore
    const run = line([12, 10], spans, [{ weight: 3 }, {}, { weight: 2 }]);
    expect(ratesAtStart(run, 3)).toEqual([9, 3, 7]);
  });
});

it('N3: a flow that rises past those an arc limits shares with them, though the arc stays full', () => {
  // f (3) and g (6) are held back by c and a; h has the rest of b's 16, 7. At 10 s three flows leave
  // c and eleven join a: g falls to 0.5, f could take all g gave up, and h has to get its part.
  const at = (id: string, from: string, to: string, via: string[], bits: number, timeS = 0) => {
    return { id, from, to, via, bytes: bits / 8, at: timeS };
  };
  const long = 1e4;
  const run = runOf({
    accelerators: CPU,
    sites: Object.fromEntries(['p', 'q', 'r', 's'].map((id) => [id, { lat: 0, lon: 0, pools: { cpu: 1 } }])),
    links: {
      a: { a: 'p', b: 'r', bps: 6, delayMs: 0 },
      b: { a: 'r', b: 's', bps: 16, delayMs: 0 },
      c: { a: 'q', b: 'r', bps: 12, delayMs: 0 },
    },
    transfers: {
      list: [
        at('f', 'q', 's', ['c', 'b'], long),
        at('g', 'p', 's', ['a', 'b'], long),
        at('h', 'r', 's', ['b'], long),
        ...[0, 1, 2].map((i) => at(`x${i}`, 'q', 'r', ['c'], 30)),
        ...Array.from({ length: 11 }, (_, i) => at(`y${i}`, 'p', 'r', ['a'], long, 10)),
      ],
    },
  });
  const rate = (id: string) => {
    const owner = run.world.ids.transfers.indexOf(id);
    const flow = run.state.flowOwner.findIndex((one, i) => one === owner && run.state.flowPhase[i]! > 0);
    return run.state.flowRateBps[flow]!;
  };
  advanceTo(run, 5);
  expect([rate('f'), rate('g'), rate('h')]).toEqual([3, 6, 7]);
  advanceTo(run, 10);
  expect(rate('g')).toBeCloseTo(0.5, 12);
  expect(rate('f')).toBeCloseTo(7.75, 12);
  expect(rate('h')).toBeCloseTo(7.75, 12);
});

describe('N4: finish times', () => {
  it('one link, the second flow joins and leaves', () => {
    const run = runOf({
      ...twoSites(80, 0),
      transfers: {
        list: [
          { id: 'a', from: 'x', to: 'y', bytes: 100, at: 0 },
          { id: 'b', from: 'x', to: 'y', bytes: 50, at: 4 },
        ],
      },
    });
    finished(run);
    expect(Array.from(run.state.transferFinishS)).toEqual(analytic.maxmin_dynamic[0].finish);
  });

  it('three flows start one second apart', () => {
    const run = runOf({
      ...twoSites(80, 0),
      transfers: { list: [0, 1, 2].map((at) => ({ id: `f${at}`, from: 'x', to: 'y', bytes: 30, at })) },
    });
    finished(run);
    const want: number[] = analytic.maxmin_dynamic[1].finish;
    want.forEach((finish, i) => expect(run.state.transferFinishS[i]).toBeCloseTo(finish, 9));
  });

  it('the last byte arrives one path delay after it was sent', () => {
    const run = runOf({
      ...twoSites(80, 250),
      transfers: { list: [{ id: 'a', from: 'x', to: 'y', bytes: 100, at: 0 }] },
    });
    finished(run);
    expect(run.state.transferFinishS[0]).toBeCloseTo(10.25, 12);
  });

  it('directions do not share (N1)', () => {
    const run = runOf({
      ...twoSites(80, 0),
      transfers: {
        list: [
          { id: 'a', from: 'x', to: 'y', bytes: 100, at: 0 },
          { id: 'b', from: 'y', to: 'x', bytes: 100, at: 0 },
        ],
      },
    });
    finished(run);
    expect(Array.from(run.state.transferFinishS)).toEqual([10, 10]);
  });

  it.each(['t1_line', 't2_bottleneck', 't3_dynamic', 't4_parkinglot', 'small', 'medium'])(
    'SimGrid: %s to 1e-7 or 1e-6 s',
    (name) => {
      const run = finished(runOf(oracleScenario(name)));
      const want = simgridFinishTimes(name);
      expect(run.world.ids.transfers.length).toBe(want.size);
      run.world.ids.transfers.forEach((id, i) => {
        const expected = want.get(id)!;
        const error = Math.abs(run.state.transferFinishS[i]! - expected);
        expect(error, `${id} ends at ${expected} s`).toBeLessThanOrEqual(Math.max(1e-6, 1e-7 * expected));
      });
    },
  );
});

describe('N1, N2: delays and routes', () => {
  it('delay is great circle x route factor x 4.9 us/km where none is given', () => {
    const run = runOf({
      accelerators: CPU,
      sites: { x: { lat: 0, lon: 0, pools: { cpu: 1 } }, y: { lat: 0, lon: 90, pools: { cpu: 1 } } },
      links: { l: { a: 'x', b: 'y', gbps: 1, routeFactor: 2 } },
    });
    // A quarter of the equator at the mean radius: 10,007.56 km.
    expect(run.world.links.delayS[0]).toBeCloseTo(10007.5573 * 2 * 4.9e-6, 7);
  });

  it('a cut moves the transfer to the longer way, what was sent stays sent; a repair brings it back', () => {
    const run = runOf({
      accelerators: CPU,
      sites: Object.fromEntries(['x', 'y', 'z'].map((id) => [id, { lat: 0, lon: 0, pools: { cpu: 1 } }])),
      links: {
        direct: { a: 'x', b: 'y', bps: 80, delayMs: 1 },
        first: { a: 'x', b: 'z', bps: 40, delayMs: 1 },
        second: { a: 'z', b: 'y', bps: 40, delayMs: 1 },
      },
      transfers: { list: [{ id: 't', from: 'x', to: 'y', bytes: 100, at: 0 }] },
      events: [
        { at: 5, do: 'link-cut', link: 'direct' },
        { at: 7, do: 'link-repair', link: 'direct' },
      ],
    });
    finished(run);
    // 50 bytes by 5 s at 10 B/s, 10 by 7 s at 5 B/s, the other 40 at 10 B/s, and 1 ms.
    expect(run.state.transferFinishS[0]).toBeCloseTo(11.001, 9);
  });

  it('without a route a transfer waits, and goes on after the repair', () => {
    const run = runOf({
      ...twoSites(80, 0),
      transfers: { list: [{ id: 't', from: 'x', to: 'y', bytes: 100, at: 0 }] },
      events: [
        { at: 4, do: 'link-cut', link: 'l' },
        { at: 20, do: 'link-repair', link: 'l' },
      ],
    });
    advanceTo(run, 10);
    expect(run.state.flowPhase[0]).toBe(1);
    expect(run.state.arcLoadBps[0]).toBe(0);
    finished(run);
    expect(run.state.transferFinishS[0]).toBe(26);
  });

  it('a degraded link slows its flows down', () => {
    const run = runOf({
      ...twoSites(80, 0),
      transfers: { list: [{ id: 't', from: 'x', to: 'y', bytes: 100, at: 0 }] },
      events: [{ at: 5, do: 'link-degrade', link: 'l', factor: 0.25 }],
    });
    finished(run);
    expect(run.state.transferFinishS[0]).toBe(25);
  });
});

function twoSites(bps: number, delayMs: number) {
  return {
    accelerators: CPU,
    sites: { x: { lat: 0, lon: 0, pools: { cpu: 1 } }, y: { lat: 0, lon: 0, pools: { cpu: 1 } } },
    links: { l: { a: 'x', b: 'y', bps, delayMs } },
  };
}
