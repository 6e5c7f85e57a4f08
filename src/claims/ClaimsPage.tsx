/** Every row of the claims table: said, found, and what the model makes of it; searched and filtered. */
import './claims.css';
import { useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { Sheet } from '../controls/Sheet.tsx';
import { SmallChoice } from '../controls/SmallChoice.tsx';
import { formatCount } from '../i18n/format.ts';
import type { Claim } from '../../workers/claims.ts';
import { closeClaims } from './address.ts';
import { ClaimItem } from './ClaimItem.tsx';
import { filterClaims, NO_FILTER, VERDICTS, type Filter } from './filter.ts';
import { useTable } from './hooks.ts';
import { runClaim } from './run.ts';

type Camera = { view(): number[] };

export default function ClaimsPage({ camera }: { camera: () => Camera | null }) {
  const { t } = useWords();
  const at = useChoice((now) => now.claims);
  const table = useTable(at !== null);
  return (
    <Sheet title={t.claims.title} isOpen={at !== null} onClose={closeClaims} className="claims">
      <p className="quiet">{t.claims.note}</p>
      {table.state === 'known' ? (
        <Listed all={table.claims} at={at ?? ''} camera={camera} />
      ) : (
        <p role="status">{table.state === 'failed' ? t.claims.failed(table.message) : t.claims.loading}</p>
      )}
      <Button slot="close" className="action">
        {t.close}
      </Button>
    </Sheet>
  );
}

type ListedProps = { all: Claim[]; at: string; camera: () => Camera | null };

function Listed({ all, at, camera }: ListedProps) {
  const { t, lang } = useWords();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const change = (part: Partial<Filter>): void => setFilter({ ...filter, ...part });
  const found = filterClaims(all, filter);
  const count = (n: number): string => formatCount(lang, n);
  const ofVerdict = (verdict: Filter['verdict']): number => filterClaims(all, { ...filter, verdict }).length;
  return (
    <>
      <div className="claims-filter">
        <SearchField
          aria-label={t.claims.search}
          value={filter.text}
          onChange={(text) => change({ text })}
          autoFocus={at === ''}
        >
          <Input placeholder={t.claims.searchHint} />
        </SearchField>
        <SmallChoice
          label={t.claims.filter}
          value={filter.verdict}
          options={[
            ['all', t.claims.all(count(ofVerdict('all')))],
            ...VERDICTS.map((verdict): [typeof verdict, string] => [
              verdict,
              `${t.claims.verdicts[verdict]} ${count(ofVerdict(verdict))}`,
            ]),
          ]}
          onChange={(verdict) => change({ verdict })}
        />
        <label className="field toggle">
          <input
            type="checkbox"
            checked={filter.runnable}
            onChange={(event) => change({ runnable: event.target.checked })}
          />
          <span>{t.claims.runnable}</span>
        </label>
        <p className="quiet" role="status">
          {found.length === 0 ? t.claims.none : t.claims.count(count(found.length), count(all.length))}
        </p>
      </div>
      <ol className="claims-list">
        {found.map((claim) => (
          <ClaimItem
            key={claim.id}
            claim={claim}
            pointedAt={claim.id === at}
            onRun={(modelled) => void runClaim(modelled, camera()?.view() ?? null)}
          />
        ))}
      </ol>
    </>
  );
}
