/**
 * Bad input, end to end: text of a file -> all that is wrong with it, or a run in which what
 * cannot go waits and says why. What each key takes is in test/scenario, logs are in job-log.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { REFUSAL, refusal } from '../../workers/engine/jobs/refusal.ts';
import { FLOW, STAGE } from '../../workers/engine/state.ts';
import { aheadHash, createBranch, createRows, reachedEnd, stepAhead } from '../../workers/host/branch.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { hashText } from '../../workers/frame/read.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { openShipped } from '../fixtures/shipped.ts';

const plain = {
  format: 'causeway/1',
  duration: '1d',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: {
    a: { lat: 0, lon: 0, country: 'CN', pools: { h100: 8 } },
    b: { lat: 0, lon: 1, country: 'CN', pools: { h100: 16 } },
    c: { lat: 0, lon: 2, country: 'CN', pools: {} },
  },
  links: {
    ab: { a: 'a', b: 'b', gbps: 1 },
    bc: { a: 'b', b: 'c', gbps: 1 },
    ca: { a: 'c', b: 'a', gbps: 1 },
  },
};

function open(file: object | string, log = '') {
  return openScenario({
    text: typeof file === 'string' ? file : JSON.stringify({ ...plain, ...file }),
    patches: [],
    read: () => Promise.reject(new Error('no bundles here')),
    readLog: async () => new TextEncoder().encode(log),
  });
}

async function issues(file: object | string): Promise<string[]> {
  const reply = await open(file);
  return reply.ok ? [] : reply.issues.map(({ path, message }) => `${path}: ${message}`);
}

/** The world run to its end. */
async function ran(file: object, log?: string) {
  const reply = await open(file, log);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  const run = createRun(compileWorld(reply.scenario));
  advanceTo(run, reply.scenario.durationS);
  expect(violations(run)).toEqual([]);
  return { run, notes: reply.notes };
}

type Run = Awaited<ReturnType<typeof ran>>['run'];

function stageOf({ world, state }: Run, id: string): number {
  return state.jobStage[world.ids.jobs.indexOf(id)]!;
}

/** Why each pool may not take a job, in order of sites. */
function reasons(run: Run, id: string): number[] {
  const job = run.world.ids.jobs.indexOf(id);
  return Array.from({ length: run.world.pools.count }, (_, pool) => refusal(run, job, pool));
}

const small = { id: 'small', site: 'a', accelerators: 8, hours: 1 };
const start = ({ run }: { run: Run }, id: string) => run.state.jobStartS[run.world.ids.jobs.indexOf(id)];

describe('bad input is a clear issue at load', () => {
  it('a via that goes in a circle, or is broken', async () => {
    const transfer = (via: string[], to = 'b') => ({
      transfers: { list: [{ from: 'a', to, bytes: 1, via }] },
    });
    expect(await issues(transfer(['ab', 'bc', 'ca'], 'c'))).toEqual([
      'transfers.list[0].via[2]: comes back to "a"',
    ]);
    expect(await issues(transfer(['bc']))).toEqual(['transfers.list[0].via[0]: is "bc", from "b" to "c"']);
    expect(await issues(transfer(['ab', 'bc']))).toEqual(['transfers.list[0].via: ends at "c"']);
    expect(await issues(transfer(['ab', 'cut']))).toEqual([
      'transfers.list[0].via[1]: is "cut", which does not exist',
    ]);
  });

  it('a capacity of zero or without end', async () => {
    const text = JSON.stringify(plain);
    expect(await issues(text.replace('"gbps":1', '"gbps":0'))).toEqual(['links.ab.gbps: is 0']);
    expect(await issues(text.replace('"gbps":1', '"gbps":1e999'))).toEqual(['links.ab.gbps: is Infinity']);
    expect(await issues(text.replace('"h100":16', '"h100":1e999'))).toEqual([
      'sites.b.pools.h100: is Infinity',
    ]);
    expect(await issues(text.replace('"bf16Tflops":989', '"bf16Tflops":0'))).toEqual([
      'accelerators.h100.bf16Tflops: is 0',
    ]);
  });

  it('an id that occurs twice, as a key and in a list', async () => {
    const text = JSON.stringify(plain);
    expect(await issues(text.replace('"b":{', '"a":{'))).toEqual([
      expect.stringMatching(/^file line 1 column \d+: repeats the key "a"$/),
    ]);
    expect(await issues({ jobs: { list: [small, small] } })).toEqual(['jobs.list[1].id: is "small" again']);
    const transfer = { id: 't', from: 'a', to: 'b', bytes: 1 };
    expect(await issues({ transfers: { list: [transfer, transfer] } })).toEqual([
      'transfers.list[1].id: is "t" again',
    ]);
  });
});

