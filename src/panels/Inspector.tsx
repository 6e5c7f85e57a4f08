/**
 * What is selected: its numbers now, its last day, its jobs, the reasons behind them, what can be done to
 * it, and where the figures come from.
 */
import { useChoice, useWords } from '../charts/hooks.ts';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { HistoryChart } from '../charts/HistoryChart.tsx';
import { choices } from '../sim/sim.ts';
import { goInside, type Pick } from '../sim/store.ts';
import { ClassInfo, TenantInfo } from './ClassInfo.tsx';
import { DoButtons } from './DoMenu.tsx';
import { LinkFigures, MetroFigures, SiteFigures } from './figures.tsx';
import { JobInfo } from './JobInfo.tsx';
import { JobList } from './JobList.tsx';
import { nameOf } from './names.ts';
import { Source, type Sourced } from './Source.tsx';
import { Together } from './Together.tsx';
import { WhyServed } from './WhyServed.tsx';

export function Inspector() {
  const view = useChoice((now) => now.view);
  const selected = useChoice((now) => now.selected);
  return view && selected ? (
    <Selection key={`${selected.kind} ${selected.index}`} view={view} selected={selected} />
  ) : null;
}

function Selection({ view, selected }: { view: ViewModel; selected: Pick }) {
  const { t, lang } = useWords();
  const title =
    selected.kind === 'job' ? t.jobs.columns.id : nameOf(view, selected, lang, t.tenantInfo.unnamed);
  const panel = useRef<HTMLElement>(null);
  // Where what had the focus has gone, as a row that led here or the search, the keyboard goes on from here.
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, []);
  const inside = useChoice((now) => now.inside);
  const drawn = useChoice((now) => now.renderer !== null && now.renderer !== 'none');
  return (
    <section ref={panel} className="panel inspector" aria-label={title} tabIndex={-1}>
      <div className="inspector-head">
        <h2>
          {title}
          <small>{useSubtitle(view, selected)}</small>
        </h2>
        <Button className="tool" aria-label={t.close} onPress={() => choices.setState({ selected: null })}>
          ×
        </Button>
      </div>
      {selected.kind === 'site' && drawn && inside !== selected.index ? (
        <div className="actions">
          <Button className="action" onPress={() => goInside(choices, selected.index)}>
            {t.inside.enter}
          </Button>
        </div>
      ) : null}
      <HistoryChart view={view} pick={selected} />
      <Body view={view} selected={selected} />
      <DoButtons view={view} on={selected} />
      {selected.kind === 'job' || selected.kind === 'tenant' ? null : (
        <Source sources={sourcesOf(view, selected, title)} />
      )}
    </section>
  );
}

function Body({ view, selected: { kind, index, together } }: { view: ViewModel; selected: Pick }) {
  const { t } = useWords();
  switch (kind) {
    case 'site':
      return (
        <>
          <SiteFigures view={view} index={index} />
          <JobList about={{ site: index }} title={t.jobs.titleHere} />
        </>
      );
    case 'link':
      return (
        <>
          <LinkFigures view={view} index={index} />
          {together ? <Together view={view} link={index} all={together} /> : null}
        </>
      );
    case 'metro':
      return (
        <>
          <MetroFigures view={view} index={index} />
          <WhyServed view={view} metro={index} />
        </>
      );
    case 'class':
      return <ClassInfo view={view} index={index} />;
    case 'tenant':
      return <TenantInfo view={view} index={index} />;
    case 'job':
      return <JobInfo view={view} job={index} />;
  }
}

function useSubtitle(view: ViewModel, { kind, index }: Pick): string {
  const { t } = useWords();
  const site = kind === 'site' ? view.sites[index] : undefined;
  if (site) {
    const status = site.status === 'operational' ? null : t.statuses[site.status];
    return [t.roleNames[site.role], site.operator, site.region, status].filter(Boolean).join(' · ');
  }
  if (kind === 'metro') return view.metros[index]?.region ?? '';
  const link = kind === 'link' ? view.links[index] : undefined;
  if (link) return [link.name, link.kind].filter(Boolean).join(' · ');
  const work = kind === 'class' ? view.classes[index] : undefined;
  if (work) return `${t.kinds.class} · ${t.classInfo[work.kind]}`;
  return kind === 'tenant' ? t.kinds.tenant : '';
}

/** Of the thing; of a site, also of its accelerators and its grid. */
function sourcesOf(view: ViewModel, { kind, index }: Pick, title: string): Sourced[] {
  if (kind === 'class') return [{ of: title, provenance: view.classes[index]?.spec.provenance ?? null }];
  if (kind === 'link') return [{ of: title, provenance: view.links[index]?.provenance ?? null }];
  if (kind === 'metro') return [{ of: title, provenance: view.metros[index]?.provenance ?? null }];
  const site = view.sites[index];
  if (!site) return [];
  const types = view.types.filter(({ id }) => site.pools.some(({ type }) => type === id));
  const grids = view.grids.filter(({ id }) => id === site.grid);
  return [
    { of: title, provenance: site.provenance },
    ...[...types, ...grids].map(({ name, provenance }) => ({ of: name, provenance })),
  ];
}
