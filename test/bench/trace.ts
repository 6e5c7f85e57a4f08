/**
 * For how long the main thread held a processor, from a trace: on a machine without a GPU the rasteriser's
 * threads take it away in between, which counts on the clock and would not be with one.
 */
import type { Browser, Page } from 'playwright-core';

export type TraceEvent = {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds, as the durations. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: { startTime?: number } };
};

/** What the browser's threads did during `run`; as a rule callbacks of frames, and the marks that the page sets. */
export async function traced(
  browser: Browser,
  page: Page,
  run: () => Promise<unknown>,
  categories: string[] = ['devtools.timeline', 'blink.user_timing'],
): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  return traceEvents;
}

export const isFrame = ({ name }: TraceEvent): boolean => name === 'FireAnimationFrame';

export const heldMs = ({ tdur = 0 }: TraceEvent): number => tdur / 1000;
