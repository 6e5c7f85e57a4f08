/** What happens and what was done, as marks on the timeline that say what they are. */
import type { ViewModel } from '../../workers/world/view-model.ts';
import { useSteady, useWords } from '../charts/hooks.ts';
import { tickMs, viewZone } from '../charts/zone.ts';
import { formatCount, formatMoment } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { branches } from '../sim/sim.ts';
import { happenedText } from './happened.ts';
import { jumpAndSay } from './say.ts';

/** Labels of events closer than this share of the line wait for the pointer or the focus. */
const LABEL_ROOM = 0.12;

export function TimelineEvents({ view }: { view: ViewModel }) {
  const { t, lang } = useWords();
  useSteady(() => branches.shown()?.log.actions);
  const log = branches.run()?.log ?? [];
  const zone = viewZone(view);
  const { tickS, durationS } = view.scenario;
  const events = [
    ...view.events.map(({ atS, what, label }) => ({ atS, what, label: pickWords(label, lang), own: false })),
    ...log.map(({ tick, command }) => ({
      atS: tick * tickS,
      what: command.do,
      label: happenedText(view, lang, command),
      own: true,
    })),
  ].sort((a, b) => a.atS - b.atS);
  let labelled = -1;
  return (
    <ul className="timeline-events">
      {events.map(({ atS, what, label, own }, i) => {
        const at = atS / durationS;
        const tick = Math.ceil(atS / tickS);
        const roomy = at - labelled >= LABEL_ROOM && at < 0.9;
        if (roomy) labelled = at;
        const told = t.eventAt(label, formatMoment(lang, tickMs(view, tick), zone), formatCount(lang, tick));
        return (
          <li
            key={i}
            style={{ left: `${at * 100}%` }}
            className={`event event-${what}${own ? ' own' : ''}${at > 0.6 ? ' late' : ''}`}
          >
            <button type="button" aria-label={told} onClick={() => jumpAndSay(tick)}>
              {roomy ? <span>{label}</span> : null}
              <span className="told" aria-hidden="true">
                {told}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
