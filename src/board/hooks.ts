/** How React follows the results that are open. */
import { useSyncExternalStore } from 'react';
import { useChoice } from '../charts/hooks.ts';
import { board, type BoardState, type Picked } from './store.ts';

/** `select` must return the same value for the same state: a field, not a new object. */
export function useBoard<T>(select: (now: BoardState) => T): T {
  return useSyncExternalStore(board.subscribe, () => select(board.getState()));
}

/** The picked run while it is on show; null once another was opened over it. */
export function usePicked(): Picked | null {
  const aside = useChoice((now) => now.aside !== null);
  const view = useChoice((now) => now.view);
  const picked = useBoard((now) => now.picked);
  return aside && picked?.view === view ? picked : null;
}
