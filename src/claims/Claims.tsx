/** The page of claims and the note of the one that is run, fetched with the first wish for them. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useChoice } from '../charts/hooks.ts';
import { keepClaimsAddress } from './address.ts';

const ClaimsPage = lazy(() => import('./ClaimsPage.tsx'));
const ClaimNote = lazy(() => import('./ClaimNote.tsx'));

export function Claims({ camera }: { camera: () => { view(): number[] } | null }) {
  const wanted = useChoice((now) => now.claims !== null);
  const [ever, setEver] = useState(false);
  if (wanted && !ever) setEver(true);
  useEffect(keepClaimsAddress, []);
  return ever ? (
    <Suspense>
      <ClaimsPage camera={camera} />
    </Suspense>
  ) : null;
}

export function RunningClaim() {
  const aside = useChoice((now) => now.aside !== null);
  return aside ? (
    <Suspense>
      <ClaimNote />
    </Suspense>
  ) : null;
}
