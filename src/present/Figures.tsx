/** The few figures a room can take in: of what is looked at, and of the whole, at the tick on show. */
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import type { FrameView } from '../../workers/frame/read.ts';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatCount, formatDuration, formatShare } from '../i18n/format.ts';
import { formatMetric } from '../i18n/metric-format.ts';
import { nameOf } from '../panels/names.ts';
import { linkLoad } from '../panels/tables.ts';
import { seriesAt } from '../sim/series.ts';
import { branches, frames, shownTick } from '../sim/sim.ts';
import { onMap, type Lang, type MapPick } from '../sim/store.ts';

/** In this order, where they say something. */
const WHOLE = [
  { key: 'utilisation', word: 'utilisation', says: () => true },
  { key: 'queuedJobs', word: 'queue', says: (view) => view.scenario.jobs > 0 },
  { key: 'inTime', word: 'inTime', says: (view) => view.metros.length > 0 },
  { key: 'powerW', word: 'power', says: () => true },
] as const satisfies readonly {
  key: MetricKey;
  word: keyof Dictionary['columns'];
  says(view: ViewModel): boolean;
}[];
const MOST = 3;

export function Figures() {
  const { t, lang } = useWords();
  const view = useChoice((now) => now.view);
  const selected = useChoice((now) => onMap(now.selected));
  const { frame, values } = useSampled(() => {
    const branch = branches.shown();
    const tick = shownTick();
    const read = (key: MetricKey): number => (branch ? seriesAt(branch.series, key, tick) : NaN);
    return { frame: frames.current, values: WHOLE.map(({ key }) => read(key)) };
  });
  if (!view) return null;
  const whole = WHOLE.map((row, i) => ({ row, value: values[i]! }))
    .filter(({ row, value }) => row.says(view) && Number.isFinite(value))
    .slice(0, MOST);
  return (
    <dl className="show-figures">
      {selected && frame ? (
        <div className="looked-at">
          <dt>{nameOf(view, selected, lang)}</dt>
          <dd>{figureOf(view, frame, selected, lang, t)}</dd>
        </div>
      ) : null}
      {whole.map(({ row, value }) => (
        <div key={row.key}>
          <dt>{t.columns[row.word]}</dt>
          <dd>{formatMetric(lang, row.key, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is most to be known of a thing. */
function figureOf(view: ViewModel, frame: FrameView, pick: MapPick, lang: Lang, t: Dictionary): string {
  const { kind, index: i } = pick;
  if (kind === 'site') {
    const queue = formatCount(lang, frame.sites.queuedJobs[i] ?? NaN);
    const busy = `${t.columns.utilisation} ${formatShare(lang, frame.sites.utilisation[i] ?? NaN)}`;
    return view.scenario.jobs > 0 ? `${busy} · ${t.site.queue} ${queue}` : busy;
  }
  if (kind === 'link') {
    const load = linkLoad(i, frame);
    return frame.links.up[i]
      ? `${t.columns.load} ${formatShare(lang, load, load < 0.1 ? 1 : 0)}`
      : t.linkInfo.down;
  }
  const inTime = formatShare(lang, frame.metros.inTime[i] ?? NaN, 1);
  return `${t.columns.inTime} ${inTime} · ${formatDuration(lang, frame.metros.latencyS[i] ?? NaN)}`;
}
