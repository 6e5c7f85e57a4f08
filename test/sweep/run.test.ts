/** Runs of a sweep are those of the headless run, whatever they share (T6). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { METRICS, metricIndex } from '../../workers/engine/metrics.ts';
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
