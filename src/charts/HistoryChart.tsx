/** The last day of the selected thing, from the frames that have passed and from probes. */
import { useChoice, useSampled, useWords } from './hooks.ts';
import { LOOK_BACK, type HistoryPoint } from '../sim/history.ts';
import { branches, frames } from '../sim/sim.ts';
import type { MapPick } from '../sim/store.ts';

const WIDTH = 284;
const HEIGHT = 64;

export function HistoryChart({ pick }: { pick: MapPick }) {
  const { t } = useWords();
  const branch = useChoice((now) => now.branch);
  const { tick, points } = useSampled(() => {
    const at = frames.current?.tick ?? 0;
    return { tick: at, points: branches.history.points(branch, at) };
  });
  const title =
    pick.kind === 'site' ? t.site.history : pick.kind === 'link' ? t.linkInfo.history : t.metro.history;
  const from = Math.max(0, tick - LOOK_BACK);
  const span = Math.max(1, tick - from);
  const path = (value: (point: HistoryPoint) => number): string =>
    points
      .filter((point) => Number.isFinite(value(point)))
      .map((point, i) => {
        const x = ((point.tick - from) / span) * WIDTH;
        const y = HEIGHT - 1 - Math.min(1, Math.max(0, value(point))) * (HEIGHT - 2);
        return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join('');
  return (
    <figure className="history">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={title}>
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            x1="0"
            x2={WIDTH}
            y1={HEIGHT - 1 - share * (HEIGHT - 2)}
            y2={HEIGHT - 1 - share * (HEIGHT - 2)}
          />
        ))}
        {pick.kind === 'link' ? <path d={path((point) => point.second)} className="second" /> : null}
        <path d={path((point) => point.first)} />
      </svg>
      <figcaption>
        {title}
        <span>0 – 100 %</span>
      </figcaption>
    </figure>
  );
}
