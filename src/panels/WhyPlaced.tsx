/** Why here: what the placement policy made of every pool when it decided, best first, with its terms. */
import { useWords } from '../charts/hooks.ts';
import type { WhyJob, WhyPool, WhyTerm } from '../../workers/answers.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { viewZone } from '../charts/zone.ts';
import type { Dictionary } from '../i18n/en.ts';
import {
  formatCount,
  formatDuration,
  formatInstant,
  formatMass,
  formatScore,
  formatShare,
} from '../i18n/format.ts';
import type { Lang } from '../sim/store.ts';
import { siteName } from './names.ts';

export function WhyPlaced({ view, placement }: { view: ViewModel; placement: WhyJob['placement'] }) {
  const { t, lang } = useWords();
  if (!placement) return <p className="quiet asked">{t.why.notPlaced}</p>;
  const when = formatInstant(lang, view.scenario.startMs + placement.atS * 1000, viewZone(view));
  const policy = t.policyNames[placement.policy] ?? placement.policy;
  return (
    <details className="asked why" open>
      <summary>{t.why.here}</summary>
      <p className="quiet">{placement.told >= 0 ? t.why.told : t.why.placed(when, policy)}</p>
      <table className="asked-table">
        <thead>
          <tr>
            <th scope="col">{t.why.site}</th>
            <th scope="col" className="numeric">
              {t.why.score}
            </th>
          </tr>
        </thead>
        <tbody>
          {placement.candidates.map((one) => (
            <tr key={`${one.site} ${one.type}`} className={one.refused === null ? undefined : 'refused'}>
              <th scope="row">
                {siteName(view, one.site, lang)}
                {one.chosen ? <span className="chosen">{t.why.chosen}</span> : null}
                <small>
                  {typeName(view, one.type)} · {reasonText(one, lang, t)}
                </small>
              </th>
              <td className="numeric">{scoreText(one, lang, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function typeName(view: ViewModel, type: string): string {
  return view.types.find(({ id }) => id === type)?.name ?? type;
}

function scoreText({ refused, startsNow, score }: WhyPool, lang: Lang, t: Dictionary): string {
  if (refused !== null) return '';
  return startsNow ? formatScore(lang, score) : t.why.queues;
}

function reasonText({ refused, terms }: WhyPool, lang: Lang, t: Dictionary): string {
  if (refused !== null) return t.why.notAllowed(t.why.refused[refused] ?? refused);
  return terms.map((term) => `${t.why.terms[term.name] ?? term.name} ${termText(term, lang)}`).join(' · ');
}

function termText({ name, value }: WhyTerm, lang: Lang): string {
  if (name === 'freeShare') return formatShare(lang, value);
  if (name === 'routeDelayS' || name === 'backlogS') return formatDuration(lang, value);
  if (name === 'carbonGPerExaflop') return formatMass(lang, value);
  if (name === 'energyUsdPerExaflop') return `$${formatScore(lang, value)}`;
  return name === 'free' ? formatCount(lang, value) : formatScore(lang, value);
}
