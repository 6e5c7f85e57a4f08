/** I6: the optimum of routing, and how far policies are from it. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  advanceTo,
  createRun,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
} from '../../workers/engine/engine.ts';
import { splitProgram } from '../../workers/engine/inference/linear-program.ts';
import { erlangC } from '../../workers/engine/inference/queueing.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
import type { Run } from '../../workers/engine/run.ts';
import { F } from '../../workers/engine/state.ts';
import { OBJECTIVES, ROUTINGS } from '../../workers/scenario/scenario.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { SOLVER } from '../fixtures/solver.ts';
import { promptClasses } from '../../workers/world/prompts.ts';
import { runOf } from '../fixtures/worlds.ts';

const cases = JSON.parse(
  readFileSync(new URL('../../public/oracles/analytic/cases.json', import.meta.url), 'utf8'),
) as {
  transport_LP: { cost: number[][]; supply: number[]; demand: number[]; optimum: number };
  min_cost_flow: { edges: [string, string, number, number][]; demand: number; optimum: number };
};

describe('the programme', () => {
  it('is the transport problem where rooms are supplies', () => {
    const { cost, supply, demand, optimum } = cases.transport_LP;
    const offers = demand.flatMap((_, row) =>
      supply.map((capacityRps, server) => ({ row, server, capacityRps, cost: cost[server]![row]! })),
    );
    const x = SOLVER.solveLp(
      splitProgram({
        demandRps: Float64Array.from(demand),
        room: new Float64Array(supply.length).fill(1),
        missCost: 1e3,
        offers,
      }),
    );
    const flow = offers.map(({ row }, i) => x[demand.length + i]! * demand[row]!);
    expect(offers.reduce((sum, offer, i) => sum + offer.cost * flow[i]!, 0)).toBeCloseTo(optimum, 6);
    supply.forEach((most, server) =>
      expect(flow.reduce((sum, f, i) => sum + (offers[i]!.server === server ? f : 0), 0)).toBeLessThan(
        most + 1e-6,
      ),
    );
    expect(Math.max(...x.subarray(0, demand.length))).toBeLessThan(1e-9);
  });

  it('is solved as a flow of least cost is', () => {
    const { edges, demand, optimum } = cases.min_cost_flow;
    const nodes = ['s', 'a', 'b', 't'];
    const balance = [-demand, 0, 0, demand];
    const rows = nodes.length + edges.length;
    const x = SOLVER.solveLp({
      columns: edges.length,
      rows,
      cost: Float64Array.from(edges, (edge) => edge[3]),
      rowLower: Float64Array.from([...balance, ...edges.map(() => -Infinity)]),
      rowUpper: Float64Array.from([...balance, ...edges.map((edge) => edge[2])]),
      start: Int32Array.from({ length: edges.length + 1 }, (_, i) => 3 * i),
      row: Int32Array.from(
        edges.flatMap(([from, to], i) => [nodes.indexOf(from), nodes.indexOf(to), nodes.length + i]),
      ),
      value: Float64Array.from(edges.flatMap(() => [-1, 1, 1])),
    });
    expect(edges.reduce((sum, edge, i) => sum + edge[3] * x[i]!, 0)).toBeCloseTo(optimum, 6);
  });
});

function metric(run: Run, key: Parameters<typeof metricIndex>[0], atS: number): number {
  const row = new Float64Array(METRICS.length);
  readMetrics(run, atS, row, 0);
  return row[metricIndex(key)]!;
}

const HOURS = [0, 1, 9];

describe('no policy beats it', () => {
  it.each(OBJECTIVES)('%s, on random worlds', { timeout: 300_000 }, (objective) => {
    onWorlds((file) => {
      for (const routing of ROUTINGS) {
        const policy = { ...(file.policy as object), routing, objective, regret: true };
        const run = runOf({ ...file, events: [], jobs: {}, transfers: {}, policy }, SOLVER);
        for (const hour of HOURS) {
          advanceTo(run, hour * 3600);
          const regret = metric(run, 'regret', hour * 3600);
          const mean = metric(run, 'regretMean', hour * 3600);
          expect(regret, `${routing} at ${hour} h`).toBeGreaterThan(-1e-6);
          expect(mean, `${routing} up to ${hour} h`).toBeGreaterThan(-1e-6);
          if (routing === 'optimal') expect(Math.abs(regret) + Math.abs(mean)).toBeLessThan(1e-6);
        }
      }
    });
  });
});

/** Two sites of n and m chips (9 requests/s each) with prices of their own, and a far cheap one that is too late. */
function sites(
  chips: number[],
  prices: number[],
  rps: number,
  policy: object,
  events: object[] = [],
  chat = {},
) {
  const names = ['a', 'b', 'late'];
  return runOf(
    {
      accelerators: { chip: { bf16Tflops: 1, memoryGBps: 40, memoryGB: 40 } },
      grids: Object.fromEntries(
        names.map((id, i) => [id, { priceUsdPerMwh: prices[i], carbonGPerKwh: 500 }]),
      ),
      classes: {
        chat: {
          kind: 'request',
          tokensIn: 250,
          tokensOut: 10,
          activeParamsB: 1,
          acceleratorsPerReplica: 1,
          batch: 10,
          mfu: 1,
          ttftLimitS: 0.6,
          ...chat,
        },
      },
      sites: Object.fromEntries(
        names.map((id, i) => [
          id,
          { lat: 31, lon: 121, pools: { chip: chips[i] }, servingShare: 1, grid: id },
        ]),
      ),
      metros: { city: { lat: 31, lon: 121 } },
      links: Object.fromEntries(
        names.map((id) => [id, { a: id, b: 'city', gbps: 10, delayMs: id === 'late' ? 60 : 1 }]),
      ),
      demand: { metros: { city: { chat: { requestsPerDay: rps * 86400 } } }, lastMileMs: 0 },
      policy: { regret: true, ...policy },
      events,
    },
    SOLVER,
  );
}

