/** Jobs of a site, class or tenant, by page: those that wait first. The page holds a few rows, never all jobs. */
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { JOB_STATES, type JobPage, type JobRow, type JobState } from '../../workers/answers.ts';
import { formatCount, formatDuration } from '../i18n/format.ts';
import { choices, frames } from '../sim/sim.ts';
import { useAnswer } from './ask.ts';
import { Chooser } from '../controls/Chooser.tsx';

const ROWS = 8;

type Props = { about: { site: number } | { class: number } | { tenant: number }; title: string };

export function JobList({ about, title }: Props) {
  const { t, lang } = useWords();
  const [state, setState] = useState<JobState | 'all'>('all');
  const [from, setFrom] = useState(0);
  const query = { ...about, ...(state === 'all' ? {} : { state }), from, limit: ROWS };
  const page = useAnswer(JSON.stringify(query), (ask, tick) => ask.jobs({ ...query, tick }));
  if (!page) return <p className="quiet asked">{t.jobs.computing}</p>;
  const last = Math.min(page.total, from + ROWS);
  return (
    <section className="asked" aria-label={title}>
      <div className="asked-head">
        <h3>{title}</h3>
        <StateSelect
          page={page}
          state={state}
          onChange={(next) => {
            setState(next);
            setFrom(0);
          }}
        />
      </div>
      {page.total === 0 ? <p className="quiet">{t.jobs.none}</p> : <Rows rows={page.rows} />}
      <div className="pager">
        <Button
          className="tool"
          aria-label={t.jobs.earlier}
          isDisabled={from === 0}
          onPress={() => setFrom(Math.max(0, from - ROWS))}
        >
          ‹
        </Button>
        <span className="quiet">
          {page.total > 0
            ? t.jobs.range(
                formatCount(lang, Math.min(from + 1, page.total)),
                formatCount(lang, last),
                formatCount(lang, page.total),
              )
            : ''}
        </span>
        <Button
          className="tool"
          aria-label={t.jobs.later}
          isDisabled={last >= page.total}
          onPress={() => setFrom(from + ROWS)}
        >
          ›
        </Button>
      </div>
    </section>
  );
}

type SelectProps = { page: JobPage; state: JobState | 'all'; onChange(state: JobState | 'all'): void };

function StateSelect({ page, state, onChange }: SelectProps) {
  const { t, lang } = useWords();
  const all = JOB_STATES.reduce((sum, name) => sum + page.counts[name], 0);
  const options = [
    { id: 'all' as const, text: `${t.jobs.all} ${formatCount(lang, all)}` },
    ...JOB_STATES.filter((name) => page.counts[name] > 0 || name === state).map((name) => ({
      id: name,
      text: `${t.jobs.states[name]} ${formatCount(lang, page.counts[name])}`,
    })),
  ];
  return (
    <Chooser
      className="state-select"
      name={t.jobs.filter}
      options={options}
      value={state}
      onChoose={onChange}
    />
  );
}

function Rows({ rows }: { rows: readonly JobRow[] }) {
  const { t, lang } = useWords();
  const tickS = useChoice((now) => now.view?.scenario.tickS ?? 0);
  const nowS = useSteady(() => (frames.current?.tick ?? 0) * tickS);
  const { columns } = t.jobs;
  return (
    <table className="asked-table">
      <thead>
        <tr>
          <th scope="col">{columns.id}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col" className="numeric">
            {columns.accelerators}
          </th>
          <th scope="col" className="numeric">
            {columns.since}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.job}>
            <th scope="row">
              <Button
                className="name"
                onPress={() => choices.setState({ selected: { kind: 'job', index: row.job } })}
              >
                {row.id}
              </Button>
            </th>
            <td>{t.jobs.states[row.state]}</td>
            <td className="numeric">{formatCount(lang, row.accelerators)}</td>
            <td className="numeric">
              {row.state === 'pending'
                ? ''
                : formatDuration(lang, (Number.isNaN(row.startS) ? nowS : row.startS) - row.submitS)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
