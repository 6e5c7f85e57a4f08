/** C: what always holds, on random worlds; T2, T6, T7: one history however it is looked at. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceTo,
  createRun,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
} from '../../workers/engine/engine.ts';
import { nextEventS } from '../../workers/engine/advance.ts';
import { hashText } from '../../workers/frame/read.ts';
import { createFrame, writeFrame } from '../../workers/frame/write.ts';
import { F } from '../../workers/engine/state.ts';
import { bytesLanded, violations } from '../fixtures/invariants.ts';
import { randomScenario } from '../fixtures/random-world.ts';
import { runOf } from '../fixtures/worlds.ts';

const WORLDS = Number(process.env.WORLDS ?? 100);
const DAY_S = 86400;

type Run = ReturnType<typeof runOf>;

function hash(run: Run): string {
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

/** Runs a property on random worlds; a failure prints the scenario file that shows it. */
function onWorlds(property: (file: Record<string, unknown>) => void): void {
  fc.assert(fc.property(randomScenario, property), { numRuns: WORLDS, verbose: 0 });
}

describe('C: what always holds', () => {
  it('after every event', { timeout: 600_000 }, () => {
    onWorlds((file) => {
      const run = runOf(file);
      for (let timeS = nextEventS(run); timeS <= DAY_S; timeS = nextEventS(run)) {
        advanceTo(run, timeS);
        expect(violations(run)).toEqual([]);
      }
      expect(run.state.f[F.bytesMoved]).toBeCloseTo(bytesLanded(run), -3);
    });
  });
});

describe('T2, T6, T7: one history', () => {
  it('the same hash for ticks of 1 s to 1 day, watched or not', { timeout: 600_000 }, () => {
    onWorlds((file) => {
      const whole = runOf(file);
      advanceTo(whole, DAY_S);
      for (const tickS of [137, 300, 3600]) {
        const ticked = runOf(file);
        const frame = createFrame(ticked);
        for (let timeS = 0; timeS < DAY_S; timeS += tickS) {
          advanceTo(ticked, timeS);
          writeFrame(ticked, 0, timeS, frame);
        }
        advanceTo(ticked, DAY_S);
        expect(hash(ticked)).toBe(hash(whole));
      }
    });
  });

  it('run to t equals restore and replay, in this run and in a new one', { timeout: 600_000 }, () => {
    onWorlds((file) => {
      const run = runOf(file);
      advanceTo(run, DAY_S / 3);
      const snapshot = takeSnapshot(run);
      advanceTo(run, DAY_S);
      const want = hash(run);
      restoreSnapshot(run, snapshot);
      advanceTo(run, DAY_S);
      expect(hash(run)).toBe(want);
      const other = createRun(run.world);
      restoreSnapshot(other, snapshot);
      advanceTo(other, DAY_S / 2);
      advanceTo(other, DAY_S);
      expect(hash(other)).toBe(want);
    });
  });
});
