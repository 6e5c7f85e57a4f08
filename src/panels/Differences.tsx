/** The branches side by side in numbers: each one's figures, and how far they are from the base, A. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useSampled, useWords } from '../charts/hooks.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount, formatSi, NO_VALUE } from '../i18n/format.ts';
import { formatMetric } from '../i18n/metric-format.ts';
import { metricName } from '../i18n/metric-names.ts';
import type { Branch } from '../sim/branch.ts';
import { commandsOf } from '../sim/lines.ts';
import { branches, choices, shownTick } from '../sim/sim.ts';
import { BranchHead } from './BranchHead.tsx';
import { DELTA_GROUPS, deltaOf, figureAt, type Delta, type DeltaRow } from './deltas.ts';
import { PlaceDifferences } from './PlaceDifferences.tsx';
import { SmallChoice } from '../controls/SmallChoice.tsx';
import { happenedText } from './happened.ts';

export function Differences({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const [wholeRun, setWholeRun] = useState(false);
  const [what, setWhat] = useState<'figures' | 'sites' | 'links'>('figures');
  const { run, tick, computed } = useSampled(() => {
    const now = branches.run()?.branches ?? [];
    return {
      run: now,
      tick: shownTick(),
      computed: Math.max(0, Math.min(...now.map((branch) => branch.series.count)) - 1),
    };
  });
  const count = (n: number): string => formatCount(lang, n);
  return (
    <section className="panel table-view differences" aria-label={t.branches.title}>
      <div className="tabs-head">
        <h2>{t.branches.title}</h2>
        <SmallChoice
          label={t.branches.what}
          value={what}
          options={[
            ['figures', t.branches.whats.figures],
            ['sites', t.branches.whats.sites],
            ['links', t.branches.whats.links],
          ]}
          onChange={setWhat}
        />
        {what === 'figures' ? (
          <SmallChoice
            label={t.branches.at}
            value={wholeRun ? 'run' : 'tick'}
            options={[
              ['tick', t.branches.atTick(count(tick))],
              ['run', t.branches.run(count(computed))],
            ]}
            onChange={(value) => setWholeRun(value === 'run')}
          />
        ) : null}
        <Button className="tool" aria-label={t.close} onPress={() => choices.setState({ deltas: false })}>
          ×
        </Button>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t.branches.whats[what]}>
        {what === 'figures' ? (
          <Figures run={run} tick={wholeRun ? computed : tick} wholeRun={wholeRun} />
        ) : (
          <PlaceDifferences kind={what} view={view} />
        )}
        {wholeRun && what === 'figures' ? <p className="quiet note">{t.branches.runNote}</p> : null}
        <Done view={view} run={run} />
      </div>
    </section>
  );
}

type Range = { run: readonly Branch[]; tick: number; wholeRun: boolean };

function Figures({ run, tick, wholeRun }: Range) {
  const { t } = useWords();
  return (
    <table>
      <caption className="sr-only">{t.branches.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.branches.metric}</th>
          {run.map((branch) => (
            <BranchHead key={branch.name} branch={branch} />
          ))}
        </tr>
      </thead>
      {DELTA_GROUPS.map((group) => (
        <tbody key={group.word}>
          <tr>
            <th scope="rowgroup" colSpan={run.length * 2} className="group">
              {t.branches.groups[group.word]}
            </th>
          </tr>
          {group.rows.map((row) => (
            <Row key={row.key} row={row} run={run} tick={tick} wholeRun={wholeRun} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

type RowProps = Range & { row: DeltaRow };

function Row({ row, run, tick, wholeRun }: RowProps) {
  const { lang } = useWords();
  const values = run.map((branch) => figureAt(branch.series, row, tick, wholeRun));
  const base = values[0] ?? NaN;
  return (
    <tr>
      <th scope="row">{metricName(lang, row.key)}</th>
      {values.map((value, i) => {
        const figure = (
          <td key={run[i]!.name} className="numeric value">
            {formatMetric(lang, row.key, value)}
          </td>
        );
        return i === 0
          ? figure
          : [figure, <DeltaCell key={`${i}`} delta={deltaOf(lang, row, value, base)} />];
      })}
    </tr>
  );
}

const MARKS = { better: '▲', worse: '▼', same: '', differs: '' };

function DeltaCell({ delta }: { delta: Delta | null }) {
  const { t } = useWords();
  if (!delta) return <td className="numeric quiet">{NO_VALUE}</td>;
  const { absolute, relative, verdict } = delta;
  if (verdict === 'same') return <td className="numeric quiet">{t.same}</td>;
  const tone = verdict === 'better' ? 'good' : verdict === 'worse' ? 'bad' : 'quiet';
  return (
    <td className={`numeric difference ${tone}`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {absolute}
      {relative ? <small> ({relative})</small> : null}
      {verdict === 'differs' ? null : <span className="sr-only">, {t[verdict]}</span>}
    </td>
  );
}

/** What was done in each branch, tick by tick, and what the branch costs. */
function Done({ view, run }: { view: ViewModel; run: readonly Branch[] }) {
  const { t, lang } = useWords();
  return (
    <div className="done">
      <h3>{t.branches.log}</h3>
      {run.map((branch) => (
        <div key={branch.name}>
          <p>
            <span className={`branch-dot branch-${branch.name}`} aria-hidden="true" />
            {t.branches.name(branch.name)}:{' '}
            {t.branches.changes(branch.log.inherited.length + branch.log.actions.length)} ·{' '}
            {t.branches.memory(formatSi(lang, branch.heldBytes, 'B'))}
          </p>
          <ul>
            {commandsOf(branch).map((logged, i) => (
              <li key={i}>
                {t.branches.done(formatCount(lang, logged.tick), happenedText(view, lang, logged.command))}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
