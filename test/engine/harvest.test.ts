/** I7: idle serving accelerators run jobs, and are given back when demand wants them. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { F, N, STAGE } from '../../workers/engine/state.ts';
import { runOf } from '../fixtures/worlds.ts';

type Part = Record<string, unknown>;

/**
 * 100 accelerators, all kept for serving. Demand is a step: a fifth of the room by night (to 12:00), half of it by day.
 */
function world(jobs: Part[], policy: Part = { harvest: true }, jobClass: Part = {}) {
  const night = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0.4 : 1));
  return runOf({
    start: '2026-01-05T00:00:00Z',
    accelerators: { gpu: { bf16Tflops: 100 } },
    sites: { a: { lat: 0, lon: 0, pools: { gpu: 100 }, servingShare: 1 } },
    metros: { m: { lat: 0, lon: 1, utcOffsetH: 0 } },
    links: { l: { a: 'a', b: 'm', gbps: 100 } },
    classes: {
      chat: { kind: 'request', acceleratorsPerReplica: 1, activeParamsB: 7 },
      train: { kind: 'job', checkpointTime: 60, checkpointEvery: 600, ...jobClass },
    },
    demand: {
      profiles: { p: { hours: night } },
      metros: { m: { chat: { requestsPerDay: REQUESTS, profile: 'p' } } },
    },
    jobs: { list: jobs.map((job, i) => ({ id: `j${i}`, class: 'train', site: 'a', ...job })) },
    policy,
  });
}

/** Half of the room, found from the room itself. */
const REQUESTS = (() => {
  const run = runOf({
    accelerators: { gpu: { bf16Tflops: 100 } },
    sites: { a: { lat: 0, lon: 0, pools: { gpu: 100 }, servingShare: 1 } },
    classes: { chat: { kind: 'request', acceleratorsPerReplica: 1, activeParamsB: 7 } },
  });
  return 0.5 * 86400 * run.world.serving.capacityRps[0]!;
})();

const NIGHT_S = 6 * 3600;
const DAY_S = 14 * 3600;
const LONG = { accelerators: 60, hours: 30 };

describe('I7: harvest', () => {
  it('without it nothing of what is kept for serving runs jobs', () => {
    const run = world([LONG], { harvest: false });
    advanceTo(run, NIGHT_S);
    expect(run.state.jobStage[0]).toBe(STAGE.unplaced);
  });

  it('by night it lends all but 1.25 times what is used', () => {
    const run = world([LONG]);
    advanceTo(run, NIGHT_S);
    expect(run.state.extra.poolLent[0]).toBe(75);
    expect(run.state.jobStage[0]).toBe(STAGE.running);
    expect(violations(run)).toEqual([]);
  });

  it('by day it takes back what demand needs; the job saves, waits and goes on by night', () => {
    const run = world([LONG]);
    advanceTo(run, DAY_S);
    expect(run.state.extra.poolLent[0]).toBe(37);
    expect(run.state.extra.poolDebt[0]).toBe(0);
    expect(run.state.jobStage[0]).toBe(STAGE.queued);
    expect(run.state.extra.jobLeftShare[0]).toBeLessThan(0.75);
    expect(run.state.f[5]! > 0 && run.state.f[6] === 0).toBe(true);
    advanceTo(run, 86400 + NIGHT_S);
    expect(run.state.jobStage[0]).toBe(STAGE.running);
  });

  it('free ones go back first: a job beside them is not stopped', () => {
    const run = world([{ accelerators: 30, hours: 30 }]);
    advanceTo(run, DAY_S);
    expect(run.state.extra.poolLent[0]).toBe(37);
    expect(run.state.jobEndS[0]! - run.state.jobStartS[0]!).toBe(30 * 3600);
    expect(run.state.n[N.stalledJobs]).toBe(0);
    expect(run.state.extra.jobLeftShare[0]).toBe(1);
  });

  it('a job wider than what is lent now holds up nobody under conservative backfilling', () => {
    const jobs = [
      { accelerators: 90, hours: 1 },
      { at: 10, accelerators: 20, hours: 1 },
    ];
    const run = world(jobs, { harvest: true, queue: 'conservative-backfill' });
    advanceTo(run, 5);
    // What an earlier plan has left behind is not part of this one.
    run.work.profile.fromS.set([0, 5, 1e9]);
    run.work.profile.free.fill(1);
    advanceTo(run, 600);
    expect(Array.from(run.state.jobStartS)).toEqual([-1, 10]);
  });

  it('a job that may not be stopped keeps what it has; serving goes without', () => {
    const run = world([LONG], { harvest: true }, { preemptible: false });
    advanceTo(run, DAY_S);
    expect(run.state.jobStage[0]).toBe(STAGE.running);
    expect(run.state.extra.poolDebt[0]).toBeGreaterThan(0);
    expect(run.state.f[F.servedRps]!).toBeCloseTo(0.8 * run.state.f[F.demandRps]!, 6);
    expect(violations(run)).toEqual([]);
  });
});