describe('what cannot go waits and says why, and the rest goes on', () => {
  it('a site without accelerators', async () => {
    const { run } = await ran({
      sites: { ...plain.sites, a: { ...plain.sites.a, pools: { h100: 0 } } },
      jobs: { list: [small, { ...small, id: 'other', site: 'b' }] },
      policy: { placement: 'home' },
      linked: false,
    });
    expect(stageOf(run, 'small')).toBe(STAGE.unplaced);
    expect(reasons(run, 'small')).toEqual([REFUSAL.tooLarge, REFUSAL.unlinked]);
    expect(stageOf(run, 'other')).toBe(STAGE.done);
  });

  it('a job larger than any site', async () => {
    const { run } = await ran({ jobs: { list: [{ ...small, id: 'large', accelerators: 17 }, small] } });
    expect(stageOf(run, 'large')).toBe(STAGE.unplaced);
    expect(reasons(run, 'large')).toEqual([REFUSAL.tooLarge, REFUSAL.tooLarge]);
    expect(stageOf(run, 'small')).toBe(STAGE.done);
  });

  it('a residency that no site meets', async () => {
    const { run } = await ran({ jobs: { list: [{ ...small, id: 'bound', residency: ['FR'] }, small] } });
    expect(stageOf(run, 'bound')).toBe(STAGE.unplaced);
    expect(reasons(run, 'bound')).toEqual([REFUSAL.residency, REFUSAL.residency]);
    expect(stageOf(run, 'small')).toBe(STAGE.done);
  });

  it('a transfer whose via is cut, though there is another way', async () => {
    const { run } = await ran({
      transfers: { list: [{ from: 'a', to: 'b', bytes: 1e9, at: 10, via: ['ab'] }] },
      events: [{ at: 5, do: 'link-cut', link: 'ab' }],
    });
    expect(run.state.flowPhase[0]).toBe(FLOW.waiting);
    expect(run.state.transferFinishS[0]).toBe(0);
  });
});

describe('times in any order', () => {
  const list = [
    { ...small, id: 'late', at: '4h' },
    { ...small, id: 'early', at: '1h' },
    { ...small, id: 'never', at: '2d' },
  ];
  const events = [
    { at: '3h', do: 'link-repair', link: 'ab' },
    { at: '1h', do: 'link-cut', link: 'ab' },
  ];
  const transfers = { list: [{ from: 'a', to: 'b', bytes: 1e9, at: '2h', via: ['ab'] }] };

  it('are the same history as in order', async () => {
    const hash = ({ run }: { run: Run }) => stateHash(run);
    const given = await ran({ jobs: { list }, events, transfers, linked: false });
    const sorted = await ran({
      jobs: { list: [list[1], list[0], list[2]] },
      events: events.toReversed(),
      transfers,
      linked: false,
    });
    expect(hash(given)).toEqual(hash(sorted));
    expect([start(given, 'early'), start(given, 'late')]).toEqual([3600, 14400]);
    expect(given.run.state.transferFinishS[0]).toBeCloseTo(10808, 0);
  });

  it('that end before they begin are an issue', async () => {
    const hours = [[0.5, 1]];
    const generator = { count: 1, from: '5h', to: '1h', sites: { a: 1 }, accelerators: hours, hours };
    expect(await issues({ jobs: { generate: [generator] } })).toEqual(['jobs.generate[0].from: is after 1h']);
  });

  it('a log with -1 for what is not known and its lines out of order', async () => {
    const log = [
      '3 7200 -1 3600 8 -1 -1 -1 -1 -1 1 5 -1 -1 -1 -1 -1 -1',
      '1 0 -1 3600 8 -1 -1 8 -1 -1 1 -1 -1 -1 -1 -1 -1 -1',
      '2 60 -1 -1 8 -1 -1 8 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1',
    ].join('\n');
    const given = await ran({ jobs: { file: { path: 'log.swf', site: 'a' } }, linked: false }, log);
    expect([start(given, '1'), start(given, '3')]).toEqual([0, 7200]);
    expect(given.notes.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'log.swf: 2 jobs read',
      'log.swf:3: 1 line left out: no run time',
    ]);
  });
});

describe('a million jobs at one instant', () => {
  it.each(['fifo', 'easy-backfill'])('are loaded and run in half a minute, %s', async (queue) => {
    const begun = performance.now();
    const { run } = await ran({
      duration: '60d',
      sites: { s: { lat: 0, lon: 0, pools: { h100: 1000 } } },
      links: {},
      jobs: {
        generate: [
          { count: 1e6, from: 0, to: 0, sites: { s: 1 }, accelerators: [[0.5, 1]], hours: [[0.5, 1]] },
        ],
      },
      policy: { queue },
    });
    const { jobStage, jobEndS } = run.state;
    expect(jobStage.every((stage) => stage === STAGE.done)).toBe(true);
    expect(jobEndS.reduce((last, end) => Math.max(last, end), 0)).toBe(1000 * 3600);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});

describe('a worker that dies', () => {
  it('costs the time since its last snapshot, and no bit of the history', async () => {
    const world = await openShipped('china-linked', true);
    const row = createRows(1);
    const first = createBranch(world, []);
    let last = stepAhead(first, row, 0)!;
    while (first.aheadTick < 700) last = stepAhead(first, row, 0) ?? last;
    expect(first.aheadTick - last.tick).toBeLessThan(first.interval);
    const second = createBranch(world, [], [{ tick: last.tick, buffer: structuredClone(last.buffer) }]);
    expect(second.aheadTick).toBe(last.tick);
    for (const branch of [first, second]) while (!reachedEnd(branch)) stepAhead(branch, row, 0);
    expect(aheadHash(second)).toBe(aheadHash(first));
    const straight = createRun(world);
    advanceTo(straight, world.scenario.durationS);
    const { high, low } = stateHash(straight);
    expect(aheadHash(second)).toBe(hashText(high, low));
  });
});
