/** What can be worked out by hand or by formula: queueing, sharing, queues, energy, training time. */
import { erlangC, meanWait } from '../../engine/inference/queueing.ts';
import { readMetrics } from '../../engine/measure.ts';
import { METRICS, metricIndex, type MetricKey } from '../../engine/metrics.ts';
import type { Run } from '../../engine/run.ts';
import type { Check } from '../../protocol.ts';
import { check, runFile } from './check.ts';

/** The part of `oracles/analytic/cases.json` that is read here. */
export type AnalyticCases = {
  MMc_FCFS: { cases: { lam: number; mu: number; c: number; rho: number; erlangC: number; Wq: number }[] };
  maxmin_static: { rates: number[] }[];
  EASY_backfill: {
    nodes: number;
    jobs: { id: string; t: number; n: number; run: number; est: number }[];
    FCFS: { end: Record<string, number> };
    EASY: { end: Record<string, number> };
  };
  energy: { facility_MWh?: number; tCO2?: number; cost_USD?: number }[];
  training: { seconds?: number; tau_s?: number }[];
};

const FOREVER = 1e12;

export function closedForms(cases: AnalyticCases): Check[] {
  return [...queueing(cases), ...sharing(cases), ...queues(cases), ...energy(cases), ...training(cases)];
}

function queueing({ MMc_FCFS }: AnalyticCases): Check[] {
  return MMc_FCFS.cases.flatMap(({ lam, mu, c, rho, ...want }) => {
    const offered = lam / mu;
    const waits = erlangC(c, offered);
    const wait = meanWait(waits, c, offered) / mu;
    const what = `M/M/${c} at load ${rho}`;
    return [
      check('I4', `${what}: share that waits`, '', want.erlangC, waits, 1e-12, 'Erlang C'),
      check('I4', `${what}: mean wait`, 's', want.Wq, wait, 1e-12 * (1 + want.Wq), 'Erlang C'),
    ];
  });
}

function sharing({ maxmin_static }: AnalyticCases): Check[] {
  const worlds: [name: string, capacities: number[], spans: [number, number][], demands?: number[], weights?: number[]][] = [
    ['line of two links', [10, 10], [[0, 2], [0, 1], [1, 2]]],
    ['links of 10 and 4', [10, 4], [[0, 2], [0, 1], [1, 2], [1, 2]]],
    ['parking lot', [6, 12, 24], [[0, 3], [0, 1], [1, 2], [2, 3]]],
    ['link of 10, demands', [10], [[0, 1], [0, 1], [0, 1], [0, 1]], [2, 2.6, 4, 5]],
    ['link of 16, weights and demands', [16], [[0, 1], [0, 1], [0, 1], [0, 1]], [4, 2, 10, 4], [2.5, 4, 0.5, 1]],
  ]; // prettier-ignore
  return worlds.flatMap(([name, capacities, spans, demands, weights], i) => {
    const run = runFile(lineOfLinks(capacities, spans, demands, weights), 0);
    return spans.map(([from, to], flow) => {
      const want = maxmin_static[i].rates[flow];
      const got = run.state.flowRateBps[flow];
      return check(
        'N3',
        `${name}: flow ${from} to ${to}`,
        'bit/s',
        want,
        got,
        1e-12 * want,
        'max-min by hand',
      );
    });
  });
}

function lineOfLinks(
  capacities: number[],
  spans: [number, number][],
  demands: number[] = [],
  weights: number[] = [],
): Record<string, unknown> {
  const sites = [...capacities, 0].map((_, i) => [`s${i}`, { lat: 0, lon: 0, pools: { cpu: 1 } }]);
  const links = capacities.map((bps, i) => [`l${i}`, { a: `s${i}`, b: `s${i + 1}`, bps, delayMs: 0 }]);
  return {
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: Object.fromEntries(sites),
    links: Object.fromEntries(links),
    transfers: {
      list: spans.map(([from, to], i) => ({
        from: `s${from}`,
        to: `s${to}`,
        bytes: 1e6,
        weight: weights[i],
        maxGbps: demands[i] === undefined ? null : demands[i] / 1e9,
      })),
    },
  };
}

function queues({ EASY_backfill }: AnalyticCases): Check[] {
  const { nodes, jobs } = EASY_backfill;
  const file = {
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: { s: { lat: 0, lon: 0, pools: { cpu: nodes } } },
    jobs: {
      list: jobs.map(({ id, t, n, run, est }) => ({
        id,
        at: t,
        site: 's',
        accelerators: n,
        hours: run / 3600,
        estimateHours: est / 3600,
      })),
    },
  };
  const under = (queue: string, end: Record<string, number>): Check[] => {
    const run = runFile({ ...file, policy: { queue } }, FOREVER);
    return run.world.ids.jobs.map((id, job) =>
      check(
        'J7',
        `${queue}: job ${id} ends`,
        's',
        end[id],
        run.state.jobEndS[job],
        1e-9,
        'seven jobs by hand',
      ),
    );
  };
  return [...under('fifo', EASY_backfill.FCFS.end), ...under('easy-backfill', EASY_backfill.EASY.end)];
}

function energy({ energy: cases }: AnalyticCases): Check[] {
  const day = runFile(
    {
      accelerators: { chip: { bf16Tflops: 1, tdpW: 1000, idleW: 100 } },
      grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 60 } },
      sites: { s: { lat: 0, lon: 0, pools: { chip: 10000 }, pue: 1.25, hostOverhead: 0, grid: 'g' } },
      jobs: { list: [{ site: 's', accelerators: 10000, hours: 24 }] },
    },
    86400,
  );
  const what = '10 MW of IT for a day at PUE 1.25';
  const want = cases[2];
  const source = 'product of constants';
  return [
    check(
      'P2',
      `${what}: energy`,
      'MWh',
      want.facility_MWh!,
      metric(day, 86400, 'energyJ') / 3.6e9,
      1e-9,
      source,
    ),
    check('P2', `${what}: carbon`, 't', want.tCO2!, metric(day, 86400, 'carbonG') / 1e6, 1e-9, source),
    check('P2', `${what}: cost`, 'USD', want.cost_USD!, metric(day, 86400, 'costUsd'), 1e-6, source),
  ];
}

function metric(run: Run, timeS: number, key: MetricKey): number {
  const values = new Float64Array(METRICS.length);
  readMetrics(run, timeS, values, 0);
  return values[metricIndex(key)];
}

function training({ training: cases }: AnalyticCases): Check[] {
  const site = { lat: 0, lon: 0, pools: { h100: 4096 } };
  const run = runFile(
    {
      accelerators: { h100: { bf16Tflops: 989 } },
      classes: { train: { kind: 'job', mfu: 0.4 } },
      sites: { a: site, b: site },
      links: { ab: { a: 'a', b: 'b', gbps: 100, delayMs: 0 } },
      jobs: { list: [{ class: 'train', site: 'a', accelerators: 4096, flop: 6 * 70e9 * 2e12 }] },
      transfers: { list: [{ from: 'a', to: 'b', bytes: 1e15 }] },
    },
    FOREVER,
  );
  const seconds = cases[0].seconds!;
  const moved = cases[cases.length - 1].seconds!;
  const job = '70 B parameters, 2 T tokens on 4,096 accelerators';
  return [
    check('J4', job, 's', seconds, run.state.jobEndS[0], 1e-9 * seconds, '6 N D / (n x peak x MFU)'),
    check('N4', '1 PB over 100 Gbit/s', 's', moved, run.state.transferFinishS[0], 1e-6, 'bytes over rate'),
  ];
}
