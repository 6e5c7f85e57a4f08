/** What stands under the pointer inside a site: the accelerator, whose job it computes for, what it draws. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { useEffect, useState } from 'react';
import { formatCount, formatSi } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { placeInWords } from './inside-place.ts';
import { CELL_STATES } from '../sim/inside.ts';
import { branches } from '../sim/sim.ts';

/** Room kept to the edges of the window, CSS pixels. */
const WIDTH = 260;
const HEIGHT = 150;

export function CellTip() {
  const { t, lang } = useWords();
  const cell = useChoice((now) => now.cell);
  const view = useChoice((now) => now.view);
  const jobId = useJobId(cell?.gang?.job ?? null);
  if (!cell || !view) return null;
  const words = t.inside;
  const { gang } = cell;
  const across = cell.x + WIDTH + 24 > window.innerWidth ? cell.x - WIDTH - 14 : cell.x + 14;
  const down = Math.min(cell.y + 12, window.innerHeight - HEIGHT);
  const named = gang && view.classes[gang.class];
  return (
    <div className="panel cell-tip" role="tooltip" style={{ transform: `translate(${across}px, ${down}px)` }}>
      <p className="cell-tip-head">
        <span className={`cell cell-${CELL_STATES[cell.state]}`} aria-hidden="true" />
        {words.states[CELL_STATES[cell.state]!]}
      </p>
      {gang ? (
        <p>
          <b>{jobId || '…'}</b>
          <span className="quiet">
            {[named ? pickWords(named.name, lang) : '', view.tenants[gang.tenant]?.id]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span>{words.holds(formatCount(lang, gang.held))}</span>
        </p>
      ) : null}
      <p className="quiet">
        {view.types[cell.type]?.name}{' '}
        {cell.first === cell.last
          ? formatCount(lang, cell.first)
          : `${formatCount(lang, cell.first)}–${formatCount(lang, cell.last)}`}
        <span>{placeInWords(t, lang, cell)}</span>
      </p>
      <p className="quiet">
        {words.draws(formatSi(lang, cell.powerW, 'W'), formatSi(lang, cell.rackW, 'W'))}
      </p>
    </div>
  );
}

/** The name of a job, asked of the engine; empty until it answers. */
function useJobId(job: number | null): string {
  const [known, setKnown] = useState<{ job: number; id: string } | null>(null);
  useEffect(() => {
    const branch = job === null ? null : branches.shown();
    if (!branch || job === null) return;
    let wanted = true;
    branch.client.ask.jobId(job).then(
      (id) => wanted && setKnown({ job, id }),
      // A worker that has died says so elsewhere; the tip then does without the name.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [job]);
  return known?.job === job ? known.id : '';
}
