/** Ends a run whose policy does not return: see workers/host/policy/beat.ts for what is heard of it. */
import type { Beat } from '../../workers/host/policy/sandbox.ts';
import { DECISION_LIMIT_S, OVERDUE } from '../../workers/policy/limit.ts';

const LOOK_MS = 200;

/**
 * @param overdue hears, once, of a decision that takes too long
 * @returns ends the watch
 */
export function watchBeat(port: MessagePort, overdue: (message: string) => void): () => void {
  let silentMs: number | null = null;
  let lookedMs = performance.now();
  port.onmessage = ({ data }: MessageEvent<Beat>) => {
    silentMs = data === 'beat' ? 0 : null;
  };
  const timer = setInterval(() => {
    const nowMs = performance.now();
    // A page that slept, or was busy itself, has not been listening for all that time.
    if (silentMs !== null) silentMs += Math.min(2 * LOOK_MS, nowMs - lookedMs);
    lookedMs = nowMs;
    if (silentMs === null || silentMs <= 1000 * DECISION_LIMIT_S) return;
    clearInterval(timer);
    overdue(`policy: ${OVERDUE}`);
  }, LOOK_MS);
  return () => clearInterval(timer);
}
