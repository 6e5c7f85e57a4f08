/** J6, J8: checkpoints, failures, preemption and migration; T5: their chances. */
import { describe, expect, it } from 'vitest';
import { advanceTo, forkRun, stateHash } from '../../workers/engine/engine.ts';
import { TOTAL, siteTotals } from '../../workers/engine/measure.ts';
import { STREAM, textKey, uniform } from '../../workers/engine/random.ts';
import type { Run } from '../../workers/engine/run.ts';
import { F, N, STAGE } from '../../workers/engine/state.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

type Part = Record<string, unknown>;

const SAVING = { kind: 'job', mfu: 0.5, checkpointGB: 10, checkpointTime: 60, checkpointEvery: 1000 };

function world(jobs: Part[], classes: Record<string, Part>, patch: Part = {}) {
  return runOf({
    accelerators: { gpu: { bf16Tflops: 100 } },
    sites: {
      a: { lat: 31, lon: 121, pools: { gpu: 8 } },
      b: { lat: 37, lon: 105, pools: { gpu: 8 } },
    },
    links: { l: { a: 'a', b: 'b', gbps: 8, delayMs: 10 } },
    classes,
    jobs: { list: jobs.map((job, i) => ({ id: `j${i}`, class: 'c', site: 'a', accelerators: 8, ...job })) },
    policy: { placement: 'home' },
    ...patch,
  });
}

describe('J6: checkpoints', () => {
  it('three of 60 s in an hour, none where the job ends', () => {
    const run = finished(world([{ hours: 1 }, { site: 'b', hours: 3000 / 3600 }], { c: SAVING }));
    expect(Array.from(run.state.jobEndS)).toEqual([3780, 3120]);
  });

  it("Young and Daly's interval where none is given: 120 s to write, a failure in 4 h", () => {
    const run = world([{ hours: 1 }], {
      c: { kind: 'job', checkpointTime: 120, acceleratorMtbfHours: 32 },
    });
    advanceTo(run, 0);
    expect(run.state.extra.jobIntervalS[0]).toBeCloseTo(1859.03, 2);
  });

  it('useful work is what was done, to the last FLOP, wherever one looks', () => {
    const run = finished(world([{ hours: 1 }], { c: SAVING }));
    expect(run.state.siteFlop[0]! / (3600 * 8 * 100e12 * 0.5)).toBeCloseTo(1, 12);
    expect(run.state.jobLeftS[0]).toBe(0);
  });

  it('throttled clocks stretch the computing, not the writing', () => {
    // A cap with room for half of the work: 7200 s and three checkpoints.
    const run = world(
      [{ hours: 1 }],
      { c: SAVING },
      {
        accelerators: { gpu: { bf16Tflops: 100, tdpW: 500, idleW: 100 } },
        sites: { a: { lat: 31, lon: 121, pools: { gpu: 8 }, pue: 1, hostOverhead: 0, powerMW: 0.0024 } },
        links: {},
      },
    );
    expect(finished(run).state.jobEndS[0]).toBeCloseTo(7380, 9);
  });
});

const FRAGILE = { ...SAVING, acceleratorMtbfHours: 8, restartTime: 100 };

/** The same job by small steps: compute or write, until the next failure. */
function stepped(seed: number, id: string, lengthS: number): { endS: number; failures: number } {
  const rate = 8 / (8 * 3600);
  const draw = (k: number) => -Math.log(uniform(seed, STREAM.failure, textKey(id), k)) / rate;
  let t = 0;
  let saved = 0;
  for (let failures = 0; ; failures++) {
    const failS = t + draw(failures);
    for (;;) {
      const next = Math.min(saved + 1000, lengthS);
      const endS = t + (next - saved);
      if (endS <= failS && next === lengthS) return { endS, failures };
      if (endS + 60 > failS) break;
      t = endS + 60;
      saved = next;
    }
    t = failS + 100;
  }
}

