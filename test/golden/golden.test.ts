/**
 * Every shipped scenario, linked and as islands, to its end: its metrics and its state hash.
 *
 * `npm run golden` writes the files anew; doing so is a commit of its own that says why.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { readMetrics } from '../../workers/engine/measure.ts';
import { METRICS } from '../../workers/engine/metrics.ts';
import type { Run } from '../../workers/engine/run.ts';
import { hashText } from '../../workers/frame/read.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { openShipped, shippedScenarios } from '../fixtures/shipped.ts';

const REWRITE = process.env.GOLDEN === 'rewrite';

/** A percentile among those who are shed is infinite, which JSON has no number for. */
const inJson = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

function summary(run: Run, timeS: number) {
  const values = new Float64Array(METRICS.length);
  readMetrics(run, timeS, values, 0);
  const { high, low } = stateHash(run);
  const metrics = Object.fromEntries(
    METRICS.map(({ key }, i) => [key, inJson(Number(values[i]!.toPrecision(12)))]),
  );
  return { hash: hashText(high, low), metrics };
}

describe.each(shippedScenarios())('%s', (id) => {
  describe.each([true, false])('linked: %s', async (linked) => {
    const world = await openShipped(id, linked);
    const { durationS } = world.scenario;
    const file = new URL(`${id}.${linked ? 'linked' : 'islands'}.json`, import.meta.url);
    const run = createRun(world);
    advanceTo(run, durationS);
    const got = summary(run, durationS);
    if (REWRITE) writeFileSync(file, `${JSON.stringify(got, null, 2)}\n`);

    it('ends as it did before', () => {
      expect(got).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    });

    it('keeps the invariants (C)', () => {
      expect(violations(run)).toEqual([]);
    });

    // Where the run takes years, a million ticks are enough.
    const shortest = Math.ceil(durationS / 1.25e6);
    it.each([1, 300, 3600])('has the same hash for ticks of %s s and more (T2, T6)', (times) => {
      const tickS = times * shortest;
      const ticked = createRun(world);
      for (let timeS = 0; timeS < durationS; timeS += tickS) advanceTo(ticked, timeS);
      advanceTo(ticked, durationS);
      expect(summary(ticked, durationS).hash).toBe(got.hash);
    });
  });
});
