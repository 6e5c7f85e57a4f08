/** C: what always holds, on random worlds; T2, T6, T7: one history however it is looked at. */
import { expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { REFUSAL, refusal, refusePools } from '../../workers/engine/jobs/refusal.ts';
import { auditHistory, auditTo } from '../../workers/host/audit/audit.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';

const DAY_S = 86400;
const PATIENCE = { timeout: 600_000 };

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

it('on random worlds a job is refused by the same pools with and without a reason', () => {
  onWorlds((file) => {
    const run = runOf(file);
    const { jobs, pools } = run.world;
    const out = new Float64Array(pools.count);
    for (const timeS of [0, 20e3, 60e3]) {
      advanceTo(run, timeS);
      for (let job = 0; job < jobs.count; job++) {
        refusePools(run, job, 0, pools.count, out);
        for (let pool = 0; pool < pools.count; pool++)
          expect(out[pool] === 0).toBe(refusal(run, job, pool) === REFUSAL.none);
      }
    }
  });
});