describe('what it is', () => {
  it('by hand: the cheaper site first, none too late, the rest missed', () => {
    const run = sites([2, 2, 9], [50, 40, 10], 40, { routing: 'optimal' });
    advanceTo(run, 0);
    expect([...run.state.siteServedRps].map((rps) => Math.round(rps * 1e6) / 1e6)).toEqual([18, 18, 0]);
    expect(run.state.f[F.servedRps]).toBeCloseTo(36, 6);
  });

  it('regret by hand: energy of the dear site over that of the cheap one', () => {
    const run = sites([2, 2, 9], [50, 40, 60], 10, { routing: 'nearest' });
    advanceTo(run, 0);
    expect(metric(run, 'regret', 0)).toBeCloseTo(50 / 40 - 1, 9);
    const late = sites([1, 0, 9], [50, 40, 10], 18, { routing: 'nearest', objective: 'attainment' });
    advanceTo(late, 0);
    // 9 of 18 are late either way: nobody can do better.
    expect(metric(late, 'regret', 0)).toBeCloseTo(0, 5);
    const missed = sites([2, 2, 9], [50, 50, 10], 20, { routing: 'cheapest', objective: 'attainment' });
    advanceTo(missed, 0);
    // All late, where a full site would have had this share in time.
    expect(metric(missed, 'regret', 0)).toBeCloseTo(1 - erlangC(20, 18) * Math.exp(-2 * (0.1 - 0.002)), 5);
  });

  it('a limit nobody can meet is no reason to serve nobody', () => {
    const run = sites([0, 0, 9], [50, 40, 10], 10, { routing: 'optimal' });
    advanceTo(run, 0);
    expect(run.state.f[F.servedRps]).toBeCloseTo(10, 9);
    expect(run.state.f[F.inTimeRps]).toBe(0);
  });

  it('prompts short enough for the far site count there, and no others', () => {
    const run = sites([0, 0, 9], [50, 40, 10], 10, { routing: 'optimal' }, [], { tokensInCv: 0.7 });
    advanceTo(run, 0);
    const { upTo, length } = promptClasses(0.7);
    // 0.12 s of way leave 0.48 s, of which the mean prompt takes 0.5.
    const inTime = upTo[length.findLastIndex((part) => 0.5 * part <= 0.48)]!;
    expect(inTime).toBe(0.6);
    const { costUsd, worth, valueUsdPerS } = run.router.best;
    expect(worth[0]).toBeCloseTo(inTime, 12);
    expect(valueUsdPerS[1]! / (10 * costUsd[0]! * (1 + 1000 * (1 - inTime)))).toBeCloseTo(1, 9);
    expect(run.state.f[F.inTimeRps]! / 10).toBeCloseTo(inTime, 6);
    const attained = sites([0, 0, 9], [50, 40, 10], 10, { objective: 'attainment' }, [], { tokensInCv: 0.7 });
    advanceTo(attained, 0);
    // Those that wait at a full site, 90 slots at 81: prompt by prompt, what is left of the 0.48 s.
    const waits = erlangC(90, 81);
    const late = length.map((part) => 0.48 - 0.5 * part).map((s) => (s < 0 ? 1 : waits * Math.exp(-9 * s)));
    const want = late.reduce((sum, share, j) => sum + (upTo[j]! - (upTo[j - 1] ?? 0)) * (1 - share), 0);
    expect(attained.router.best.worth[0]).toBeCloseTo(want, 12);
  });

  it('more capacity never raises its cost', () => {
    const chips = fc.integer({ min: 1, max: 9 });
    const price = fc.integer({ min: 1, max: 100 });
    const two = fc.tuple(chips, chips, chips);
    fc.assert(
      fc.property(
        two,
        fc.tuple(price, price, price),
        fc.nat({ max: 2 }),
        fc.integer({ min: 1, max: 300 }),
        (n, prices, more, rps) => {
          const cost = (of: number[]) => {
            const run = sites(of, prices, rps, { routing: 'nearest' });
            advanceTo(run, 0);
            return run.state.f[F.bestUsdPerS]!;
          };
          const larger = n.map((count, i) => count + (i === more ? 1 : 0));
          expect(cost(larger)).toBeLessThanOrEqual(cost(n) * (1 + 1e-9));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is nothing that is asked for by itself', () => {
    const run = sites([2, 2, 9], [50, 40, 60], 10, { routing: 'nearest', regret: false });
    advanceTo(run, 0);
    expect(metric(run, 'regret', 0)).toBe(0);
    expect(() => createRun(sites([2, 2, 9], [50, 40, 60], 10, {}).world)).toThrow(/solver/);
  });
});

describe('T6, T7', () => {
  it('one history with the optimum, restored or not, by a live change of policy too', () => {
    const events = [
      { at: 3000, do: 'policy', routing: 'optimal' },
      { at: 9000, do: 'policy', routing: 'cheapest' },
    ];
    const run = sites([2, 2, 9], [50, 40, 60], 30, {}, events);
    advanceTo(run, 5000);
    const snapshot = takeSnapshot(run);
    advanceTo(run, 20000);
    const end = stateHash(run);
    restoreSnapshot(run, snapshot);
    metric(run, 'latencyP99S', 5000);
    advanceTo(run, 20000);
    expect(stateHash(run)).toEqual(end);
  });
});
