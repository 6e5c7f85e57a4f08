/** What the import dialog shows; null while it is closed. */
import { createStore } from 'zustand/vanilla';
import type { BringReply, Choice, Probe, Remark } from '../../workers/import/protocol.ts';

export type BroughtFile = { probe: Probe; choice: Choice | null };

export type Import = {
  files: BroughtFile[];
  state: 'waiting' | 'reading' | 'ready' | 'faulty';
  /** Of the bytes, 0 to 1. */
  share: number;
  result: Extract<BringReply, { ok: true }> | null;
  faults: Remark[];
};

export const imports = createStore<{ now: Import | null }>(() => ({ now: null }));
