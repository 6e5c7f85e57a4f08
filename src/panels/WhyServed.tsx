/** Why here, of a city's requests: every site that serves in the router's order, what it takes, and why not more. */
import { useWords } from '../charts/hooks.ts';
import { useState } from 'react';
import type { WhyServer } from '../../workers/answers.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatDuration, formatMass, formatScore, formatShare, formatSi, NO_VALUE } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import type { Lang } from '../sim/store.ts';
import { useAnswer } from './ask.ts';
import { siteName } from './names.ts';
import { Chooser } from '../controls/Chooser.tsx';

export function WhyServed({ view, metro }: { view: ViewModel; metro: number }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="asked why" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.why.here}</summary>
      {open ? <Split view={view} metro={metro} /> : null}
    </details>
  );
}

function Split({ view, metro }: { view: ViewModel; metro: number }) {
  const { t, lang } = useWords();
  const classes = view.classes.flatMap(({ kind, name }, index) =>
    kind === 'request' ? [{ id: index, text: pickWords(name, lang) }] : [],
  );
  const [workClass, setWorkClass] = useState(classes[0]?.id ?? -1);
  const why = useAnswer(`metro ${metro} ${workClass}`, (ask, tick) => ask.whyMetro(metro, workClass, tick));
  return (
    <>
      <Chooser
        className="form-field"
        label={t.why.class}
        options={classes}
        value={workClass}
        onChoose={setWorkClass}
      />
      {why ? (
        <>
          <p className="quiet">
            {t.why.requests(formatSi(lang, why.demandRps, '/s'), formatSi(lang, why.unservedRps, '/s'))}
            <br />
            {t.why.split(t.policyNames[why.policy] ?? why.policy)}
          </p>
          <table className="asked-table">
            <thead>
              <tr>
                <th scope="col">{t.why.site}</th>
                <th scope="col" className="numeric">
                  {t.why.takes}
                </th>
                <th scope="col" className="numeric">
                  {t.why.firstToken}
                </th>
                <th scope="col" className="numeric">
                  {t.why.left}
                </th>
              </tr>
            </thead>
            <tbody>
              {why.servers.map((one) => (
                <tr key={one.site} className={one.reason === 'taken' ? undefined : 'refused'}>
                  <th scope="row">
                    {siteName(view, one.site, lang)}
                    <small>{noteOf(one, why.policy, lang, t.why.servers)}</small>
                  </th>
                  <td className="numeric">
                    {one.assignedRps > 0 ? formatSi(lang, one.assignedRps, '/s') : NO_VALUE}
                  </td>
                  <td className="numeric">{formatDuration(lang, one.firstTokenS)}</td>
                  <td className="numeric">{formatShare(lang, one.left)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <p className="quiet">{t.jobs.none}</p>
      )}
    </>
  );
}

/** Its reason, the way, and the policy's cost where that is no way. */
function noteOf(one: WhyServer, policy: string, lang: Lang, reasons: Record<string, string>): string {
  const cost =
    policy === 'cheapest' || policy === 'optimal'
      ? `$${formatScore(lang, one.cost)}`
      : policy === 'greenest'
        ? formatMass(lang, one.cost)
        : '';
  return [
    reasons[one.reason] ?? one.reason,
    Number.isFinite(one.delayS) ? formatDuration(lang, one.delayS) : '',
    Number.isFinite(one.cost) ? cost : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
