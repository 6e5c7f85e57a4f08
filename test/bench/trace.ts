/**
 * For how long the main thread held a processor, from a trace: on a machine without a GPU the rasteriser's
 * threads take it away in between, which counts on the clock and would not be with one.
 */
import type { Browser, Page } from 'playwright-core';

export type TraceEvent = { name: string; tid: number; ts: number; dur?: number; tdur?: number };

/** What the page's threads did during `run`: callbacks of frames, and the marks that the page sets. */
export async function traced(
  browser: Browser,
  page: Page,
  run: () => Promise<unknown>,
): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'blink.user_timing'] });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  return traceEvents;
}

export const isFrame = ({ name }: TraceEvent): boolean => name === 'FireAnimationFrame';

export const heldMs = ({ tdur = 0 }: TraceEvent): number => tdur / 1000;
