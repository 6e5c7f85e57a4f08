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

  it.each([4, 16, 83, 240, 400])(
    'are never more than a frame behind where one comes with each picture, every %d ms',
    async (everyMs) => {
      const world = await openShipped('hello', true);
      const run = createRun(world);
      const frames = createFrames();
      const amounts = createAmounts(
        describeWorld(world),
        frames,
        Object.assign(createFrames(), { awaited: () => false }),
      );
      const busy: number[][] = [];
      for (let tick = 1; tick <= 12; tick++) {
        advanceTo(run, 3600 * tick);
        const values = createFrame(run);
        writeFrame(run, tick, 3600 * tick, values);
        frames.push(readFrame(values.buffer as ArrayBuffer));
        amounts.take('one', tick * everyMs, false);
        amounts.ease(tick * everyMs);
        busy.push([...frames.current!.sites.utilisation]);
        expect([...amounts.mine.now.site.lit]).toEqual(busy.at(tick > 1 ? -2 : -1));
      }
      expect(busy[10]).not.toEqual(busy[11]);
      amounts.ease(12 * everyMs + 240);
      expect([...amounts.mine.now.site.lit]).toEqual(busy[11]);
      expect(amounts.ease(12 * everyMs + 241)).toBe(false);
    },
  );
});
