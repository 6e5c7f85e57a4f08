/** Over the bar of time while a claim is run: the figures it gives, its other side, and the way back. */
import { Button } from 'react-aria-components';
import { METRICS } from '../../workers/engine/metrics.ts';
import { useChoice, useWords } from '../charts/hooks.ts';
import { SmallChoice } from '../controls/SmallChoice.tsx';
import type { Dictionary } from '../i18n/en.ts';
import { formatScore } from '../i18n/format.ts';
import { formatMetric } from '../i18n/metric-format.ts';
import { metricName } from '../i18n/metric-names.ts';
import { pickWords } from '../i18n/words.ts';
import type { Lang } from '../sim/store.ts';
import { openClaims } from './address.ts';
import { saidIn } from './ClaimItem.tsx';
import { useRunning } from './hooks.ts';
import { comeBack, showSide, stay } from './run.ts';
import type { Running, Side } from './store.ts';

export default function ClaimNote() {
  const { t, lang } = useWords();
  const aside = useChoice((now) => now.aside);
  const view = useChoice((now) => now.view);
  const running = useRunning();
  if (aside === null) return null;
  const current = running?.view === view ? running : null;
  return (
    <section className="panel note claim-note" aria-label={t.claims.title}>
      <div role="status">{current ? <Figures running={current} t={t} lang={lang} /> : null}</div>
      <p className="quiet">{t.claims.waits(pickWords(aside, lang))}</p>
      <div className="claim-actions">
        {current?.claim.model.against ? (
          <SmallChoice<Side>
            label={t.claims.side}
            value={current.side}
            options={[
              ['claim', t.claims.sides.claim],
              ['against', t.claims.sides.against],
            ]}
            onChange={(side) => void showSide(side)}
          />
        ) : null}
        <Button className="action primary" onPress={comeBack}>
          {t.claims.back}
        </Button>
        <Button className="action" onPress={stay}>
          {t.claims.stay}
        </Button>
        {current ? (
          <Button className="action" onPress={() => openClaims(current.claim.id)}>
            {t.claims.more}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Figures({ running, t, lang }: { running: Running; t: Dictionary; lang: Lang }) {
  const { claim } = running;
  const said = saidIn(claim, lang);
  const metric = METRICS.find(({ key }) => key === claim.model.metric)?.key;
  if (!metric) return null;
  return (
    <>
      <p>
        <strong>{said.claim}</strong>
      </p>
      <p>
        {t.claims.shows(metricName(lang, metric), said.shows ?? '')}{' '}
        <span className="claim-gives">{gives(running, metric, t, lang)}</span>
      </p>
    </>
  );
}

function gives(
  { figures }: Running,
  metric: (typeof METRICS)[number]['key'],
  { claims }: Dictionary,
  lang: Lang,
): string {
  if (figures.state === 'computing') return claims.computing;
  if (figures.state === 'failed') return claims.noFigures(figures.message);
  const { value, against } = figures.shown;
  const text = (one: number): string => formatMetric(lang, metric, one);
  if (against === null) return claims.gives(text(value));
  if (against === 0 || value === 0) return claims.givesAgainst(text(value), text(against));
  return claims.givesTimes(text(value), text(against), formatScore(lang, value / against));
}
