/** `causeway why`: the engine's reasons, for people and as JSON, and the same as the worker gives. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, expect, test, vi } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { findJobs, jobDetail, listJobs } from '../../workers/host/ask/jobs.ts';
import { pastPoint } from '../../workers/host/ask/past.ts';
import { classLoad, whyJob, whyMetro } from '../../workers/host/ask/why.ts';
import {
  createBranch,
  createRows,
  reachedEnd,
  runAt,
  runBefore,
  stepAhead,
} from '../../workers/host/branch.ts';
import { tickTimeS } from '../../workers/world/describe.ts';
import { openShipped } from '../fixtures/shipped.ts';
import { runOf } from '../fixtures/worlds.ts';

vi.setConfig({ testTimeout: 60_000 });

const directory = mkdtempSync(join(tmpdir(), 'causeway-why-'));
afterAll(() => rmSync(directory, { recursive: true }));

function causeway(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'workers/host/cli.ts', ...args],
    { cwd: new URL('../../', import.meta.url), encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

/** Three jobs that want all of `near`; `far` is farther, `small` too small; one city, two that serve it. */
const plain = {
  format: 'causeway/1',
  id: 'plain',
  duration: '1d',
  tick: '1h',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: {
    home: { lat: 39.9, lon: 116.4, pools: { h100: 8 }, servingShare: 0.5 },
    near: { lat: 31.3, lon: 118.4, pools: { h100: 16 } },
    far: { lat: 26.4, lon: 106.5, pools: { h100: 64 }, servingShare: 0.5 },
  },
  metros: { city: { lat: 39, lon: 117 } },
  links: {
    hn: { a: 'home', b: 'near', gbps: 100, delayMs: 5 },
    hf: { a: 'home', b: 'far', gbps: 100, delayMs: 20 },
    hc: { a: 'home', b: 'city', gbps: 100, delayMs: 1 },
  },
  classes: {
    train: { kind: 'job', mfu: 0.4, datasetTB: 0 },
    chat: { kind: 'request', acceleratorsPerReplica: 2, activeParamsB: 14 },
  },
  policy: { placement: 'nearest', routing: 'nearest', queue: 'fifo' },
  jobs: {
    list: Array.from({ length: 4 }, (_, i) => ({
      id: `j${i}`,
      class: 'train',
      site: 'home',
      at: i * 60,
      accelerators: 16,
      hours: 5,
    })),
  },
  demand: { metros: { city: { chat: { requestsPerDay: 2e5 } } } },
};
const path = join(directory, 'plain.json');
writeFileSync(path, JSON.stringify(plain));

test('a job: its candidates by score, the chosen one marked, and why not the others', () => {
  const { status, stdout, stderr } = causeway('why', path, '--job', 'j1', '--at', '1');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    [
      'j1 at 1h: running at far',
      '16 accelerators, submitted at home at 1m',
      '',
      'placed at 1m by nearest, linked',
      '     site  type  score   why',
      '  *  far   h100  -0.02   -routeDelayS 0.02',
      '     near  h100  queues  -backlogS 0',
      '     home  h100  -       not allowed: larger-site',
      '',
    ].join('\n'),
  );
});

test('a queued job tells what it waits for, as JSON with ids', () => {
  const { status, stdout } = causeway('why', path, '--job', 'j3', '--at', '2', '--json');
  expect(status).toBe(0);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({
    id: 'j3',
    class: 'train',
    home: 'home',
    state: 'queued',
    waitsFor: 'accelerators',
  });
  expect(told.ahead).toEqual({ jobs: 0, accelerators: 0, free: 0 });
  expect(told.placement.candidates.find((one: { chosen: boolean }) => one.chosen).site).toBe(told.site);
});

test('a city: who takes its requests, at what cost, and what is left', () => {
  const { status, stdout } = causeway(
    'why',
    path,
    '--metro',
    'city',
    '--class',
    'chat',
    '--at',
    '3',
    '--json',
  );
  expect(status).toBe(0);
  const told = JSON.parse(stdout);
  expect(told.policy).toBe('nearest');
  expect(told.servers.map((one: { site: string }) => one.site)).toEqual(['home', 'far']);
  expect(told.servers[0]).toMatchObject({ reason: 'taken', cost: 0.001 });
});

