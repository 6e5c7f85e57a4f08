/** The A-B loop: where playing goes, and how its ends are set. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearLoop, nextTick, NO_LOOP, setLoopEnd } from '../../src/sim/loop.ts';
import { createChoices } from '../../src/sim/store.ts';

describe('the loop', () => {
  test('is played over and over, its last tick too, and never left', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (from, span, step) => {
          const to = from + span;
          const seen: number[] = [];
          let tick = from;
          for (let i = 0; i < 200; i++) seen.push((tick = nextTick(tick, step, { from, to })));
          expect(Math.min(...seen)).toBe(from);
          expect(Math.max(...seen)).toBe(to);
        },
      ),
    );
  });

  test('is entered from before it and from behind it', () => {
    const loop = { from: 10, to: 20 };
    expect(nextTick(4, 3, loop)).toBe(7);
    expect(nextTick(9, 30, loop)).toBe(20);
    expect(nextTick(55, 1, loop)).toBe(10);
    expect(nextTick(55, 2, NO_LOOP)).toBe(57);
    expect(nextTick(55, 2, { from: 10, to: null })).toBe(57);
  });

  test('has its start before its end: the newest word counts', () => {
    const store = createChoices();
    setLoopEnd(store, 'from', 10);
    setLoopEnd(store, 'to', 20);
    expect(store.getState().loop).toEqual({ from: 10, to: 20 });
    setLoopEnd(store, 'from', 30);
    expect(store.getState().loop).toEqual({ from: 30, to: null });
    setLoopEnd(store, 'to', 30);
    expect(store.getState().loop).toEqual({ from: null, to: 30 });
    clearLoop(store);
    expect(store.getState().loop).toEqual(NO_LOOP);
  });
});
