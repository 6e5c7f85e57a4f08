/** I3: who is offered demand first under each policy, what residency and memory forbid, and changes of policy. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { erlangC, meanWait } from '../../workers/engine/inference/queueing.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
import { ROUTING_POLICIES } from '../../workers/engine/policies/routing/index.ts';
import type { Run } from '../../workers/engine/run.ts';
import { F } from '../../workers/engine/state.ts';
import { ROUTINGS, type RequestClass } from '../../workers/scenario/scenario.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';
import { SOLVER } from '../fixtures/solver.ts';

/** A chip has 10 slots of 1 s (prefill 0.5 s), filled to 90 %: n chips take 9 n requests a second. */
const CHAT = {
  kind: 'request',
  tokensIn: 250,
  tokensOut: 10,
  activeParamsB: 1,
  acceleratorsPerReplica: 1,
  batch: 10,
  mfu: 1,
  ttftLimitS: 2,
};
const PRICES = { day: 50, flat: 60, dear: 200 };
const grids = Object.fromEntries(
  Object.entries(PRICES).map(([id, priceUsdPerMwh]) => [
    id,
    {
      priceUsdPerMwh,
      carbonGPerKwh: 1000 - priceUsdPerMwh,
      utcOffsetH: 0,
      // The grid that is cheapest by night is not so by day.
      ...(id === 'day' ? { priceProfile: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 1 : 2)) } : {}),
    },
  ]),
);

/** Three sites of 18 requests/s each at 1, 5 and 20 ms from a metro that asks for 30. */
function three(
  patch: Record<string, unknown> = {},
  routing = 'nearest',
  policy = {},
  cooling: string | null = null,
): Run {
  const site = (region: string, country: string, grid: string, role: string) => ({
    lat: 31,
    lon: 121,
    pools: { chip: 2 },
    servingShare: 1,
    region,
    country,
    grid,
    role,
    cooling,
  });
  return runOf(
    {
      accelerators: { chip: { bf16Tflops: 1, memoryGBps: 40, memoryGB: 40 } },
      grids,
      classes: { chat: CHAT },
      sites: {
        far: site('w', 'CN', 'day', 'inference'),
        mid: site('e', 'US', 'flat', 'training'),
        near: site('w', 'CN', 'dear', 'training'),
      },
      metros: { city: { lat: 31, lon: 121, region: 'e', country: 'US' } },
      links: {
        a: { a: 'near', b: 'city', gbps: 10, delayMs: 1 },
        b: { a: 'mid', b: 'city', gbps: 10, delayMs: 5 },
        c: { a: 'far', b: 'city', gbps: 10, delayMs: 20 },
      },
      demand: { metros: { city: { chat: { requestsPerDay: 30 * 86400 } } }, lastMileMs: 0 },
      policy: { routing, ...policy },
      ...patch,
    },
    SOLVER,
  );
}

/** Served at [far, mid, near]. */
function served(run: Run, atS = 0): number[] {
  advanceTo(run, atS);
  return [...run.state.siteServedRps].map((rps) => Number(rps.toFixed(6)));
}

function metric(run: Run, key: Parameters<typeof metricIndex>[0], atS = 0): number {
  advanceTo(run, atS);
  const row = new Float64Array(METRICS.length);
  readMetrics(run, atS, row, 0);
  return row[metricIndex(key)]!;
}

describe('I3: the order of each policy', () => {
  it('is that of the table of names', () => {
    expect(ROUTING_POLICIES.map(({ name }) => name)).toEqual([...ROUTINGS]);
  });

  it.each([
    ['nearest', [0, 12, 18]],
    ['east-first', [12, 18, 0]],
    ['cheapest', [18, 12, 0]],
    ['greenest', [0, 12, 18]],
    ['optimal', [18, 12, 0]],
  ])('%s', (routing, expected) => {
    expect(served(three({}, routing))).toEqual(expected);
  });

  it('spill-over: the own region up to the threshold, then the next, then what is left of each', () => {
    const over = (requestsPerS: number) =>
      served(
        three(
          { demand: { metros: { city: { chat: { requestsPerDay: requestsPerS * 86400 } } } } },
          'spill-over',
          { spillOver: 0.5 },
        ),
      );
    expect(over(8)).toEqual([0, 8, 0]);
    expect(over(15)).toEqual([0, 9, 6]);
    expect(over(25)).toEqual([7, 9, 9]);
    expect(over(30)).toEqual([9, 12, 9]);
    expect(over(60)).toEqual([18, 18, 18]);
  });

  it('least-latency: leaves the near site before it is full where the queue costs more than the way', () => {
    const run = three({}, 'least-latency');
    const [far, mid, near] = served(run) as [number, number, number];
    expect(far + mid + near).toBeCloseTo(30, 6);
    const wait = (rps: number) => meanWait(erlangC(20, rps), 20, rps);
    // Filled in steps: no step more could have gone where it is answered sooner.
    expect(near).toBeGreaterThanOrEqual(mid);
    expect(near).toBeLessThan(18);
    expect(far).toBeGreaterThan(0);
    expect(wait(near) + 0.002).toBeLessThan(wait(18) + 0.04);
    const nearest = three({}, 'nearest');
    advanceTo(nearest, 0);
    expect(run.state.f[F.latencyRpsS]!).toBeLessThan(0.9 * nearest.state.f[F.latencyRpsS]!);
  });

  it('cheapest follows the hour of the grid', () => {
    const run = three({}, 'cheapest');
    run.world.demand.epochS = 86400;
    expect(served(run, 6 * 3600 - 1)).toEqual([18, 12, 0]);
    expect(served(run, 6 * 3600)).toEqual([12, 18, 0]);
  });

  it('cheapest counts what cooling takes, and a heat wave from its moment on', () => {
    // 50 against 60 USD, each with air at 15 degrees: 1.2 W a W; 35 degrees more make 1.44 where it is 45.
    const events = [{ at: 1000, do: 'heat-wave', site: 'far', deltaC: 35, until: 2000 }];
    const world = three({ events }, 'cheapest', {}, 'air');
    expect(served(world, 999)).toEqual([18, 12, 0]);
    expect(served(world, 1000)).toEqual([12, 18, 0]);
    expect(served(world, 2000)).toEqual([18, 12, 0]);
  });
});

