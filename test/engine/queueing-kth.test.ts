/**
 * J7 on a whole log: KTH-SP2, 28,475 jobs on 100 processors (Parallel Workloads Archive), under
 * the policies of which the naive queue is fast enough. Read where it lies beside the project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { N } from '../../workers/engine/state.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import type { World } from '../../workers/world/world.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { naiveStarts } from '../fixtures/naive-queue.ts';

const LOG = '../shared/traces/swf/KTH-SP2-1996-2.1-cln.swf';
const END_S = 400 * 86400;

async function kth(queue: string): Promise<World> {
  const opened = await openScenario({
    text: JSON.stringify({
      format: 'causeway/1',
      duration: '400d',
      tick: '1d',
      accelerators: { cpu: { bf16Tflops: 1 } },
      sites: { kth: { lat: 59.3, lon: 18.1, pools: { cpu: 100 } } },
      jobs: { file: LOG },
      policy: { queue },
    }),
    patches: [],
    read: () => Promise.reject(new Error('no bundles here')),
    readLog: async (path) => readFileSync(path),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  return compileWorld(opened.scenario);
}

describe('J7: the KTH-SP2 log', () => {
  it.runIf(existsSync(LOG)).each(['fifo', 'easy-backfill'])(
    '%s: each job as by a naive queue',
    async (queue) => {
      const world = await kth(queue);
      const run = createRun(world);
      for (let day = 0; day <= 400; day += 50) {
        advanceTo(run, day * 86400);
        expect(violations(run)).toEqual([]);
      }
      expect(run.state.n[N.doneJobs]).toBe(28475);
      const { submitS, accelerators, lengthS, estimateS } = world.jobs;
      const naive = naiveStarts(
        Array.from(submitS, (at, job) => ({
          at,
          accelerators: accelerators[job]!,
          hours: lengthS[job]!,
          estimate: estimateS[job]! < 0 ? lengthS[job]! : estimateS[job]!,
          priority: 0,
          tenant: 0,
        })),
        100,
        queue,
      );
      const wrong = naive.filter((start, job) => start !== run.state.jobStartS[job]);
      expect(wrong).toEqual([]);
      const whole = createRun(world);
      advanceTo(whole, END_S);
      expect(stateHash(whole)).toEqual(stateHash(run));
    },
  );

  it.runIf(!existsSync(LOG))('is passed over: the log is not in ../shared/traces/swf', () => {
    expect(existsSync(LOG)).toBe(false);
  });
});
