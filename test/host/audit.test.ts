/** C: the audit finds what does not hold, and a world that breaks a property can be run again. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { auditHistory, auditTo } from '../../workers/host/audit/audit.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';

const file = {
  duration: '1d',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: { a: { lat: 0, lon: 0, pools: { h100: 8 } }, b: { lat: 0, lon: 1, pools: { h100: 8 } } },
  links: { ab: { a: 'a', b: 'b', gbps: 1, delayMs: 5 } },
  jobs: {
    list: [
      { site: 'a', accelerators: 8, hours: 1 },
      { site: 'a', accelerators: 8, hours: 1, at: '2h' },
    ],
  },
  transfers: { list: [{ from: 'a', to: 'b', bytes: 1e12, at: '30m' }] },
  policy: { placement: 'home' },
};

it('finds nothing in a sound world', () => {
  const run = runOf(file);
  expect(auditTo(run, 86400)).toBeNull();
  expect(auditHistory(run.world, 86400)).toBeNull();
});

it('stops at the first event after which something is wrong, and says what', () => {
  const run = runOf(file);
  advanceTo(run, 60);
  run.state.free[0]! -= 1;
  expect(auditTo(run, 86400)).toEqual({
    timeS: 1800,
    wrong: ['pool h100 of site a: free and held do not add up'],
  });
  expect(run.state.f[0]).toBe(1800);
});

it('finds loads that are not the sums of rates, a flow without a bottleneck, bytes that never were', () => {
  const run = runOf(file);
  advanceTo(run, 1801);
  run.state.flowRateBps[0]! /= 2;
  run.state.f.fill(5e12, 0, run.state.f.length);
  const { wrong } = auditTo(run, 86400)!;
  expect(wrong).toContain('link ab from a to b: load 1000000000 is not 500000000');
  expect(wrong).toContain('flow 0 at 500000000 bit/s has no bottleneck');
  expect(wrong).toContain('5000000000000 bytes moved, 0 landed');
});

it('finds a history that depends on how it is looked at', () => {
  const { world } = runOf(file);
  // A column that grows each time it is read is a chance in the engine: every run differs from the last.
  let reads = 0;
  const jobs = {
    ...world.jobs,
    get submitS() {
      return Float64Array.of(0, 7200 + reads++);
    },
  };
  const { wrong } = auditHistory({ ...world, jobs }, 86400)!;
  expect(wrong).toHaveLength(5);
  expect(wrong[0]).toMatch(/^state [0-9a-f]{16} by ticks of 137 s, [0-9a-f]{16} in one go$/);
});

const written: string[] = [];
afterAll(() => written.forEach((path) => rmSync(path)));

it('a broken property leaves its smallest world as a file, with the command that runs it', () => {
  let message = '';
  try {
    onWorlds(({ jobs }) => expect((jobs as { list: unknown[] }).list.length).toBeLessThan(3));
  } catch (error) {
    message = (error as Error).message;
  }
  const [, path, command] = /property: (\S+), found by seed -?\d+ .*\n(.+)\n/.exec(message)!;
  written.push(path!);
  const world = JSON.parse(readFileSync(path!, 'utf8')) as { jobs: { list: unknown[] } };
  expect(world.jobs.list).toHaveLength(3);
  expect(command).toBe(`npm run -s causeway -- run ${path} --audit`);
  expect(message).toContain('expected 3 to be less than 3');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'workers/host/cli.ts', 'run', path!, '--audit'],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
});
