/** The median of a figure over two dimensions, of the runs that keep to the limits; a table, coloured. */
import { useChoice, useWords } from '../charts/hooks.ts';
import { Chooser } from '../controls/Chooser.tsx';
import type { Heat, HeatWish, SweepHead } from '../../workers/host/board/protocol.ts';
import { formatCount } from '../i18n/format.ts';
import { loadRamp } from '../scene/legend.ts';
import { useBoard } from './hooks.ts';
import { rampColour } from './ramp.ts';
import { binText, nameOf, valueText } from './say.ts';
import { change } from './session.ts';

export function HeatMap({ head }: { head: SweepHead }) {
  const { t, lang } = useWords();
  const wish = useBoard((now) => now.heat);
  const looked = useBoard((now) => now.settled);
  const options = head.dimensions.map((dimension, id) => ({ id, text: nameOf(dimension, lang) }));
  const choose = (part: keyof HeatWish, label: string) => (
    <Chooser
      className="board-chooser"
      label={label}
      options={options}
      value={wish[part]}
      onChoose={(d) => change({ heat: { ...wish, [part]: d } })}
    />
  );
  return (
    <section className="board-heat">
      <h3>{t.board.heat}</h3>
      <div className="board-heat-choices">
        {choose('of', t.board.median)}
        {choose('x', t.board.across)}
        {choose('y', t.board.down)}
      </div>
      {looked ? <Cells head={head} heat={looked.heat} /> : null}
    </section>
  );
}

function Cells({ head, heat }: { head: SweepHead; heat: Heat }) {
  const { t, lang } = useWords();
  const theme = useChoice((now) => now.theme);
  const wish = useBoard((now) => now.heat);
  const [x, y, of] = [head.dimensions[wish.x]!, head.dimensions[wish.y]!, head.dimensions[wish.of]!];
  const ramp = loadRamp(theme);
  const { across, down, medians, counts, least, most } = heat;
  const share = (median: number): number => (most > least ? (median - least) / (most - least) : 0.5);
  return (
    <>
      <div className="board-scroll" tabIndex={0} role="region" aria-label={t.board.heat}>
        <table>
          <caption className="sr-only">
            {`${t.board.median} ${nameOf(of, lang)}: ${nameOf(x, lang)} × ${nameOf(y, lang)}`}
          </caption>
          <thead>
            <tr>
              <th scope="col" className="board-corner">
                {nameOf(y, lang)} ↓ {nameOf(x, lang)} →
              </th>
              {across.map((bin) => (
                <th key={bin.from} scope="col">
                  {binText(x, bin, lang)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {down.map((bin, j) => (
              <tr key={bin.from}>
                <th scope="row">{binText(y, bin, lang)}</th>
                {across.map((_, i) => {
                  const cell = j * across.length + i;
                  const median = medians[cell]!;
                  if (Number.isNaN(median))
                    return (
                      <td key={i}>
                        <span className="sr-only">{t.board.noRun}</span>
                      </td>
                    );
                  const { fill, text } = rampColour(ramp, share(median));
                  const words = valueText(of, median, lang);
                  return (
                    <td
                      key={i}
                      style={{ background: fill, color: text }}
                      title={t.board.cell(words, formatCount(lang, counts[cell]!))}
                    >
                      {words}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {Number.isNaN(least) ? null : (
        <p className="board-legend">
          <span>{valueText(of, least, lang)}</span>
          <span
            className="board-ramp"
            aria-hidden="true"
            style={{ background: `linear-gradient(90deg, ${ramp.join(', ')})` }}
          />
          <span>{valueText(of, most, lang)}</span>
        </p>
      )}
    </>
  );
}
