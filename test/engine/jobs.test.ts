/** J2-J4, J7: gangs, staging, queues, placement. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { STAGE, N } from '../../workers/engine/state.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

const easy = JSON.parse(
  readFileSync(new URL('../../public/oracles/analytic/cases.json', import.meta.url), 'utf8'),
).EASY_backfill as {
  nodes: number;
  jobs: { id: string; t: number; n: number; run: number; est: number }[];
  FCFS: Schedule;
  EASY: Schedule;
};
type Schedule = { start: Record<string, number>; end: Record<string, number> };

function easyRun(queue: string) {
  return finished(
    runOf({
      accelerators: { cpu: { bf16Tflops: 1 } },
      sites: { s: { lat: 0, lon: 0, pools: { cpu: easy.nodes } } },
      jobs: {
        list: easy.jobs.map(({ id, t, n, run, est }) => ({
          id,
          at: t,
          site: 's',
          accelerators: n,
          hours: run / 3600,
          estimateHours: est / 3600,
        })),
      },
      policy: { queue },
    }),
  );
}

describe('J7: queue order', () => {
  it.each([
    { queue: 'fifo', want: easy.FCFS },
    { queue: 'easy-backfill', want: easy.EASY },
  ])('$queue starts and ends the seven jobs as worked out by hand', ({ queue, want }) => {
    const run = easyRun(queue);
    run.world.ids.jobs.forEach((id, job) => {
      expect(run.state.jobStartS[job], `${id} starts`).toBeCloseTo(want.start[id]!, 9);
      expect(run.state.jobEndS[job], `${id} ends`).toBeCloseTo(want.end[id]!, 9);
    });
  });

  it('what ends at the shadow time together with the last job needed is left over (EASY)', () => {
    // 4 are free, two jobs of 5 end at 100 s; the head takes 9 of the 14 then, so 5 are left over for a long job.
    const run = finished(
      runOf({
        accelerators: { cpu: { bf16Tflops: 1 } },
        sites: { s: { lat: 0, lon: 0, pools: { cpu: 14 } } },
        jobs: {
          list: [
            { id: 'a', site: 's', accelerators: 5, hours: 100 / 3600 },
            { id: 'b', site: 's', accelerators: 5, hours: 100 / 3600 },
            { id: 'head', site: 's', at: 1, accelerators: 9, hours: 1 },
            { id: 'long', site: 's', at: 2, accelerators: 4, hours: 2 },
          ],
        },
        policy: { queue: 'easy-backfill' },
      }),
    );
    expect(Array.from(run.state.jobStartS)).toEqual([0, 0, 100, 2]);
  });

  it('where no pool can start a job and none has a backlog, it queues at the first', () => {
    const run = runOf({
      accelerators: { cpu: { bf16Tflops: 1 } },
      sites: {
        first: { lat: 0, lon: 0, pools: { cpu: 10 } },
        second: { lat: 0, lon: 1, pools: { cpu: 10 } },
      },
      links: { l: { a: 'first', b: 'second', gbps: 1 } },
      jobs: {
        list: [
          { id: 'a', site: 'first', accelerators: 8, hours: 1 },
          { id: 'b', site: 'second', accelerators: 6, hours: 1 },
          { id: 'c', site: 'second', at: 1, accelerators: 5, hours: 1 },
        ],
      },
      policy: { placement: 'least-loaded', queue: 'fifo' },
    });
    advanceTo(run, 2);
    expect([...run.state.jobPool].slice(0, 3)).toEqual([0, 1, 0]);
  });

  it('the wait of queued jobs is counted while they wait', () => {
    const run = easyRun('fifo');
    const waits = run.world.ids.jobs.map(
      (_, job) => run.state.jobStartS[job]! - run.world.jobs.submitS[job]!,
    );
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(7, 9);
    expect(run.state.f[1]! / run.state.n[N.arrivedJobs]!).toBeCloseTo(7, 9);
  });
});

/** West has the chips, east the jobs; 100 GB over 8 Gb/s takes 100 s. */
function eastWest(patch: Record<string, unknown> = {}) {
  return runOf({
    accelerators: { gpu: { bf16Tflops: 100, tdpW: 500, idleW: 100 } },
    sites: {
      east: { lat: 31, lon: 121, pools: { gpu: 8 }, region: 'e', role: 'inference' },
      west: { lat: 37, lon: 105, pools: { gpu: 64 }, region: 'w', role: 'training' },
    },
    links: { l: { a: 'east', b: 'west', gbps: 8, delayMs: 10 } },
    classes: { train: { kind: 'job', mfu: 0.5, datasetTB: 0.1 } },
    jobs: {
      list: [
        { id: 'small', class: 'train', site: 'east', accelerators: 8, flop: 8 * 50e12 * 3600 },
        { id: 'big', class: 'train', site: 'east', accelerators: 32, flop: 32 * 50e12 * 3600, at: 10 },
      ],
    },
    policy: { placement: 'nearest' },
    ...patch,
  });
}

