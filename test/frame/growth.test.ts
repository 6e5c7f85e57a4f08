/** A site that grows: what stands there now is in the frame, all that is announced in the view. */
import { expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { readFrame } from '../../workers/frame/read.ts';
import { createFrame, writeFrame } from '../../workers/frame/write.ts';
import { describeWorld } from '../../workers/world/describe.ts';
import { runOf } from '../fixtures/worlds.ts';

it('what stands grows by phases, and the view knows their sum', () => {
  const run = runOf({
    duration: '10d',
    accelerators: { old: { bf16Tflops: 100 }, fast: { bf16Tflops: 400 } },
    sites: {
      a: { lat: 0, lon: 0, pools: { old: 10 }, phases: [{ at: '2d', pools: { fast: 5 } }] },
      b: { lat: 0, lon: 1, status: 'planned', pools: { old: 7 } },
    },
    events: [{ do: 'delivery', at: '4d', site: 'a', type: 'fast', accelerators: 5, announced: false }],
  });
  const [a, b] = describeWorld(run.world).sites;
  expect(a!.pools.map(({ type, count }) => [type, count])).toEqual([
    ['fast', 5],
    ['old', 10],
  ]);
  expect([a!.accelerators, a!.peakFlops]).toEqual([15, 3e15]);
  expect([b!.accelerators, b!.peakFlops]).toEqual([7, 7e14]);
  const at = (day: number): number[] => {
    const timeS = day * 86400;
    advanceTo(run, timeS);
    const frame = createFrame(run);
    writeFrame(run, day, timeS, frame);
    const { installed, peakFlops } = readFrame(frame.buffer as ArrayBuffer).sites;
    return [installed[0]!, peakFlops[0]!, installed[1]!];
  };
  expect(at(1)).toEqual([10, 1e15, 0]);
  expect(at(3)).toEqual([15, 3e15, 0]);
  // Nobody had announced the last five.
  expect(at(5)).toEqual([20, 5e15, 0]);
});
