/**
 * J7 on a whole log: KTH-SP2, 28,475 jobs on 100 processors (Parallel Workloads Archive), under
 * the policies of which the naive queue is fast enough. Read where it lies beside the project.
 */
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { N } from '../../workers/engine/state.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { kth, KTH_DAYS, KTH_IS_HERE } from '../fixtures/kth.ts';
import { naiveStarts } from '../fixtures/naive-queue.ts';

const END_S = KTH_DAYS * 86400;

describe('J7: the KTH-SP2 log', () => {
  it.runIf(KTH_IS_HERE).each(['fifo', 'easy-backfill'])('%s: each job as by a naive queue', async (queue) => {
    const world = await kth(queue);
    const run = createRun(world);
    for (let day = 0; day <= KTH_DAYS; day += 50) {
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
  });

  it.runIf(!KTH_IS_HERE)('is passed over: the log is not in ../shared/traces/swf', () => {
    expect(KTH_IS_HERE).toBe(false);
  });
});
