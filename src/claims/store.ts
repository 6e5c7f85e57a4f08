/** The claim that is run, and the figures of it; null while none is. */
import { createStore } from 'zustand/vanilla';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Claim, Shown } from '../../workers/claims.ts';

export type Modelled = Claim & { model: NonNullable<Claim['model']> };
/** What stands for the claim, or what it is held against. */
export type Side = 'claim' | 'against';

export type Running = {
  claim: Modelled;
  side: Side;
  /** What is on show of it; with another on show, a run was opened over it. */
  view: ViewModel | null;
  figures: { state: 'computing' } | { state: 'known'; shown: Shown } | { state: 'failed'; message: string };
};

export const claims = createStore<{ running: Running | null }>(() => ({ running: null }));
