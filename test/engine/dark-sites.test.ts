/** P1, J7: no job is placed where there is no power; those that wait for it say so, and come when it is there. */
import { describe, expect, it } from 'vitest';
import { advanceTo, restoreSnapshot, stateHash, takeSnapshot } from '../../workers/engine/engine.ts';
import { waitsFor } from '../../workers/engine/jobs/waiting.ts';
import { STAGE } from '../../workers/engine/state.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { runOf } from '../fixtures/worlds.ts';

const HOUR_S = 3600;

/** Ten chips on the equator that live on the sun alone, from 06:00 to 18:00; at the grid, two. */
function posts(jobs: object[], patch: object = {}) {
  const site = { lat: 0, lon: 0, pue: 1, hostOverhead: 0 };
  return runOf({
    start: '2026-03-21T00:00:00Z',
    duration: '3d',
    accelerators: { chip: { bf16Tflops: 1, tdpW: 100, idleW: 10 } },
    sites: {
      post: { ...site, pools: { chip: 10 }, solarMW: 1, gridConnected: false },
      town: { ...site, pools: { chip: 2 } },
    },
    links: { l: { a: 'post', b: 'town', gbps: 10, delayMs: 1 } },
    jobs: { list: jobs.map((job, i) => ({ id: `j${i}`, site: 'post', hours: 1, accelerators: 2, ...job })) },
    policy: { placement: 'least-loaded' },
    ...patch,
  });
}

const siteOf = (run: ReturnType<typeof posts>, job: number) =>
  run.world.ids.sites[run.world.pools.site[run.state.jobPool[job]!]!];

describe('a site without power', () => {
  it('gets no job at night, which goes to where there is power', () => {
    const run = posts([{ at: 2 * HOUR_S }, { at: 12 * HOUR_S, accelerators: 4 }]);
    advanceTo(run, 2 * HOUR_S);
    expect([run.state.jobStage[0], siteOf(run, 0)]).toEqual([STAGE.running, 'town']);
    advanceTo(run, 12 * HOUR_S);
    expect([run.state.jobStage[1], siteOf(run, 1)]).toEqual([STAGE.running, 'post']);
    expect(violations(run)).toEqual([]);
  });

  it('is waited for by what fits nowhere else, which says so and starts at dawn', () => {
    const run = posts([{ at: 2 * HOUR_S, accelerators: 8 }]);
    advanceTo(run, 3 * HOUR_S);
    expect(run.state.jobStage[0]).toBe(STAGE.unplaced);
    expect(waitsFor(run, 0)).toBe('dark-site');
    const snapshot = takeSnapshot(run);
    advanceTo(run, 20 * HOUR_S);
    expect(run.state.jobStartS[0]).toBe(6 * HOUR_S);
    const hash = stateHash(run);
    restoreSnapshot(run, snapshot);
    advanceTo(run, 20 * HOUR_S);
    expect(stateHash(run)).toEqual(hash);
  });

  it('keeps what holds its accelerators, and sends on what only queues there', () => {
    const run = posts(
      [
        { at: 17 * HOUR_S, accelerators: 10, hours: 4 },
        { at: 17.5 * HOUR_S, hours: 1 },
      ],
      { policy: { placement: 'home' } },
    );
    advanceTo(run, 17.6 * HOUR_S);
    expect([run.state.jobStage[1], waitsFor(run, 1)]).toEqual([STAGE.queued, 'accelerators']);
    advanceTo(run, 19 * HOUR_S);
    expect([run.state.jobStage[0], waitsFor(run, 0)]).toEqual([STAGE.running, 'power']);
    expect([run.state.jobStage[1], waitsFor(run, 1)]).toEqual([STAGE.unplaced, 'dark-site']);
    // An hour by day and three more of the next: 06:00 to 09:00, then the other.
    advanceTo(run, 3 * 24 * HOUR_S);
    expect([...run.state.jobEndS].map((endS) => endS / HOUR_S)).toEqual([33, 34]);
  });
});
