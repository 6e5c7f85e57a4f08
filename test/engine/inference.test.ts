/** I1-I5: queueing formulas, routing, what is shed, what is in time. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { erlangB, erlangC, meanWait, waitQuantile } from '../../workers/engine/inference/queueing.ts';
import { F } from '../../workers/engine/state.ts';
import { runOf } from '../fixtures/worlds.ts';

const oracle = (name: string) =>
  readFileSync(new URL(`../../public/oracles/analytic/${name}`, import.meta.url), 'utf8');
type Mmc = { lam: number; mu: number; c: number } & Record<string, number>;
const mmc = JSON.parse(oracle('cases.json')).MMc_FCFS.cases as Mmc[];

describe('I4: M/M/c', () => {
  it.each(mmc)('c = $c at load $rho', (want) => {
    const { c } = want;
    const offered = want.lam / want.mu;
    expect(erlangB(c, offered)).toBeCloseTo(want.erlangB!, 13);
    expect(erlangC(c, offered)).toBeCloseTo(want.erlangC!, 13);
    expect(meanWait(erlangC(c, offered), c, offered) / want.Wq!).toBeCloseTo(1, 12);
    for (const [share, key] of [
      [0.5, 'wait_p50'],
      [0.95, 'wait_p95'],
      [0.99, 'wait_p99'],
    ] as const) {
      expect(waitQuantile(c, offered, share)).toBeCloseTo(want[key]!, 9);
    }
  });

  it('the published table, to its six digits', () => {
    for (const line of oracle('erlangc_table.csv').trim().split('\n').slice(1)) {
      const [servers, rho, waits, mean] = line.split(',').map(Number) as [number, number, number, number];
      expect(erlangC(servers, rho * servers)).toBeCloseTo(waits, 5.9);
      expect(meanWait(erlangC(servers, rho * servers), servers, rho * servers)).toBeCloseTo(mean, 5.9);
    }
  });

  it('agrees with the recurrence at 100,000 servers', () => {
    for (const offered of [98000, 99000, 99900, 99999]) {
      let inverse = 1;
      for (let servers = 1; servers <= 100000; servers++) inverse = 1 + (inverse * servers) / offered;
      expect(erlangB(100000, offered) * inverse).toBeCloseTo(1, 11);
    }
  });

  it('agrees with the recurrence wherever it is worked out, few servers or many, idle, nearly full or over', () => {
    const worlds = fc.tuple(
      fc.integer({ min: 1, max: 3000 }),
      fc.double({ min: 0.05, max: 1.2, noNaN: true }),
    );
    fc.assert(
      fc.property(worlds, ([servers, load]) => {
        let inverse = 1;
        for (let k = 1; k <= servers; k++) inverse = 1 + (inverse * k) / (load * servers);
        const blocked = erlangB(servers, load * servers);
        if (blocked === 0) expect(inverse).toBeGreaterThan(1e30);
        else expect(Math.abs(blocked * inverse - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 2000 },
    );
  });
});

/**
 * One chip answers 10 requests/s: 10 slots of 1 s each (prefill 0.5 s, 10 tokens of 50 ms read
 * time), filled to 90 %: a site of n chips takes 9 n requests/s.
 */
const CHAT = {
  kind: 'request',
  tokensIn: 250,
  tokensOut: 10,
  activeParamsB: 1,
  acceleratorsPerReplica: 1,
  batch: 10,
  mfu: 1,
  ttftLimitS: 2,
  requestKB: 1,
  responseKB: 2,
};

function cities(patch: Record<string, unknown>) {
  return runOf({
    accelerators: { chip: { bf16Tflops: 1, memoryGBps: 40 } },
    classes: { chat: CHAT },
    sites: {
      east: { lat: 31, lon: 121, pools: { chip: 2 }, servingShare: 1, region: 'e' },
      west: { lat: 37, lon: 105, pools: { chip: 4 }, servingShare: 1, region: 'w' },
    },
    metros: { shanghai: { lat: 31, lon: 121, region: 'e' } },
    links: {
      near: { a: 'east', b: 'shanghai', gbps: 10, delayMs: 1 },
      far: { a: 'west', b: 'shanghai', gbps: 10, delayMs: 10 },
    },
    demand: { metros: { shanghai: { chat: { requestsPerDay: 30 * 86400 } } }, lastMileMs: 0 },
    ...patch,
  });
}

