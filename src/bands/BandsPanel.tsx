/** An ensemble of the run on show: what varies, how far it is, and the bands, influences and runs that come of it. */
import './bands.css';
import { useDeferredValue, useState } from 'react';
import { Button } from 'react-aria-components';
import { useSteady, useWords } from '../charts/hooks.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatCount } from '../i18n/format.ts';
import { fits } from '../sim/ensemble.ts';
import { choices } from '../sim/sim.ts';
import type { Lang } from '../sim/store.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { KeyFigure } from '../../workers/sweep/bands.ts';
import { FigureBands } from './FigureBands.tsx';
import { useEnsemble } from './hooks.ts';
import { Influences } from './Influences.tsx';
import { OverTime } from './OverTime.tsx';
import { PickRun } from './PickRun.tsx';
import { Progress } from './Progress.tsx';
import { SaveBands } from './SaveBands.tsx';
import { Setup, type Wish } from './Setup.tsx';
import type { Shown } from './shown.ts';

export default function BandsPanel({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const now = useEnsemble();
  // What comes of a report is drawn between other things: the page answers meanwhile.
  const found = useDeferredValue(now);
  const [wish, setWish] = useState<Wish>({ varies: 'both', draws: 50, drawSeed: 1 });
  const isStale = useSteady(() => now !== null && !fits(now));
  return (
    <section className="panel table-view differences bands" aria-label={t.bands.title}>
      <div className="tabs-head">
        <h2>{t.bands.title}</h2>
        <Setup wish={wish} onChange={setWish} />
        <Button className="tool" aria-label={t.close} onPress={() => choices.setState({ bands: false })}>
          ×
        </Button>
      </div>
      <div className="table-scroll bands-body" tabIndex={0} role="region" aria-label={t.bands.found}>
        {now ? <Progress now={now} isStale={isStale} /> : <p className="bands-text">{t.bands.intro}</p>}
        {isStale ? <p className="bands-text bad">{t.bands.stale}</p> : null}
        {now && found?.report && found.plan ? (
          <Found
            now={{ ...found, report: found.report, plan: found.plan }}
            chosen={now.answer.figure}
            view={view}
            t={t}
            lang={lang}
          />
        ) : null}
      </div>
    </section>
  );
}

/** `chosen`: what was chosen last, which may be ahead of what is drawn. */
type FoundProps = { now: Shown; chosen: KeyFigure; view: ViewModel; t: Dictionary; lang: Lang };

function Found({ now, chosen, view, t, lang }: FoundProps) {
  const { plan, drawSeed, varies, report } = now;
  return (
    <>
      <div className="bands-found">
        <FigureBands now={now} chosen={chosen} />
        <div className="bands-pictures">
          <OverTime now={now} view={view} />
          {report.influence ? <Influences now={now} influence={report.influence} /> : null}
        </div>
      </div>
      <PickRun now={now} />
      <SaveBands now={now} />
      <p className="bands-text quiet bands-record">
        {t.bands.record(plan.scenarioId, plan.scenarioHash, String(drawSeed), t.bands.variesOf[varies])} ·{' '}
        {t.bands.drawsOf(formatCount(lang, report.done))}
      </p>
    </>
  );
}
