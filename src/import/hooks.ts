/** How React follows the import. */
import { useSyncExternalStore } from 'react';
import { imports, type Import } from './store.ts';

export function useImport(): Import | null {
  return useSyncExternalStore(imports.subscribe, () => imports.getState().now);
}
