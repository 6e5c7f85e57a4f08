/** The quality governor: what it gives up when frames come late, and when it takes it back. */
import { describe, expect, it } from 'vitest';
import { createGovernor, type Governor } from '../../src/scene/quality.ts';

function frames(governor: Governor, count: number, intervalMs: number): number {
  let changes = 0;
  for (let i = 0; i < count; i++) if (governor.frame(intervalMs)) changes += 1;
  return changes;
}

describe('the quality governor', () => {
  it('gives up resolution, then particles, then accents, and says so', () => {
    const governor = createGovernor('full', 2);
    frames(governor, 60, 50);
    expect([governor.level.pixelRatio, governor.dropped]).toEqual([1.25, ['resolution']]);
    frames(governor, 60, 50);
    expect(governor.level.pixelRatio).toBe(1);
    frames(governor, 60, 50);
    expect([governor.level.particleShare, governor.dropped]).toEqual([0.5, ['resolution', 'particles']]);
    frames(governor, 600, 50);
    expect(governor.level).toEqual({ pixelRatio: 0.75, particleShare: 0.25, accents: false });
    expect(governor.dropped).toEqual(['resolution', 'particles', 'accents']);
    expect(frames(governor, 600, 50)).toBe(0);
  });

  it('begins with particles where the screen has no resolution to give', () => {
    const governor = createGovernor('full', 1);
    frames(governor, 60, 50);
    expect(governor.dropped).toEqual(['particles']);
  });

  it('looks at the slowest twentieth: a tenth of late frames is too many, a fiftieth is not', () => {
    const tenth = createGovernor('full', 2);
    for (let i = 0; i < 600; i++) tenth.frame(i % 10 === 0 ? 60 : 16);
    expect(tenth.dropped).not.toEqual([]);
    const fiftieth = createGovernor('full', 2);
    for (let i = 0; i < 600; i++) fiftieth.frame(i % 50 === 0 ? 60 : 16);
    expect(fiftieth.dropped).toEqual([]);
  });

  it('takes a step back after long ease, and waits longer each time that was too early', () => {
    const governor = createGovernor('full', 2);
    const framesToRestore = (): number => {
      let count = 0;
      while (governor.dropped.length > 0 && count < 100_000) {
        governor.frame(12);
        count += 1;
      }
      return count;
    };
    frames(governor, 60, 50);
    const first = framesToRestore();
    frames(governor, 60, 50);
    const second = framesToRestore();
    frames(governor, 60, 50);
    expect(first).toBeGreaterThanOrEqual(240);
    expect(second).toBe(2 * first);
    expect(framesToRestore()).toBe(4 * first);
  });

  it('leaves all as it is between late and at ease, after a rest, and in tests', () => {
    const governor = createGovernor('full', 2);
    frames(governor, 60, 50);
    expect(frames(governor, 6000, 27)).toBe(0);
    expect(frames(governor, 600, 5000)).toBe(0);
    const locked = createGovernor('test', 2);
    expect(frames(locked, 600, 100)).toBe(0);
    expect(locked.level.pixelRatio).toBe(1);
  });
});
