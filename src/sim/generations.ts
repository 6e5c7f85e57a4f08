/**
 * Which messages of a worker still count. The worker's generation grows with each load and
 * command; what it posted before the newest change belongs to a history that no longer holds.
 */
export type Generations = {
  /** True for messages of the newest generation; a newer one makes the others stale. */
  accept(generation: number): boolean;
  /** A change was sent: nothing of the present generation counts any more. */
  expectNext(): void;
};

export function createGenerations(): Generations {
  let newest = 0;
  return {
    accept(generation) {
      if (generation < newest) return false;
      newest = generation;
      return true;
    },
    expectNext() {
      newest += 1;
    },
  };
}
