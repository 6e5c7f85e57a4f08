/** A figure of all branches over the whole run, the one on show in front, and how far they are computed. */
import type { MetricKey } from '../../workers/engine/metrics.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { SPARK_HEIGHT, SPARK_WIDTH, sparkPaths } from '../charts/sparkline.ts';
import { formatShare } from '../i18n/format.ts';
import type { BranchName } from '../sim/lines.ts';
import { seriesColumn } from '../sim/series.ts';
import { branches } from '../sim/sim.ts';

export function Sparkline({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const shown = useChoice((now) => now.branch);
  const metric = useChoice((now) => now.sparkMetric);
  const ticks = view.scenario.ticks;
  useSteady(() =>
    branches
      .run()
      ?.branches.map(({ name, series }) => name + series.changes)
      .join(' '),
  );
  const lines = drawLines(shown, metric, ticks);
  const computed = Math.min(ticks + 1, ...(branches.run()?.branches ?? []).map((one) => one.series.count));
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

/** One path a branch, the one on show last. */
function drawLines(
  shown: BranchName,
  metric: MetricKey,
  ticks: number,
): { name: BranchName; path: string }[] {
  const run = branches.run()?.branches ?? [];
  const order = [...run.filter(({ name }) => name !== shown), ...run.filter(({ name }) => name === shown)];
  const paths = sparkPaths(
    order.map(({ series }) => seriesColumn(series, metric)),
    ticks,
  );
  return order.map(({ name }, i) => ({ name, path: paths[i]! }));
}
