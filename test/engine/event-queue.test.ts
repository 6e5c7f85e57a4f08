/** The indexed heap: earliest first, ties by entity (T4), whatever was moved or taken out. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { schedule, unschedule } from '../../workers/engine/event-queue.ts';

const ENTITIES = 12;

const operation = fc.record({
  entity: fc.nat({ max: ENTITIES - 1 }),
  /** Few distinct times, so that ties are common; null takes the entity out. */
  timeS: fc.option(fc.nat({ max: 4 })),
});

it('gives back what is queued in order of time, then of entity', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const heap = new Int32Array(ENTITIES);
      const at = new Int32Array(ENTITIES).fill(-1);
      const key = new Float64Array(ENTITIES);
      const queued = new Map<number, number>();
      let size = 0;
      for (const { entity, timeS } of operations) {
        if (timeS === null) {
          size = unschedule(heap, at, key, size, entity);
          queued.delete(entity);
        } else {
          size = schedule(heap, at, key, size, entity, timeS);
          queued.set(entity, timeS);
        }
      }
      const want = [...queued].toSorted((a, b) => a[1] - b[1] || a[0] - b[0]).map(([entity]) => entity);
      const got: number[] = [];
      while (size > 0) {
        const entity = heap[0]!;
        got.push(entity);
        size = unschedule(heap, at, key, size, entity);
      }
      expect(got).toEqual(want);
    }),
    { numRuns: 500 },
  );
});
