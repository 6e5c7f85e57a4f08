/** The sentence that says what linking does at this tick, where and when that is, and the one control. */
import { useChoice, useSampled, useSteady, useWords } from '../charts/hooks.ts';
import { Radio, RadioGroup } from 'react-aria-components';
import type { Band } from '../../workers/sweep/bands.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount, formatMoment } from '../i18n/format.ts';
import { headline, type BranchFigures, type HeadlineAbout } from '../i18n/headline.ts';
import { pickWords } from '../i18n/words.ts';
import type { Branch } from '../sim/branch.ts';
import { bandAtTick, bandSeries, type SeriesFigure } from '../sim/bands.ts';
import { bandsOf } from '../sim/ensemble.ts';
import { seriesAt } from '../sim/series.ts';
import type { BranchName } from '../sim/lines.ts';
import { branches, frames, shownTick } from '../sim/sim.ts';
import { showNamed } from './forks.ts';
import { tickMs, viewZone } from '../charts/zone.ts';

export function Headline() {
  return (
    <header className="headline">
      <Said />
      <LinkControl />
    </header>
  );
}

function Said() {
  const { t } = useWords();
  const view = useChoice((now) => now.view);
  return view ? (
    <Sentence view={view} />
  ) : (
    <>
      <h1 className="headline-text pending">{t.loading}</h1>
      <p className="headline-where" />
    </>
  );
}

function Sentence({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const linked = useChoice((now) => now.linked);
  const branch = useChoice((now) => now.branch);
  const about = aboutOf(view);
  const { tick, sites, shown, other } = useSampled(() => {
    const at = shownTick();
    const installed = frames.current?.sites.installed;
    return {
      tick: at,
      sites: view.sites.filter((site, i) => (installed?.[i] ?? site.accelerators) > 0).length,
      shown: figures(branches.shown(), about, at),
      other: figures(branches.other(), about, at),
    };
  });
  const fork = branch === 'A' || branch === 'B' ? null : branch;
  const pieces = headline({ lang, about, sites, linkedShown: linked, fork, shown, other });
  const zone = viewZone(view);
  return (
    <>
      <h1 className="headline-text">
        {pieces.map((piece, i) => (
          <span key={i} className={`tone-${piece.tone}`}>
            {piece.text}
          </span>
        ))}
      </h1>
      <p className="headline-where">
        {pickWords(view.scenario.name, lang)} · {formatMoment(lang, tickMs(view, tick), zone)} ·{' '}
        {t.tickOf(formatCount(lang, tick), formatCount(lang, view.scenario.ticks))}
      </p>
    </>
  );
}

const KEYS: Record<HeadlineAbout, [share: SeriesFigure, amount: SeriesFigure]> = {
  jobs: ['utilisationMean', 'waitMeanS'],
  requests: ['inTimeMean', 'latencyP50S'],
  transfers: ['peakLinkLoad', 'bytesMoved'],
};

function aboutOf({ scenario: { jobs, requests } }: ViewModel): HeadlineAbout {
  return jobs > 0 ? 'jobs' : requests ? 'requests' : 'transfers';
}

function figures(branch: Branch | null, about: HeadlineAbout, tick: number): BranchFigures {
  if (!branch || branch.series.count <= tick) {
    return { known: false, progress: branch ? branch.series.count / (tick + 1) : 0 };
  }
  const keys = KEYS[about];
  const [share, amount] = keys.map((key) => seriesAt(branch.series, key, tick)) as [number, number];
  return { known: true, share, amount, bands: bandsAt(branch, keys, tick) };
}

function bandsAt({ name }: Branch, keys: readonly [SeriesFigure, SeriesFigure], tick: number) {
  const bands = bandsOf(name);
  if (!bands) return null;
  const [share, amount] = keys.map((key) =>
    bandAtTick(bandSeries(bands.report, bands.ticks, key, bands.of), tick),
  ) as [Band, Band];
  return { share, amount };
}

/** As one word, which stays the same for other branches of the same names. */
function forkNames(): string {
  const all = branches.run()?.branches ?? [];
  return all.map(({ fork, name }) => (fork === null ? '' : name)).join('');
}

function LinkControl() {
  const { t } = useWords();
  const branch = useChoice((now) => now.branch);
  const forks = useSteady(forkNames);
  return (
    <RadioGroup
      className="segmented"
      orientation="horizontal"
      aria-label={t.linkControl}
      value={branch}
      onChange={(value) => showNamed(value as BranchName)}
    >
      <Radio value="A" aria-label={t.link}>
        <LinkedMark />
        {t.linked}
      </Radio>
      <Radio value="B" aria-label={t.unlink}>
        <IslandsMark />
        {t.islands}
      </Radio>
      {[...forks].map((name) => (
        <Radio
          key={name}
          value={name}
          aria-label={t.branches.show(name)}
          className={`react-aria-Radio fork branch-${name}`}
        >
          <span className="branch-dot" aria-hidden="true" />
          {name}
        </Radio>
      ))}
      <kbd aria-hidden="true">L</kbd>
    </RadioGroup>
  );
}

function LinkedMark() {
  return (
    <svg viewBox="0 0 18 12" width="18" height="12" aria-hidden="true">
      <path d="M3 9Q9 0 15 9" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="3" cy="9" r="2.2" fill="currentColor" />
      <circle cx="15" cy="9" r="2.2" fill="currentColor" />
    </svg>
  );
}

function IslandsMark() {
  return (
    <svg viewBox="0 0 18 12" width="18" height="12" aria-hidden="true">
      <circle cx="3" cy="9" r="2.2" fill="currentColor" />
      <circle cx="9" cy="3.5" r="2.2" fill="currentColor" />
      <circle cx="15" cy="9" r="2.2" fill="currentColor" />
    </svg>
  );
}
