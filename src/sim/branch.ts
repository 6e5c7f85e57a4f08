/** One branch of the run: its line, the worker that computes it, and what has come from there. */
import type { FrameView } from '../../workers/frame/read.ts';
import type { LoadReply, Snapshot } from '../../workers/protocol.ts';
import { createClient, type BranchClient, type ClientHandlers } from './client.ts';
import { commandsOf, type Line } from './lines.ts';
import { createSeries, truncateSeries, writeSeries, type Series } from './series.ts';
import { shipped } from './shipped.ts';
import type { Start } from './start.ts';
import type { Fault } from './store.ts';

/** What a run is loaded from: the scenario file, what is laid over it, and by name the files of a person's own that it names. */
export type Given = { text: string; start: Start; files: Record<string, Blob> };

export type Branch = Line & {
  client: BranchClient;
  series: Series;
  snapshot: Snapshot | null;
  /** A frame of the wanted tick held ready while another branch is on show. */
  standby: FrameView | null;
  fault: Fault | null;
  /** Why the open want was sent. */
  purpose: 'show' | 'beside' | 'probe';
  /** What its worker keeps, as last heard. */
  heldBytes: number;
};

export type BranchHandlers = {
  onFrame(branch: Branch, frame: FrameView | null): void;
  onSeries(): void;
  onFault(branch: Branch): void;
};

export function createBranch(
  line: Line,
  handlers: BranchHandlers,
  series: Series = createSeries(),
  snapshot: Snapshot | null = null,
): Branch {
  // Of a line that is a branch too, which this one goes on for, nothing else is kept.
  const { name } = line;
  const handled: ClientHandlers = {
    onFrame: (frame) => handlers.onFrame(branch, frame),
    onSeries(fromTick, rows, anew) {
      if (anew) truncateSeries(series, fromTick);
      writeSeries(series, fromTick, rows);
      handlers.onSeries();
    },
    onSnapshot(tick, buffer, heldBytes) {
      if (!branch.snapshot || tick > branch.snapshot.tick) branch.snapshot = { tick, buffer };
      branch.heldBytes = heldBytes;
    },
    onFault(tick, message, line) {
      branch.fault = { branch: name, tick, message, line };
      client.close();
      handlers.onFault(branch);
    },
  };
  const client = createClient(handled, line.policy?.script ?? null);
  const branch: Branch = {
    ...line,
    client,
    series,
    snapshot,
    standby: null,
    fault: null,
    purpose: 'show',
    heldBytes: 0,
  };
  return branch;
}

/**
 * Has the branch's worker compute it: from the start, or on from the last of `resume`.
 * @param holds it runs no further than the tick it opens at until its client lets it
 */
export async function loadBranch(
  branch: Branch,
  { text, start, files }: Given,
  resume: Snapshot[] = [],
  holds = false,
): Promise<LoadReply> {
  const { patches } = branch;
  const { bounded } = start;
  const log = commandsOf(branch);
  return branch.client.load({ text, files, patches, log, bounded, shipped: await shipped(), resume, holds });
}

/** Gives back a frame held ready. */
export function dropStandby(branch: Branch): void {
  if (branch.standby) branch.client.recycle(branch.standby);
  branch.standby = null;
}

/** What follows a changed tick no longer holds. */
export function forgetAfter(branch: Branch, tick: number): void {
  truncateSeries(branch.series, tick + 1);
  if (branch.snapshot && branch.snapshot.tick >= tick) branch.snapshot = null;
  dropStandby(branch);
}
