/** One job: its numbers, its stages in time, what it waits for, and why it is where it is. */
import { useSteady, useWords } from '../charts/hooks.ts';
import type { JobDetail } from '../../workers/answers.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { viewZone } from '../charts/zone.ts';
import { formatCount, formatDuration, formatInstant, formatShare, formatSi } from '../i18n/format.ts';
import { choices, frames } from '../sim/sim.ts';
import type { Pick } from '../sim/store.ts';
import { Button } from 'react-aria-components';
import { useAnswer } from './ask.ts';
import { Figure } from './Figure.tsx';
import { nameOf, siteName } from './names.ts';
import { WhyPlaced } from './WhyPlaced.tsx';

export function JobInfo({ view, job }: { view: ViewModel; job: number }) {
  const { t } = useWords();
  const why = useAnswer(`job ${job}`, (ask, tick) => ask.whyJob(job, tick));
  if (!why) return <p className="quiet asked">{t.jobs.computing}</p>;
  const { detail, placement } = why;
  return (
    <>
      <h3 className="job-id">
        {detail.id} <span className="confidence">{t.jobs.states[detail.state]}</span>
      </h3>
      <Numbers view={view} detail={detail} />
      <Stages view={view} detail={detail} />
      {detail.waitsFor === 'none' ? null : <Waiting detail={detail} />}
      <WhyPlaced view={view} placement={placement} />
      <p className="quiet asked">
        {detail.generator === null ? t.job.listed : t.job.generated(detail.generator)}
      </p>
    </>
  );
}

function Numbers({ view, detail }: { view: ViewModel; detail: JobDetail }) {
  const { t, lang } = useWords();
  const link = (pick: Pick) => (
    <Button className="name" onPress={() => choices.setState({ selected: pick })}>
      {nameOf(view, pick, lang, t.tenantInfo.unnamed)}
    </Button>
  );
  return (
    <dl className="figures">
      <Figure name={t.job.class}>{link({ kind: 'class', index: detail.class })}</Figure>
      <Figure name={t.job.tenant}>{link({ kind: 'tenant', index: detail.tenant })}</Figure>
      <Figure name={t.job.home}>{link({ kind: 'site', index: detail.home })}</Figure>
      {detail.parts.length > 1 ? (
        detail.parts.map((part) => (
          <Figure key={part.site} name={siteName(view, part.site, lang)}>
            {formatCount(lang, part.accelerators)}
          </Figure>
        ))
      ) : detail.site >= 0 ? (
        <Figure name={t.job.site}>{link({ kind: 'site', index: detail.site })}</Figure>
      ) : null}
      <Figure
        name={t.job.accelerators}
        note={
          detail.least < detail.most
            ? t.job.elastic(formatCount(lang, detail.least), formatCount(lang, detail.most))
            : null
        }
      >
        {formatCount(lang, detail.held)} / {formatCount(lang, detail.accelerators)}
      </Figure>
      <Figure name={t.job.done}>{formatShare(lang, detail.done)}</Figure>
      {detail.estimateS >= 0 ? (
        <Figure name={t.job.estimate}>{formatDuration(lang, detail.estimateS)}</Figure>
      ) : null}
      {detail.datasetBytes > 0 ? (
        <Figure name={t.job.dataset}>{formatSi(lang, detail.datasetBytes, 'B')}</Figure>
      ) : null}
      {detail.priority === 0 ? null : (
        <Figure name={t.job.priority}>{formatCount(lang, detail.priority)}</Figure>
      )}
      {detail.maxSites > 1 ? (
        <Figure name={t.job.maxSites}>{formatCount(lang, detail.maxSites)}</Figure>
      ) : null}
      {detail.restarts > 0 ? (
        <Figure name={t.job.restarts}>{formatCount(lang, detail.restarts)}</Figure>
      ) : null}
    </dl>
  );
}

/** From submission to now, or to its end: waiting, its data on the way, computing. */
function Stages({ view, detail }: { view: ViewModel; detail: JobDetail }) {
  const { t, lang } = useWords();
  const nowS = useSteady(() => (frames.current?.tick ?? 0) * view.scenario.tickS);
  const zone = viewZone(view);
  const { submitS, startS, runS, endS } = detail;
  const steps: [string, number][] = [
    [t.job.submitted, submitS],
    [t.job.started, startS],
    [t.job.computed, runS],
    [t.job.ended, endS],
  ];
  const reached = steps.filter(([, atS]) => atS <= nowS || (atS === submitS && !Number.isNaN(atS)));
  const untilS = Number.isNaN(endS) ? nowS : endS;
  const lengths = reached.map(([, atS], i) => Math.max(0, (reached[i + 1]?.[1] ?? untilS) - atS));
  return (
    <section className="asked stages" aria-label={t.job.stages}>
      <h3>{t.job.stages}</h3>
      <div className="stage-bar" aria-hidden="true">
        {lengths.map((length, i) => (
          <span key={i} className={`stage-${i}`} style={{ flexGrow: length }} />
        ))}
      </div>
      <ol>
        {reached.map(([name, atS]) => (
          <li key={name}>
            <span>{name}</span>
            <span className="quiet">{formatInstant(lang, view.scenario.startMs + atS * 1000, zone)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Waiting({ detail }: { detail: JobDetail }) {
  const { t, lang } = useWords();
  const { ahead } = detail;
  return (
    <section className="asked" aria-label={t.waits.title}>
      <h3>{t.waits.title}</h3>
      <p className="strong">{t.waits.reasons[detail.waitsFor] ?? detail.waitsFor}</p>
      {ahead ? (
        <p className="quiet">
          {t.waits.ahead(
            formatCount(lang, ahead.jobs),
            formatCount(lang, ahead.accelerators),
            formatCount(lang, ahead.free),
          )}
        </p>
      ) : null}
    </section>
  );
}
