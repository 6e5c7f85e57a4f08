/**
 * How React follows the page: choices when they change, the run at most ten times a second, the
 * words of the chosen language. Everything else about the simulation knows no React.
 */
import { useSyncExternalStore } from 'react';
import type { Dictionary } from '../i18n/en.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { pulse } from '../sim/pulse.ts';
import { choices } from '../sim/sim.ts';
import type { Choices, Lang } from '../sim/store.ts';

/** `select` must return the same value for the same choices: a field, not a new object. */
export function useChoice<T>(select: (choices: Choices) => T): T {
  return useSyncExternalStore(choices.subscribe, () => select(choices.getState()));
}

/** Reads a value of the run and reads it again on every beat. */
export function useSampled<T>(read: () => T): T {
  useSyncExternalStore(pulse.subscribe, pulse.beat);
  return read();
}

/** The same for a value that stays one and the same until it changes: only then is it read again. */
export function useSteady<T>(read: () => T): T {
  return useSyncExternalStore(pulse.subscribe, read);
}

export function useWords(): { t: Dictionary; lang: Lang } {
  const lang = useChoice((now) => now.lang);
  return { t: DICTIONARIES[lang], lang };
}
