/** What a link carries, by kind, as the frame has it. */
import { describe, expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import type { Run } from '../../workers/engine/run.ts';
import { readFrame, type FrameView } from '../../workers/frame/read.ts';
import { createFrame, writeFrame } from '../../workers/frame/write.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';

function frameOf(run: Run, timeS: number): FrameView {
  advanceTo(run, timeS);
  const frame = createFrame(run);
  writeFrame(run, 0, timeS, frame);
  return readFrame(frame.buffer as ArrayBuffer);
}

const LINKED = {
  sites: {
    a: { lat: 0, lon: 0, pools: { gpu: 4 } },
    b: { lat: 0, lon: 1, pools: { gpu: 16 } },
  },
  links: { wire: { a: 'a', b: 'b', gbps: 8, delayMs: 10 } },
};

describe('the kinds on a link', () => {
  it('a request asks one way and is answered the other, and is all there is', () => {
    const run = runOf({
      accelerators: { chip: { bf16Tflops: 1, memoryGBps: 40, memoryGB: 40 } },
      classes: {
        chat: {
          kind: 'request',
          tokensIn: 250,
          tokensOut: 10,
          activeParamsB: 1,
          acceleratorsPerReplica: 1,
          batch: 10,
          mfu: 1,
          requestKB: 2,
          responseKB: 8,
        },
      },
      sites: { east: { lat: 31, lon: 121, pools: { chip: 2 }, servingShare: 1 } },
      metros: { city: { lat: 31, lon: 121 } },
      links: { near: { a: 'east', b: 'city', gbps: 10, delayMs: 1 } },
      demand: { metros: { city: { chat: { requestsPerDay: 864000 } } }, lastMileMs: 0 },
    });
    const { links } = frameOf(run, 10);
    expect(links.rateABBps[0]).toBeGreaterThan(0);
    expect(links.inferenceABBps[0]).toBeCloseTo(links.rateABBps[0]!, 6);
    expect(links.inferenceBABps[0]).toBeCloseTo(links.rateBABps[0]!, 6);
    expect(links.gradientABBps[0]! + links.checkpointABBps[0]!).toBe(0);
    // Who answers the city: asked for, the one site with all of it; not asked for, nobody.
    const frame = createFrame(run);
    writeFrame(run, 0, 10, frame, 0);
    const asked = readFrame(frame.buffer as ArrayBuffer);
    expect(asked.askedMetro).toBe(0);
    expect(asked.sites.askedBps[0]).toBeCloseTo(links.rateABBps[0]! + links.rateBABps[0]!, 6);
    writeFrame(run, 0, 10, frame);
    expect(readFrame(frame.buffer as ArrayBuffer).sites.askedBps[0]).toBe(0);
  });

  it('a dataset on its way is none of the named', () => {
    const run = runOf({
      accelerators: { gpu: { bf16Tflops: 100 } },
      ...LINKED,
      classes: { c: { kind: 'job' } },
      jobs: {
        list: [{ id: 'j', site: 'a', class: 'c', datasetTB: 1, accelerators: 8, hours: 1 }],
      },
    });
    const { links } = frameOf(run, 5);
    expect(links.rateABBps[0]).toBeCloseTo(8e9, 0);
    for (const kind of ['inferenceABBps', 'checkpointABBps', 'gradientABBps'] as const) {
      expect(links[kind][0]).toBe(0);
    }
  });

  it('a gang over two sites exchanges gradients both ways', () => {
    const run = runOf({
      accelerators: { gpu: { bf16Tflops: 100 } },
      sites: {
        a: { lat: 31, lon: 121, pools: { gpu: 8 } },
        b: { lat: 37, lon: 105, pools: { gpu: 8 } },
      },
      links: { l: { a: 'a', b: 'b', gbps: 8, delayMs: 10 } },
      classes: { train: { kind: 'job', mfu: 0.5, step: 10, gradientGB: 1, overlap: 0.5 } },
      jobs: { list: [{ id: 'j', class: 'train', site: 'a', accelerators: 16, maxSites: 2, hours: 1 }] },
    });
    const { links } = frameOf(run, 1);
    // 8 Gbit within the 5 s that hide them, less a round trip.
    expect(links.gradientABBps[0]).toBeCloseTo(8e9 / 4.98, 0);
    expect(links.gradientBABps[0]).toBeCloseTo(8e9 / 4.98, 0);
  });

  it('never come to more than the rate', () => {
    onWorlds((file) => {
      const run = runOf(file);
      for (const timeS of [600, 7200, 40_000]) {
        const { links } = frameOf(run, timeS);
        for (const way of ['AB', 'BA'] as const) {
          links[`rate${way}Bps`].forEach((rate, i) => {
            const parts = (['inference', 'checkpoint', 'gradient'] as const).map(
              (kind) => links[`${kind}${way}Bps`][i]!,
            );
            expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
            expect(parts.reduce((a, b) => a + b)).toBeLessThanOrEqual(rate * (1 + 1e-9) + 1e-3);
          });
        }
      }
    });
  });
});
