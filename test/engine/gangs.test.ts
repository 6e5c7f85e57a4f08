/** J3, J5: gangs that change their size, and gangs over several sites. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { waitsFor } from '../../workers/engine/jobs/waiting.ts';
import { FLOW_CAUSE, N, STAGE } from '../../workers/engine/state.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

type Job = Record<string, unknown>;

function pool16(jobs: Job[], classes: Record<string, Job> = {}, patch: Job = {}) {
  return runOf({
    accelerators: { gpu: { bf16Tflops: 100 } },
    sites: { s: { lat: 0, lon: 0, pools: { gpu: 16 } } },
    classes,
    jobs: { list: jobs.map((job, i) => ({ id: `j${i}`, site: 's', ...job })) },
    ...patch,
  });
}

const ELASTIC = { accelerators: 8, minAccelerators: 4, maxAccelerators: 16, hours: 1 };

describe('J3: elastic gangs', () => {
  it('alone it takes its most, and is done in half the time', () => {
    expect(finished(pool16([ELASTIC])).state.jobEndS[0]).toBe(1800);
  });

  it('gives back what a newcomer needs, no more, and takes it again afterwards', () => {
    const run = finished(pool16([ELASTIC, { at: 600, accelerators: 8, hours: 1200 / 3600 }]));
    // 600 s at 2, 1200 s at 1 beside the newcomer, the last 1200 s of work at 2 again.
    expect(Array.from(run.state.jobEndS)).toEqual([2400, 1800]);
  });

  it('a change of size costs the restart time of its class; starting does not', () => {
    const classes = { c: { kind: 'job', restartTime: 60 } };
    const run = finished(
      pool16(
        [
          { ...ELASTIC, class: 'c' },
          { at: 600, accelerators: 8, hours: 1200 / 3600 },
        ],
        classes,
      ),
    );
    // 1200 done by 600; 1140 more from 660 to 1800; the other 1260 at 2 from 1860 on.
    expect(Array.from(run.state.jobEndS)).toEqual([2490, 1800]);
  });

  it('a checkpoint comes after as long a time, whatever the size', () => {
    const classes = { c: { kind: 'job', checkpointTime: 60, checkpointEvery: 1000 } };
    // 1800 s at 2, and one checkpoint after the first 1000 of them.
    expect(finished(pool16([{ ...ELASTIC, class: 'c' }], classes)).state.jobEndS[0]).toBe(1860);
  });

  it('a gang that holds its least gives nothing back', () => {
    const run = pool16([ELASTIC, { at: 600, accelerators: 13, hours: 1 }]);
    advanceTo(run, 700);
    expect(run.state.jobStage[1]).toBe(STAGE.queued);
    expect(run.state.jobHeld[0]).toBe(16);
    expect(waitsFor(run, 1)).toBe('accelerators');
    expect(finished(run).state.jobStartS[1]).toBe(1800);
  });

  it('two of them share what is left, the one said to end sooner first', () => {
    const run = pool16([
      { ...ELASTIC, estimateHours: 5 },
      { ...ELASTIC, maxAccelerators: 10, estimateHours: 2 },
    ]);
    advanceTo(run, 1);
    expect(Array.from(run.state.jobHeld)).toEqual([6, 10]);
  });

  it.each(['easy-backfill', 'conservative-backfill', 'priority', 'shortest-first', 'fair-share'])(
    '%s starts it at its least beside others',
    (queue) => {
      const run = pool16([{ accelerators: 12, hours: 1 }, ELASTIC], {}, { policy: { queue } });
      advanceTo(run, 1);
      expect(Array.from(run.state.jobHeld)).toEqual([12, 4]);
      // 3600 s at 1/2, then 1800 s of work at 2.
      expect(finished(run).state.jobEndS[1]).toBe(4500);
    },
  );
});

/** 1 GB exchanged at each step of 10 s, over 8 Gb/s and 10 ms. */
const TRAIN = { kind: 'job', mfu: 0.5, step: 10, gradientGB: 1 };

