/** A tick allocates next to nothing once the engine is warm (STYLE 5): what is needed is there from the start. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const LIMIT_BYTES = 1024;

it('a tick allocates at most 1 kB of heap', () => {
  const printed = execFileSync(
    process.execPath,
    [
      '--expose-gc',
      '--min-semi-space-size=128',
      '--max-semi-space-size=128',
      '--import',
      'tsx',
      'test/allocation-child.ts',
    ],
    { encoding: 'utf8' },
  );
  const { bytesPerTick } = JSON.parse(printed) as { bytesPerTick: number[] };
  // A collection would show as a block that gave memory back.
  expect(Math.min(...bytesPerTick)).toBeGreaterThanOrEqual(0);
  const sorted = bytesPerTick.toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(LIMIT_BYTES);
});