describe('J6: failures', () => {
  it('each loses the work since the last checkpoint and costs the restart', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const run = finished(world([{ hours: 3 }], { c: FRAGILE }, { seed }));
      const want = stepped(seed, 'j0', 3 * 3600);
      expect(run.state.extra.jobRestarts[0]).toBe(want.failures);
      expect(run.state.jobEndS[0]).toBeCloseTo(want.endS, 6);
      const done = run.state.siteFlop[0]! / (8 * 100e12 * 0.5);
      expect(done).toBeCloseTo(3 * 3600, 6);
    }
  });

  it('work lost is counted apart, and the accelerators are held meanwhile', () => {
    const seed = 3;
    const run = world([{ hours: 3 }], { c: FRAGILE }, { seed });
    const failS = -Math.log(uniform(seed, STREAM.failure, textKey('j0'), 0)) * 3600;
    advanceTo(run, failS + 50);
    expect(run.state.jobStage[0]).toBe(STAGE.restarting);
    expect(run.state.poolStalled[0]).toBe(8);
    expect(run.state.free[0]).toBe(0);
    const lostS = failS - 1060 * Math.floor(failS / 1060);
    expect(run.state.f[F.lostFlop]! / (8 * 100e12 * 0.5)).toBeCloseTo(Math.min(lostS, 1000), 6);
  });

  it('the mean run time is that of the closed form, within its 99.9 % interval', () => {
    // (M + R)(exp((tau + C) / M) - 1) for each interval saved, the last one without C.
    const [M, R, tau, C] = [3600, 100, 1000, 60];
    const want = (M + R) * (10 * (Math.exp((tau + C) / M) - 1) + Math.exp(tau / M) - 1);
    const list = Array.from({ length: 1500 }, (_, i) => ({ id: `r${i}`, hours: 11000 / 3600 }));
    const run = finished(
      world(list, { c: FRAGILE }, { sites: { a: { lat: 0, lon: 0, pools: { gpu: 8 * 1500 } } }, links: {} }),
      1e9,
    );
    const times = Array.from(run.state.jobEndS);
    const mean = times.reduce((sum, t) => sum + t, 0) / times.length;
    const spread = Math.sqrt(times.reduce((sum, t) => sum + (t - mean) ** 2, 0) / (times.length - 1));
    const half = (3.29 * spread) / Math.sqrt(times.length);
    expect(Math.abs(mean - want)).toBeLessThan(half);
    expect(half / want).toBeLessThan(0.05);
  });

  it('each type at its own rate: the one it runs on, or all that a gang over sites holds', () => {
    const mixed = (job: Part, byType: Record<string, number>, hours: number | null) =>
      world(
        [{ hours: 3, ...job }],
        {
          c: {
            ...FRAGILE,
            acceleratorMtbfHours: hours,
            acceleratorMtbfHoursByType: byType,
            checkpointEvery: null,
          },
        },
        {
          accelerators: { gpu: { bf16Tflops: 100 }, own: { bf16Tflops: 100 } },
          sites: {
            a: { lat: 31, lon: 121, pools: { gpu: 8 } },
            b: { lat: 37, lon: 105, pools: { own: 8 } },
          },
        },
      );
    const hazard = -Math.log(uniform(1, STREAM.failure, textKey('j0'), 0));
    const close = (run: Run, rate: number) => {
      advanceTo(run, 0);
      expect(run.state.extra.jobFailS[0]! / (hazard / rate)).toBeCloseTo(1, 9);
      // Young and Daly's interval for 60 s of writing.
      expect((2 * 60) / run.state.extra.jobIntervalS[0]! ** 2 / rate).toBeCloseTo(1, 9);
    };
    close(mixed({ hours: 3000 }, { own: 2 }, 8), 8 / (8 * 3600));
    close(mixed({ hours: 3000, site: 'b' }, { own: 2 }, 8), 8 / (2 * 3600));
    close(
      mixed({ hours: 3000, accelerators: 16, maxSites: 2 }, { own: 2 }, 8),
      8 / (8 * 3600) + 8 / (2 * 3600),
    );
    // On a type that never fails it needs no checkpoint, and is done when its work is.
    const never = finished(mixed({}, { own: 2 }, null));
    expect(never.state.jobEndS[0]).toBe(3 * 3600);
    expect(never.state.n[N.failures]).toBe(0);
    const often = finished(mixed({ site: 'b' }, { own: 2 }, null));
    expect(often.state.n[N.failures]).toBeGreaterThan(0);
    expect(violations(often)).toEqual([]);
  });

  it('T5: another job, or none, changes no failure of this one', () => {
    const alone = finished(world([{ hours: 3 }], { c: FRAGILE }));
    const beside = finished(
      world(
        [
          { id: 'other', site: 'b', hours: 5 },
          { id: 'j0', hours: 3 },
        ],
        { c: FRAGILE },
      ),
    );
    expect(beside.state.jobEndS[1]).toBe(alone.state.jobEndS[0]);
  });
});

