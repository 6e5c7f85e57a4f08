/** What a queue policy is: how a pool's waiting jobs are lined up, and which of them start. */
import type { Run } from '../../run.ts';

export type QueuePolicy = {
  /**
   * Null: the queue is a line in order of arrival. Otherwise it is a heap, and this writes a
   * job's place in it to `state.extra.jobKey`: the lowest comes first, ties by number.
   */
  writeKey: ((run: Run, job: number, pool: number) => void) | null;
  /** Starts the jobs of a pool's queue that may start now. */
  start(run: Run, pool: number, timeS: number): void;
};