describe('I2, I3: routing', () => {
  it('the nearest site is filled first, the rest spills over', () => {
    const run = cities({});
    advanceTo(run, 0);
    expect(run.world.serving.capacityRps[0]).toBeCloseTo(18, 9);
    expect(run.state.siteServedRps[0]).toBeCloseTo(18, 9);
    expect(run.state.siteServedRps[1]).toBeCloseTo(12, 9);
    expect(run.state.f[F.servedRps]).toBeCloseTo(run.state.f[F.demandRps]!, 9);
  });

  it('islands serve their own region; the rest is shed and counted (N5)', () => {
    const run = cities({ linked: false });
    advanceTo(run, 0);
    expect(run.state.siteServedRps[1]).toBe(0);
    expect(run.state.f[F.demandRps]! - run.state.f[F.servedRps]!).toBeCloseTo(12, 9);
  });

  it('a cut leaves the metro without its far site', () => {
    const run = cities({ events: [{ at: 100, do: 'link-cut', link: 'far' }] });
    advanceTo(run, 100);
    expect(run.state.siteServedRps[1]).toBe(0);
    expect(run.state.f[F.servedRps]).toBeCloseTo(18, 9);
  });

  it('requests and answers flow as streams at their rate (N4)', () => {
    const run = cities({});
    advanceTo(run, 0);
    // Arcs in order of link id: far is link 0 (west -> shanghai), near is link 1.
    expect(run.state.arcLoadBps[0]).toBeCloseTo(12 * 16e3, 6);
    expect(run.state.arcLoadBps[1]).toBeCloseTo(12 * 8e3, 6);
    expect(run.state.arcLoadBps[2]).toBeCloseTo(18 * 16e3, 6);
  });
});

describe('I5: in time', () => {
  it('is the share of demand whose round trip, wait and prefill stay within the limit', () => {
    const run = cities({});
    advanceTo(run, 0);
    // East: 18 Erlang on 20 slots, 1 ms away; west: 12 on 40, 10 ms away. Prefill 0.5 s, service 1 s.
    const east = 1 - erlangC(20, 18) * Math.exp(-2 * (2 - 0.5 - 0.002));
    const west = 1 - erlangC(40, 12) * Math.exp(-28 * (2 - 0.5 - 0.02));
    expect(run.state.f[F.inTimeRps]! / run.state.f[F.demandRps]!).toBeCloseTo(
      (18 * east + 12 * west) / 30,
      10,
    );
    expect(east).toBeLessThan(0.99);
  });

  it('shed requests count against it', () => {
    const run = cities({ linked: false });
    advanceTo(run, 0);
    expect(run.state.f[F.inTimeRps]! / run.state.f[F.demandRps]!).toBeLessThan(18 / 30);
  });
});

describe('I1: demand', () => {
  it('follows the local hour and the weekend', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 20 ? 2 : 1));
    const run = cities({
      start: '2026-01-09T00:00:00Z',
      metros: { shanghai: { lat: 31, lon: 121, region: 'e', utcOffsetH: 8 } },
      demand: {
        epoch: '5m',
        lastMileMs: 0,
        profiles: { p: { hours, weekend: 0.5 } },
        metros: { shanghai: { chat: { requestsPerDay: 86400, profile: 'p' } } },
      },
    });
    const at = (hour: number) => (advanceTo(run, hour * 3600), run.state.f[F.demandRps]!);
    expect(at(5)).toBeCloseTo(1, 9);
    // 20:30 on Friday in Shanghai, 12:30 UTC; the epoch's middle is 2.5 min on.
    expect(at(12.5)).toBeCloseTo(2 - 2.5 / 60, 9);
    // Saturday begins there at 16:00 UTC.
    expect(at(17)).toBeCloseTo(0.5, 9);
  });
});