describe('I3: who may serve', () => {
  const kept = (residency: string[]) =>
    served(three({ classes: { chat: { ...CHAT, residency } } }, 'nearest'));

  it('residency names countries, or the own one', () => {
    expect(kept([])).toEqual([0, 12, 18]);
    expect(kept(['CN'])).toEqual([12, 0, 18]);
    expect(kept(['own'])).toEqual([0, 18, 0]);
    expect(kept(['own', 'CN'])).toEqual([0, 12, 18]);
  });

  it.each(ROUTINGS)('%s honours it', (routing) => {
    const run = three({ classes: { chat: { ...CHAT, residency: ['own'] } } }, routing);
    expect(served(run)).toEqual([0, 18, 0]);
    expect(metric(run, 'shedRps')).toBeCloseTo(12, 9);
  });

  it('a class is not served where its weights do not fit (I2)', () => {
    const fitting = (totalParamsB: number) =>
      served(three({ classes: { chat: { ...CHAT, totalParamsB } } }))[2];
    expect(fitting(20)).toBe(18);
    expect(fitting(20.1)).toBe(0);
  });
});

describe('a change of policy', () => {
  it('takes effect at once, live or as an event', () => {
    const run = three(
      {
        events: [
          { at: 100, do: 'policy', routing: 'greenest' },
          { at: 200, do: 'policy', routing: 'east-first' },
        ],
      },
      'cheapest',
    );
    expect(served(run, 99)).toEqual([18, 12, 0]);
    expect(served(run, 100)).toEqual([0, 12, 18]);
    expect(served(run, 200)).toEqual([12, 18, 0]);
  });
});

describe('limits and tokens', () => {
  it('time per token is apart from time to first token, with a limit of its own', () => {
    expect(metric(three(), 'tokenS')).toBeCloseTo(0.05, 12);
    const inTime = (tpotLimitS: number) =>
      metric(three({ classes: { chat: { ...CHAT, tpotLimitS } } }), 'inTime');
    expect(inTime(0.0501)).toBeGreaterThan(0.9);
    expect(inTime(0.0499)).toBe(0);
  });
});

it(
  'I3: on random worlds nobody is served against residency, beyond a site or beyond what is asked',
  { timeout: 120_000 },
  () => {
    onWorlds((file) => {
      for (const routing of ROUTINGS) {
        const policy = { ...(file.policy as object), routing };
        const run = runOf({ ...file, jobs: {}, transfers: {}, events: [], policy }, SOLVER);
        advanceTo(run, 3600);
        const { world, router } = run;
        const { demand, serving, ids } = world;
        const used = new Float64Array(serving.count);
        const left = router.demandRps.slice();
        for (let offer = 0; offer < demand.offers; offer++) {
          const rps = router.assignedRps[offer]!;
          if (rps === 0) continue;
          const row = demand.offerRow[offer]!;
          const site = world.scenario.sites[ids.sites[serving.site[demand.offerServer[offer]!]!]!]!;
          const metro = world.scenario.metros[ids.metros[demand.metro[row]!]!]!;
          const asked = world.scenario.classes[
            ids.classes[serving.class[demand.class[row]!]!]!
          ] as RequestClass;
          const allowed = asked.residency.map((country) => (country === 'own' ? metro.country : country));
          if (allowed.length > 0) expect(allowed).toContain(site.country);
          used[demand.offerServer[offer]!]! += rps / serving.capacityRps[demand.offerUse[offer]!]!;
          left[row]! -= rps;
        }
        used.forEach((share) => expect(share).toBeLessThan(1 + 1e-9));
        left.forEach((rps, row) => {
          expect(rps).toBeGreaterThan(-1e-9 * (1 + router.demandRps[row]!));
          expect(rps).toBeCloseTo(router.unservedRps[row]!, 6);
        });
      }
    });
  },
);

it.each([
  { kind: 'price-spike', routing: 'cheapest', grid: 'day', usual: [18, 12, 0], during: [0, 18, 12] },
  { kind: 'carbon-shift', routing: 'greenest', grid: 'dear', usual: [0, 12, 18], during: [12, 18, 0] },
])('F: a $kind moves what $routing serves at once, and its end brings it back', (shock) => {
  const events = [{ at: 1800, do: shock.kind, grid: shock.grid, factor: 10, until: 2700 }];
  const run = three({ events }, shock.routing);
  const served = (timeS: number) => {
    advanceTo(run, timeS);
    return Array.from(run.state.siteServedRps, (rps) => Math.round(rps));
  };
  expect(served(1799)).toEqual(shock.usual);
  expect(served(1800)).toEqual(shock.during);
  expect(served(2699)).toEqual(shock.during);
  expect(served(2700)).toEqual(shock.usual);
});
