/**
 * A run that is looked into after every event (C), and whether it has one history however it is
 * looked at (T2, T6, T7). For a search for faults of the engine: it takes many times as long.
 */
import { nextEventS } from '../../engine/advance.ts';
import { advanceTo, createRun, restoreSnapshot, stateHash, takeSnapshot } from '../../engine/engine.ts';
import type { Run, Tools } from '../../engine/run.ts';
import { hashText } from '../../frame/read.ts';
import { createFrame, writeFrame } from '../../frame/write.ts';
import type { World } from '../../world/world.ts';
import { violations } from './violations.ts';

/** What does not hold, at seconds since the start. */
export type Violation = { timeS: number; wrong: string[] };

/** As `advanceTo`, and stops after the first event that leaves something wrong. */
export function auditTo(run: Run, untilS: number): Violation | null {
  for (let timeS = nextEventS(run); timeS <= untilS; timeS = nextEventS(run)) {
    advanceTo(run, timeS);
    const wrong = violations(run);
    if (wrong.length > 0) return { timeS, wrong };
  }
  return null;
}

/** Ticks at which frames are written: one that divides nothing, the usual one, and an hour. */
const TICKS_S = [137, 300, 3600];

/** Runs the world to `untilS` in other ways, and says which of them come to another state. */
export function auditHistory(world: World, untilS: number, tools?: Tools): Violation | null {
  const whole = createRun(world, tools);
  advanceTo(whole, untilS / 3);
  const snapshot = takeSnapshot(whole);
  advanceTo(whole, untilS);
  const expected = hashOf(whole);
  const wrong: string[] = [];
  const compare = (run: Run, how: string): void => {
    advanceTo(run, untilS);
    const got = hashOf(run);
    if (got !== expected) wrong.push(`state ${got} ${how}, ${expected} in one go`);
  };
  for (const tickS of TICKS_S) {
    const run = createRun(world, tools);
    const frame = createFrame(run);
    for (let timeS = 0; timeS < untilS; timeS += tickS) {
      advanceTo(run, timeS);
      writeFrame(run, 0, timeS, frame);
    }
    compare(run, `by ticks of ${tickS} s`);
  }
  restoreSnapshot(whole, snapshot);
  compare(whole, 'restored at a third');
  const other = createRun(world, tools);
  restoreSnapshot(other, snapshot);
  advanceTo(other, untilS / 2);
  compare(other, 'restored at a third in another run');
  return wrong.length === 0 ? null : { timeS: untilS, wrong };
}

function hashOf(run: Run): string {
  const { high, low } = stateHash(run);
  return hashText(high, low);
}
