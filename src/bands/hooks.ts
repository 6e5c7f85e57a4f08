/** How React follows the ensemble. */
import { useSyncExternalStore } from 'react';
import { ensemble, type EnsembleNow } from '../sim/ensemble.ts';

export function useEnsemble(): EnsembleNow | null {
  return useSyncExternalStore(ensemble.subscribe, () => ensemble.getState().now);
}

export function usePicked() {
  return useSyncExternalStore(ensemble.subscribe, () => ensemble.getState().picked);
}
