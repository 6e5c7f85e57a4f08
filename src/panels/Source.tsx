/** Where figures come from: source and date, how far it can be trusted, and the band it may lie in. */
import { useWords } from '../charts/hooks.ts';
import type { Provenance } from '../../workers/scenario/scenario.ts';
import { formatNumber } from '../i18n/format.ts';

export type Sourced = { of: string; provenance: Provenance | null };

/** @param sources the thing itself first, then what some of its figures rest on */
export function Source({ sources }: { sources: readonly Sourced[] }) {
  const { t } = useWords();
  const [own, ...others] = sources;
  const stated = others.filter(({ provenance }) => provenance !== null);
  return (
    <details className="source">
      <summary>
        {t.provenance}
        {own?.provenance ? <Confidence provenance={own.provenance} /> : null}
      </summary>
      {own?.provenance ? <Statement provenance={own.provenance} /> : <p>{t.noProvenance}</p>}
      {stated.map(({ of, provenance }) => (
        <div key={of}>
          <h4>
            {of} <Confidence provenance={provenance!} />
          </h4>
          <Statement provenance={provenance!} />
        </div>
      ))}
    </details>
  );
}

function Confidence({ provenance: { confidence } }: { provenance: Provenance }) {
  const { t } = useWords();
  return <span className={`confidence confidence-${confidence}`}>{t.confidence[confidence]}</span>;
}

function Statement({ provenance: { source, note, bands } }: { provenance: Provenance }) {
  const { t, lang } = useWords();
  return (
    <>
      <p>{source}</p>
      {note ? <p>{note}</p> : null}
      {bands ? (
        <table className="bands">
          <caption>{t.band}</caption>
          <tbody>
            {Object.entries(bands).map(([key, band]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                {band.map((value, i) => (
                  <td key={i}>{formatNumber(lang, value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
