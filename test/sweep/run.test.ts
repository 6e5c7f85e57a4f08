/** Runs of a sweep are those of the headless run, whatever they share (T6). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
import { STREAM, uniform } from '../../workers/engine/random.ts';
import { hashText } from '../../workers/frame/read.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { mergePatch, type JsonObject } from '../../workers/scenario/patch.ts';
import { expandSweep } from '../../workers/sweep/expand.ts';
import { createRunner, runPoint } from '../../workers/sweep/run.ts';
import { parseSweep } from '../../workers/sweep/spec.ts';
import { compileWorld } from '../../workers/world/compile.ts';

const NO_TOOLS = { solveLp: null };
const shipped = (id: string) =>
  JSON.parse(
    readFileSync(new URL(`../../public/scenarios/${id}.json`, import.meta.url), 'utf8'),
  ) as JsonObject;

function sweepOf(file: JsonObject, given: JsonObject) {
  const parsed = parseSweep({ format: 'causeway-sweep/1', scenario: 'x', ...given });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const reply = expandSweep(parsed.spec, file);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return { spec: parsed.spec, sweep: reply.sweep };
}

function alone(file: JsonObject, patch: JsonObject, seed: number): string {
  const reply = parseScenario(mergePatch(file, { ...patch, seed }));
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  const run = createRun(compileWorld(reply.scenario), NO_TOOLS);
  advanceTo(run, reply.scenario.durationS);
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

test('worlds shared between policies, linked and preempting or not, give the hash of a world of their own', async () => {
  const file = shipped('who-gets-in');
  const { spec, sweep } = sweepOf(file, {
    seeds: 2,
    axes: [
      {
        name: 'queue',
        patches: [
          { label: 'fifo', patch: { policy: { queue: 'fifo' } } },
          { label: 'fair', patch: { policy: { queue: 'fair-share' } } },
          { label: 'meek', patch: { policy: { queue: 'priority' } } },
          { label: 'stern', patch: { policy: { queue: 'priority', preempt: true } } },
        ],
      },
      { key: 'linked', values: [true, false] },
      { key: 'policy.placement', values: ['home', 'nearest'] },
    ],
  });
  const runner = createRunner(file, spec, () => NO_TOOLS);
  const hashes = new Set<string | null>();
  for (let run = 0; run < sweep.count; run++) {
    const point = sweep.point(run);
    const { hash, fault } = await runPoint(runner, point);
    expect([fault, hash]).toEqual([null, alone(file, point.patch, point.seed)]);
    hashes.add(hash);
  }
  expect(hashes.size).toBeGreaterThan(sweep.count / 2);
  expect(runner.worlds.size).toBe(4);
});

test('in whatever order they come, and however few worlds are kept, runs have the hash of a world of their own', async () => {
  const file = shipped('hello');
  const { spec, sweep } = sweepOf(file, {
    seeds: 3,
    axes: [
      { key: 'links.*.gbps', relative: true, values: [0.5, 1, 2] },
      { key: 'policy.placement', values: ['home', 'nearest'] },
      { key: 'linked', values: [true, false] },
    ],
  });
  const hashes = Array.from({ length: sweep.count }, (_, run) => {
    const { patch, seed } = sweep.point(run);
    return alone(file, patch, seed);
  });
  expect(new Set(hashes).size).toBeGreaterThanOrEqual(sweep.count / 3);
  for (const most of [0, 1, 4, 12]) {
    const runner = createRunner(file, spec, () => NO_TOOLS, most);
    for (let i = 0; i < 2 * sweep.count; i++) {
      const run = Math.floor(uniform(most, STREAM.sample, 0, i) * sweep.count);
      expect((await runPoint(runner, sweep.point(run))).hash).toBe(hashes[run]);
      expect(runner.worlds.size).toBeLessThanOrEqual(most);
    }
  }
});

test('worlds that do not come back are no longer kept', async () => {
  const file = shipped('hello');
  const { spec, sweep } = sweepOf(file, { seeds: 12 });
  const runner = createRunner(file, spec, () => NO_TOOLS, 4);
  const kept: number[] = [];
  for (let run = 0; run < sweep.count; run++) {
    await runPoint(runner, sweep.point(run));
    kept.push(runner.worlds.size);
  }
  expect(kept).toEqual([1, 2, 3, 4, 4, 4, 4, 4, 0, 0, 0, 0]);
});

test('a series looks at every n-th tick and moves no bit (T2)', async () => {
  const file = shipped('hello');
  const { spec, sweep } = sweepOf(file, { series: { metrics: ['doneJobs', 'powerW'], every: 36 } });
  const { hash, series, metrics, untilS } = await runPoint(
    createRunner(file, spec, () => NO_TOOLS),
    sweep.point(0),
  );
  expect(hash).toBe(alone(file, {}, 1));
  expect([untilS, series.length]).toEqual([86_400, 2 * 9]);
  expect(metrics).toHaveLength(METRICS.length);
  expect(series.at(-2)).toBe(metrics[metricIndex('doneJobs')]);
});

test('what goes wrong is a fault of its row', async () => {
  const file = shipped('hello');
  const { spec, sweep } = sweepOf(file, {});
  const broken = createRunner(file, spec, () => {
    throw new Error('no tools today');
  });
  expect(await runPoint(broken, sweep.point(0))).toMatchObject({
    hash: null,
    fault: 'no tools today',
    run: 0,
  });
  const runner = createRunner(file, spec, () => NO_TOOLS);
  const point = { ...sweep.point(0), patch: { links: { x: {} } } };
  expect((await runPoint(runner, point)).fault).toMatch(/^links\.x\.a: is missing/);
});