test.each([
  [['--job', 'j9'], '--job: is "j9" (jobs: j0, j1, j2, j3)'],
  [['--job', 'j1', '--at', '99'], '--at: is 99 (0 to 24, the last tick of plain)'],
  [
    ['--metro', 'city', '--class', 'train'],
    '--class: is "train", of which city asks for nothing (a class of requests in demand.metros)',
  ],
])('%j', (args, expected) => {
  expect(causeway('why', path, ...args)).toEqual({ status: 2, stdout: '', stderr: `${expected}\n` });
});

test('pages of jobs: those that wait first, counts of all, no more rows than asked for', () => {
  const run = runOf(plain);
  advanceTo(run, 7200);
  const page = listJobs(run, { from: 0, limit: 3 });
  expect(page.counts).toMatchObject({ queued: 1, running: 3, done: 0, pending: 0 });
  expect(page.held).toBe(48);
  expect(page.rows.map(({ id }) => id)).toEqual(['j3', 'j0', 'j1']);
  expect(listJobs(run, { from: 3, limit: 3 }).rows.map(({ id }) => id)).toEqual(['j2']);
  expect(listJobs(run, { from: 0, limit: 9, state: 'queued' }).total).toBe(1);
  const near = run.world.ids.sites.indexOf('near');
  for (const { site } of listJobs(run, { from: 0, limit: 9, site: near }).rows) expect(site).toBe(near);
  expect(findJobs(run, 'J2', 5)).toEqual([{ job: 2, id: 'j2' }]);
  expect(jobDetail(run, 0, 7200).done).toBeCloseTo(0.4, 9);
});

test('the past of a job, a tenant and a class is that of the jobs themselves', () => {
  const run = runOf(plain);
  advanceTo(run, 7200);
  const at = (kind: 'class' | 'tenant' | 'job', index: number) => pastPoint(run, { kind, index }, 7200);
  expect(at('job', 0)).toEqual({ first: 1, second: jobDetail(run, 0, 7200).done });
  const every = listJobs(run, { from: 0, limit: 9 });
  const waiting = every.rows.filter(({ state }) => state === 'queued');
  const queued = waiting.reduce((sum, { accelerators }) => sum + accelerators, 0);
  expect(queued).toBeGreaterThan(0);
  expect(at('tenant', 0)).toEqual({ first: every.held, second: queued });
  expect(at('class', every.rows[0]!.class)).toEqual({ first: every.held, second: queued });
  const chat = run.world.serving.class[0]!;
  const { demandRps, servedRps } = classLoad(run, chat);
  expect(at('class', chat)).toEqual({ first: servedRps / demandRps, second: demandRps });
});

test('a branch answers from any tick as a run from the start, and its history stays the same', async () => {
  const world = await openShipped('china-linked', true);
  const branch = createBranch(world, []);
  const rows = createRows(1);
  while (branch.aheadTick < 220 && !reachedEnd(branch)) stepAhead(branch, rows, 0);
  const plainly = createRun(world);
  const timeS = tickTimeS(world.scenario, 200);
  advanceTo(plainly, timeS);
  const jobs = listJobs(plainly, { from: 0, limit: 4 }).rows.concat(
    listJobs(plainly, { from: 900, limit: 4 }).rows,
  );
  for (const { job } of jobs) {
    const direct = whyJob(plainly, job, timeS, () => createRun(world));
    const asked = whyJob(runAt(branch, 200), job, timeS, () => runBefore(branch, world.jobs.submitS[job]!));
    expect(asked).toEqual(direct);
    expect(direct.placement?.candidates).toHaveLength(world.pools.count);
  }
  const chat = world.serving.class[0]!;
  expect(whyMetro(runAt(branch, 200), 0, chat)).toEqual(whyMetro(plainly, 0, chat));
  const load = classLoad(plainly, chat);
  expect(load.sites.reduce((sum, { servedRps }) => sum + servedRps, 0)).toBeCloseTo(load.servedRps, 6);
  const fresh = createRun(world);
  advanceTo(fresh, timeS);
  expect(stateHash(plainly)).toEqual(stateHash(fresh));
});
