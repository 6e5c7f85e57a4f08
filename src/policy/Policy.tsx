/** Writing a policy of one's own, fetched with the first wish for it. */
import { lazy, Suspense, useState } from 'react';
import { useChoice } from '../charts/hooks.ts';

const PolicyDialog = lazy(() => import('./PolicyDialog.tsx'));

export function Policy() {
  const wanted = useChoice((now) => now.policy);
  const [ever, setEver] = useState(false);
  if (wanted && !ever) setEver(true);
  return ever ? (
    <Suspense>
      <PolicyDialog />
    </Suspense>
  ) : null;
}