const RANKED = { policy: { placement: 'home', queue: 'priority', preempt: true } };
const URGENT = { at: 500, accelerators: 4, hours: 0.1, priority: 1 };

describe('J8: preemption', () => {
  it('the victim writes a checkpoint, gives way, and goes on from it', () => {
    const run = finished(world([{ hours: 1 }, URGENT], { c: SAVING }, RANKED));
    expect(run.state.jobStartS[1]).toBe(560);
    // 3100 s are left at 920, with three checkpoints to write.
    expect(Array.from(run.state.jobEndS)).toEqual([4200, 920]);
    expect(run.state.n[N.preemptions]).toBe(1);
    expect(run.state.f[F.lostFlop]).toBe(0);
  });

  it('one that cannot write any begins anew', () => {
    const run = finished(world([{ hours: 1 }, URGENT], { c: { kind: 'job', mfu: 0.5 } }, RANKED));
    expect(Array.from(run.state.jobEndS)).toEqual([860 + 3600, 860]);
    expect(run.state.f[F.lostFlop]).toBe(500 * 8 * 100e12 * 0.5);
  });

  it('lowest priority first, of those the last submitted; no more than it takes', () => {
    const small = { accelerators: 2, hours: 1 };
    const jobs = [
      { ...small, priority: 1 },
      small,
      small,
      { ...small, priority: 1 },
      { ...URGENT, accelerators: 2, priority: 2 },
    ];
    const run = world(jobs, { c: SAVING }, RANKED);
    advanceTo(run, 500);
    expect(Array.from(run.state.jobStage).map((stage) => stage === STAGE.saving)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('J5: whoever waits for several sites leaves a head what it could take back at once', () => {
    // Too wide for its home, it takes part of b; stopped there, it would be first in line for b again.
    const site = { lat: 0, pools: { gpu: 4 } };
    const run = runOf({
      accelerators: { gpu: { bf16Tflops: 100 } },
      sites: { a: { ...site, lon: 0, pools: { gpu: 2 } }, b: { ...site, lon: 1 } },
      links: { ab: { a: 'a', b: 'b', gbps: 100 } },
      classes: { c: { kind: 'job', checkpointGB: 1, checkpointEvery: 100 } },
      jobs: {
        list: [
          { id: 'wide', class: 'c', site: 'a', accelerators: 3, maxSites: 2, hours: 1 },
          { id: 'urgent', class: 'c', site: 'b', accelerators: 4, hours: 0.1, at: 500, priority: 1 },
        ],
      },
      ...RANKED,
    });
    advanceTo(run, 500);
    expect(Array.from(run.state.jobStartS)).toEqual([0, 500]);
    finished(run);
    expect(Array.from(run.state.jobEndS.slice(0, 2))).toEqual([3960, 860]);
    expect(run.state.n[N.preemptions]).toBe(1);
  });

  it('what is on its way back is not asked for again', () => {
    const small = { accelerators: 4, hours: 1 };
    const later = { ...small, at: 520, accelerators: 1 };
    const run = finished(world([small, small, URGENT, later], { c: SAVING }, RANKED));
    expect(run.state.n[N.preemptions]).toBe(1);
  });

  it.each([
    ['equal priority', [{ hours: 1 }, { ...URGENT, priority: 0 }], SAVING, RANKED],
    ['a class that may not be stopped', [{ hours: 1 }, URGENT], { ...SAVING, preemptible: false }, RANKED],
    [
      'a scenario without preemption',
      [{ hours: 1 }, URGENT],
      SAVING,
      { policy: { placement: 'home', queue: 'priority' } },
    ],
    [
      'too little to gain',
      [
        { hours: 1, accelerators: 4, priority: 1 },
        { hours: 1, accelerators: 4 },
        { ...URGENT, accelerators: 8 },
      ],
      SAVING,
      RANKED,
    ],
  ])('%s stops nobody', (_, jobs, jobClass, patch) => {
    const run = finished(world(jobs as Part[], { c: jobClass }, patch));
    expect(run.state.n[N.preemptions]).toBe(0);
  });

  it('a victim goes on elsewhere where there is room, its dataset and checkpoint sent after it', () => {
    const jobs = [
      { hours: 1, datasetTB: 0.01 },
      { ...URGENT, types: ['gpu'] },
    ];
    const run = finished(
      world(
        jobs,
        { c: SAVING },
        {
          policy: { ...RANKED.policy, placement: 'nearest' },
          accelerators: { gpu: { bf16Tflops: 100 }, other: { bf16Tflops: 100 } },
          sites: {
            a: { lat: 31, lon: 121, pools: { gpu: 8 } },
            b: { lat: 37, lon: 105, pools: { other: 8 } },
          },
        },
      ),
    );
    // Saved by 560, 10 GB twice, then 3100 s and three checkpoints.
    expect(run.state.jobEndS[0]).toBeCloseTo(560 + 10.01 + 10.01 + 3100 + 180, 9);
    expect(run.state.n[N.migrations]).toBe(1);
  });
});

describe('J8: migration', () => {
  const move = { events: [{ at: 1500, do: 'job-migrate', job: 'j0', site: 'b' }] };

  it('saves, sends the checkpoint, and goes on from it', () => {
    const run = finished(world([{ hours: 1 }], { c: SAVING }, move));
    // 1440 s done by 1500, saved by 1560, 10 GB there at 1570.01, then 2160 s and two checkpoints.
    expect(run.state.jobEndS[0]).toBeCloseTo(1570.01 + 2160 + 120, 9);
    expect(run.state.n[N.migrations]).toBe(1);
    expect(run.state.f[F.bytesMoved]).toBe(1e10);
  });

  it('the dataset goes too, before the checkpoint', () => {
    const run = finished(world([{ hours: 1, datasetTB: 0.1 }], { c: SAVING }, move));
    expect(run.state.jobEndS[0]).toBeCloseTo(1560 + 100.01 + 10.01 + 2160 + 120, 9);
  });

  it('a dataset once sent stays: the job goes on from an outage without it', () => {
    const run = world(
      [{ hours: 1, datasetTB: 0.1 }],
      { c: SAVING },
      {
        policy: { placement: 'nearest' },
        events: [
          ...move.events,
          { at: 2000, do: 'site-outage', site: 'a' },
          { at: 3000, do: 'site-outage', site: 'b' },
          { at: 3100, do: 'site-repair', site: 'b' },
        ],
      },
    );
    // From 1670.02 on 1000 s are done and saved by 2730.02; the other 1160 from 3100 on, with one checkpoint.
    expect(finished(run).state.jobEndS[0]).toBeCloseTo(3100 + 1160 + 60, 9);
  });

  it('work done at both sites adds up to the job', () => {
    const run = finished(world([{ hours: 1 }], { c: SAVING }, move));
    const totals = new Float64Array(TOTAL.size);
    let flop = 0;
    for (const site of [0, 1]) {
      siteTotals(run, site, 1e6, totals);
      flop += totals[TOTAL.flop]!;
    }
    expect(flop / (3600 * 8 * 100e12 * 0.5)).toBeCloseTo(1, 12);
  });

  it('a job in FLOP goes on at the pace of the other type', () => {
    const flop = 3600 * 8 * 100e12 * 0.5;
    const run = world(
      [{ hours: null, flop }],
      { c: SAVING },
      {
        ...move,
        accelerators: { gpu: { bf16Tflops: 100 }, fast: { bf16Tflops: 200 } },
        sites: {
          a: { lat: 31, lon: 121, pools: { gpu: 8 } },
          b: { lat: 37, lon: 105, pools: { fast: 8 } },
        },
      },
    );
    // 2160 s on the one are 1080 s on the other, with one checkpoint on the way.
    expect(finished(run).state.jobEndS[0]).toBeCloseTo(1570.01 + 1080 + 60, 9);
  });

  it('a queued job goes to the site with its next placement; one that cannot save stays', () => {
    const list = [{ hours: 1 }, { hours: 1 }];
    const events = [{ at: 100, do: 'job-migrate', job: 'j1', site: 'b' }];
    const policy = { placement: 'least-loaded' };
    const run = world([...list, { site: 'b', hours: 1 }], { c: SAVING }, { events, policy });
    advanceTo(run, 100);
    expect(run.world.pools.site[run.state.jobPool[1]!]).toBe(1);
    const stays = finished(world(list, { c: { kind: 'job' } }, move));
    expect(stays.state.n[N.migrations]).toBe(0);
  });
});

it('T7: a fork goes on by itself and comes to the same end', () => {
  const run = world([{ hours: 3 }, { site: 'b', hours: 2 }], { c: FRAGILE });
  advanceTo(run, 4000);
  const fork = forkRun(run);
  finished(run);
  expect(stateHash(fork)).not.toEqual(stateHash(run));
  finished(fork);
  expect(stateHash(fork)).toEqual(stateHash(run));
});
