/** One file at a time in the making, as the dialog shows it. */
import { useEffect, useRef, useState } from 'react';
import { handOver, type Made, type Making } from './save.ts';

export type MakingState =
  | { at: 'rest' }
  | { at: 'work'; share: number }
  | { at: 'done'; name: string; bytes: number }
  | { at: 'cancelled' }
  | { at: 'failed'; why: string };

/** React hears of progress this often at most, milliseconds. */
const PERIOD_MS = 100;

export function useMaking() {
  const [state, setState] = useState<MakingState>({ at: 'rest' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function make(what: (making: Making) => Promise<Made>): Promise<void> {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setState({ at: 'work', share: 0 });
    let toldMs = 0;
    const progress = (share: number): void => {
      const nowMs = performance.now();
      if (controller.signal.aborted || nowMs - toldMs < PERIOD_MS) return;
      toldMs = nowMs;
      setState({ at: 'work', share });
    };
    try {
      const made = await what({ progress, signal: controller.signal });
      controller.signal.throwIfAborted();
      handOver(made);
      setState({ at: 'done', name: made.name, bytes: made.file.size });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      setState(controller.signal.aborted ? { at: 'cancelled' } : { at: 'failed', why });
    } finally {
      running.current = null;
    }
  }

  return { state, make, cancel: () => running.current?.abort() };
}
