/** What is selected on the map or in the table: its numbers now, its last day, and where they come from. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { Button } from 'react-aria-components';
import type { Provenance } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { choices } from '../sim/sim.ts';
import type { Pick } from '../sim/store.ts';
import { HistoryChart } from '../charts/HistoryChart.tsx';
import { linkName } from './tables.ts';
import { LinkFigures, MetroFigures, SiteFigures } from './figures.tsx';

export function Inspector() {
  const view = useChoice((now) => now.view);
  const selected = useChoice((now) => now.selected);
  return view && selected ? <Selection view={view} selected={selected} /> : null;
}

function Selection({ view, selected }: { view: ViewModel; selected: Pick }) {
  const { t } = useWords();
  const { title, subtitle, provenance } = useTitle(view, selected);
  return (
    <section className="panel inspector" aria-label={title}>
      <div className="inspector-head">
        <h2>
          {title}
          <small>{subtitle}</small>
        </h2>
        <Button className="tool" aria-label={t.close} onPress={() => choices.setState({ selected: null })}>
          ×
        </Button>
      </div>
      <HistoryChart pick={selected} />
      {selected.kind === 'site' ? <SiteFigures view={view} index={selected.index} /> : null}
      {selected.kind === 'link' ? <LinkFigures view={view} index={selected.index} /> : null}
      {selected.kind === 'metro' ? <MetroFigures view={view} index={selected.index} /> : null}
      <Source provenance={provenance} />
    </section>
  );
}

function useTitle(view: ViewModel, { kind, index }: Pick) {
  const { t, lang } = useWords();
  if (kind === 'site') {
    const site = view.sites[index];
    const role = site ? t.roleNames[site.role] : '';
    const status = site && site.status !== 'operational' ? t.statuses[site.status] : null;
    return {
      title: site ? pickWords(site.name, lang) : '',
      subtitle: [role, site?.operator, site?.region, status].filter(Boolean).join(' · '),
      provenance: site?.provenance ?? null,
    };
  }
  if (kind === 'metro') {
    const metro = view.metros[index];
    return {
      title: metro ? pickWords(metro.name, lang) : '',
      subtitle: metro?.region ?? '',
      provenance: metro?.provenance ?? null,
    };
  }
  const link = view.links[index];
  return {
    title: link ? linkName(view, index, lang) : '',
    subtitle: [link?.name, link?.kind].filter(Boolean).join(' · '),
    provenance: link?.provenance ?? null,
  };
}

function Source({ provenance }: { provenance: Provenance | null }) {
  const { t, lang } = useWords();
  return (
    <details className="source">
      <summary>
        {t.provenance}
        {provenance ? (
          <span className={`confidence confidence-${provenance.confidence}`}>
            {t.confidence[provenance.confidence]}
          </span>
        ) : null}
      </summary>
      {provenance ? (
        <>
          <p>{provenance.source}</p>
          {provenance.note ? <p>{provenance.note}</p> : null}
          {provenance.bands ? (
            <table className="bands">
              <caption>{t.band}</caption>
              <tbody>
                {Object.entries(provenance.bands).map(([key, band]) => (
                  <tr key={key}>
                    <th scope="row">{key}</th>
                    {band.map((value, i) => (
                      <td key={i}>{Math.abs(value) < 100 ? value : formatCount(lang, value)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </>
      ) : (
        <p>{t.noProvenance}</p>
      )}
    </details>
  );
}
