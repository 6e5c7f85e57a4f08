/** The results of a sweep and the note of the run picked from them, fetched with the first wish for them. */
import { lazy, Suspense, useState } from 'react';
import { useChoice } from '../charts/hooks.ts';

const BoardDialog = lazy(() => import('./BoardDialog.tsx'));

export function Board({ camera }: { camera: () => { view(): number[] } | null }) {
  const wanted = useChoice((now) => now.board || now.sweep !== null);
  const [ever, setEver] = useState(false);
  if (wanted && !ever) setEver(true);
  return ever ? (
    <Suspense>
      <BoardDialog camera={camera} />
    </Suspense>
  ) : null;
}
