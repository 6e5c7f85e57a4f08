/** What is done by hand in the branch on show, and taken back; the built-in pair takes it together. */
import type { Happening } from '../../workers/scenario/scenario.ts';
import type { Branch } from './branch.ts';
import type { Frames } from './frames.ts';
import type { Action } from './lines.ts';
import type { ChoiceStore } from './store.ts';

export type Deeds = {
  /** At the tick on show; with `end`, another one that many ticks later. */
  command(happening: Happening, end?: { ticks: number; happening: Happening }): Action | null;
  /** What was undone, or null when there was nothing. */
  undo(): Action | null;
  redo(): Action | null;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Takes back one action among others. */
  remove(action: Action): void;
};

/** Puts other actions in the place of a branch's; `difference` is what came or went. */
type Change = (branch: Branch, actions: Action[], undone: Action[], difference: Action) => void;

export function createDeeds(
  store: ChoiceStore,
  frames: Frames,
  shown: () => Branch | null,
  change: Change,
): Deeds {
  return {
    command(happening, ending) {
      const branch = shown();
      const tick = frames.current?.tick;
      if (!branch || tick === undefined) return null;
      const action: Action = [{ tick, command: happening }];
      const last = store.getState().view?.scenario.ticks ?? tick;
      if (ending && tick + ending.ticks <= last) {
        action.push({ tick: tick + ending.ticks, command: ending.happening });
      }
      change(branch, [...branch.log.actions, action], [], action);
      return action;
    },
    undo() {
      const branch = shown();
      const action = branch?.log.actions.at(-1);
      if (!branch || !action) return null;
      change(branch, branch.log.actions.slice(0, -1), [...branch.log.undone, action], action);
      return action;
    },
    redo() {
      const branch = shown();
      const action = branch?.log.undone.at(-1);
      if (!branch || !action) return null;
      change(branch, [...branch.log.actions, action], branch.log.undone.slice(0, -1), action);
      return action;
    },
    canUndo: () => (shown()?.log.actions.length ?? 0) > 0,
    canRedo: () => (shown()?.log.undone.length ?? 0) > 0,
    remove(action) {
      const branch = shown();
      if (!branch?.log.actions.includes(action)) return;
      change(
        branch,
        branch.log.actions.filter((other) => other !== action),
        [],
        action,
      );
    },
  };
}
