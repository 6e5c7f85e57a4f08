/** Where a run comes from: its scenario's source, and what is laid over it before it starts. */
import type { LoggedCommand } from '../../workers/protocol.ts';
import type { ForkStart } from './lines.ts';

export type Source =
  | { kind: 'shipped'; id: string }
  /** A file of the person's own, which never leaves this machine. */
  | { kind: 'file'; name: string; bytes: number; sha256: string | null };

export type Start = {
  source: Source;
  /** JSON Merge Patch on the scenario. */
  patch: Record<string, unknown> | null;
  /** Null: the scenario's own. */
  seed: number | null;
  /** Of the built-in pair. */
  log: LoggedCommand[];
  forks: readonly ForkStart[];
  /** What was to be opened was not chosen here: a world too large is refused. */
  bounded: boolean;
};

export function plainStart(source: Source): Start {
  return { source, patch: null, seed: null, log: [], forks: [], bounded: false };
}

/** The patches of a start, in order. */
export function patchesOf({ patch, seed }: Start): unknown[] {
  return [...(patch ? [patch] : []), ...(seed === null ? [] : [{ seed }])];
}
