/** The queue policies, in the order of QUEUES in scenario.ts. */
import { conservativeBackfill } from './conservative-backfill.ts';
import { easyBackfill } from './easy-backfill.ts';
import { fairShare } from './fair-share.ts';
import { fifo } from './fifo.ts';
import { priority } from './priority.ts';
import type { QueuePolicy } from './queue-policy.ts';
import { shortestFirst } from './shortest-first.ts';

export const QUEUE_POLICIES: readonly QueuePolicy[] = [
  fifo,
  easyBackfill,
  conservativeBackfill,
  priority,
  shortestFirst,
  fairShare,
];
