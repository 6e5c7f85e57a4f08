/** Inside a site, in place of the map's legend: by what cells are coloured, what the patterns mean, how near one is. */
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import { Button, Radio, RadioGroup } from 'react-aria-components';
import { formatCount, formatShare } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { placeInWords } from './inside-place.ts';
import { loadRamp } from '../scene/legend.ts';
import {
  CAMPUS_LEVELS,
  CAMPUS_VIEWS,
  CELL_STATES,
  countStates,
  type CampusPlace,
  type CampusView,
} from '../sim/inside.ts';
import { choices, frames } from '../sim/sim.ts';
import { goInside } from '../sim/store.ts';

export function InsideLegend({ site }: { site: number }) {
  const { t, lang } = useWords();
  const view = useChoice((now) => now.view);
  const told = useChoice((now) => now.place);
  const place = told?.site === site ? told : null;
  const colouring = useChoice((now) => now.campusView);
  const theme = useChoice((now) => now.theme);
  const counts = useSampled(() => {
    const occupancy = frames.current?.occupancy;
    return occupancy?.site === site ? countStates(occupancy) : null;
  });
  const words = t.inside;
  /** As far as one is near enough to tell. */
  const whereIn = ({ level, hall, row, rack }: CampusPlace): string => {
    const near = CAMPUS_LEVELS.indexOf(level);
    return placeInWords(t, lang, {
      hall: near > 0 ? hall : 0,
      row: near > 1 ? row : 0,
      rack: near > 2 ? rack : 0,
    });
  };
  const all = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <section className="panel legend inside-legend" aria-labelledby="inside-title">
      <div className="inside-head">
        <h2 id="inside-title">{view?.sites[site] ? pickWords(view.sites[site].name, lang) : ''}</h2>
        <Button className="action" onPress={() => goInside(choices, null)}>
          {words.leave}
        </Button>
      </div>
      <p className="inside-place" role="status">
        {place
          ? words.place(
              words.levels[place.level],
              whereIn(place) || words.halls(formatCount(lang, place.halls)),
            )
          : t.loading}
      </p>
      <RadioGroup
        className="views"
        aria-label={words.colourBy}
        orientation="horizontal"
        value={colouring}
        onChange={(name) => choices.setState({ campusView: name as CampusView })}
      >
        {CAMPUS_VIEWS.map((name) => (
          <Radio key={name} value={name}>
            {words.views[name]}
          </Radio>
        ))}
      </RadioGroup>
      {colouring === 'job' ? null : (
        <p className="ramp">
          <span style={{ background: `linear-gradient(90deg, ${loadRamp(theme).join(', ')})` }} />
          {words.scale[colouring]}
        </p>
      )}
      <ul>
        {CELL_STATES.map((state, i) =>
          counts && counts[i]! >= 0.5 ? (
            <li key={state} className="state">
              <span className={`cell cell-${state}`} aria-hidden="true" />
              <span>{words.states[state]}</span>
              <span className="figure">{formatCount(lang, Math.round(counts[i]!))}</span>
              <span className="figure quiet">{formatShare(lang, counts[i]! / all)}</span>
            </li>
          ) : null,
        )}
      </ul>
      {place ? <p className="per-cell">{words.perCell(formatCount(lang, place.perCell))}</p> : null}
    </section>
  );
}
