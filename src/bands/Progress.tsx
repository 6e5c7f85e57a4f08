/** How far an ensemble is, how fast, and what went wrong. */
import { useEffect, useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatCount, formatDuration, formatScore } from '../i18n/format.ts';
import type { EnsembleNow } from '../sim/ensemble.ts';
import type { Lang } from '../sim/store.ts';

const SECOND_MS = 1000;

export function Progress({ now, isStale }: { now: EnsembleNow; isStale: boolean }) {
  const { t, lang } = useWords();
  const { state, progress, draws, issues, message, plan, varies, report } = now;
  useEverySecond(state === 'running');
  if (state === 'opening') return <p className="bands-text">{t.bands.opening}</p>;
  if (state === 'refused')
    return (
      <ul className="bands-text bad">
        {issues[0]?.path.startsWith('facts') ? (
          <li>{t.bands.noFacts}</li>
        ) : (
          issues.map((issue, i) => (
            <li key={i}>
              {issue.path}: {issue.message}
            </li>
          ))
        )}
      </ul>
    );
  const text = [
    t.bands.progress(formatCount(lang, progress.done), formatCount(lang, draws)),
    ...pace(now, t, lang),
  ];
  return (
    <div className="bands-text bands-progress">
      <ProgressBar
        className="save-progress"
        aria-label={t.bands.title}
        value={(100 * progress.done) / draws}
        valueLabel={text.join(' · ')}
      >
        <span style={{ inlineSize: `${(100 * progress.done) / draws}%` }} />
        <output>{text.join(' · ')}</output>
      </ProgressBar>
      {state === 'failed' ? <p className="bad">{t.bands.broken(message)}</p> : null}
      {progress.failed > 0 ? (
        <p className="bad">{t.bands.failed(formatCount(lang, progress.failed), progress.fault ?? '')}</p>
      ) : null}
      {plan?.facts.length === 0 && varies === 'both' ? <p className="quiet">{t.bands.onlyChance}</p> : null}
      {report === null && !isStale ? <p className="quiet">{t.bands.waiting}</p> : null}
    </div>
  );
}

/** Rate, workers and time left while it runs; else what it is. */
function pace(now: EnsembleNow, t: Dictionary, lang: Lang): string[] {
  const { state, progress, draws, ranMs, sinceMs, runners } = now;
  if (state === 'paused' || state === 'cancelled' || state === 'done') return [t.bands.state[state]];
  if (state !== 'running' || sinceMs === null) return [];
  const seconds = (ranMs + performance.now() - sinceMs) / SECOND_MS;
  const workers = t.bands.workers(runners);
  if (progress.done === 0) return [workers];
  const rate = progress.done / seconds;
  return [
    rate >= 1 ? t.bands.rate(formatScore(lang, rate)) : t.bands.perDraw(formatDuration(lang, 1 / rate)),
    t.bands.left(formatDuration(lang, Math.ceil((draws - progress.done) / rate))),
    workers,
  ];
}

function useEverySecond(going: boolean): void {
  const [, beat] = useState(0);
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => beat((count) => count + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, [going]);
}
