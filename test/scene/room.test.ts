/** Room for the content among panels: none of it under one, and as large as the room lets it be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoom, type Rect, type Spot } from '../../src/scene/room.ts';

const SIZE = { width: 1280, height: 720 };
/** Room below each spot, and how far apart the places are that are looked at. */
const BELOW = 4;
const STEP = 12;

const spots: fc.Arbitrary<Spot[]> = fc
  .array(
    fc.record({
      x: fc.integer({ min: -300, max: 300 }),
      y: fc.integer({ min: -200, max: 200 }),
      above: fc.integer({ min: 0, max: 40 }),
      aside: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  // A size of its own in both directions, which tells the scale.
  .map((inner) => [
    { x: -300, y: -200, above: 10, aside: 5 },
    ...inner,
    { x: 300, y: 200, above: 10, aside: 5 },
  ]);

const panel = fc.record({
  x: fc.integer({ min: -50, max: 1200 }),
  y: fc.integer({ min: -50, max: 700 }),
  width: fc.integer({ min: 1, max: 600 }),
  height: fc.integer({ min: 1, max: 400 }),
});

/** Where a room puts the spots. */
function placed(all: readonly Spot[], room: Rect) {
  const scale = (room.right - room.left) / 600;
  return all.map(({ x, y, above, aside }) => ({
    left: room.left + (x + 300) * scale - aside,
    right: room.left + (x + 300) * scale + aside,
    top: room.top + (y + 200) * scale - above,
    bottom: room.top + (y + 200) * scale + BELOW,
  }));
}

describe('room for the content', () => {
  it('holds every spot inside the canvas and under no panel', () => {
    fc.assert(
      fc.property(spots, fc.array(panel, { maxLength: 5 }), (all, panels) => {
        const room = findRoom(all, SIZE, panels);
        if (!room) return;
        for (const { left, right, top, bottom } of placed(all, room)) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(SIZE.width);
          expect(bottom).toBeLessThanOrEqual(SIZE.height);
          for (const { x, y, width, height } of panels)
            expect(right <= x || left >= x + width || bottom <= y || top >= y + height).toBe(true);
        }
      }),
    );
  });

  it('is all of a window that panels leave, but for the steps in which it is looked for', () => {
    const window = fc.record({
      x: fc.integer({ min: 0, max: 500 }),
      y: fc.integer({ min: 0, max: 250 }),
      width: fc.integer({ min: 450, max: 700 }),
      height: fc.integer({ min: 320, max: 440 }),
    });
    fc.assert(
      fc.property(window, ({ x, y, width, height }) => {
        const all: Spot[] = [
          { x: -300, y: -200, above: 0, aside: 0 },
          { x: 300, y: 200, above: 0, aside: 0 },
        ];
        // Each spot has a panel on both sides, above and below it.
        const round = [
          { x: 0, y: 0, width: SIZE.width, height: y },
          { x: 0, y: y + height, width: SIZE.width, height: SIZE.height },
          { x: 0, y: 0, width: x, height: SIZE.height },
          { x: x + width, y: 0, width: SIZE.width, height: SIZE.height },
        ];
        const room = findRoom(all, SIZE, round)!;
        const found = (room.right - room.left) / 600;
        const most = Math.min((width - 16) / 600, (height - 16 - BELOW) / 400);
        expect(found).toBeLessThanOrEqual(most);
        expect(found).toBeGreaterThan((most - STEP / 400) * 0.97);
      }),
    );
  });
});
