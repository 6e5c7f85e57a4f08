/** C: what always holds, on random worlds; T2, T6, T7: one history however it is looked at. */
import { expect, it } from 'vitest';
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
