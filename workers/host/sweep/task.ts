/** What passes between the pool and its threads. */
import type { SweepSpec } from '../../sweep/spec.ts';

/** What a thread is started with; `scenario` is the text of scenario.json, `clock` a slot for each run under way. */
export type ThreadData = { spec: SweepSpec; scenario: string; policy: string | null; clock: Int32Array };

/** A run by its number, and the slot of the clock it is watched by. */
export type Task = { run: number; slot: number };

/** The run of a task that only asks whether the thread is up. */
export const NONE = -1;
