/** One claim: what an article says, what better sources say of it, and the way to run what it implies. */
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { Claim } from '../../workers/claims.ts';
import { useWords } from '../charts/hooks.ts';
import type { Modelled } from './store.ts';

const SIGNS = { supported: '✓', contradicted: '✗', uncertain: '?' } as const;

type Props = { claim: Claim; pointedAt: boolean; onRun(claim: Modelled): void };

export function ClaimItem({ claim, pointedAt, onRun }: Props) {
  const { t, lang } = useWords();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!pointedAt) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [pointedAt]);
  const { id, verdict, checked, betterSource } = claim;
  const said = saidIn(claim, lang);
  const title = `${id}-title`;
  return (
    <li ref={item} id={id} className={`claim ${verdict}`} tabIndex={-1} aria-labelledby={title}>
      <div className="claim-said">
        <h3 id={title}>{said.claim}</h3>
        <p className="quiet">
          {said.said === null ? null : <span className="claim-figure">{t.claims.figure(said.said)}</span>}
          <span>{said.source}</span>
        </p>
      </div>
      <dl className="claim-found">
        <dt>{t.claims.found}</dt>
        <dd>
          <strong className="verdict">
            <span aria-hidden="true">{SIGNS[verdict]}</span> {t.claims.verdicts[verdict]}
          </strong>
          {said.finding === t.claims.verdicts[verdict] ? null : <>: {said.finding}</>}
        </dd>
        <dt>{betterSource === null ? t.claims.by : t.claims.better}</dt>
        <dd lang="en">{betterSource ?? checked}</dd>
        <dt>{t.claims.model}</dt>
        <dd>
          {isModelled(claim) ? (
            <>
              {said.shows}{' '}
              <Button
                className="action"
                aria-label={t.claims.runClaim(said.claim)}
                onPress={() => onRun(claim)}
              >
                {t.claims.run}
              </Button>
            </>
          ) : (
            <span className="quiet">{t.claims.notRun(said.why ?? '')}</span>
          )}
        </dd>
      </dl>
    </li>
  );
}

function isModelled(claim: Claim): claim is Modelled {
  return claim.model !== null;
}

/** The words of a claim in the language chosen. */
export function saidIn(claim: Claim, lang: 'en' | 'zh') {
  const { en, said, source, finding, model, why, zh } = claim;
  return lang === 'zh' ? zh : { claim: en, said, source, finding, shows: model?.shows ?? null, why };
}