describe('J2-J4: stages and speed', () => {
  it('at home a job computes at once, at n x peak x MFU', () => {
    const run = finished(eastWest());
    expect(run.state.jobRunS[0]).toBe(0);
    expect(run.state.jobEndS[0]).toBeCloseTo(3600, 6);
  });

  it('away from home its dataset is staged first, and its accelerators are held meanwhile', () => {
    const run = eastWest();
    advanceTo(run, 50);
    expect(run.state.jobStage[1]).toBe(STAGE.staging);
    expect(run.state.free[1]).toBe(32);
    finished(run);
    expect(run.state.jobStartS[1]).toBe(10);
    expect(run.state.jobRunS[1]).toBeCloseTo(110.01, 9);
    expect(run.state.jobEndS[1]).toBeCloseTo(3710.01, 6);
  });

  it('a gang starts whole or not at all (J3)', () => {
    const run = eastWest({ linked: false });
    advanceTo(run, 100);
    expect(run.state.jobStage[0]).toBe(STAGE.running);
    expect(run.state.jobStage[1]).toBe(STAGE.unplaced);
  });

  it('islands keep jobs at home until the world is linked (N5)', () => {
    const run = eastWest({ linked: false, events: [{ at: 1000, do: 'link-all' }] });
    finished(run);
    expect(run.state.jobStartS[1]).toBe(1000);
    expect(run.state.n[N.doneJobs]).toBe(2);
  });

  it('a power cap throttles running jobs; work is kept (P1, J4)', () => {
    // One accelerator: idle 100 W, 400 W above it; with PUE 1 and no hosts the cap leaves 8 x 300 W of 8 x 400 W.
    const capped = {
      lat: 31,
      lon: 121,
      pools: { gpu: 8 },
      pue: 1,
      hostOverhead: 0,
      powerMW: (8 * 400) / 1e6,
    };
    const run = finished(eastWest({ sites: { east: capped }, links: {}, jobs: { list: [job('only')] } }));
    expect(run.state.jobEndS[0]).toBeCloseTo(3600 / 0.75, 6);
    expect(run.state.sitePowerW[0]).toBeCloseTo(800, 9);
  });
});

function job(id: string) {
  return { id, class: 'train', site: 'east', accelerators: 8, flop: 8 * 50e12 * 3600 };
}

describe('placement policies', () => {
  const sites = {
    east: { lat: 31, lon: 121, pools: { gpu: 8 }, role: 'inference', grid: 'dear' },
    near: { lat: 32, lon: 118, pools: { gpu: 16 }, role: 'mixed', grid: 'dirty' },
    west: { lat: 37, lon: 105, pools: { gpu: 64 }, role: 'training', grid: 'clean' },
  };
  const grids = {
    dear: { carbonGPerKwh: 500, priceUsdPerMwh: 100 },
    dirty: { carbonGPerKwh: 900, priceUsdPerMwh: 20 },
    clean: { carbonGPerKwh: 50, priceUsdPerMwh: 60 },
  };
  const links = {
    a: { a: 'east', b: 'near', gbps: 8, delayMs: 2 },
    b: { a: 'near', b: 'west', gbps: 8, delayMs: 8 },
  };
  it.each([
    { placement: 'home', first: 'east', second: 'east' },
    { placement: 'nearest', first: 'east', second: 'near' },
    { placement: 'least-loaded', first: 'east', second: 'near' },
    { placement: 'cheapest', first: 'near', second: 'near' },
    { placement: 'greenest', first: 'west', second: 'west' },
    { placement: 'train-west-serve-east', first: 'west', second: 'west' },
  ])('$placement: first to $first, then to $second', ({ placement, first, second }) => {
    const list = [job('one'), { ...job('two'), at: 1 }];
    const run = eastWest({ sites, grids, links, jobs: { list }, policy: { placement } });
    advanceTo(run, 2);
    const where = (j: number) => run.world.ids.sites[run.world.pools.site[run.state.jobPool[j]!]!];
    expect([where(0), where(1)]).toEqual([first, second]);
  });

  it('residency, memory and type are kept to, and a job nobody can take waits', () => {
    const list = [
      { ...job('here'), residency: ['CN'] },
      { ...job('nowhere'), residency: ['XX'] },
      { ...job('big'), accelerators: 65 },
    ];
    const where = Object.fromEntries(
      Object.entries(sites).map(([id, site]) => [id, { ...site, country: 'US' }]),
    );
    const run = eastWest({
      sites: { ...where, west: { ...where.west, country: 'CN' } },
      grids,
      links,
      jobs: { list },
    });
    advanceTo(run, 1e6);
    expect(run.world.ids.sites[run.world.pools.site[run.state.jobPool[0]!]!]).toBe('west');
    expect(run.state.jobStage[1]).toBe(STAGE.unplaced);
    expect(run.state.jobStage[2]).toBe(STAGE.unplaced);
    expect(run.state.n[N.queuedJobs]).toBe(2);
  });
});

it('J4: a software stack that costs a fifth of the use makes a job a quarter longer', () => {
  const lengths = [0, 0.2].map((stackPenalty) => {
    const run = finished(
      runOf({
        accelerators: { gpu: { bf16Tflops: 100, stackPenalty } },
        sites: { s: { lat: 0, lon: 0, pools: { gpu: 8 } } },
        classes: { train: { kind: 'job', mfu: 0.5 } },
        jobs: { list: [{ class: 'train', site: 's', accelerators: 8, flop: 8 * 100e12 * 0.5 * 3600 }] },
      }),
    );
    return run.state.jobEndS[0]!;
  });
  expect(lengths[0]).toBeCloseTo(3600, 6);
  expect(lengths[1]).toBeCloseTo(4500, 6);
});
