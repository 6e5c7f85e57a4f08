/** The queue policies, in the order of QUEUES in scenario.ts. */
import type { Run } from '../../run.ts';
import { easyBackfill } from './easy-backfill.ts';
import { fifo } from './fifo.ts';

/** Starts the jobs of a pool's queue that may start now. */
export type QueuePolicy = (run: Run, pool: number, timeS: number) => void;

export const QUEUE_POLICIES: readonly QueuePolicy[] = [fifo, easyBackfill];