function twoSites(train: Job = {}, patch: Job = {}, job: Job = {}) {
  return runOf({
    accelerators: { gpu: { bf16Tflops: 100 } },
    sites: {
      a: { lat: 31, lon: 121, pools: { gpu: 8 } },
      b: { lat: 37, lon: 105, pools: { gpu: 8 } },
    },
    links: { l: { a: 'a', b: 'b', gbps: 8, delayMs: 10 } },
    classes: { train: { ...TRAIN, ...train } },
    jobs: {
      list: [{ id: 'j', class: 'train', site: 'a', accelerators: 16, maxSites: 2, hours: 1, ...job }],
    },
    ...patch,
  });
}

const endOf = (run: ReturnType<typeof runOf>) => finished(run).state.jobEndS[0]!;

describe('J5: gangs over several sites', () => {
  it('synchronous: 1 s of exchange and a round trip of 20 ms after each step', () => {
    expect(endOf(twoSites())).toBeCloseTo(3600 * (11.02 / 10), 6);
  });

  it('local SGD: the same after each tenth step', () => {
    expect(endOf(twoSites({ syncEvery: 10 }))).toBeCloseTo(3600 * (101.02 / 100), 6);
  });

  it('the exchange hides behind an overlap that is long enough, at the rate that takes', () => {
    const run = twoSites({ overlap: 0.5 });
    advanceTo(run, 1);
    expect(run.state.flowCause[0]).toBe(FLOW_CAUSE.gradient);
    expect(run.state.flowRateBps[0]).toBeCloseTo(8e9 / 4.98, 0);
    expect(endOf(run)).toBe(3600);
  });

  it('what an overlap cannot hide is exposed', () => {
    expect(endOf(twoSites({ overlap: 0.05 }))).toBeCloseTo(3600 * (10.52 / 10), 6);
  });

  it('a limit on what a site may send slows it', () => {
    expect(endOf(twoSites({ exchangeGbps: 2 }))).toBeCloseTo(3600 * (14.02 / 10), 6);
  });

  it('a transfer on the link takes half of the rate for as long as it lasts', () => {
    const transfers = { list: [{ from: 'a', to: 'b', bytes: 5e11, at: 0 }] };
    // 4e12 bits at 4 Gb/s: 1000 s at 10 / 12.02, then the rest at 10 / 11.02.
    const done = 1000 * (10 / 12.02);
    expect(endOf(twoSites({}, { transfers }))).toBeCloseTo(1000 + (3600 - done) * (11.02 / 10), 6);
  });

  it('a cut stops it, a repair lets it go on', () => {
    const run = twoSites(
      {},
      {
        events: [
          { at: 600, do: 'link-cut', link: 'l' },
          { at: 1000, do: 'link-repair', link: 'l' },
        ],
      },
    );
    advanceTo(run, 700);
    expect(run.state.jobSpeed[0]).toBe(0);
    expect(waitsFor(run, 0)).toBe('route');
    expect(endOf(run)).toBeCloseTo(3600 * (11.02 / 10) + 400, 6);
  });

  it('three sites pass 2(k-1)/k of the gradients in 2(k-1) turns', () => {
    const run = twoSites(
      {},
      {
        sites: {
          a: { lat: 31, lon: 121, pools: { gpu: 6 } },
          b: { lat: 37, lon: 105, pools: { gpu: 6 } },
          c: { lat: 30, lon: 110, pools: { gpu: 6 } },
        },
        links: {
          ab: { a: 'a', b: 'b', gbps: 8, delayMs: 10 },
          bc: { a: 'b', b: 'c', gbps: 8, delayMs: 10 },
          ca: { a: 'c', b: 'a', gbps: 8, delayMs: 10 },
        },
      },
      { maxSites: 3 },
    );
    expect(endOf(run)).toBeCloseTo(3600 * ((10 + 4 / 3 + 4 * 0.01) / 10), 6);
    expect(Array.from(run.state.free)).toEqual([6, 6, 6]);
  });

  it('each part is sent its share of the dataset; the gang starts when the last has landed', () => {
    const run = twoSites({ gradientGB: 0, datasetTB: 0.2 });
    // Half of 200 GB over 8 Gb/s.
    expect(endOf(run)).toBeCloseTo(100 + 0.01 + 3600, 6);
    expect(run.state.f[4]).toBeCloseTo(1e11, 0);
  });

  it('clocks of one site slow its part', () => {
    // Host overhead and PUE are 1: 8 x 100 W idle, 8 x 400 W of work, a cap with room for half of that.
    const gpu = { bf16Tflops: 100, tdpW: 500, idleW: 100 };
    const site = { pools: { gpu: 8 }, pue: 1, hostOverhead: 0 };
    const run = twoSites(
      { gradientGB: 0 },
      {
        accelerators: { gpu },
        sites: { a: { ...site, lat: 31, lon: 121 }, b: { ...site, lat: 37, lon: 105, powerMW: 0.0024 } },
      },
    );
    expect(endOf(run)).toBe(4800);
    expect(run.state.siteFlop[0]! / run.state.siteFlop[1]!).toBeCloseTo(2, 9);
  });

  it('one site is preferred where it can start at once, two where that alone starts it', () => {
    const list = [
      { id: 'x', class: 'train', site: 'b', accelerators: 4, hours: 1 },
      { id: 'y', class: 'train', site: 'a', at: 10, accelerators: 6, maxSites: 2, hours: 1 },
      { id: 'z', class: 'train', site: 'a', at: 20, accelerators: 6, maxSites: 2, hours: 1 },
      { id: 'w', class: 'train', site: 'a', at: 30, accelerators: 6, hours: 1 },
    ];
    const run = twoSites({}, { jobs: { list } });
    advanceTo(run, 40);
    expect(Array.from(run.state.extra.spreadParts)).toEqual([0, 2]);
    expect(run.state.jobStage[2]).toBe(STAGE.running);
    expect(run.state.jobStage[3]).toBe(STAGE.queued);
  });

  it('does not spread over what others queue for, while a single site could hold it', () => {
    const list = [
      { id: 'x', class: 'train', site: 'a', accelerators: 4, hours: 1 },
      { id: 'y', class: 'train', site: 'b', accelerators: 4, hours: 1 },
      { id: 'wide', class: 'train', site: 'a', at: 10, accelerators: 8, hours: 1 },
      { id: 'z', class: 'train', site: 'a', at: 20, accelerators: 6, maxSites: 2, hours: 1 },
    ];
    const run = twoSites({}, { jobs: { list } });
    advanceTo(run, 30);
    expect(run.state.jobStage[3]).toBe(STAGE.queued);
  });

  it('islands cannot spread it: it waits until the world is linked', () => {
    const run = twoSites({}, { linked: false, events: [{ at: 500, do: 'link-all' }] });
    advanceTo(run, 400);
    expect(run.state.jobStage[0]).toBe(STAGE.unplaced);
    advanceTo(run, 500);
    expect(run.state.jobStage[0]).toBe(STAGE.running);
    expect(run.state.n[N.movedJobs]).toBe(1);
  });

  it('waits for several sites, ahead of the queues, while they are busy', () => {
    const list = [
      { id: 'x', class: 'train', site: 'b', accelerators: 8, hours: 1 },
      { id: 'j', class: 'train', site: 'a', at: 10, accelerators: 16, maxSites: 2, hours: 1 },
    ];
    const run = twoSites({}, { jobs: { list } });
    advanceTo(run, 20);
    expect(waitsFor(run, 1)).toBe('sites');
    expect(finished(run).state.jobStartS[1]).toBe(3600);
  });
});
