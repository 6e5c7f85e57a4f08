/** The brushes as fields: by number, or by label from a list. */
import { memo } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { Chooser } from '../controls/Chooser.tsx';
import type { Dimension, Interval, SweepHead } from '../../workers/host/board/protocol.ts';
import { useBoard } from './hooks.ts';
import { nameOf, valueText } from './say.ts';
import { brush } from './session.ts';
import { board } from './store.ts';

export function Limits({ head }: { head: SweepHead }) {
  const { t, lang } = useWords();
  const brushes = useBoard((now) => now.brushes);
  const limited = head.dimensions.flatMap((dimension, d) =>
    brushes[d]!.map((interval, i) => ({ dimension, d, interval, i })),
  );
  const set = (d: number, i: number, interval: Interval | null): void =>
    brush(
      d,
      brushes[d]!.flatMap((one, at) => (at === i ? (interval ? [interval] : []) : [one])),
    );
  return (
    <section aria-label={t.board.limits} className="board-limits">
      <h3>{t.board.limits}</h3>
      {limited.length === 0 ? <p className="quiet">{t.board.noLimits}</p> : null}
      <ul>
        {limited.map(({ dimension, d, interval, i }) => (
          <li key={`${d} ${i}`}>
            <span className="board-limit-name">{nameOf(dimension, lang)}</span>
            <End dimension={dimension} interval={interval} end={0} onChange={(next) => set(d, i, next)} />
            <End dimension={dimension} interval={interval} end={1} onChange={(next) => set(d, i, next)} />
            <Button
              className="tool"
              aria-label={t.board.remove(nameOf(dimension, lang))}
              onPress={() => set(d, i, null)}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <AddLimit head={head} />
    </section>
  );
}

/** By itself, as it is dear to render and stays the same while a brush is dragged. */
const AddLimit = memo(function AddLimit({ head }: { head: SweepHead }) {
  const { t, lang } = useWords();
  const shown = useBoard((now) => now.shown);
  const options = shown
    .filter((d) => head.dimensions[d]!.varies)
    .map((d) => ({ id: d, text: nameOf(head.dimensions[d]!, lang) }));
  return (
    <Chooser
      className="board-chooser"
      label={t.board.addLimit}
      options={options}
      value={null}
      shown="…"
      onChoose={(d) => {
        const { least, most } = head.dimensions[d]!;
        brush(d, [...board.getState().brushes[d]!, [least, most]]);
      }}
    />
  );
});

type EndProps = { dimension: Dimension; interval: Interval; end: 0 | 1; onChange(next: Interval): void };

function End({ dimension, interval, end, onChange }: EndProps) {
  const { t, lang } = useWords();
  const name = nameOf(dimension, lang);
  const label = end === 0 ? t.board.from(name) : t.board.to(name);
  const put = (value: number): void => {
    if (!Number.isFinite(value)) return;
    const [from, to] = interval;
    onChange(end === 0 ? [value, Math.max(value, to)] : [Math.min(from, value), value]);
  };
  const { labels } = dimension;
  return (
    <label>
      <span>{end === 0 ? t.board.fromWord : t.board.toWord}</span>
      {labels ? (
        <select
          aria-label={label}
          value={interval[end] + (end === 0 ? 0.5 : -0.5)}
          onChange={(event) => put(Number(event.target.value) + (end === 0 ? -0.5 : 0.5))}
        >
          {labels.map((text, place) => (
            <option key={text} value={place}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <>
          <input
            type="number"
            step="any"
            aria-label={label}
            value={Number(interval[end].toPrecision(6))}
            onChange={(event) => put(event.target.valueAsNumber)}
          />
          {dimension.metric ? <small>{valueText(dimension, interval[end], lang)}</small> : null}
        </>
      )}
    </label>
  );
}
