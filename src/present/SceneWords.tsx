/** What a scene says, with the moment it shows; or what it asks first. */
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { tickMs, viewZone } from '../charts/zone.ts';
import type { Issue } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatFullDate, formatMoment } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { branches, choices, shownTick } from '../sim/sim.ts';
import type { Lang } from '../sim/store.ts';
import { useShow } from './hooks.ts';

const DAY_S = 86_400;

/** To the minute, or to the day where a tick is one. */
export function momentText(view: ViewModel, tick: number, lang: Lang): string {
  const format = view.scenario.tickS < DAY_S ? formatMoment : formatFullDate;
  return format(lang, tickMs(view, tick), viewZone(view));
}

export function SceneWords() {
  const { t, lang } = useWords();
  const scene = useShow((now) => now?.scenes[now.index] ?? null);
  const issues = useShow((now) => now?.issues ?? null);
  const view = useChoice((now) => now.view);
  const tick = useSteady(shownTick);
  const computing = useSteady(() => !branches.settled() || choices.getState().tick > shownTick());
  const playing = useChoice((now) => now.playing);
  const waiting = useShow((now) => now?.waiting ?? false);
  if (!scene || !view) return null;
  return (
    <section className="show-words">
      <p className="show-moment">
        {waiting || (computing && !playing) ? t.present.preparing : momentText(view, tick, lang)}
      </p>
      <div aria-live="polite">
        <h1>{pickWords(scene.title, lang)}</h1>
        <p className="show-text">{pickWords(scene.text, lang)}</p>
      </div>
      {issues && issues.length > 0 ? <Broken issues={issues} /> : null}
    </section>
  );
}

function Broken({ issues }: { issues: readonly Issue[] }) {
  const { t } = useWords();
  const [issue] = issues;
  return (
    <div role="alert">
      <p className="bad">{t.present.broken}</p>
      <p>
        {issue?.path} {issue?.message} {issue?.hint}
      </p>
    </div>
  );
}

export function Question() {
  const { t, lang } = useWords();
  const guess = useShow((now) => now?.scenes[now.index]?.guess ?? null);
  if (!guess) return null;
  return (
    <section className="show-question" aria-live="polite">
      <p>{t.present.guess}</p>
      <h1>{pickWords(guess, lang)}</h1>
    </section>
  );
}
