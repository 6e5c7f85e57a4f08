/** A run: one scenario with its branches. */
import type { Issue } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Branch, Given } from './branch.ts';
import { commandsOf, type Action } from './lines.ts';
import type { LoggedCommand } from '../../workers/protocol.ts';
import type { Choices } from './store.ts';

export type Run = Given & {
  view: ViewModel;
  /** What was read of its job log. */
  notes: Issue[];
  /** In order of their names; a new array whenever one comes or goes. */
  branches: readonly Branch[];
  /** Of the branch on show: what was done by hand in it, in order; each is one step to undo. */
  readonly actions: readonly Action[];
  /** Of the branch on show: all its commands, those that came with it too. */
  readonly log: LoggedCommand[];
};

/** @param shown the branch on show, now or later */
export function startRun(
  given: Given,
  made: Branch[],
  { view, notes }: { view: ViewModel; notes: Issue[] },
  shown: () => Branch | null,
): Run {
  return {
    ...given,
    view,
    notes,
    branches: made,
    get actions() {
      return shown()?.log.actions ?? [];
    },
    get log() {
      const branch = shown();
      return branch ? commandsOf(branch) : [];
    },
  };
}

export function closeRun(gone: Run | null): void {
  gone?.branches.forEach((branch) => branch.client.close());
}

/** Where a run stands: what is chosen in it, as far as another run would change it. */
export type Place = ReturnType<typeof placeOf>;

export function placeOf(now: Choices) {
  const { view, notes, tick, loop, branch, linked, two, selected, inside, place, hidden } = now;
  return { view, notes, tick, loop, branch, linked, two, selected, inside, place, hidden };
}
