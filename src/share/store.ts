/** What sharing has to say: a link that was refused, one that waits for a file, how a shared run came out. */
import { createStore } from 'zustand/vanilla';
import type { Words } from '../../workers/scenario/scenario.ts';
import type { Trouble } from '../keep/kept.ts';
import type { LinkFault, SharedRun } from './check-run.ts';

/** A run kept by an earlier visit, with the text of its scenario where that was the person's own file. */
export type KeptRun = { run: SharedRun; name: Words; text: string | null };

type Share = {
  /** `running`: something else was on show already, and goes on. */
  fault: (LinkFault & { running: boolean }) | null;
  /** Its link came without the file it was made from. */
  wanted: { run: SharedRun; mismatch: string | null } | null;
  /** `bare`: without the policy of the sender's own, so that there is nothing to compare. */
  arrival: { run: SharedRun; result: 'computing' | 'same' | 'differs' | 'bare' } | null;
  offer: KeptRun | null;
  trouble: Trouble | null;
  /** A newer Causeway waits to be used; `use` does so. */
  update: { use(): void } | null;
  /** A camera to take up as soon as there is one. */
  camera: number[] | null;
};

export const share = createStore<Share>(() => ({
  fault: null,
  wanted: null,
  arrival: null,
  offer: null,
  trouble: null,
  update: null,
  camera: null,
}));
