/** Words and instruments in front of the stage, in order of the tab key. */
import { lazy, Suspense } from 'react';
import { PickedNote } from './bands/PickedNote.tsx';
import { useChoice } from './charts/hooks.ts';
import { ChangeLine } from './panels/ChangeLine.tsx';
import { ChangesMade } from './panels/ChangesMade.tsx';
import { Compare } from './panels/Compare.tsx';
import { Differences } from './panels/Differences.tsx';
import { DroppedNote } from './panels/DroppedNote.tsx';
import { Headline } from './panels/Headline.tsx';
import { Inspector } from './panels/Inspector.tsx';
import { InsideLegend } from './panels/InsideLegend.tsx';
import { LogNotes } from './panels/LogNotes.tsx';
import { Legend } from './panels/Legend.tsx';
import { TableView } from './panels/TableView.tsx';
import { Tools } from './panels/Tools.tsx';
import { Transport } from './panels/Transport.tsx';
import { usePicked } from './board/hooks.ts';
import { RunningClaim } from './claims/Claims.tsx';
import { DraftNote } from './present/DraftNote.tsx';
import { Notes } from './share/Notes.tsx';

const BandsPanel = lazy(() => import('./bands/BandsPanel.tsx'));
const SweepRunNote = lazy(() => import('./board/SweepRunNote.tsx'));
const Charts = lazy(() => import('./charts/Charts.tsx'));

export function Desk() {
  const table = useChoice((now) => now.table);
  const deltas = useChoice((now) => now.deltas);
  const bands = useChoice((now) => now.bands);
  const charts = useChoice((now) => now.charts);
  // Another scenario is no reason to render all panels: those that show it follow it themselves.
  const view = useChoice((now) => (now.bands || now.deltas ? now.view : null));
  const inside = useChoice((now) => now.inside);
  return (
    <main className="page">
      <Headline />
      <aside className="side">
        <Tools />
        <Compare />
        <LogNotes />
        <Inspector />
        <ChangesMade />
      </aside>
      {bands && view ? (
        <Suspense fallback={<div className="panel table-view" />}>
          <BandsPanel view={view} />
        </Suspense>
      ) : deltas && view ? (
        <Differences view={view} />
      ) : table ? (
        <TableView />
      ) : inside === null ? (
        <Legend />
      ) : (
        <InsideLegend site={inside} />
      )}
      <div className="middle">
        <DroppedNote />
        <Notes />
        <PickedNote />
        <Aside />
        <DraftNote />
        <ChangeLine />
        {charts ? (
          <Suspense fallback={<div className="panel charts" />}>
            <Charts />
          </Suspense>
        ) : null}
      </div>
      <footer className="foot">
        <Transport />
      </footer>
    </main>
  );
}

/** The note of what is on show while one's own run waits. */
function Aside() {
  const picked = usePicked();
  if (!picked) return <RunningClaim />;
  return (
    <Suspense>
      <SweepRunNote picked={picked} />
    </Suspense>
  );
}
