/** J7: tenants' quotas and shares, and what a job says it waits for. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { waitsFor } from '../../workers/engine/jobs/waiting.ts';
import { STAGE } from '../../workers/engine/state.ts';
import { finished, runOf } from '../fixtures/worlds.ts';

type Part = Record<string, unknown>;

function pool16(jobs: Part[], patch: Part = {}) {
  return runOf({
    accelerators: { gpu: { bf16Tflops: 100 } },
    sites: { s: { lat: 0, lon: 0, pools: { gpu: 16 } } },
    jobs: { list: jobs.map((job, i) => ({ id: `j${i}`, site: 's', hours: 1, ...job })) },
    ...patch,
  });
}

const stages = (run: ReturnType<typeof runOf>) => Array.from(run.state.jobStage);

describe('J7: quotas', () => {
  const tenants = { small: { quota: 8 } };
  const four = { tenant: 'small', accelerators: 4 };

  it('what goes beyond waits, though there is room, until the tenant has some of its own', () => {
    const run = pool16([four, { ...four, hours: 2 }, four], { tenants });
    advanceTo(run, 10);
    expect(stages(run)).toEqual([STAGE.running, STAGE.running, STAGE.held]);
    expect(waitsFor(run, 2)).toBe('quota');
    expect(run.state.free[0]).toBe(8);
    expect(finished(run).state.jobStartS[2]).toBe(3600);
  });

  it('holds up nobody else', () => {
    const run = pool16([four, four, four, { accelerators: 8 }], { tenants });
    advanceTo(run, 10);
    expect(stages(run)).toEqual([STAGE.running, STAGE.running, STAGE.held, STAGE.running]);
  });

  it('counts what queues as well as what runs, and keeps the order of arrival', () => {
    const jobs = [{ accelerators: 16 }, four, { ...four, accelerators: 8 }, { ...four, accelerators: 2 }];
    const run = pool16(jobs, { tenants });
    advanceTo(run, 10);
    expect(stages(run)).toEqual([STAGE.running, STAGE.queued, STAGE.held, STAGE.held]);
    expect(Array.from(finished(run).state.jobStartS)).toEqual([0, 3600, 7200, 10800]);
  });

  it('a job larger than its quota never starts, and does not stand in the way of the next', () => {
    const run = finished(pool16([{ ...four, accelerators: 9 }, four], { tenants }));
    expect(stages(run)).toEqual([STAGE.unplaced, STAGE.done]);
    expect(waitsFor(run, 0)).toBe('quota');
  });
});

it('J7: fair share: a tenant with three shares holds three times as much', () => {
  const jobs = Array.from({ length: 80 }, (_, i) => ({
    tenant: i % 2 === 0 ? 'large' : 'small',
    accelerators: 4,
  }));
  const run = pool16(jobs, {
    tenants: { large: { share: 3 } },
    policy: { queue: 'fair-share' },
  });
  advanceTo(run, 9.5 * 3600);
  const started = (tenant: string) =>
    jobs.filter((job, i) => job.tenant === tenant && run.state.jobStartS[i]! >= 0).length;
  expect([started('large'), started('small')]).toEqual([30, 10]);
});

describe('J7: what a job waits for', () => {
  const sites = {
    s: { lat: 31, lon: 121, country: 'CN', pools: { gpu: 16 } },
    far: { lat: 37, lon: 105, country: 'US', pools: { gpu: 32, small: 32 } },
    capped: { lat: 30, lon: 110, country: 'CN', pools: { gpu: 64 }, powerMW: 0.01 },
  };
  const world = {
    accelerators: {
      gpu: { bf16Tflops: 100 },
      small: { bf16Tflops: 50, memoryGB: 10 },
      none: { bf16Tflops: 1 },
    },
    sites,
    links: {
      l: { a: 's', b: 'far', gbps: 8, delayMs: 5 },
      m: { a: 's', b: 'capped', gbps: 8, delayMs: 5 },
    },
    classes: { c: { kind: 'job', minMemoryGB: 20, datasetTB: 1 } },
  };

  it.each([
    ['larger-site', { accelerators: 500 }, {}],
    ['power', { accelerators: 60 }, { links: { l: null }, sites: { far: null } }],
    ['accelerator-type', { accelerators: 1, types: ['none'] }, {}],
    ['memory', { accelerators: 20, types: ['small'] }, {}],
    ['residency', { accelerators: 1, residency: ['FR'] }, {}],
    ['linking', { accelerators: 20 }, { linked: false }],
    [
      'route',
      { accelerators: 20 },
      {
        events: [
          { at: 0, do: 'link-cut', link: 'l' },
          { at: 0, do: 'link-cut', link: 'm' },
        ],
      },
    ],
    ['data', { accelerators: 20 }, {}],
    ['none', { accelerators: 16 }, { policy: { placement: 'home' } }],
  ])('%s', (want, job, patch) => {
    const file = { ...world, ...patch } as Record<string, Record<string, unknown>>;
    for (const key of ['sites', 'links'] as const)
      file[key] = Object.fromEntries(
        Object.entries({ ...world[key], ...file[key] }).filter(([, value]) => value !== null),
      );
    const run = pool16([{ class: 'c', ...job }], file);
    advanceTo(run, 10);
    expect(waitsFor(run, 0)).toBe(want);
  });

  it('accelerators at the head of a queue, its turn behind', () => {
    const run = pool16([{ accelerators: 10 }, { accelerators: 12 }, { accelerators: 2 }]);
    advanceTo(run, 10);
    expect([1, 2].map((job) => waitsFor(run, job))).toEqual(['accelerators', 'order']);
  });

  it('a route, where its data cannot come', () => {
    const events = ['l', 'm'].map((link) => ({ at: 5, do: 'link-cut', link }));
    const run = pool16([{ class: 'c', accelerators: 20 }], { ...world, events });
    advanceTo(run, 10);
    expect(waitsFor(run, 0)).toBe('route');
  });
});
