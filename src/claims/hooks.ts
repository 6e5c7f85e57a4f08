/** How React follows what stands in the claims' own store, and reads the table once. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Claim } from '../../workers/claims.ts';
import { shippedText } from '../sim/shipped.ts';
import { claims, type Running } from './store.ts';

export function useRunning(): Running | null {
  return useSyncExternalStore(claims.subscribe, () => claims.getState().running);
}

export type Table =
  { state: 'loading' } | { state: 'failed'; message: string } | { state: 'known'; claims: Claim[] };

/** The table that comes with the page, fetched when it is first wanted. */
export function useTable(wanted: boolean): Table {
  const [table, setTable] = useState<Table>({ state: 'loading' });
  const known = table.state === 'known';
  useEffect(() => {
    if (!wanted || known) return;
    shippedText('data/claims.json').then(
      (text) => setTable({ state: 'known', claims: JSON.parse(text) as Claim[] }),
      (error: unknown) => setTable({ state: 'failed', message: String(error) }),
    );
  }, [wanted, known]);
  return table;
}
