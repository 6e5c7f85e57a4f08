/**
 * The whole run on a line: days, events, a figure of all branches, how far they are computed, the
 * loop, and a slider over all ticks. The thumb follows the frames by direct DOM writes, as wide as the line
 * so that moving it lays nothing out.
 */
import { useEffect, useMemo, useRef } from 'react';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { useChoice, useWords } from '../charts/hooks.ts';
import { timeMarks } from '../charts/time-marks.ts';
import { tickMs, viewZone } from '../charts/zone.ts';
import { formatMoment } from '../i18n/format.ts';
import { pulse } from '../sim/pulse.ts';
import { choices, frames, shownTick } from '../sim/sim.ts';
import { goTo } from '../sim/store.ts';
import { jumpAndSay, sayWhenShown } from './say.ts';
import { Sparkline } from './Sparkline.tsx';
import { TimelineEvents } from './TimelineEvents.tsx';

/** A mark with less of the line than this is not named on a narrow screen. */
const PHONE_ROOM = 0.12;

export function Timeline({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  const slider = useRef<HTMLInputElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  /** Where a drag of the pointer began; what it changed is said once, at its end. */
  const scrubbedFrom = useRef<number | null>(null);
  const zone = useMemo(() => viewZone(view), [view]);
  const { ticks, durationS, startMs } = view.scenario;
  const marks = useMemo(() => timeMarks(lang, startMs, durationS, zone), [lang, startMs, durationS, zone]);

  useEffect(() => {
    const follow = (): void => {
      thumb.current?.style.setProperty('transform', `translateX(${(shownTick() / ticks) * 100}%)`);
    };
    const say = (): void => {
      if (!slider.current) return;
      const tick = shownTick();
      slider.current.setAttribute('aria-valuetext', formatMoment(lang, tickMs(view, tick), zone));
      if (document.activeElement !== slider.current) slider.current.value = String(tick);
    };
    follow();
    say();
    const stops = [frames.subscribe(follow), pulse.subscribe(say)];
    return () => stops.forEach((stop) => stop());
  }, [view, lang, zone, ticks]);

  const endScrub = (): void => {
    if (scrubbedFrom.current !== null) sayWhenShown(scrubbedFrom.current);
    scrubbedFrom.current = null;
  };
  return (
    <div className="timeline">
      <Sparkline view={view} />
      <LoopRange ticks={ticks} />
      <div className="timeline-days" aria-hidden="true">
        {marks.map(({ atS, text }, i) => (
          <span
            key={atS}
            style={{ left: `${(atS / durationS) * 100}%` }}
            className={(marks[i + 1]?.atS ?? durationS) - atS < durationS * PHONE_ROOM ? 'tight' : undefined}
          >
            {text}
          </span>
        ))}
      </div>
      <div className="timeline-track" aria-hidden="true">
        <div className="timeline-at" ref={thumb}>
          <div className="timeline-thumb" />
        </div>
      </div>
      <input
        ref={slider}
        className="timeline-slider"
        type="range"
        min={0}
        max={ticks}
        defaultValue={shownTick()}
        aria-label={t.timeline}
        // From then on its keys count from where it stands, which may be a frame behind what is shown.
        onFocus={({ currentTarget }) => (currentTarget.value = String(shownTick()))}
        onPointerDown={() => (scrubbedFrom.current = shownTick())}
        onInput={(event) => {
          const wanted = Number(event.currentTarget.value);
          if (scrubbedFrom.current === null) jumpAndSay(wanted);
          else goTo(choices, wanted);
        }}
        onPointerUp={endScrub}
        onPointerCancel={endScrub}
      />
      <TimelineEvents view={view} />
    </div>
  );
}

/** The stretch that is played again and again, or the one end of it that is set. */
function LoopRange({ ticks }: { ticks: number }) {
  const { from, to } = useChoice((now) => now.loop);
  if (from === null && to === null) return null;
  const start = from ?? to!;
  const width = from !== null && to !== null ? ((to - from) / ticks) * 100 : 0;
  const ends = `${from === null ? '' : 'from'} ${to === null ? '' : 'to'}`;
  return (
    <div
      className={`timeline-loop ${ends}`}
      style={{ left: `${(start / ticks) * 100}%`, width: `${width}%` }}
      aria-hidden="true"
    />
  );
}
