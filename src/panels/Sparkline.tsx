/** A figure of all branches over the whole run, the one on show in front, and how far they are computed. */
import { useRef } from 'react';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import { SPARK_HEIGHT, SPARK_WIDTH, sparkPaths } from '../charts/sparkline.ts';
import { formatShare } from '../i18n/format.ts';
import type { BranchName } from '../sim/lines.ts';
import { seriesColumn } from '../sim/series.ts';
import { branches } from '../sim/sim.ts';

type Drawn = { key: string; lines: { name: BranchName; path: string }[] };

export function Sparkline({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const shown = useChoice((now) => now.branch);
  const metric = useChoice((now) => now.sparkMetric);
  const drawn = useRef<Drawn>({ key: '', lines: [] });
  const ticks = view.scenario.ticks;
  const { computed, lines } = useSampled(() => {
    const run = branches.run()?.branches ?? [];
    const counts = run.map((branch) => branch.series.count);
    // The columns grow in place: what they hold is as new as their lengths.
    const key = `${counts.join(' ')} ${run.map(({ name }) => name).join('')} ${shown} ${metric} ${view.scenario.id}`;
    if (drawn.current.key !== key) {
      const order = [
        ...run.filter(({ name }) => name !== shown),
        ...run.filter(({ name }) => name === shown),
      ];
      const paths = sparkPaths(
        order.map(({ series }) => seriesColumn(series, metric)),
        ticks,
      );
      drawn.current = { key, lines: order.map(({ name }, i) => ({ name, path: paths[i]! })) };
    }
    return { computed: Math.min(ticks + 1, ...counts), lines: drawn.current.lines };
  });
  const done = computed / (ticks + 1);
  return (
    <>
      <svg
        className="sparkline"
        viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect width={(Math.max(0, computed - 1) / ticks) * SPARK_WIDTH} height={SPARK_HEIGHT} />
        {lines.map(({ name, path }) => (
          <path key={name} d={path} className={`branch-${name} ${name === shown ? 'front' : ''}`} />
        ))}
      </svg>
      {done < 1 ? <p className="timeline-progress">{t.computedTo(formatShare(lang, done))}</p> : null}
    </>
  );
}
