/**
 * The whole run on a line: days, events, how busy both branches were, how far they are computed,
 * and a slider over all ticks. The thumb follows the frames by direct DOM writes.
 */
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import { useEffect, useRef } from 'react';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatDay, formatMoment, formatShare } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { goTo } from '../sim/store.ts';
import { SPARK_HEIGHT, SPARK_WIDTH, sparkPaths } from '../charts/sparkline.ts';
import { seriesColumn } from '../sim/series.ts';
import { linkName } from './tables.ts';
import { tickMs, viewZone } from '../charts/zone.ts';

const DAY_S = 86_400;
/** Labels of events closer than this share of the line are left to the pointer. */
const LABEL_ROOM = 0.12;

export function Timeline({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const slider = useRef<HTMLInputElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const zone = viewZone(view);
  const { ticks, tickS, durationS, startMs } = view.scenario;

  useEffect(() => {
    const follow = (): void => {
      const tick = frames.current?.tick ?? choices.getState().tick;
      if (thumb.current) thumb.current.style.left = `${(tick / ticks) * 100}%`;
      if (slider.current && document.activeElement !== slider.current) slider.current.value = String(tick);
    };
    follow();
    return frames.subscribe(follow);
  }, [ticks]);

  const tick = useSampled(() => frames.current?.tick ?? choices.getState().tick);
  return (
    <div className="timeline">
      <Sparkline view={view} />
      <div className="timeline-days" aria-hidden="true">
        {dayMarks(startMs, durationS, zone.offsetH).map((atS) => (
          <span key={atS} style={{ left: `${(atS / durationS) * 100}%` }}>
            {formatDay(lang, startMs + atS * 1000, zone)}
          </span>
        ))}
      </div>
      <div className="timeline-track" aria-hidden="true">
        <div className="timeline-thumb" ref={thumb} />
      </div>
      <input
        ref={slider}
        className="timeline-slider"
        type="range"
        min={0}
        max={ticks}
        defaultValue={tick}
        aria-label={t.timeline}
        aria-valuetext={formatMoment(lang, tickMs(view, tick), zone)}
        onInput={(event) => goTo(choices, Number(event.currentTarget.value))}
      />
      <Events view={view} tickS={tickS} />
    </div>
  );
}

/** Seconds since the start at which a local day begins, and 0 where the first day is long enough to name. */
function dayMarks(startMs: number, durationS: number, offsetH: number): number[] {
  const intoDayS = (startMs / 1000 + offsetH * 3600) % DAY_S;
  const every = Math.max(1, Math.ceil(durationS / DAY_S / 10)) * DAY_S;
  const marks: number[] = [];
  for (let atS = -intoDayS; atS < durationS * 0.97; atS += every) {
    if (atS >= 0) marks.push(atS);
    else if (atS + every > durationS * LABEL_ROOM * 0.6) marks.push(0);
  }
  return marks;
}

/** Events of the scenario and what the person did, in order of time. */
function Events({ view, tickS }: { view: ViewModel; tickS: number }) {
  const { t, lang } = useWords();
  const done = useSampled(() => branches.run()?.log ?? []);
  const events = [
    ...view.events.map((event) => ({ ...event, label: pickWords(event.label, lang) })),
    ...done.map(({ tick, command }) => ({
      atS: tick * tickS,
      what: command.do,
      label:
        'link' in command
          ? `${t.done[command.do]}: ${linkName(view, linkIndex(view, command.link), lang)}`
          : t.done[command.do],
    })),
  ].sort((a, b) => a.atS - b.atS);
  let labelled = -1;
  return (
    <ul className="timeline-events">
      {events.map(({ atS, what, label }, i) => {
        const at = atS / view.scenario.durationS;
        const roomy = at - labelled >= LABEL_ROOM && at < 0.9;
        if (roomy) labelled = at;
        return (
          <li key={i} style={{ left: `${at * 100}%` }} className={`event event-${what}`}>
            <button
              type="button"
              title={label}
              aria-label={label}
              onClick={() => goTo(choices, Math.ceil(atS / tickS))}
            >
              {roomy ? <span>{label}</span> : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function linkIndex(view: ViewModel, id: string): number {
  return view.links.findIndex((link) => link.id === id);
}

function Sparkline({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const linked = useChoice((now) => now.linked);
  const drawn = useRef<{ key: string; paths: string[] }>({ key: '', paths: [] });
  const ticks = view.scenario.ticks;
  const { shown, other, paths } = useSampled(() => {
    const [front, back] = [branches.shown()?.series, branches.other()?.series];
    const lengths = { shown: front?.count ?? 0, other: back?.count ?? 0 };
    const key = `${lengths.shown} ${lengths.other} ${linked} ${view.scenario.id}`;
    // The columns grow in place: what they hold is as new as their lengths.
    if (drawn.current.key !== key) {
      const columns = [front, back].map((one) =>
        one ? seriesColumn(one, 'utilisation') : new Float64Array(),
      );
      drawn.current = { key, paths: sparkPaths(columns, ticks) };
    }
    return { ...lengths, paths: drawn.current.paths };
  });
  const computed = Math.min(shown, other);
  const done = computed / (ticks + 1);
  return (
    <>
      <svg
        className="sparkline"
        viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect width={(Math.max(0, computed - 1) / ticks) * SPARK_WIDTH} height={SPARK_HEIGHT} />
        <path d={paths[1]} className="second" />
        <path d={paths[0]} />
      </svg>
      {done < 1 ? <p className="timeline-progress">{t.computedTo(formatShare(lang, done))}</p> : null}
    </>
  );
}
