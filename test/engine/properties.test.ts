/** C: what always holds, on random worlds; T2, T6, T7: one history however it is looked at. */
import { expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { scorePools } from '../../workers/engine/jobs/placement.ts';
import { listCandidates, REFUSAL, refusal } from '../../workers/engine/jobs/refusal.ts';
import { auditHistory, auditTo } from '../../workers/host/audit/audit.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';

const DAY_S = 86400;
const PATIENCE = { timeout: 3_600_000 };

it('C: what always holds, after every event', PATIENCE, () => {
  onWorlds((file) => expect(auditTo(runOf(file), DAY_S)).toBeNull());
});

it(
  'T2, T6, T7: one hash for ticks of any length, watched or not, and for restore and replay',
  PATIENCE,
  () => {
    onWorlds((file) => expect(auditHistory(runOf(file).world, DAY_S)).toBeNull());
  },
);

it('J1: what may take a job is the same pool by pool and in one pass', PATIENCE, () => {
  onWorlds((file) => {
    const run = runOf(file);
    const pools = run.world.pools.count;
    for (const hours of [0, 6, 18]) {
      advanceTo(run, hours * 3600);
      for (let job = 0; job < run.world.jobs.count; job++) {
        const count = listCandidates(run, job, 0, pools);
        const may = Array.from({ length: pools }, (_, pool) => pool).filter(
          (pool) => refusal(run, job, pool) === REFUSAL.none,
        );
        expect([...run.work.candidates.subarray(0, count)]).toEqual(may);
      }
    }
  });
});

it('J7: a job is bound to the pool with the best of the scores that are told of it', PATIENCE, () => {
  let seen = 0;
  onWorlds((file) => {
    const { jobs, pools } = runOf(file).world;
    const scores = new Float64Array(pools.count);
    for (let job = 0; job < Math.min(jobs.count, 6); job++) {
      const run = runOf(file);
      run.watch = {
        job,
        seen(best) {
          if (run.world.classes.interruptible && run.state.extra.jobTarget[job] >= 0) return;
          scorePools(run, job, scores);
          const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
          expect(best).toBe(most === -Infinity ? -1 : scores.indexOf(most));
          seen++;
        },
      };
      advanceTo(run, DAY_S);
    }
  });
  expect(seen).toBeGreaterThan(0);
});
