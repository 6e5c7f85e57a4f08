/** What the picture takes of the frames that come. */
import { describe, expect, it } from 'vitest';
import { createAmounts } from '../../src/scene/amounts.ts';
import { createFrames } from '../../src/sim/frames.ts';
import { advanceTo, createRun } from '../../workers/engine/engine.ts';
import { readFrame } from '../../workers/frame/read.ts';
import { createFrame, writeFrame } from '../../workers/frame/write.ts';
import { describeWorld } from '../../workers/world/describe.ts';
import { openShipped } from '../fixtures/shipped.ts';

describe('amounts', () => {
  it('are of the world of the picture: a frame of the next one, which comes before its picture, is left alone', async () => {
    const world = await openShipped('hello', true);
    const next = await openShipped('two-clouds', true);
    const frameOf = (of: typeof world) => {
      const run = createRun(of);
      advanceTo(run, 3600);
      const values = createFrame(run);
      writeFrame(run, 1, 3600, values);
      return readFrame(values.buffer as ArrayBuffer);
    };
    const [frames, beside] = [createFrames(), createFrames()];
    const amounts = createAmounts(
      describeWorld(world),
      frames,
      Object.assign(beside, { awaited: () => false }),
    );
    const take = (pair: 'one' | 'split'): boolean => amounts.take(pair, 0, true);

    frames.push(frameOf(next));
    expect(take('one')).toBe(false);
    expect(amounts.mine.tick).toBe(-1);

    const own = frameOf(world);
    frames.push(own);
    beside.push(frameOf(next));
    expect(take('split')).toBe(false);

    expect(take('one')).toBe(true);
    expect([...amounts.mine.now.metro.demand]).toEqual([...own.metros.demandRps]);
  });
});
